/** Why a form was not acted on, where no field of it is wrong: in words, with what the API says beside its code. */
import { html } from 'hono/html';
import { orgName } from '../../shared/county.ts';
import type { Problem } from '../../shared/errors.ts';
import type { Html } from '../public/layout.ts';
import type { Names } from './answer-parts.ts';

/** Members of a refusal that people have to know for the next step. */
const SAID: Readonly<Record<string, (value: unknown, names: Names) => Html | string>> = {
  earliest: (day) => `最早可用的日期：${day}。`,
  names: (names) => listed('尚未填写补救的', names),
  open: (orgs, { county }) =>
    listed('尚未确认的单位', Array.isArray(orgs) ? orgs.map((org) => orgName(county, org)) : orgs),
  concerned: (count) => `涉及 ${count} 个单位。`,
  most: (count) => `一次最多 ${count} 个。`,
  ...Object.fromEntries(['draft', 'record', 'correction'].map((name) => [name, linked])),
};

/**
 * `back`: the page that shows how it stands now; `last`: what was done last, where somebody may have been faster.
 * Nothing where fields are wrong: they say it themselves.
 */
export function notDone(problem: Problem | null, back: string, names: Names, last = ''): Html {
  if (!problem || problem.errors?.length) return html``;
  const more = Object.entries(problem.more).map(([name, value]) => SAID[name]?.(value, names) ?? '');
  return html`<div class="alert" role="alert"><h2>没有办理</h2><p>${problem.message}${more}</p>${last && html`<p>最近一次办理：${last}。</p>`}<p><a href="${back}">查看此刻的状态</a></p></div>`;
}

function listed(title: string, values: unknown): string {
  return Array.isArray(values) && values.length > 0 ? `${title}：${values.join('、')}。` : '';
}

function linked(id: unknown): Html | string {
  return typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)
    ? html` <a href="/console/records/${id}">查看该件</a>`
    : '';
}
