/** One row of a draft of the boundary list: filled in, changed, taken out again. */

import { html } from 'hono/html';
import { Problem } from '../../../shared/errors.ts';
import { answered } from '../answer-table.ts';
import type { FormCall, PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { operationForm } from '../operation-form.ts';
import { summary } from '../shown.ts';
import { DRAFTS, rowsAddress } from './list-draft.ts';

type Json = Record<string, unknown>;

const ROLES = ['bureau-admin'] as const;
const back = ({ params }: PageCall): string => rowsAddress(params.id);

/** In place of the API's words, which speak of codes. */
const HINTS: Readonly<Record<string, string | null>> = {
  approvingSection: null,
  enforcementAgency: '另有执法机构的，推送时同时抄送',
  candidates: '逐件指定的，推送时在这些单位中选择',
  guidance: '需要主管部门共同指导的事项填写；不需要的不填',
};

/** The fields of a row; the department and its section are one control. */
function rowFields(call: PageCall): readonly Field[] {
  const fields = fieldsOf(call.operation('putDraftRow').body?.() as never);
  return fields.flatMap((field): Field[] => {
    if (field.name === 'section' || (field.name === 'code' && call.params.code !== undefined)) return [];
    // A new matter is in no list yet.
    if (field.name === 'code') return [{ ...field, shape: 'code' }];
    if (field.name in HINTS) return [{ ...field, hint: HINTS[field.name] ?? null }];
    if (field.name !== 'department') return [field];
    const hint = '可以只选单位，或选到责任科室；逐件指定的不填';
    return [{ ...field, name: 'org', title: '监管单位和责任科室', hint, shape: 'target' }];
  });
}

function fromRow({ department, section, ...row }: Json): Json {
  const org = section ? `${department}/${section}` : department;
  return { ...row, ...(department ? { org } : {}) };
}

/** What is left blank is left out; the department and its section are said by one control. */
function rowBody(input: Json, { form, params }: FormCall): Json {
  const { org: _org, ...said } = input;
  const [department = '', section = ''] = (form.get('org') ?? '').split('/');
  const filled = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined));
  return {
    ...filled,
    ...(params.code !== undefined && { code: params.code }),
    ...(department !== '' && { department }),
    ...(section !== '' && { section }),
  };
}

const common = {
  ...{ operation: 'putDraftRow', roles: ROLES, section: DRAFTS, button: '保存' },
  ...{ fields: rowFields, body: rowBody, back, done: (_told: unknown, call: FormCall) => back(call) },
};

const adding = operationForm({
  ...{ ...common, title: '新增事项' },
  params: ({ params }, input) => ({ id: params.id ?? '', code: String(input.code ?? '-') }),
});

const changing = operationForm({
  ...{ ...common, title: '修改事项', reads: 'readDraftRow', from: fromRow },
  before: ({ params }) =>
    html`<p class="side"><span class="number">${params.code}</span><a href="${rowsAddress(params.id)}/${params.code}/drop">从草案中取消该事项…</a></p>`,
});

/** What is wrong with the department stands at the control that asks for it and its section. */
async function atControl<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof Problem) || !error.errors) throw error;
    const errors = error.errors.map((one) => (one.pointer === '/department' ? { ...one, pointer: '/org' } : one));
    throw new Problem(error.code, error.message, { errors });
  });
}

export const newRow = { ...adding, act: (call: FormCall) => atControl(adding.act(call)) };
export const oneRow = { ...changing, act: (call: FormCall) => atControl(changing.act(call)) };

export const droppingRow = operationForm({
  ...{ operation: 'dropDraftRow', title: '从草案中取消事项', roles: ROLES, section: DRAFTS },
  ...{ button: '确认取消', danger: true, fields: () => [], back, done: (_told, call) => back(call) },
  before: async (call, { names }) => {
    const { body, schema } = await answered(call, 'readDraftRow', { params: call.params });
    return html`<p class="note care">草案发布之后，该事项不再列入清单。发布之前可以重新添加。</p>${summary(schema, body, names)}`;
  },
});
