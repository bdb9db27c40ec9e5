/** The public draws of a year as a page. */
import { html } from 'hono/html';
import type * as z from 'zod';
import { orgName } from '../../shared/county.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { yearOfInstant } from '../../shared/time.ts';
import type { Answer } from '../http/route.ts';
import { bracketed } from './basis.ts';
import type { publicDrawsAnswer } from './draw-answer.ts';
import type { DrawWords } from './draw-page.ts';
import { linkTo } from './elsewhere.ts';
import { type Html, pageAnswer } from './layout.ts';

const AT = '/public/draws';
type Listed = z.infer<typeof publicDrawsAnswer>['items'][number];

export function drawListPage(
  draws: readonly Listed[],
  year: number,
  words: DrawWords,
  { county, now }: Facts,
  elsewhere: string | null,
): Promise<Answer> {
  const of = (asked: number, words: string): Html =>
    html`<a href="${AT}?${new URLSearchParams({ year: String(asked), ...(elsewhere && { jurisdiction: elsewhere }) })}">${words}</a>`;
  const nameOf = (org: string): string => orgName(county, org);
  const title = `${county.name}专家抽取`;
  const first = Number(county.since.slice(0, 4));
  const rows = draws.map(
    (draw) =>
      html`<tr><td data-label="抽取时间">${draw.drawnAt?.slice(0, 16).replace('T', ' ') ?? '没有抽取'}</td><td data-label="专业和人数"><a href="${linkTo(`${AT}/${draw.id}`, elsewhere)}">${groupsOf(draw, words)}</a></td><td data-label="召集单位">${nameOf(draw.convenor)}</td><td data-label="所属事项">${words.cases[draw.of]}，${words.stages[draw.stage]}</td></tr>
`,
  );
  const content = html`<h1>${title}：${year} 年</h1>
<p>为联合踏勘、评审和会议从专家库中抽取专家${bracketed({ county, elsewhere }, '14')}，所属事项办结或取消后在此公开；每次抽取都可以由任何人重新计算核对。</p>
<p class="screen">${year > first && of(year - 1, `← ${year - 1} 年`)}　${year < yearOfInstant(now) && of(year + 1, `${year + 1} 年 →`)}　<a href="${AT}.json?${new URLSearchParams({ year: String(year), ...(elsewhere && { jurisdiction: elsewhere }) })}">JSON</a></p>
${
  rows.length === 0
    ? html`<p>该年没有已经公开的抽取。</p>`
    : html`<table class="cards"><thead><tr><th scope="col">抽取时间</th><th scope="col">专业和人数</th><th scope="col">召集单位</th><th scope="col">所属事项</th></tr></thead><tbody>${rows}</tbody></table>`
}`;
  const headers = { 'cache-control': 'public, max-age=60' };
  return pageAnswer({ title, heading: `${county.name}审管互动平台`, content, headers, elsewhere });
}

function groupsOf({ groups }: Listed, { levels }: DrawWords): string {
  return groups
    .map(({ specialty, level, count }) => `${specialty}${level ? `（${levels[level]}）` : ''} ${count} 人`)
    .join('、');
}
