/** The store as the platform needs it: items by key, conditional commits, indexes that name keys. */
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

/** Of how many bytes a value may be, where that is less than the store takes, and what is answered beyond. */
export interface Bound {
  readonly bytes: number;
  exceeded(): Error;
}

/** A conditional put: `expected` is the head the decision was made on, or `null` for "not there yet". */
export interface Put {
  item: Item;
  expected: string | null;
  /**
   * From then on the store may drop the item; it does so within some days. Whoever reads it compares for himself, and
   * every later put of the item says it again.
   */
  expires?: Instant;
  /** What the item said before is to be gone from where the store keeps it, as far as that is the store's own. */
  erases?: true;
  bound?: Bound;
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
  /** The store for a piece of work that begins now, where each has its share of one thread. */
  piece?(): Store;
  get(key: string): Promise<Item | undefined>;
  /**
   * At most 200 keys; answers in their order. `passing`: nobody is likely to ask for them again soon, so that a store
   * need not keep them in memory.
   */
  getMany(keys: readonly string[], passing?: boolean): Promise<(Item | undefined)[]>;
  /**
   * 1–100 puts of different keys, at most 4 MB together: all or none. `first`: what is written before them, each put by
   * itself. Where the condition of one fails, nothing that follows it is committed; what came before it may stay.
   */
  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult>;
  query(index: Index, partition: string, page: Page): Promise<IndexEntry[]>;
}
