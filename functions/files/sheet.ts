/** The cells of an uploaded workbook: what the caller's own organisation has stored, XLSX, not too large. */
import { invalid, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { readFile } from '../../shared/files/keeping.ts';
import { refusalOf } from '../../shared/files/named.ts';
import type { Cell } from './cell.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** 2,000 full rows of the boundary list take 2 MB. */
const MOST_BYTES = 10_000_000;
/** Bytes of its parts together: what is small in the archive may be endless when it is unpacked. */
const MOST_UNPACKED = 30_000_000;
/** Sheets, styles, relations: a workbook of some sheets has a dozen. */
const MOST_PARTS = 500;

/** The first sheet. Throws 422 at `/file` where it cannot be had. */
export async function sheetOf(desk: Desk, actor: Actor, id: string): Promise<Cell[][]> {
  const { now } = await desk.facts();
  const file = await readFile(desk, id, now);
  const refusal = refusalOf(file, actor.org) ?? unfit(file as KeptFile);
  if (refusal !== null) throw wrong(refusal);
  const { size } = file as KeptFile;
  const found = await desk.ports.attachments.find(declaredOf(file as KeptFile), size);
  const sheet = found && (await readSheet(found.begin));
  if (!sheet) throw wrong('不能读取该工作簿。请用表格软件另存为 XLSX 后上传');
  checkNumbers(sheet);
  return sheet;
}

/** Of a longer number a spreadsheet keeps 15 digits: it would be another number for good. */
const LONGEST_NUMBER = 1e15;

function checkNumbers(sheet: readonly Cell[][]): void {
  for (const [row, line] of sheet.entries()) {
    const column = line.findIndex((cell) => typeof cell === 'number' && Math.abs(cell) >= LONGEST_NUMBER);
    if (column < 0) continue;
    const where = `第 ${row + 1} 行第 ${column + 1} 列`;
    throw wrong(`${where}的号码超过 15 位，表格软件已改变其末位数字。请把该栏设为文本格式，重新填写后上传`);
  }
}

/** The first sheet's cells; null where it is no workbook. */
async function readSheet(archive: Uint8Array): Promise<Cell[][] | null> {
  const { readSheet: readFirst } = await import('read-excel-file/node');
  try {
    return (await readFirst(await bounded(archive))) as Cell[][];
  } catch (error) {
    if (error instanceof Problem) throw error;
    return null;
  }
}

/**
 * The parts that are read, unpacked while they are counted, whatever size the archive says they have, and no cell in
 * them too far away.
 */
async function bounded(archive: Uint8Array): Promise<Buffer> {
  const loaded = [import('unzipper-esm'), import('fflate'), import('./extent.ts')] as const;
  const [{ Open }, { zipSync }, { checkExtent }] = await Promise.all(loaded);
  const { files } = await Open.buffer(Buffer.from(archive));
  const parts: Record<string, Uint8Array> = {};
  let size = 0;
  const read = files.filter((file) => /\.(?:xml|rels)$/i.test(file.path));
  if (read.length > MOST_PARTS)
    throw wrong(`工作簿由 ${read.length} 个部分组成，过于复杂。请把表格复制到新的工作簿后上传`);
  for (const { path, stream } of read) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream()) {
      size += chunk.length;
      if (size > MOST_UNPACKED) throw wrong('工作簿解压后超过 30 MB。请删除表格以外的内容后上传');
      chunks.push(chunk);
    }
    parts[path] = Buffer.concat(chunks);
    await checkExtent(parts[path]);
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

function wrong(detail: string): Problem {
  return invalid([{ pointer: '/file', detail }]);
}

function unfit({ mediaType, size }: KeptFile): string | null {
  if (mediaType !== XLSX) return '应为 XLSX 工作簿。请另存为 XLSX 后上传';
  return size > MOST_BYTES ? '工作簿超过 10 MB。请删除表格以外的内容后上传' : null;
}
