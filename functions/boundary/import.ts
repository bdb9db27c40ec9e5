/**
 * `POST /boundary-list/drafts/{id}/import`: all rows of a draft from a workbook that was uploaded, or what that would
 * change.
 */
import * as z from 'zod';
import { type Matter, shownMatter } from '../../shared/boundary/matter.ts';
import { rowsOn } from '../../shared/boundary/sheet.ts';
import { type FieldError, invalid } from '../../shared/errors.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import { yesNo } from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { editable, replaceRows } from '../../shared/list-drafts/rows.ts';
import { difference } from '../../shared/versions/difference.ts';
import { sheetOf } from '../files/sheet.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, route } from '../http/route.ts';
import { countedChanges, draftSeen, tag } from './draft-rows.ts';

const answers = () => import('./answers.ts');

/** Errors that are named; whoever mends them sees the rest. */
const MOST_ERRORS = 500;

const importInput = lazily(() =>
  z.strictObject({
    file: fileId().meta({ title: '文件编号', description: '已上传的工作簿（XLSX），栏目与公开的清单表格相同' }),
    dryRun: yesNo().default(false).meta({ title: '只检查', description: 'true 的只检查并计数，不改变草案' }),
    difference: yesNo()
      .default(false)
      .meta({ title: '逐项列出', description: 'true 的答复含 difference：新增、取消和有改动的事项，改动的逐栏列出' }),
  }),
);

export const importRows = route({
  method: 'POST',
  path: '/boundary-list/drafts/{id}/import',
  id: 'importDraftRows',
  summary: '用工作簿替换草案的全部事项',
  description:
    '按栏目名称识别；没有的栏目保持原样，空白单元格清空该栏。有一处不符即全部不保存，errors 逐行逐列指出：指针从 0 起数数据行，说明中为表中的行号。',
  tag,
  body: importInput,
  conflicts: ['not-editing'],
  answers: {
    200: { description: '事项数，及相对于草案此前的增减', schema: async () => (await answers()).importAnswer },
  },
  handle: importing,
});

async function importing(call: KnownCall<Checked<typeof importInput>, unknown>): Promise<Answer> {
  const { desk, actor, body } = call;
  const { draft } = await draftSeen(call);
  mustBe(actor, ['bureau-admin']);
  const { county } = await desk.facts();
  const cells = await sheetOf(desk, actor, body.file);
  const { readWorkbook } = await import('./workbook.ts');
  const rowsFrom = (before: readonly Matter[]): Matter[] => {
    const { rows, errors } = readWorkbook(cells, before, county);
    if (errors.length > 0) throw wrongCells(errors);
    return rows;
  };
  const steps = deskInSteps(desk);
  const known = await editable(steps, draft.id);
  const before = await rowsOn(steps.ports.store, desk.jurisdiction, known.value);
  const after = rowsFrom(before);
  if (!body.dryRun) await replaceRows(desk, draft.id, rowsFrom);
  const listed = body.difference && { difference: difference(before.map(shownMatter), after.map(shownMatter)) };
  return { status: 200, body: { ...countedChanges(before, after), ...listed } };
}

function wrongCells(errors: readonly FieldError[]): Error {
  const detail = `工作簿有 ${errors.length} 处不符，未保存任何内容。请按 errors 中逐行逐列的提示修改后重新上传。`;
  return invalid(errors.slice(0, MOST_ERRORS), detail);
}
