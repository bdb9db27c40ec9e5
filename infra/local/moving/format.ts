/**
 * The file in which a county moves, JSON lines: a header, one line an item in order of key (as UTF-8 bytes), a trailer.
 * The header's digest covers the items' lines, so that two exports of the same data show the same; the trailer's covers
 * all lines before it. Everything goes with it: signing keys, hashes of secrets, personal data.
 */
import * as z from 'zod';
import { splitKey } from '../../../shared/keys.ts';
import { INDEXES, type Item } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';

export const FORMAT = 'shenguan-county';
/** 2 since records name their participants and mails so. */
export const VERSION = 2;
/** Of the deployment, not of a county. */
export const DEPLOYMENT = '_';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.number().int().min(1).max(VERSION),
  jurisdiction: z.string().regex(/^\d{6}$/),
  county: z.string(),
  exportedAt: z.string(),
  items: count,
  digest: hex,
});
const trailer = z.strictObject({ end: z.literal(true), items: count, sha256: hex });
const place = z.strictObject({ partition: z.string().min(1), sort: z.string().min(1) });
const item = z.strictObject({
  key: z.string().min(1),
  head: z.string().min(1),
  value: z.unknown(),
  places: z.partialRecord(z.enum(INDEXES), place),
});

export type Header = z.infer<typeof header>;
export type Trailer = z.infer<typeof trailer>;

/** Equal items give equal lines, whichever home they were read from. */
export function lineOf({ key, head, value, places }: Item): string {
  const present = INDEXES.flatMap((index) => {
    const found = places[index];
    return found ? [[index, { partition: found.partition, sort: found.sort }]] : [];
  });
  return JSON.stringify({ key, head, value, places: Object.fromEntries(present) });
}

/** In order of UTF-8 bytes, as SQLite sorts keys. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function parseHeader(line: string): Header {
  const read = json(line) as { format?: unknown; version?: unknown } | undefined;
  if (read?.format !== FORMAT) {
    throw new Refused('这不是本平台导出的文件：第 1 行不是文件头。', 'Not a file exported by this platform.');
  }
  if (typeof read.version === 'number' && read.version > VERSION) {
    throw new Refused(
      `文件由更新版本的平台导出（格式 ${read.version}，本版本只认识 ${VERSION}）。请先升级本平台再导入。`,
      `The file has format ${read.version}, this version knows ${VERSION}. Upgrade first.`,
    );
  }
  return fitting(header.safeParse(read).data, 1, '文件头');
}

/** The trailer, or undefined where the line is something else. */
export function parseTrailer(line: string): Trailer | undefined {
  return trailer.safeParse(json(line)).data;
}

/** An item of the county `jurisdiction`, or of the deployment, as it was written. */
export function parseItem(line: string, number: number, { jurisdiction }: Header): Item {
  const read = fitting(item.safeParse(json(line)).data, number, '记录') as Item;
  const owner = splitKey(read.key).jurisdiction;
  if (owner !== jurisdiction && owner !== DEPLOYMENT) {
    throw new Refused(
      `第 ${number} 行属于另一个县（市、区）${owner}，而文件头是 ${jurisdiction}。请重新导出后再导入。`,
      `Line ${number} belongs to ${owner}, the header says ${jurisdiction}.`,
    );
  }
  return read;
}

function fitting<T>(value: T | undefined, number: number, what: string): T {
  if (value !== undefined) return value;
  throw new Refused(
    `第 ${number} 行不是完整的${what}，文件已损坏或被改动。请重新导出后再导入。`,
    `Line ${number} is damaged. Export again.`,
  );
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
