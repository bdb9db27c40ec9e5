/**
 * Keys of stored items and of their places in indexes. Every key begins with the jurisdiction (a six-digit division
 * code), so that one deployment can serve a city's counties. `_` stands for what belongs to the deployment itself.
 */
import { createHash } from 'node:crypto';
import type { Instant } from './time.ts';

/** The families of items; a timer's or a sweep's key tells by its family who has to look. */
export type Family =
  | 'exchange'
  | 'part'
  | 'file'
  | 'notice'
  | 'county'
  | 'timekeeping'
  | 'retiming'
  | 'accounts'
  | 'name'
  | 'party'
  | 'identity'
  | 'token'
  | 'session'
  | 'change'
  | 'boundary'
  | 'report'
  | 'request'
  | 'seal'
  | 'schedule';

export function keyOf(jurisdiction: string, family: Family, id: string): string {
  return `${jurisdiction}#${family}#${id}`;
}

export function splitKey(key: string): { jurisdiction: string; family: Family; id: string } {
  const [jurisdiction, family, ...rest] = key.split('#');
  return { jurisdiction: jurisdiction ?? '', family: (family ?? '') as Family, id: rest.join('#') };
}

/** An instant as text that sorts like the instant (15 digits). */
export function sortable(instant: Instant): string {
  return String(instant).padStart(15, '0');
}

/** The wake index is spread over this many partitions. */
export const WAKE_SHARDS = 8;

/** The shard of the wake index that a key lies in. */
export function wakeShard(key: string): string {
  return String(Number.parseInt(sha256(key).slice(0, 4), 16) % WAKE_SHARDS);
}

/** SHA-256 in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** An id made from what identifies a thing: the same parts always give the same id (32 hex digits, 128 bits). */
export function derivedId(...parts: string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

/**
 * JSON with sorted keys and without `undefined`: equal values give equal text. Takes what the store takes: null,
 * booleans, finite numbers, strings, arrays, plain objects.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(members[key])}`;
  }
  return `{${text}}`;
}

/** The digest of a value: SHA-256 over its canonical JSON. */
export function digest(value: unknown): string {
  return sha256(canonical(value));
}
