/**
 * Keys of stored items and of their places in indexes. Every key begins with the jurisdiction (a six-digit division
 * code), so that one deployment can serve a city's counties. `_` stands for what belongs to the deployment itself.
 */
import { hash } from 'node:crypto';
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
  | 'moving'
  | 'import'
  | 'succession'
  | 'sharing'
  | 'name'
  | 'party'
  | 'passed'
  | 'identity'
  | 'token'
  | 'session'
  | 'draft'
  | 'change'
  | 'audit'
  | 'boundary'
  | 'report'
  | 'request'
  | 'seal'
  | 'named'
  | 'held'
  | 'withholding'
  | 'beside'
  | 'only'
  | 'credit'
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
  return hash('sha256', text);
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
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const member of value) text += text === '' ? canonical(member) : `,${canonical(member)}`;
    return `[${text}]`;
  }
  const members = value as Record<string, unknown>;
  for (const key of sorted(Object.keys(members))) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${nameOf(key)}:${canonical(member)}`;
  }
  return `{${text}}`;
}

/** Text as JSON. Most has nothing to escape: no quote, backslash, control character or surrogate. */
function textOf(text: string): string {
  return NOTHING_TO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const NOTHING_TO_ESCAPE = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

const FEW = 40;

/** In the order of `sort()`, which takes longer for the few names that most objects have. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}

/** Names of members as JSON, kept: records have the same few hundred, and every write hashes them all. */
const names = new Map<string, string>();
const NAMES_AT_MOST = 2_000;

function nameOf(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = JSON.stringify(key);
  if (names.size < NAMES_AT_MOST) names.set(key, name);
  return name;
}

/** The digest of a value: SHA-256 over its canonical JSON. */
export function digest(value: unknown): string {
  return sha256(canonical(value));
}
