/**
 * What may be stored as an item, and how it becomes text. Whatever is refused here is a fault of the program (a plain
 * `Error`, answered as 500), never one of the caller's.
 */
import type { Item, Put } from '../ports.ts';

/** Bytes of one value as UTF-8 text. DynamoDB ends at 400 KB with keys and indexes; both homes hold the same limit. */
export const MAX_VALUE_BYTES = 350 * 1024;
/** Bytes of all values of one commit. */
const MAX_COMMIT_BYTES = 4 * 1024 * 1024;
const MAX_PUTS = 100;
export const MAX_KEYS = 200;
const MAX_KEY_BYTES = 512;

/** A put whose item has been checked and whose value is text: later changes of the caller's object do not reach it. */
export interface WrittenPut {
  readonly item: WrittenItem;
  readonly text: string;
  readonly bytes: number;
  readonly expected: string | null;
  readonly expires?: number;
  readonly erases?: true;
}

/** Checks a commit and writes its values as text. The items are copies, frozen to the last level. */
export function writePuts(puts: readonly Put[]): WrittenPut[] {
  if (puts.length < 1 || puts.length > MAX_PUTS) throw new Error(`A commit has 1–${MAX_PUTS} puts, not ${puts.length}`);
  if (new Set(puts.map((put) => put.item.key)).size < puts.length) throw new Error('A commit names an item twice');
  const written = puts.map(writePut);
  const bytes = written.reduce((sum, put) => sum + put.bytes, 0);
  if (bytes > MAX_COMMIT_BYTES) throw new Error(`A commit of ${bytes} bytes is more than ${MAX_COMMIT_BYTES}`);
  return written;
}

function writePut({ item, expected, expires, erases, bound }: Put): WrittenPut {
  const { key, head } = item;
  if (typeof key !== 'string' || key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES)
    throw new Error(`Bad key: ${key}`);
  if (typeof head !== 'string' || head === '') throw new Error(`An item without a head: ${key}`);
  if (expected !== null && typeof expected !== 'string') throw new Error(`An expected head is text or null: ${key}`);
  if (item.value === undefined) throw new Error(`${key} has no value`);
  mustBeJson(item.value, key, '');
  const text = JSON.stringify(item.value);
  const bytes = Buffer.byteLength(text);
  if (bound && bytes > bound.bytes) throw bound.exceeded();
  if (bytes > MAX_VALUE_BYTES) throw new Error(`${key} is ${bytes} bytes long, more than ${MAX_VALUE_BYTES}`);
  const written = { item: new WrittenItem(key, head, freeze(copyPlaces(item)), text), text, bytes, expected };
  if (expires === undefined && erases === undefined) return written;
  return { ...written, ...(expires !== undefined && { expires }), ...(erases && { erases }) };
}

/**
 * An item that was just written. Its value is read from its text when it is first asked for: most of what comes in is
 * not asked for while it is cached, and as text takes a third of the memory. The caller's own object would not do:
 * built member by member it takes more memory, and longer at each later reading.
 */
export class WrittenItem implements Item {
  readonly key: string;
  readonly head: string;
  readonly places: Item['places'];
  #text: string | null;
  #read: Item | undefined;

  constructor(key: string, head: string, places: Item['places'], text: string) {
    this.key = key;
    this.head = head;
    this.places = places;
    this.#text = text;
  }

  get value(): unknown {
    return this.read().value;
  }

  /** The same as a plain object, frozen to the last level. */
  read(): Item {
    this.#read ??= this.copy();
    this.#text = null;
    return this.#read;
  }

  /** False where its text has none of these in it. So a listener to every commit need not read every value. */
  mayHave(words: readonly string[]): boolean {
    const text = this.#text;
    return text === null || words.some((word) => text.includes(word));
  }

  /** The same, while this keeps its text: for who needs it only once. */
  copy(): Item {
    return this.#read ?? readItem(this.key, this.head, this.places, this.#text ?? '');
  }
}

/** An item from its parts as stored, frozen to the last level: a reader cannot change what the next one reads. */
export function readItem(key: string, head: string, places: Item['places'], text: string): Item {
  return Object.freeze({ key, head, value: freeze(JSON.parse(text)), places: freeze(places) });
}

function copyPlaces(item: Item): Item['places'] {
  const places: Record<string, unknown> = {};
  for (const [index, place] of Object.entries(item.places)) {
    if (place === undefined) continue;
    const { partition, sort } = place;
    if (typeof partition !== 'string' || typeof sort !== 'string' || partition === '' || sort === '') {
      throw new Error(`${item.key} has no proper place in index ${index}`);
    }
    places[index] = { partition, sort };
  }
  return places;
}

/**
 * Throws at the first thing that JSON would not give back as it was: a date, a map, `NaN`, a function, a hole in an
 * array. An object's member that is `undefined` passes: it is left out, and reads the same.
 */
function mustBeJson(value: unknown, key: string, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object') throw notJson(key, path, typeof value === 'number' ? String(value) : typeof value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) mustBeJson(value[i], key, `${path}/${i}`);
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(key, path, prototype.constructor?.name);
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) mustBeJson(member, key, `${path}/${name}`);
  }
}

function notJson(key: string, path: string, what: string): Error {
  return new Error(`${key} is not JSON at ${path || '/'} (${what})`);
}

function freeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}
