/**
 * Contents against the digests that stand beside them: what was frozen for circulars, with the hash that an issued one
 * was mailed under, and all items whose head is the digest of their value.
 */
import { digest, type Family, sha256, splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import type { Circular } from '../../../shared/reports/circular.ts';
import { type ContentRef, contentKey, pieceOf } from '../../../shared/reports/content.ts';
import { contentHashOf } from '../../../shared/reports/present.ts';
import type { Report } from '../../../shared/reports/report.ts';

/** Of these the head is the digest of the value. */
const DIGESTED: readonly Family[] = [
  ...(['accounts', 'audit', 'boundary', 'change', 'county', 'identity', 'notice', 'party', 'report'] as const),
  ...(['retiming', 'schedule', 'succession', 'timekeeping'] as const),
];

/** The keys of what is not what it says of itself. */
export function wrongContents(get: (key: string) => Item | undefined, item: Item): string[] {
  const { family, jurisdiction, id } = splitKey(item.key);
  if (!DIGESTED.includes(family)) return [];
  const piece = family === 'report' ? pieceOf(id) : null;
  if (piece) return piece.piece > 0 || isWhole(get, jurisdiction, item.head) ? [] : [item.key];
  // The head of a row that was taken out says so.
  if (/^[0-9a-f]{64}$/.test(item.head) && digest(item.value) !== item.head) return [item.key];
  return family === 'report' && isReport(item.value) ? wrongInReport(get, jurisdiction, item) : [];
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'draft' in value && 'issued' in value;
}

function wrongInReport(get: (key: string) => Item | undefined, jurisdiction: string, { key, value }: Item): string[] {
  const { draft, issued } = value as Report;
  if (textOf(get, jurisdiction, draft) === null) return [key];
  if (!issued) return [];
  const text = textOf(get, jurisdiction, issued.content);
  return text !== null && contentHashOf(JSON.parse(text) as Circular) === issued.contentHash ? [] : [key];
}

/** Null where it is not what was frozen. */
export function textOf(get: (key: string) => Item | undefined, jurisdiction: string, ref: ContentRef): string | null {
  const pieces = Array.from({ length: ref.pieces }, (_, n) => get(contentKey(jurisdiction, ref.digest, n)));
  const text = pieces.map((one) => (one?.value as { text: string } | undefined)?.text ?? '').join('');
  return sha256(text) === ref.digest ? text : null;
}

/** Whether all pieces that lie under a digest are that content. */
function isWhole(get: (key: string) => Item | undefined, jurisdiction: string, whole: string): boolean {
  let pieces = 0;
  while (get(contentKey(jurisdiction, whole, pieces))) pieces += 1;
  return textOf(get, jurisdiction, { digest: whole, pieces }) !== null;
}
