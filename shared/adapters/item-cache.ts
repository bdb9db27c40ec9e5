/**
 * The items read and written last, and keys that were found to have none. Correct only where this process is the one
 * writer and entries are put in after their commit is durable. Bounded by number and by bytes of text; what was used
 * longest ago goes first.
 */
import type { Item } from '../ports.ts';
import { WrittenItem } from './stored-json.ts';

export interface ItemCacheLimits {
  /** Items; 0 switches the cache off. */
  readonly items: number;
  /** Bytes of the values as text; parsed they take some three times as much. */
  readonly bytes: number;
}

export class ItemCache {
  // A Map keeps the order of insertion: taken out and put in again when used, its first entry is the oldest. What was
  // put in lately stays where it is, since every such move costs: an entry read at each request would move each time.
  readonly #entries = new Map<string, { item: Item | null; bytes: number; placed: number }>();
  #insertions = 0;
  readonly #limits: ItemCacheLimits;
  #bytes = 0;

  constructor(limits: ItemCacheLimits) {
    this.#limits = limits;
  }

  /** Null where there is known to be none, undefined where nothing is known. */
  get(key: string): Item | null | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#insertions - entry.placed >= this.#entries.size >> 3) {
      entry.placed = this.#insertions;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    if (entry.item instanceof WrittenItem) entry.item = entry.item.read();
    return entry.item;
  }

  /** The same for who reads it once: the entry is no younger afterwards, and what was written is not kept as read. */
  look(key: string): Item | null | undefined {
    const item = this.#entries.get(key)?.item;
    return item instanceof WrittenItem ? item.copy() : item;
  }

  set(item: Item, bytes: number): void {
    this.#put(item.key, item, bytes);
  }

  /** Keeps that there is no item: some are looked for at every request. */
  setAbsent(key: string): void {
    this.#put(key, null, key.length);
  }

  #put(key: string, item: Item | null, bytes: number): void {
    this.delete(key);
    this.#insertions += 1;
    this.#entries.set(key, { item, bytes, placed: this.#insertions });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.items && this.#bytes <= this.#limits.bytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
  }
}
