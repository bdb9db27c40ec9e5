/** 查阅记录: who has read a record without handling it, for those who sent and received it. */
import { html } from 'hono/html';
import { operation } from '../exchanges/naming.ts';
import { answered, furtherOf, itemSchema, tableOf } from './answer-table.ts';
import type { PageCall } from './call.ts';
import { filterForm } from './filter-form.ts';
import { kindAt } from './kinds.ts';
import { type Address, queryOf } from './list-filters.ts';
import type { Shown } from './own-page.ts';
import { pathOf } from './paths.ts';
import type { Reader } from './reader.ts';

export async function readings(call: PageCall, reader: Reader): Promise<Shown> {
  const kind = kindAt(call);
  const { id = '' } = call.params;
  const route = call.operation(operation('readings', kind.kind));
  const query = queryOf(call.query as Address, route, call.actor, null);
  const { body, schema } = await answered(call, route.id, { params: { id }, query });
  const at = `${pathOf(kind)}/${id}`;
  const content = html`<p class="crumb"><a href="${at}">← 返回${kind.label}</a></p><h1>查阅记录</h1>
<p class="soft">不经办该记录而查看过它的：县政府办公室（统筹协调）、纪检监察机关（因移交），以及逐条数据的下载；新者在前。</p>
${filterForm(`${at}/readings`, route, { filters: query }, reader)}
${tableOf(itemSchema(schema), body.items, reader.names, {
  ...{ fields: ['at', 'org', 'name', 'act', 'sight'], caption: '查阅记录', none: '没有经办人员以外的查阅。' },
})}${furtherOf(`${at}/readings`, query, body.next)}`;
  return { title: '查阅记录', content };
}
