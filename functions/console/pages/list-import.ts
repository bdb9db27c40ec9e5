/**
 * A draft of the boundary list from a workbook, or from cells that were pasted: first what it would change, or what is
 * wrong with it by row and column; then, by a second button, done. Without a script.
 */

import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { cellText } from '../../../shared/cell-text.ts';
import { invalid, Problem } from '../../../shared/errors.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { answered } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { controls } from '../controls.ts';
import { errorSummary } from '../error-summary.ts';
import type { Field } from '../fields.ts';
import { enctypeOf } from '../file-controls.ts';
import { PASTED } from '../files.ts';
import { formState } from '../form-state.ts';
import { type Filled, keptFields, tokenField } from '../kept-form.ts';
import { mustHave } from '../operation-form.ts';
import { type Page, seeOther } from '../page.ts';
import { framed, type Reader, readerOf } from '../reader.ts';
import { type Difference, shownDifference } from './list-difference.ts';
import { DRAFTS, rowsAddress, rowsOfDraft, workbookAddress } from './list-draft.ts';
import { pastedCells } from './pasted-cells.ts';

const TITLE = '用表格导入';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ROLES = ['bureau-admin'] as const;

/** The form; with a file in the address, what importing it would do. Sent, it leads to that. */
export const importing = {
  show: shown,
  act: async (call: FormCall): Promise<Answer> => {
    mustHave(call, ROLES, TITLE);
    const file = call.form.get('file') || (await storedCells(call, call.form.get('cells') ?? ''));
    const looked = await dry(call, file);
    // The form comes back with what is wrong, and with what was pasted.
    if (looked instanceof Problem) throw looked;
    return seeOther(`${addressAt(call)}?file=${file}`);
  },
};

/** Replaces the draft's rows by those of the file that was looked at. */
export async function importNow(call: FormCall): Promise<Answer> {
  mustHave(call, ROLES, TITLE);
  const file = call.form.get('file') ?? '';
  try {
    await ask(call, 'importDraftRows', { params: call.params, body: { file } });
  } catch (error) {
    // The draft has changed since: what is wrong now is shown as before.
    if (error instanceof Problem && error.status === 422) return seeOther(`${addressAt(call)}?file=${file}`);
    throw error;
  }
  return seeOther(rowsAddress(call.params.id));
}

async function shown(call: PageCall, filled: Filled | null): Promise<Page> {
  mustHave(call, ROLES, TITLE);
  const { file } = call.query as { file?: string };
  const looks = file !== undefined && filled === null;
  const [reader, told] = await Promise.all([readerOf(call, DRAFTS), looks ? dry(call, file) : null]);
  const here = addressAt(call);
  const back = html`<p class="crumb"><a href="${rowsAddress(call.params.id)}">← 返回草案</a></p>`;
  if (told === null || told instanceof Problem) {
    const content = html`${back}
${told && wrong(told)}${form(call, filled, reader)}`;
    return framed(call, reader, { title: told ? `错误：${TITLE}` : TITLE, content, here });
  }
  const { body, difference } = told;
  const content = html`${back}<h1>${TITLE}：检查结果</h1>
<p class="note">草案还没有改动。核对以下内容后导入，或返回重新选择。</p>
<p>表中共 ${body.rows} 个事项。导入后，草案以表格为准：</p>
${shownDifference(difference, body.difference as Difference, reader.names, await rowsOfDraft(call, body.difference))}
<form method="post" action="${here}/now">${tokenField(call.session)}<input type="hidden" name="file" value="${file}"><div class="acts"><button class="danger sure">核对无误，导入</button><a href="${here}">重新选择</a></div></form>`;
  return framed(call, reader, { title: `${TITLE}：检查结果`, content, here });
}

/** What importing the file would do, or why it cannot be. */
async function dry(call: PageCall, file: string) {
  try {
    const body = { file, dryRun: true, difference: true };
    const { body: told, schema } = await answered(call, 'importDraftRows', { params: call.params, body });
    const { difference } = (schema as unknown as { shape: { difference: { unwrap(): never } } }).shape;
    return { body: told, difference: difference.unwrap() as Parameters<typeof shownDifference>[0] };
  } catch (error) {
    if (error instanceof Problem && error.status !== 404 && error.status < 500) return error;
    throw error;
  }
}

function wrong({ errors, message }: Problem): Html {
  const all = errors ?? [];
  if (all.length === 0) return html`<div class="alert" role="alert"><h2>没有导入</h2><p>${message}</p></div>`;
  return html`<div class="alert" role="alert" tabindex="-1"><h2>有 ${all.length} 处需要修改，草案没有改动</h2><ul class="plain">${all.map(({ detail }) => html`<li>${detail}</li>`)}</ul><p>请在表格中改好后重新选择，或重新粘贴。</p></div>`;
}

const FIELDS: readonly Field[] = [
  { name: 'file', title: 'XLSX 文件', hint: null, required: false, shape: 'file' },
  {
    ...{ name: 'cells', title: '或者粘贴表格的内容', required: false, shape: 'text' },
    hint: '在表格软件中连同表头一起选中、复制，粘贴在这里；选择了文件的，以文件为准',
  },
];

function form(call: PageCall, filled: Filled | null, { choices }: Reader): Html {
  const { values = new URLSearchParams(), problem = null } = filled ?? {};
  const state = formState(FIELDS, values, problem, choices);
  return html`${errorSummary(FIELDS, state)}${problem && !problem.errors?.length && wrong(problem)}<h1>${TITLE}</h1>
<p>先下载<a href="${workbookAddress(call.params.id)}">草案的表格</a>，在表格软件中改好，再在这里导入。表中没有的事项视为取消；没有的栏目保持原样，空白单元格清空该栏。</p>
<form class="form" method="post" action="${addressAt(call)}" novalidate${enctypeOf(FIELDS)}>${keptFields(call, filled)}
${controls(FIELDS, state)}
<div class="acts"><button>检查</button><a href="${rowsAddress(call.params.id)}">取消</a><span class="soft">检查之后，再按一次才导入。</span></div></form>`;
}

/** The pasted cells as a workbook, kept as an uploaded one is; its id. */
async function storedCells(call: FormCall, text: string): Promise<string> {
  const cells = pastedCells(text);
  if (cells.length === 0) throw invalid([{ pointer: '/file', detail: '请选择 XLSX 文件，或粘贴表格的内容' }]);
  const bytes = await workbookOf(cells);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const body = { name: PASTED, sha256, size: bytes.length, mediaType: XLSX };
  const key = `${call.key}.${sha256.slice(0, 16)}`;
  const { id } = (await ask(call, 'declareFile', { body, key })).body;
  await ask(call, 'putFileContent', { params: { id }, headers: { 'content-type': XLSX }, bytes });
  return id;
}

/** A workbook of the cells alone: the numbers of its rows are those of the lines. */
async function workbookOf(cells: readonly (readonly string[])[]): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const rows = cells.map((line) =>
    line.map((value) => (value === '' ? null : ({ value: cellText(value), type: String } as const))),
  );
  return new Uint8Array(await writeXlsxFile(rows, {}).toBuffer());
}

function addressAt({ params }: PageCall): string {
  return `${DRAFTS}/${params.id}/import`;
}
