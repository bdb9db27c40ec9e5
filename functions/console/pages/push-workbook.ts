/**
 * 用工作簿推送: the workbook is checked first, then each row is pushed by itself; the result names the rows that were
 * not.
 */
import { html } from 'hono/html';
import type * as z from 'zod';
import { invalid } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { PUSH_KINDS } from '../../push-imports/columns.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { controls } from '../controls.ts';
import { errorSummary } from '../error-summary.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { enctypeOf } from '../file-controls.ts';
import { formState } from '../form-state.ts';
import { type Filled, keptFields } from '../kept-form.ts';
import type { Line } from '../kinds.ts';
import { mustHave } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { type Page, pageAnswer, seeOther } from '../page.ts';
import { framed, type Reader, readerOf } from '../reader.ts';
import { ENTRY } from './entry-matter.ts';

const TITLE = '用 Excel 推送';
const OPERATION = 'importPushes';
const ROLES: readonly Role[] = ['officer', 'section-head', 'government-office', 'discipline'];
/** Lines of errors, and of warnings, that a page shows. */
const SHOWN = 100;

interface Checked {
  readonly rows: number;
  readonly valid: number;
  readonly errors: readonly Line[];
  readonly warnings: readonly Line[];
}

async function shown(call: PageCall, filled: Filled | null, checked: Checked | null): Promise<Page> {
  mustHave(call, ROLES, TITLE);
  const reader = await readerOf(call, ENTRY);
  const fields = fileField(call);
  const { values: sent = new URLSearchParams(), problem = null } = filled ?? {};
  const state = formState(fields, sent, problem, reader.choices);
  const templates = Object.entries(PUSH_KINDS).map(
    ([kind, word], i) => html`${i > 0 && '、'}<a href="${ENTRY}/template/${kind}">${word}</a>`,
  );
  const content = html`<p class="crumb"><a href="${ENTRY}">← 返回推送录入</a></p>
${errorSummary(fields, state)}${problem && !problem.errors?.length && html`<div class="alert" role="alert"><h2>没有办理</h2><p>${problem.message}</p></div>`}
<h1>${TITLE}</h1>
<p>从省、市系统导出的办结清单，整理到模板中一次推送。模板：${templates}。</p>
<p class="soft">每行一件，各自推送，有误的行不影响其他各行；同一编号、相同内容的不会重复推送。先检查，再推送。</p>
<form class="form" method="post" novalidate${enctypeOf(fields)}>${keptFields(call, filled)}
${controls(fields, state)}
<div class="acts"><button class="${checked ? 'second' : ''}">检查</button><a href="${ENTRY}">取消</a></div>
${checked && (await found(call, reader, checked, sent.get('file') ?? ''))}</form>`;
  return framed(call, reader, { title: TITLE, content, here: ENTRY });
}

/** What the check has found, and the button that pushes what fits. */
async function found(call: PageCall, reader: Reader, checked: Checked, file: string): Promise<Html> {
  const { rows, valid, errors, warnings } = checked;
  const schema = (await call.operation(OPERATION).answers[200]?.schema?.()) as z.ZodType;
  const table = (name: 'errors' | 'warnings', caption: string): Html =>
    html`<h2>${caption}：${checked[name].length} 处</h2>${tableOf(itemSchema(schema, name), checked[name].slice(0, SHOWN), reader.names, { caption, fields: ['row', 'column', 'detail'] })}${
      checked[name].length > SHOWN && html`<p class="soft">这里列出前 ${SHOWN} 处。</p>`
    }`;
  const pushes = html`<input type="hidden" name="checked" value="${file}"><div class="acts"><button name="push" value="1">推送可以推送的 ${valid} 行</button></div>`;
  return html`<div class="note${errors.length === 0 && ' good'}"><h2>检查完毕</h2><p>表中 ${rows} 行，可以推送 ${valid} 行，有误 ${rows - valid} 行。</p></div>
${valid > 0 && pushes}${errors.length > 0 && table('errors', '不符之处')}${warnings.length > 0 && table('warnings', '提醒（照常推送）')}`;
}

function fileField(call: PageCall): readonly Field[] {
  return fieldsOf(call.operation(OPERATION).body?.() as never)
    .filter(({ name }) => name === 'file')
    .map((field) => ({ ...field, title: '工作簿（XLSX）' }));
}

/** Checks the workbook; what was checked is pushed by the button below. Another file is checked first. */
async function acted(call: FormCall): Promise<Answer> {
  mustHave(call, ROLES, TITLE);
  const { form, key } = call;
  const file = form.get('file') ?? '';
  if (file === '') throw invalid([{ pointer: '/file', detail: '请选择要导入的工作簿' }]);
  const pushes = form.get('push') !== null && form.get('checked') === file;
  const { body } = await ask(call, OPERATION, { body: { file, dryRun: !pushes }, key: pushes ? key : null });
  if (pushes) return seeOther(`${ENTRY}/workbook/${body.id}`);
  return pageAnswer(await shown(call, { values: form, problem: null, keptAt: null }, body as Checked));
}

export const workbookForm = {
  show: (call: PageCall, filled: Filled | null): Promise<Page> => shown(call, filled, null),
  act: acted,
};

/** How far an import is, and which rows were not pushed. */
export const workbookResult: Show = async (call) => {
  const { body } = await answered(call, 'readPushImport', { params: call.params });
  const failed = body.failed as readonly { row: number; reference: string | null; errors: readonly Wrong[] }[];
  const title = HEADINGS[body.state as keyof typeof HEADINGS];
  const left = body.rows - body.done;
  const content = html`<p class="crumb"><a href="${ENTRY}/workbook">← 返回${TITLE}</a></p><h1>${title}</h1>
${body.state === 'running' && html`<p class="note">行数较多，平台正在继续推送，还有 ${left} 行。请稍后刷新本页查看进度。</p>`}
${body.state === 'stopped' && html`<p class="note">导入人的账号已停用，或者工作簿已经删除，其余 ${left} 行没有推送。请重新上传工作簿，已推送的不会重复。</p>`}
<p>表中 ${body.rows} 行：新推送 ${body.created} 件，此前已推送 ${body.repeated} 件，没有推送 ${failed.length} 行。<a href="/console/pushes?box=out">查看发出的推送</a></p>
${failed.length > 0 && html`<h2>没有推送的行</h2><p class="soft">更正后只导入这些行即可；整个工作簿再次导入，已推送的也不会重复。</p><table class="cards"><thead><tr><th scope="col">行号</th><th scope="col">编号</th><th scope="col">原因</th></tr></thead><tbody>${failed.map(failedRow)}</tbody></table>`}`;
  return { title, content };
};

interface Wrong {
  readonly column: string | null;
  readonly detail: string;
}

const HEADINGS = { running: '正在推送', done: '推送完毕', stopped: '推送已停止' } as const;

function failedRow({
  row,
  reference,
  errors,
}: {
  row: number;
  reference: string | null;
  errors: readonly Wrong[];
}): Html {
  const why = errors.map(({ column, detail }) => html`<li>${column !== null && `${column}：`}${detail}</li>`);
  return html`<tr><td data-label="行号">${row}</td><td data-label="编号" class="number">${reference ?? '（空）'}</td><td data-label="原因"><ul>${why}</ul></td></tr>`;
}

/** The template of a kind of push. */
export function template(call: PageCall): Promise<Answer> {
  return ask(call, 'readPushTemplate', { query: { kind: call.params.kind } });
}
