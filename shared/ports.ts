/**
 * What the platform needs from the outside. Each port is small and has two homes (one machine, AWS); the same contract
 * tests run against every adapter, and no code ever asks which side it is on.
 */
import type { Readable } from 'node:stream';
import type { Store } from './store.ts';
import type { Instant } from './time.ts';

export {
  type Bound,
  type CommitResult,
  INDEXES,
  type Index,
  type IndexEntry,
  type Item,
  type Page,
  type Place,
  type Put,
  type Steps,
  type Store,
  type TimeLimit,
} from './store.ts';

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
 * Sends one message. Throws `MailRefused` where trying again will not help, `MailServerDown` where the server takes no
 * mail at all at present, anything else where this message may go out another time.
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
 * Keeps the bytes of the files that records name, until they are dropped. All methods throw `Problem('unavailable')`
 * when the outside fails.
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
 * `Problem('unavailable')` when the outside fails, and another error where a key was wrapped elsewhere or for another
 * county.
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
  /** How many milliseconds the machine's clock is behind what was written: `now` stands. Null or absent: it is not. */
  behind?(): number | null;
  /** The machine's own time, by which tokens are judged whatever was written; absent where `now` is that. */
  machine?(): Instant;
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
