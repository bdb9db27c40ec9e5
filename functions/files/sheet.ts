/** The cells of an uploaded workbook: what the caller's own organisation has stored, XLSX, not too large. */
import { invalid } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { readFile } from '../../shared/files/keeping.ts';
import { refusalOf } from '../../shared/files/named.ts';

/** As the workbook's reader gives it. */
export type Cell = string | number | boolean | Date | null | undefined;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** 2,000 full rows of the boundary list take 2 MB. */
const MOST_BYTES = 10_000_000;

/** The first sheet. Throws 422 at `/file` where it cannot be had. */
export async function sheetOf(desk: Desk, actor: Actor, id: string): Promise<Cell[][]> {
  const { now } = await desk.facts();
  const file = await readFile(desk, id, now);
  const refusal = refusalOf(file, actor.org) ?? unfit(file as KeptFile);
  if (refusal !== null) throw invalid([{ pointer: '/file', detail: refusal }]);
  const { size } = file as KeptFile;
  const found = await desk.ports.attachments.find(declaredOf(file as KeptFile), size);
  const { default: readXlsxFile } = await import('read-excel-file/node');
  const sheets = found && (await readXlsxFile(Buffer.from(found.begin)).catch(() => null));
  if (!sheets?.[0]) throw invalid([{ pointer: '/file', detail: '不能读取该工作簿。请用表格软件另存为 XLSX 后上传' }]);
  return sheets[0].data as Cell[][];
}

function unfit({ mediaType, size }: KeptFile): string | null {
  if (mediaType !== XLSX) return '应为 XLSX 工作簿。请另存为 XLSX 后上传';
  return size > MOST_BYTES ? '工作簿超过 10 MB。请删除表格以外的内容后上传' : null;
}
