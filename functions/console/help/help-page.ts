/** 说明: the list of flows, and the page of each. */
import { html } from 'hono/html';
import { articlesIn, placeOf } from '../../../shared/citing.ts';
import { ruleOn } from '../../../shared/clocks/clocks.ts';
import type { County } from '../../../shared/county.ts';
import { notFound } from '../../../shared/errors.ts';
import { civilDateOf } from '../../../shared/time.ts';
import { basisLink } from '../../public/basis.ts';
import type { Show } from '../own-page.ts';
import { publicPath } from '../paths.ts';
import type { Reader } from '../reader.ts';
import { exchangeFlows } from './exchanges.ts';
import type { Flow } from './flow.ts';
import { pushFlows } from './pushes.ts';
import { supervisionFlows } from './supervision.ts';
import { HELP, HELP_WAYS } from './ways.ts';

/** Every flow, with this county's lengths as they hold today. */
function flowsOf({ facts }: Pick<Reader, 'facts'>): readonly Flow[] {
  const today = civilDateOf(facts.now);
  const days = (clock: Parameters<typeof ruleOn>[1]): number => ruleOn(facts.log, clock, today).length;
  const all = [...pushFlows(days), ...exchangeFlows(days), ...supervisionFlows(days)];
  return all.map((flow) => ({ ...flow, rules: flow.rules.map((rule) => placed(rule, facts.county)) }));
}

/** A rule with its articles by the county's own numbers: `（第 17、23 条` → （第十七条、第二十三条. */
function placed(rule: string, { regulation }: Pick<County, 'regulation'>): string {
  return rule.replaceAll(/（第 ([\d、]+) 条/gu, (_, said: string) => {
    const places = articlesIn(regulation, said.replaceAll('、', ', '));
    return `（${places === '' ? '审管互动制度' : places.split(', ').map(placeOf).join('、')}`;
  });
}

export const help: Show = async (call, reader) => {
  const flows = new Map(flowsOf(reader).map((flow) => [flow.slug, flow]));
  const rows = HELP_WAYS.map(
    ({ slug, title }) => html`<dt><a href="${HELP}/${slug}">${title}</a></dt><dd>${flows.get(slug)?.about}</dd>
`,
  );
  const content = html`<h1>使用说明</h1>
<p class="soft">一件事一页，先看例子，再看规定。每个页面右上方的“说明”通向与它有关的一页。</p>
<dl class="sum wide">${rows}</dl>
<p class="side"><a href="${publicPath(call, '/docs')}">接口文档（各单位的业务系统对接用）</a><a href="/console/rule-sets">时限规则</a></p>`;
  return { title: '使用说明', content, upright: true };
};

export const helpFlow: Show = async (call, reader) => {
  const { params, actor } = call;
  const way = HELP_WAYS.find(({ slug }) => slug === params.flow);
  const flow = flowsOf(reader).find(({ slug }) => slug === params.flow);
  if (!way || !flow) throw notFound('该说明');
  const ways = flow.ways.filter(({ roles }) => !roles || roles.some((role) => actor.roles.includes(role)));
  const content = html`<p class="crumb"><a href="${HELP}">← 全部说明</a></p><h1>${way.title}</h1>
<p>${flow.about}</p>
<h2>举例</h2><ol class="steps">${flow.example.map((step) => html`<li>${step}</li>`)}</ol>
<h2>规定</h2><ul class="steps">${flow.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
<div class="acts screen">${ways.map(
    ({ href, label }, i) =>
      html`<a class="button${i === 0 ? '' : ' second'}" href="${href.startsWith('/public/') ? publicPath(call, href) : href}">${label}</a>`,
  )}</div>
<p class="soft">“第几条”指${basisLink(reader.names)}的条文；写明“本系统约定”的，制度没有规定，由县里设定。</p>`;
  return { title: way.title, content, upright: true };
};
