/**
 * 信用 (art. 19), beside its kinds: asking how somebody stands, the lists that the bureau imports, the files for the
 * platform.
 */
import { html } from 'hono/html';
import { invalid } from '../../../shared/errors.ts';
import type { Answer } from '../../http/route.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { operationForm } from '../operation-form.ts';
import { shelf } from './shelf.ts';

const QUERIES = '/console/credit-queries';
const LISTS = '/console/credit-lists';
const OFFICERS = ['officer', 'section-head'] as const;

/** Asks, under the form's key; what was found is the record of the query. */
export const asking = operationForm({
  ...{ operation: 'readCredit', title: '查询信用', roles: OFFICERS, button: '查询', section: QUERIES, linked: true },
  fields: (call) => fieldsOf(call.operation('readCredit').query?.() as never),
  before: () =>
    html`<p class="soft">依据最近导入的信用名单和本平台公示期内的信用记录。每次查询都留有记录，列入相对人和办件的时间线。</p>`,
  back: () => QUERIES,
  done: ({ body }) => `${QUERIES}/${body.query}`,
});

export const lists = shelf({
  ...{ path: LISTS, operation: 'readCreditLists', title: '信用名单' },
  about: '审批局导入的守信激励和失信惩戒名单，查询信用时据此答复。名单的内容只在查询时给出。',
  fields: ['list', 'count', 'at'],
  none: '还没有导入信用名单：查询信用时不能答复。',
  each: ({ actor }, { list }) =>
    actor.roles.includes('bureau-admin')
      ? html`<a href="${LISTS}/${encodeURIComponent(String(list))}/replace">整份替换…</a>`
      : '',
  after: ({ actor }) =>
    actor.roles.includes('bureau-admin')
      ? html`<p><a class="button" href="${LISTS}/new">导入新的名单…</a></p>`
      : html``,
});

const WORKBOOK: Field = {
  ...{ name: 'file', title: '工作簿（XLSX）', shape: 'file', required: true },
  hint: '第一行为栏目：统一社会信用代码、名称、激励或惩戒、依据、措施、自、至；“至”可以空白。最多 5000 条',
};

const imports = {
  ...{ operation: 'putCreditList', roles: ['bureau-admin'] as const, section: LISTS, button: '导入' },
  fields: () => [WORKBOOK],
  before: () => html`<p>整份替换：表中没有的即从名单中去掉。有一处不符即全部不保存，并逐行逐列指出。</p>`,
  body: ({ file }: Record<string, unknown>) => {
    if (typeof file !== 'string') throw invalid([{ pointer: '/file', detail: '请选择要导入的工作簿' }]);
    return { file };
  },
  back: () => LISTS,
};

export const importing = operationForm({
  ...imports,
  title: '导入信用名单',
  called: {
    ...{ name: 'list', title: '名单的代号', shape: 'code', required: true },
    hint: '小写字母、数字、横线，最长 50 位，如 2026-1；以后不能更改',
  },
});

export const replacing = operationForm({
  ...imports,
  ...{ reads: 'readCreditList', title: '替换信用名单', from: () => ({}) },
});

/** The workbook of the records that are ready, of one type. Identity numbers stand whole in it: each is logged. */
export function exported(call: PageCall): Promise<Answer> {
  const { type, format } = call.params;
  return ask(call, 'exportCreditRecords', { query: { type, format } });
}
