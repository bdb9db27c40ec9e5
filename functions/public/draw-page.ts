/** A public draw as a page (art. 14): who was drawn, out of how many, and all that it takes to recompute it. */
import { html } from 'hono/html';
import type * as z from 'zod';
import { type County, orgName } from '../../shared/county.ts';
import type { Answer } from '../http/route.ts';
import type { publicDrawAnswer } from './draw-answer.ts';
import { linkTo } from './elsewhere.ts';
import { type Html, pageAnswer } from './layout.ts';

export type PublicDraw = z.infer<typeof publicDrawAnswer>;

/** What people read for levels of experts, what is drawn for, reasons of replacements, and how far a case has come. */
export interface DrawWords {
  readonly levels: Readonly<Record<string, string>>;
  readonly cases: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly stages: Readonly<Record<string, string>>;
}

const AT = '/public/draws';

/** What the page says beside the answer: when it was drawn, and the names of the matters of its case. */
export interface Beside {
  readonly drawnAt: string | null;
  readonly matters: readonly string[];
}

/** `elsewhere`: the county, where links have to name it. */
export function drawPage(
  draw: PublicDraw & Beside,
  words: DrawWords,
  county: County,
  elsewhere: string | null,
): Promise<Answer> {
  const title = `专家抽取：${nameOf(county, draw.convenor)}`;
  const content = html`<h1>${title}</h1>
<p class="screen"><a href="${linkTo(AT, elsewhere)}">← 全部抽取</a></p>
<p>${draw.drawnAt === null ? '已终止' : `${draw.drawnAt.slice(0, 16).replace('T', ' ')} 抽取`}；所属事项：${draw.matters.length > 0 && `${draw.matters.join('、')}，`}${words.stages[draw.stage]}。编号 ${draw.id}。<span class="screen"><a href="${linkTo(`${AT}/${draw.id}.json`, elsewhere)}">JSON</a></span></p>
${draw.groups.map((group, i) => groupOf(draw, words, group, i))}
${anew(draw)}
${replaced(draw, words)}
<h2>如何核对</h2>
<p>平台先公布自己随机数的摘要（承诺），各方再提供随机数；种子由全部随机数得出，抽取结果由种子和候选名单得出，任何一方都不能单独决定。下载 JSON，运行 npm run verify-draw -- draw.json 重新计算。</p>
<dl>${(
    [
      ['候选名单摘要', draw.eligibleDigest],
      ['平台承诺', draw.commitment],
      ['平台随机数', draw.secret ?? '没有抽取，不公布'],
      ['种子', draw.seed ?? '没有抽取'],
    ] as const
  ).map(([name, value]) => html`<dt>${name}</dt><dd class="code">${value}</dd>`)}</dl>
${contributed(draw, county)}
${others(draw, elsewhere)}`;
  const headers = { 'cache-control': 'public, max-age=60' };
  return pageAnswer({ title, heading: `${county.name}审管互动平台`, content, headers, elsewhere });
}

function nameOf(county: County, org: string): string {
  return orgName(county, org);
}

/** A name where its expert agrees to it, else the number; of a case that was cancelled nobody is named. */
function expertOf({ names, stage }: PublicDraw, id: string): string {
  const why = stage === 'cancelled' ? '事项已取消，不公开姓名' : '未同意公开姓名';
  return names.find(({ expert }) => expert === id)?.name ?? `${id.slice(0, 8)}（${why}）`;
}

function groupOf(
  draw: PublicDraw,
  { levels }: DrawWords,
  { specialty, level, count }: PublicDraw['groups'][number],
  i: number,
): Html {
  const [eligible = [], drawn = [], alternates = []] = [draw.eligible[i], draw.drawn[i], draw.alternates[i]];
  const of = (ids: readonly string[]): string => ids.map((id) => expertOf(draw, id)).join('、') || '无';
  return html`<h2>第 ${i + 1} 组：${specialty}${level && `（${levels[level]}专家库）`}，${count} 人</h2>
<dl><dt>候选</dt><dd>${eligible.length} 人</dd><dt>抽中</dt><dd>${of(drawn)}</dd><dt>候补</dt><dd>${alternates.length} 人</dd></dl>`;
}

function replaced(draw: PublicDraw, { reasons }: DrawWords): Html {
  if (draw.replacements.length === 0) return html``;
  return html`<h2>替补</h2><ul>${draw.replacements.map(
    ({ group, expert, reason, by }) =>
      html`<li>第 ${group + 1} 组：${expertOf(draw, expert)} ${reasons[reason]}，由 ${expertOf(draw, by)} 替补</li>`,
  )}</ul>`;
}

function contributed({ contributions }: PublicDraw, county: County): Html {
  if (contributions.length === 0) return html``;
  return html`<h2>各方随机数</h2><dl>${contributions.map(({ org, value }) => html`<dt>${nameOf(county, org)}</dt><dd class="code">${value}</dd>`)}</dl>`;
}

/** All draws of the case, also those that were given up. */
function others({ others }: PublicDraw, elsewhere: string | null): Html {
  if (others.length === 0) return html``;
  return html`<h2>该事项的其他抽取</h2><ul>${others.map(({ id, drawnAt, drawn, quarantined }) => {
    const at = drawnAt === null ? '没有抽取就终止' : `${drawnAt.slice(0, 16).replace('T', ' ')} 抽取`;
    if (!quarantined) return html`<li><a href="${linkTo(`${AT}/${id}`, elsewhere)}">${at}，编号 ${id}</a></li>`;
    const came = drawn.flat().map((one) => one.slice(0, 8));
    return html`<li>${at}，编号 ${id}；内容已隔离${came.length > 0 && `，抽中的专家编号 ${came.join('、')}`}</li>`;
  })}</ul>`;
}

function anew({ follows, followsReason }: PublicDraw): Html {
  if (follows === null) return html``;
  return html`<p>重新抽取，上一次抽取的编号 ${follows}；理由：${followsReason ?? '见上一次抽取的替补和本次未列入的专家'}。</p>`;
}
