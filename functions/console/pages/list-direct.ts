/**
 * A version of the boundary list without a draft, from a workbook: a county's first one, or one that a superior's rule
 * asks for (art. 26).
 */
import { html } from 'hono/html';
import { shownMatter } from '../../../shared/boundary/matter.ts';
import { checkRows, readMatters, readVersions } from '../../../shared/boundary/versions.ts';
import { invalid } from '../../../shared/errors.ts';
import { deskInSteps } from '../../../shared/exchange/desk.ts';
import { difference } from '../../../shared/versions/difference.ts';
import { readWorkbook } from '../../boundary/workbook.ts';
import { sheetOf } from '../../files/sheet.ts';
import type { Answer } from '../../http/route.ts';
import { COLUMNS } from '../../public/columns.ts';
import { workbookOf, XLSX } from '../../public/xlsx.ts';
import type { FormCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { operationForm } from '../operation-form.ts';
import { type Difference, shownDifference } from './list-difference.ts';

const PATH = '/console/boundary-list';
const OPERATION = 'publishBoundaryList';

const WORKBOOK: Field = {
  ...{ name: 'file', title: '工作簿（XLSX）', shape: 'file', required: true },
  hint: '栏目与空白表格、公开的清单表格相同；表中没有的事项视为取消',
};

/** The workbook stands in place of its rows. */
export const publishing = operationForm({
  ...{ operation: OPERATION, title: '直接发布边界清单', button: '发布', danger: true },
  ...{ roles: ['bureau-admin'] as const, section: PATH, back: () => PATH },
  fields: (call) => {
    const [validFrom, , superior] = fieldsOf(call.operation(OPERATION).body?.() as never) as [Field, Field, Field];
    return [validFrom, WORKBOOK, superior];
  },
  before: () =>
    html`<p class="note care">只用于本县（市、区）的第一个版本，或者按上级规定的调整；其他调整在清单草案中办理，经有关单位确认后发布。有一处不符即全部不保存，并逐行逐列指出；没有不符的，先列出将有哪些变化，核对之后再发布。</p>
<p><a href="${PATH}/blank">下载空白表格</a>（一行一个事项，标题和表头保持原样）</p>`,
  prepare: async (input, call) => {
    const { file, ...said } = input;
    if (typeof file !== 'string') throw invalid([{ pointer: '/file', detail: '请选择清单的工作簿' }]);
    return { ...said, items: (await rowsIn(call, file)).rows.map(shownMatter) };
  },
  preview: async ({ file, validFrom, superior }, call, { names }) => {
    if (typeof file !== 'string' || typeof validFrom !== 'string') return null;
    const { rows, before } = await rowsIn(call, file);
    // Only a superior's rule changes a list that is there: the operation says so.
    if (before.length > 0 && !superior) return null;
    checkRows(names.county, rows);
    const changes = difference(before.map(shownMatter), rows.map(shownMatter));
    const schema = await call.operation('readBoundaryListDifference').answers[200]?.schema?.();
    const beside = new Map(rows.map((row) => [row.code, row as unknown as Line]));
    return html`<p>尚未发布。表中共 ${rows.length} 个事项，发布后自 ${validFrom} 起施行，对全县（市、区）生效：</p>
${shownDifference(schema as never, changes as unknown as Difference, names, beside)}`;
  },
});

/** The workbook with its columns and no row: what a county's first list is written into. */
export async function blank(): Promise<Answer> {
  const data = await workbookOf('审管互动边界清单', '审管互动边界清单', COLUMNS, []);
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent('审管互动边界清单（空白）.xlsx')}`;
  return { status: 200, content: { type: XLSX, data }, headers: { 'content-disposition': disposition } };
}

/**
 * The rows of the workbook, and those published last. Throws 422 with the wrong cells, at the field of the workbook.
 * Columns that it lacks are as in the version published last.
 */
async function rowsIn(call: FormCall, file: string) {
  const desk = deskInSteps(call.desk);
  const { store } = desk.ports;
  const [cells, versions, { county }] = await Promise.all([
    sheetOf(desk, call.actor, file),
    readVersions(store, desk.jurisdiction),
    desk.facts(),
  ]);
  const last = versions.at(-1);
  const before = last ? await readMatters(store, desk.jurisdiction, last) : [];
  const { rows, errors } = readWorkbook(cells, before, county);
  if (errors.length === 0) return { rows, before };
  throw invalid(errors.map(({ detail }) => ({ pointer: '/file', detail })));
}
