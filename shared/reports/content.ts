/**
 * Frozen content: figures and circulars as text, cut into items that fit, under keys made from the text's digest. They
 * are written before the record that names them, so a crash in between leaves pieces that nobody asks for.
 */
import { Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import { canonical, keyOf, sha256 } from '../keys.ts';

/** Names content: its digest, and in how many pieces it lies. */
export interface ContentRef {
  digest: string;
  pieces: number;
}

/** At most three bytes a character in UTF-8: well below what an item may hold. */
const PIECE = 100_000;

export async function putContent(desk: Desk, value: unknown): Promise<ContentRef> {
  const text = canonical(value);
  const digest = sha256(text);
  const pieces = Math.ceil(text.length / PIECE);
  for (let n = 0; n < pieces; n++) {
    const key = contentKey(desk.jurisdiction, digest, n);
    if (await desk.ports.store.get(key)) continue;
    const item = { key, head: digest, value: { text: text.slice(n * PIECE, (n + 1) * PIECE) }, places: {} };
    await desk.ports.store.commit([{ item, expected: null }]);
  }
  return { digest, pieces };
}

/** Throws `store-damaged` where it is not what was frozen: nothing that somebody has changed is signed or mailed. */
export async function getContent<T>(desk: Desk, { digest, pieces }: ContentRef): Promise<T> {
  const texts: string[] = [];
  for (let n = 0; n < pieces; n++) {
    const item = await desk.ports.store.get(contentKey(desk.jurisdiction, digest, n));
    if (!item) throw notAsFrozen(new Error(`piece ${n} of ${digest} is not there`));
    texts.push((item.value as { text: string }).text);
  }
  const text = texts.join('');
  if (sha256(text) !== digest) throw notAsFrozen(new Error(`content ${digest} is not what was frozen`));
  return JSON.parse(text) as T;
}

/** Trying again helps nobody: only a backup has it. */
function notAsFrozen(cause: Error): Problem {
  const detail =
    '通报的数据与冻结时的内容不符：存储中的数据被改动或已损坏，平台不予展示、签发或寄送，重新提交也不会成功。请系统管理员以 npm run admin -- check 核对，并按 docs/operations.md 从改动之前的备份恢复。';
  return new Problem('store-damaged', detail, { cause });
}

/** By the id of its item: the beginning of the whole's digest, and which piece it is; null of all else. */
export function pieceOf(id: string): { digest: string; piece: number } | null {
  const [, digest, piece] = /^content-([0-9a-f]{40})-(\d+)$/.exec(id) ?? [];
  return digest === undefined ? null : { digest, piece: Number(piece) };
}

export function contentKey(jurisdiction: string, digest: string, piece: number): string {
  return keyOf(jurisdiction, 'report', `content-${digest.slice(0, 40)}-${piece}`);
}
