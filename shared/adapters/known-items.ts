/**
 * Items as they were read last, and the attributes that they were made of. The table is asked at each reading, and what
 * has not changed since is not unpacked, parsed and frozen anew. A county, its accounts and the calendar's log come
 * with every request, and what is computed of them is remembered by the object.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../ports.ts';
import { type Attributes, fromAttributes, packedValue } from './dynamodb-items.ts';
import { KEY } from './dynamodb-table.ts';
import { ItemCache } from './item-cache.ts';

/** Half a megabyte as it is packed; some ten as objects. */
const LIMITS = { items: 200, bytes: 512 * 1024 };

export class KnownItems {
  readonly #items = new ItemCache(LIMITS);
  readonly #madeOf = new WeakMap<Item, Attributes>();

  /** The item that the attributes say; the same object as before where they are the same. */
  of(attributes: Attributes): Item {
    const known = this.#items.get(attributes[KEY] as string);
    if (known && isDeepStrictEqual(this.#madeOf.get(known), attributes)) return known;
    const item = fromAttributes(attributes);
    this.#madeOf.set(item, attributes);
    this.#items.set(item, packedValue(attributes).length);
    return item;
  }
}
