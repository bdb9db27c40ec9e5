/** 边界清单的各版本, and what differs between two of them. */

import { html } from 'hono/html';
import type { Html } from '../../public/layout.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { ask, unless } from '../ask.ts';
import type { PageCall } from '../call.ts';
import type { Line } from '../kinds.ts';
import { addressOf } from '../list-filters.ts';
import type { Show } from '../own-page.ts';
import { publicPath } from '../paths.ts';
import { codesBeside, type Difference, type RowsBeside, shownDifference } from './list-difference.ts';

const PATH = '/console/boundary-list';
const TITLE = '边界清单的各版本';

/** Every version, the newest first, with the way to what it changed. */
export const versions: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'listBoundaryVersions');
  const all = (body.items as Line[]).toReversed();
  const before = new Map(all.map(({ version }, i) => [version, all[i + 1]?.version as string | undefined]));
  const fields = ['version', 'validFrom', 'count', 'documentNumber', 'publishedAt', 'by', 'superior', 'posted'];
  const content = html`<h1>${TITLE}</h1>
<p class="soft">新者在前。调整由清单草案办理，经有关单位确认后发布；按上级规定的，可以直接发布。</p>
<p class="side"><a href="/console/boundary-list-drafts">清单草案</a><a href="${publicPath(call, '/public/boundary-list')}">现行清单（公开）</a>${call.actor.roles.includes('bureau-admin') && html`<a href="${PATH}/direct">直接发布（第一个版本、上级规定）…</a>`}</p>
${tableOf(itemSchema(schema), all, names, {
  ...{ fields, caption: TITLE, none: '还没有发布过清单。' },
  link: ({ version }) => publicPath(call, addressOf('/public/boundary-list', { version: String(version) })),
  each: ({ version }) => {
    const from = before.get(version);
    return from === undefined
      ? ''
      : html`<a href="${addressOf(`${PATH}/difference`, { from, to: String(version) })}">与上一版的差异</a>`;
  },
})}
${all.length > 1 && choosing(all)}`;
  return { title: TITLE, content };
};

/** Two versions side by side. */
export const versionDifference: Show = async (call, { names }) => {
  const { from = '', to = '' } = call.query as { from?: string; to?: string };
  const title = `边界清单的差异：${from} → ${to}`;
  const { body, schema } = await answered(call, 'readBoundaryListDifference', { query: { from, to } });
  const beside = await rowsOfVersion(call, to, body as Difference);
  const content = html`<p class="crumb"><a href="${PATH}">← 返回各版本</a></p><h1>${title}</h1>
${shownDifference(schema, body as Difference, names, beside)}`;
  return { title, content };
};

function choosing(all: readonly Line[]): Html {
  const select = (name: string, label: string, chosen: number): Html =>
    html`<div><label for="v-${name}">${label}</label><select id="v-${name}" name="${name}">${all.map(
      ({ version, validFrom }, i) =>
        html`<option value="${version}"${i === chosen ? html` selected` : ''}>${version}（自 ${validFrom}）</option>`,
    )}</select></div>`;
  return html`<h2>比较两个版本</h2><div class="filters"><form action="${PATH}/difference">${select('from', '此前的版本', 1)}${select('to', '此后的版本', 0)}<button class="second">比较</button></form></div>`;
}

/** The rows of a version that a difference changes. */
async function rowsOfVersion(call: PageCall, version: string, difference: Difference): Promise<RowsBeside> {
  const wanted = new Set(codesBeside(difference));
  if (wanted.size === 0) return new Map();
  const told = await unless([404], ask(call, 'readBoundaryList', { query: { version } }));
  const rows = ((told?.body.items ?? []) as Line[]).filter(({ code }) => wanted.has(code as string));
  return new Map(rows.map((row) => [row.code as string, row]));
}
