/**
 * What the platform needs from the outside. Each port is small and has two homes (one machine, AWS); the same contract
 * tests run against every adapter, and no code ever asks which side it is on.
 */
import type { Readable } from 'node:stream';
import type { Instant } from './time.ts';

/**
 * The indexes an item may appear in; an item has at most one place in each. New ones come at the end: a deployed table
 * gets them one by one, in this order. `open`: an organisation's open work of all kinds, by deadline; `case`: the parts
 * of a case; `name`: parties by name; `application`, `project`: what belongs to one application or project.
 */
export const INDEXES = [
  'in',
  'out',
  'party',
  'licence',
  'document',
  'register',
  'wake',
  'open',
  'case',
  'name',
  'application',
  'project',
  'changed',
] as const;
export type Index = (typeof INDEXES)[number];

/** A place in an index: items of one partition are sorted by `sort`, then by key, as UTF-16 code units (ASCII here). */
export interface Place {
  partition: string;
  sort: string;
}

/** What is stored. `head` changes with every write and is the one condition the store knows. */
export interface Item {
  /** `jurisdiction#family#id`, at most 512 bytes. */
  key: string;
  head: string;
  /** JSON: no `undefined`, no dates, no functions. At most 350 KB as text. */
  value: unknown;
  places: Partial<Record<Index, Place>>;
}

/** A conditional put: `expected` is the head the decision was made on, or `null` for "not there yet". */
export interface Put {
  item: Item;
  expected: string | null;
  /** From then on the store may drop the item; it does so within some days. Whoever reads it compares for himself. */
  expires?: Instant;
  /** What the item said before is to be gone from where the store keeps it, as far as that is the store's own. */
  erases?: true;
}

/** Puts of different keys, written step by step in this order: where one is there, all earlier steps are. */
export type Steps = readonly (readonly Put[])[];

export type CommitResult = { committed: true } | { committed: false };

/** One page of an index. `from` is inclusive, `to` exclusive; both compare with `sort`. */
export interface Page {
  from?: string;
  to?: string;
  /** The place after which to go on: the last reference seen. */
  after?: IndexEntry;
  limit: number;
  descending?: boolean;
}

/** An index is never believed: it names keys, and whoever lists reads the items again. */
export interface IndexEntry {
  key: string;
  sort: string;
}

/** Until when work may go on, in milliseconds of the monotonic clock (`performance.now()`). */
export interface TimeLimit {
  /** No attempt begins later. */
  readonly until: number;
  /** The attempt that runs ends, and every call of it. */
  readonly ends: number;
}

/**
 * The store. All methods throw `Problem('unavailable')` when the outside fails; then a commit's outcome is unknown.
 * Reads by key are consistent: they see every commit that was answered before they began. Indexes may lag.
 */
export interface Store {
  /** Of the work that uses it (`shared/tries.ts`); adapters have none. */
  readonly limit?: TimeLimit | undefined;
  get(key: string): Promise<Item | undefined>;
  /** At most 200 keys; answers in their order. */
  getMany(keys: readonly string[]): Promise<(Item | undefined)[]>;
  /**
   * 1–100 puts of different keys, at most 4 MB together: all or none. `first`: what is written before them, each put by
   * itself. Where the condition of one fails, nothing that follows it is committed; what came before it may stay.
   */
  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult>;
  query(index: Index, partition: string, page: Page): Promise<IndexEntry[]>;
}

/**
 * Timers wake a record; they decide nothing. A timer may be lost, doubled, early or late without changing any outcome.
 */
export interface Timers {
  /** Sees to it that `key` is woken at `at` or soon after. Setting the same timer again changes nothing. */
  set(key: string, at: Instant): Promise<void>;
}

export interface Attachment {
  filename: string;
  contentType: string;
  content: Uint8Array;
  /** The id by which the HTML part shows it (`cid:…`), like a Message-ID; a file of its own where it is left out. */
  inline?: string;
}

export interface Mail {
  /** One address. */
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets; the same message sent twice carries the same. */
  messageId: string;
  attachments: readonly Attachment[];
}

/**
 * Sends one message. Throws `MailRefused` where trying again will not help, `MailServerDown` where the server takes no mail
 * at all at present, anything else where this message may go out another time.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export class MailRefused extends Error {}

export class MailServerDown extends Error {}

/** What a file is served as, where it is fetched from elsewhere. Values of HTTP headers; null for none. */
export interface ServedAs {
  type: string;
  disposition: string | null;
  cache: string | null;
}

/** A file to be fetched: at an address that is good for some minutes, or here. Whoever takes the stream ends it. */
export type Offer = { address: string } | { size: number; stream: Readable };

/** Keeps what is too large for an answer until it has been fetched, no longer than a day. */
export interface Files {
  /**
   * Takes the chunks in and offers the whole. Where `chunks` throws, so does this, and nothing is offered; throws
   * `Problem('unavailable')` when the outside fails.
   */
  offer(chunks: AsyncIterable<Uint8Array>, as: ServedAs): Promise<Offer>;
}

/** The bytes of a file as they were declared before they came: where they lie, and what they must be. */
export interface Declared {
  /** `371525/7d0f…`: the county and the file's id. */
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Where a caller sends bytes without this platform in between, and the headers that must go with them. */
export interface UploadAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What lies at a key: its length, its hash where that is known, and the first bytes. */
export interface Found {
  readonly size: number;
  readonly sha256: string | null;
  readonly begin: Uint8Array;
}

/** What became of bytes that came: kept, or how they differ from what was declared. */
export type Taken = 'kept' | 'other-size' | 'other-bytes';

/**
 * Keeps the bytes of the files that records name, until they are dropped. All methods throw `Problem('unavailable')` when
 * the outside fails.
 */
export interface Attachments {
  /** An address that takes the declared bytes and no others; null where they are sent to the platform itself. */
  addressFor(declared: Declared, seconds: number): Promise<UploadAddress | null>;
  /** Takes the bytes in, whole or not at all. Where `chunks` throws, so does this, and nothing is kept. */
  put(declared: Declared, chunks: AsyncIterable<Uint8Array>): Promise<Taken>;
  /** What lies there, with the first `bytes` of it; null where nothing does. */
  find(declared: Declared, bytes: number): Promise<Found | null>;
  /** What lies there, to be fetched. */
  offer(declared: Declared, as: ServedAs): Promise<Offer>;
  /** Deletes it with all its earlier versions; nothing there is as good. */
  drop(declared: Declared): Promise<void>;
  /** Bytes for which there is room; infinite where nobody counts them. */
  room(): Promise<number>;
}

/** Why nothing is to be written at present: the clock has jumped ahead. `seconds`: until it is looked at again. */
export interface Doubt {
  readonly seconds: number;
}

/**
 * Wraps the keys of counties with what lies outside the store: a key file, or a key management service. Both throw
 * `Problem('unavailable')` when the outside fails, and another error where a key was wrapped elsewhere or for another county.
 */
export interface Seals {
  wrap(key: Uint8Array, county: string): Promise<string>;
  unwrap(wrapped: string, county: string): Promise<Uint8Array>;
}

/** The only reader of the machine's clock is its adapter. */
export interface Clock {
  now(): Instant;
  /** Null while the clock is trusted; absent where nothing can tell. */
  doubt?(): Doubt | null;
}

export interface Random {
  /** Random bytes of cryptographic quality. */
  bytes(length: number): Uint8Array;
}

/** Structured lines. Nothing personal goes in: ids, codes, counts, times. */
export interface Log {
  info(event: string, fields?: Record<string, string | number | boolean | null>): void;
  error(event: string, fields?: Record<string, string | number | boolean | null>, error?: unknown): void;
}

export interface Ports {
  store: Store;
  timers: Timers;
  mailer: Mailer;
  files: Files;
  attachments: Attachments;
  seals: Seals;
  clock: Clock;
  random: Random;
  log: Log;
}
