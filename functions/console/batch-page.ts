/** What is done to many records at once: asked once more where something has to be filled in, then a line a record. */

import { html } from 'hono/html';
import { type FieldError, invalid, Problem } from '../../shared/errors.ts';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { BATCH_AT_MOST } from '../exchanges/batch.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { withAccounts } from './accounts-named.ts';
import { lastOf } from './act-page.ts';
import { ask } from './ask.ts';
import type { FormCall } from './call.ts';
import { idsIn, REST } from './choosing-all.ts';
import { controls } from './controls.ts';
import { errorSummary } from './error-summary.ts';
import { type Field, fieldsOf } from './fields.ts';
import { formState } from './form-state.ts';
import { newKey, tokenField } from './kept-form.ts';
import { actAt, asksNothing, batchActsFor, kindAt, type Line, OPERATIONS, placeOf } from './kinds.ts';
import { forgetCounts } from './nav.ts';
import { pageAnswer } from './page.ts';
import { pathOf } from './paths.ts';
import { framed, readerOf } from './reader.ts';
import { inputOf } from './reading.ts';
import { backOf } from './record-page.ts';
import { moment } from './words.ts';

interface Result {
  readonly id: string;
  readonly ok: boolean;
  readonly code: string | null;
  readonly errors?: FieldError[];
}

/** The form once more, since somebody signed in anew meanwhile. */
export function stale(call: FormCall): Promise<Answer> {
  return asked(call, new Problem('not-allowed', '该页面打开之后您重新登录过，没有办理。请核对后再次提交。'));
}

/** Asks for what is to be filled in, or does it to all that are ticked. */
export async function batch(call: FormCall): Promise<Answer> {
  const { act, fields } = batchOf(call);
  if (idsIn(call.form, act).round.length === 0) {
    return asked(call, new Problem('invalid', '没有选择任何一件。请返回列表，勾选后再办理。'));
  }
  if (fields.length > 0 && !asksNothing(act) && !call.form.has('ready')) return asked(call, null);
  try {
    return await done(call);
  } catch (error) {
    if (error instanceof Problem && error.status !== 404) return asked(call, error);
    throw error;
  }
}

interface Batch {
  readonly kind: AnyKind;
  readonly name: string;
  readonly act: AnyPersonAct;
  readonly fields: readonly Field[];
}

function batchOf(call: FormCall): Batch {
  const kind = kindAt(call);
  const name = call.form.get('act') ?? '';
  const act = actAt(kind, name);
  const replace: Field[] = act.spared
    ? [{ name: 'replace', title: act.spared.replace, hint: null, required: false, shape: 'yes-no' }]
    : [];
  return { kind, name, act, fields: [...fieldsOf(act.input()), ...replace] };
}

/** The form once more: to fill in what the act asks for, or since it could not be done. */
async function asked(call: FormCall, problem: Problem | null): Promise<Answer> {
  const { kind, name, act, fields } = batchOf(call);
  const reader = await readerOf(call, pathOf(kind));
  const { round: ids, rest } = idsIn(call.form, act);
  const back = backOf(kind, call.form.get('back') ?? undefined);
  const lines = await Promise.all(ids.map((id) => lineOf(call, kind, id)));
  const state = formState(fields, call.form, problem, reader.choices);
  const title = `${act.label} ${ids.length + rest.length} 件`;
  const content = html`<p class="crumb"><a href="${back}">← 返回列表</a></p>
${errorSummary(fields, state)}${problem && !problem.errors?.length && html`<div class="alert" role="alert"><p>${problem.message}</p></div>`}
<h1>${title}</h1>
${act.hint && html`<p class="note">${act.hint}</p>`}
<form class="form" method="post" action="${pathOf(kind)}/batch" novalidate>${hidden(call, name, back)}<input type="hidden" name="ready" value="1">${ids.map(
    (id) => html`<input type="hidden" name="ids" value="${id}">`,
  )}${restField(rest)}
${controls(fields, state)}
${itemsOf(kind, ids, lines)}
${rest.length > 0 && html`<p class="soft">先办以上 ${ids.length} 件，其余 ${rest.length} 件随后接着办理。</p>`}<div class="acts"><button>${act.label} ${ids.length} 件</button><a href="${back}">取消</a></div></form>`;
  const shownTitle = problem ? `错误：${title}` : title;
  return pageAnswer(framed(call, reader, { title: shownTitle, content, status: problem?.status ?? 200 }));
}

/** What it is about to be done to. */
function itemsOf(kind: AnyKind, ids: readonly string[], lines: readonly (Line | null)[]): Html {
  if (ids.length === 0) return html``;
  const items = ids.map((id, i) => {
    const state = lines[i] && kind.states[String(lines[i].status)];
    return html`<li><a href="${pathOf(kind)}/${id}">${calledIn(id, lines[i] ?? null)}</a>${state && html`　<span class="soft">${state.label}</span>`}</li>
`;
  });
  return html`<h2>所选的 ${ids.length} 件</h2><ol>${items}</ol>`;
}

/**
 * The party, what the record is, and by what it is told from others of the same; its id where there is none for this
 * reader.
 */
function calledIn(id: string, line: Line | null): string {
  const party = (line?.party as { name?: string } | null | undefined)?.name;
  const { documentNumber, number } = (line?.licence ?? {}) as {
    documentNumber?: string | null;
    number?: string | null;
  };
  const since = line?.pushedAt ?? line?.createdAt;
  const words = [
    party,
    line?.heading,
    documentNumber ?? number,
    typeof since === 'string' && line ? moment(since) : null,
  ]
    .filter((one) => typeof one === 'string')
    .join(' ');
  return words || `编号 ${id.slice(0, 8)}…`;
}

/** What can be done next to all that is done: 分办这 2 件. */
function further(
  call: FormCall,
  kind: AnyKind,
  done: string,
  results: readonly Result[],
  lines: readonly (Line | null)[],
  back: string,
): Html {
  const good = results.flatMap(({ ok }, i) => (ok && lines[i] ? [lines[i]] : []));
  const forms = batchActsFor(kind, call.actor).flatMap(({ name, act, fits }) => {
    const ids = good.filter((line) => fits(placeOf(line))).map(({ id }) => String(id));
    if (name === done || ids.length === 0) return [];
    return [
      html`<form method="post" action="${pathOf(kind)}/batch">${hidden(call, name, back)}${ids.map((id) => html`<input type="hidden" name="ids" value="${id}">`)}<button class="second">${act.label}这 ${ids.length} 件</button></form>`,
    ];
  });
  return html`${forms.length > 0 && html`<div class="acts screen">${forms}</div>`}`;
}

/** What is left for later rounds, as the form carries it. */
function restField(rest: readonly string[]): Html {
  return html`${rest.length > 0 && html`<input type="hidden" name="${REST}" value="${rest.join(',')}">`}`;
}

async function done(call: FormCall): Promise<Answer> {
  const { kind, name, act, fields } = batchOf(call);
  const { round: ids, rest } = idsIn(call.form, act);
  const body = { ids, ...inputOf(fields, await withAccounts(call, fields)) };
  const told = await ask(call, OPERATIONS.batch(kind, name), { body, key: call.form.get('key') });
  forgetCounts(call.platform, call.session.jurisdiction, call.actor.org);
  const results = told.body.results as Result[];
  const wrong = wrongInAll(results);
  if (wrong) throw invalid(wrong);
  const [reader, lines] = await Promise.all([
    readerOf(call, pathOf(kind)),
    Promise.all(results.map(({ id }) => lineOf(call, kind, id))),
  ]);
  const failed = results.filter(({ ok }) => !ok).length;
  const title = `${act.label}：${results.length - failed} 件已办理${failed > 0 ? `，${failed} 件未完成` : ''}${rest.length > 0 ? `，还有 ${rest.length} 件` : ''}`;
  const back = backOf(kind, call.form.get('back') ?? undefined);
  const each = results.map(async (result, i) => {
    const line = lines[i] ?? null;
    // Somebody was faster: who, and when.
    const last = line && notNow(kind, act, result, line) ? await lastOf(call, kind, reader, result.id) : '';
    return rowOf(kind, act, result, line, last);
  });
  const rows = await Promise.all(each);
  const table = html`<table class="cards"><thead><tr>${failed > 0 && html`<th class="pick" scope="col"><span class="unseen">选择</span></th>`}<th scope="col">结果</th><th scope="col">事项</th><th scope="col">说明</th></tr></thead><tbody>${rows.map((row) => row(failed > 0))}</tbody></table>`;
  const content = html`<p class="crumb"><a href="${back}">← 返回列表</a></p>
<h1>${title}</h1>
${rest.length > 0 && goingOn(call, { kind, name, act, fields }, back, rest)}
${failed === 0 ? table : again(call, { kind, name, act, fields }, back, table)}${further(call, kind, name, results, lines, back)}`;
  return pageAnswer(framed(call, reader, { title, content }));
}

/** What does not fit in what was filled in, where nothing could be done with it: the form says it, at its field. */
function wrongInAll(results: readonly Result[]): FieldError[] | null {
  if (results.some(({ ok }) => ok)) return null;
  const errors = results.flatMap((result) => result.errors ?? []);
  const each = new Map(errors.map((error) => [`${error.pointer} ${error.detail}`, error]));
  return each.size > 0 ? [...each.values()] : null;
}

/** What failed stays ticked, and is tried again with what was filled in, under a new key. */
function again(call: FormCall, { kind, name, fields }: Batch, back: string, table: Html): Html {
  return html`<form method="post" action="${pathOf(kind)}/batch">${hidden(call, name, back)}${saidIn(call, fields)}
${table}<div class="bar"><button>仅重试未完成的</button><span class="soft">已完成的不会重复办理。</span></div></form>`;
}

/** The next round of those that were chosen with these, with what was filled in. */
function goingOn(call: FormCall, { kind, name, act, fields }: Batch, back: string, rest: readonly string[]): Html {
  const now = Math.min(rest.length, BATCH_AT_MOST);
  return html`<form method="post" action="${pathOf(kind)}/batch">${hidden(call, name, back)}${saidIn(call, fields)}${restField(rest)}
<div class="bar"><button>接着${act.label} ${now} 件</button><span class="soft">一次最多办理 ${BATCH_AT_MOST} 件，所选的还有 ${rest.length} 件没有办理。</span></div></form>`;
}

/** What was filled in, so that it is not asked for again. */
function saidIn(call: FormCall, fields: readonly Field[]): Html {
  const kept = [...call.form].filter(([key]) =>
    fields.some((field) => key === field.name || key.startsWith(`${field.name}/`)),
  );
  const said = kept.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`);
  return html`<input type="hidden" name="ready" value="1">${said}`;
}

function hidden(call: FormCall, name: string, back: string): Html {
  const key = newKey(call.platform.ports.random);
  return html`${tokenField(call.session)}<input type="hidden" name="key" value="${key}"><input type="hidden" name="act" value="${name}"><input type="hidden" name="back" value="${back}">`;
}

/** The record of a result, where there is one for this reader. */
async function lineOf(call: FormCall, kind: AnyKind, id: string): Promise<Line | null> {
  try {
    return (await ask(call, OPERATIONS.read(kind), { params: { id } })).body as Line;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

function rowOf(
  kind: AnyKind,
  act: AnyPersonAct,
  result: Result,
  line: Line | null,
  last: string,
): (pick: boolean) => Html {
  const { id, ok, code, errors } = result;
  const heading = calledIn(id, line);
  const isNow = notNow(kind, act, result, line);
  const since = isNow && `${isNow}。${last && `最近一次办理：${last}。`}请打开该件，查看还能怎样办理`;
  const detail = ok ? '' : errors?.map((error) => error.detail).join('；') || since || whyNot(kind, code);
  return (pick) => html`<tr>${
    pick &&
    html`<td class="pick">${!ok && html`<label><input type="checkbox" name="ids" value="${id}" checked><span class="unseen">选择 ${heading}</span></label>`}</td>`
  }<td class="keep" data-label="结果"><span class="lamp ${ok ? 'ahead' : 'late'}">${ok ? '✓ 已办理' : '▲ 未完成'}</span></td><td data-label="事项"><a class="t" href="${pathOf(kind)}/${id}">${heading}</a></td><td data-label="说明"${ok ? html` class="blank"` : ''}>${detail}</td></tr>
`;
}

const WHY: Readonly<Record<string, string>> = {
  'not-found': '没有找到，或者您无权查看。请从列表中重新进入',
  'not-allowed': '您的账号没有这项权限，请由有权限的同事办理',
  'not-your-section': '属于其他科室，请由所属科室办理，或请科室负责人调整分办',
  unavailable: '系统繁忙，没有办完，结果未知。请重试，不会重复办理',
  invalid: '填写的内容不符合要求',
  'already-assigned': '已有经办人，没有更换。需要更换的，请勾选后再分办',
  'history-full': '办理次数已达上限，请另行发起新的事项',
};

function whyNot({ codes }: AnyKind, code: string | null): string {
  const known = (codes as Readonly<Record<string, { detail: string }>> | undefined)?.[code ?? ''];
  return known?.detail ?? WHY[code ?? ''] ?? '此刻的状态不能这样办理，请查看该件';
}

/** Where its state is what does not allow the act: 不能分办（现为“已退回”）. */
function notNow(
  { states }: AnyKind,
  { from, label }: AnyPersonAct,
  { ok, code, errors }: Result,
  line: Line | null,
): string {
  if (ok || errors?.length) return '';
  const state = line && states[String(line.status)];
  const allows = from.includes('*') || from.includes(String(line?.status));
  return state && !allows && !Object.hasOwn(WHY, code ?? '') ? `不能${label}（现为“${state.label}”）` : '';
}
