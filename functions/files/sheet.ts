/** The cells of an uploaded workbook: what the caller's own organisation has stored, XLSX, not too large. */
import { invalid, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { readFile } from '../../shared/files/keeping.ts';
import { refusalOf } from '../../shared/files/named.ts';
import { type Cell, hasLostDigits, LOST_DIGITS } from './cell.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** 2,000 full rows of the boundary list take 2 MB. */
const MOST_BYTES = 10_000_000;
/** Bytes of its parts together: what is small in the archive may be endless when it is unpacked. */
const MOST_UNPACKED = 30_000_000;
/** Sheets, styles, relations: a workbook of some sheets has a dozen. */
const MOST_PARTS = 500;

/** The first sheet. Throws 422 at `/file` where it cannot be had, or where digits of its numbers are lost. */
export async function sheetOf(desk: Desk, actor: Actor, id: string): Promise<Cell[][]> {
  const sheet = await cellsOf(desk, actor, id);
  mustHaveItsDigits(sheet);
  return sheet;
}

/** The first sheet as it is: whoever reads it looks at its numbers. Throws 422 at `/file` where it cannot be had. */
export async function cellsOf(desk: Desk, actor: Actor, id: string): Promise<Cell[][]> {
  const { now } = await desk.facts();
  const file = await readFile(desk, id, now);
  const refusal = refusalOf(file, actor.org) ?? unfit(file as KeptFile);
  if (refusal !== null) throw wrong(refusal);
  const { size } = file as KeptFile;
  const found = await desk.ports.attachments.find(declaredOf(file as KeptFile), size);
  const sheet = found && (await readSheet(found.begin));
  if (!sheet) throw wrong('不能读取该工作簿。请用表格软件另存为 XLSX 后上传');
  return sheet;
}

/** Cells that are named, where more have lost digits. */
const NAMED = 20;

function mustHaveItsDigits(sheet: readonly Cell[][]): void {
  const lost = sheet.flatMap((line, row) =>
    line.flatMap((cell, column) => (hasLostDigits(cell) ? [`第 ${row + 1} 行第 ${column + 1} 列`] : [])),
  );
  if (lost.length === 0) return;
  throw invalid(lost.slice(0, NAMED).map((where) => ({ pointer: '/file', detail: `${where}的${LOST_DIGITS}` })));
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
