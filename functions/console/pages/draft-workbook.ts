/** The rows of a draft as the workbook that is imported again: what the draft has already stays as it is. */
import { type Matter, matter } from '../../../shared/boundary/matter.ts';
import type { Answer } from '../../http/route.ts';
import { COLUMNS, rowsOf } from '../../public/columns.ts';
import { workbookOf, XLSX } from '../../public/xlsx.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';

export async function draftWorkbook(call: PageCall): Promise<Answer> {
  const items: Matter[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { body } = await ask(call, 'listDraftRows', { params: call.params, query: { limit: '200', cursor } });
    items.push(...(body.items as unknown[]).map((row) => matter().parse(row)));
    more = body.next !== null;
    cursor = body.next ?? undefined;
  }
  const { county } = await call.desk.facts();
  const title = `${county.name}审管互动边界清单（草案）`;
  const data = await workbookOf('审管互动边界清单', title, COLUMNS, rowsOf({ county, items }));
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.xlsx`)}`;
  return { status: 200, content: { type: XLSX, data }, headers: { 'content-disposition': disposition } };
}
