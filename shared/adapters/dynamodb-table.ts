/**
 * The names of the one table's attributes, for the adapter that uses it and the stack that makes it. Names are short,
 * since DynamoDB bills them with each item.
 */
import type { Index } from '../ports.ts';

/** The partition key: an item's key. There is no sort key. */
export const KEY = 'key';
export const HEAD = 'head';
/** The packed value (`packed-value.ts`). */
export const VALUE = 'v';
/** Seconds since 1970 after which DynamoDB may delete the item (time to live); most items have none. */
export const EXPIRES = 'expires';

/** The attributes that place an item in an index, present only where the item has a place in it. */
export function placeAttributes(index: Index): { partition: string; sort: string } {
  return { partition: `${index}P`, sort: `${index}S` };
}

/** DynamoDB wants three characters at least. */
export function indexName(index: Index): string {
  return `by-${index}`;
}
