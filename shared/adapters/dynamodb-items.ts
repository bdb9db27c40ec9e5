/** Items and pages as the document client takes and gives them. */
import type { PutCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { INDEXES, type Index, type IndexEntry, type Item, type Page } from '../ports.ts';
import { EXPIRES, HEAD, indexName, KEY, placeAttributes, VALUE } from './dynamodb-table.ts';
import { packValue, unpackValue } from './packed-value.ts';
import { readItem, type WrittenPut } from './stored-json.ts';

/** The attributes of an item: texts, but for the packed value and the second at which it expires. */
export type Attributes = Record<string, unknown>;

// An index's sort key holds the sort and, since entries of equal sort come in order of key, what the key is ordered by.
// NUL sorts before whatever a sort may hold.
const SEPARATOR = '\u0000';

/** The key of a record; its id is a hash, whose first 12 digits tell it apart from all others of one instant. */
const OF_RECORD = /^\d{6}#exchange#([0-9a-f]{12})[0-9a-f]{20}$/;

/** What stands for a key in a sort. Each place has it once more: of a record, a quarter of the key is enough. */
function orderOf(key: string): string {
  const short = OF_RECORD.exec(key)?.[1];
  return short === undefined ? key : `~${short}`;
}

/** A conditional put. Its condition is named by what it protects: the head that the decision was made on. */
export function putInput(table: string, put: WrittenPut): PutCommandInput {
  const absent = put.expected === null;
  return {
    TableName: table,
    Item: toAttributes(put),
    ConditionExpression: absent ? 'attribute_not_exists(#head)' : '#head = :expected',
    ExpressionAttributeNames: { '#head': HEAD },
    ...(!absent && { ExpressionAttributeValues: { ':expected': headAttribute(put.expected as string) } }),
  };
}

/** The primary key of an item. */
export function primaryKey(key: string): Attributes {
  return { [KEY]: key };
}

function toAttributes({ item, text: value, expires }: WrittenPut): Attributes {
  const { key, head, places } = item;
  const packed = packValue(value, { key, head, partitions: partitionsOf(places) });
  const attributes: Attributes = { ...primaryKey(key), [HEAD]: headAttribute(head), [VALUE]: packed };
  if (expires !== undefined) attributes[EXPIRES] = Math.ceil(expires / 1000);
  for (const index of INDEXES) {
    const place = places[index];
    if (!place) continue;
    const names = placeAttributes(index);
    attributes[names.partition] = place.partition;
    attributes[names.sort] = `${place.sort}${SEPARATOR}${orderOf(key)}`;
  }
  return attributes;
}

/** A head that is a hash lies in the table as its 32 bytes. */
export function headAttribute(head: string): string | Uint8Array {
  return /^[0-9a-f]{64}$/.test(head) ? Buffer.from(head, 'hex') : head;
}

function headOf(attribute: unknown): string {
  return typeof attribute === 'string' ? attribute : Buffer.from(attribute as Uint8Array).toString('hex');
}

/** In the order of the indexes, whichever order the places were given in. */
function partitionsOf(places: Item['places']): string[] {
  return INDEXES.flatMap((index) => places[index]?.partition ?? []);
}

/** An item as it lies in the table; `unpack` where an earlier version packed its value. */
export function fromAttributes(attributes: Attributes, unpack = unpackValue): Item {
  const places: Item['places'] = {};
  for (const index of INDEXES) {
    const names = placeAttributes(index);
    const [partition, sort] = [attributes[names.partition], attributes[names.sort]] as (string | undefined)[];
    if (partition !== undefined && sort !== undefined) places[index] = { partition, sort: sortOf(sort) };
  }
  const [key, head] = [attributes[KEY] as string, headOf(attributes[HEAD])];
  const value = unpack(packedValue(attributes), { key, head, partitions: partitionsOf(places) });
  return readItem(key, head, places, value);
}

export function packedValue(attributes: Attributes): Uint8Array {
  return attributes[VALUE] as Uint8Array;
}

export function entryOf(index: Index, attributes: Attributes): IndexEntry {
  return { key: attributes[KEY] as string, sort: sortOf(attributes[placeAttributes(index).sort] as string) };
}

function sortOf(stored: string): string {
  return stored.slice(0, stored.indexOf(SEPARATOR));
}

/**
 * A query for one page, or null where the range holds nothing. Both ends are inclusive, so that one entry more is asked
 * for where the page goes down from `after`, which may itself still be there.
 */
export function pageInput(table: string, index: Index, partition: string, page: Page): QueryCommandInput | null {
  const { lower, upper } = rangeOf(page);
  if (lower !== undefined && upper !== undefined && lower > upper) return null;
  const bounds =
    lower !== undefined && upper !== undefined
      ? ' AND #sort BETWEEN :lower AND :upper'
      : lower !== undefined
        ? ' AND #sort >= :lower'
        : upper !== undefined
          ? ' AND #sort <= :upper'
          : '';
  const names = placeAttributes(index);
  return {
    TableName: table,
    IndexName: indexName(index),
    KeyConditionExpression: `#partition = :partition${bounds}`,
    ExpressionAttributeNames: { '#partition': names.partition, ...(bounds && { '#sort': names.sort }) },
    ExpressionAttributeValues: {
      ':partition': partition,
      ...(lower !== undefined && { ':lower': lower }),
      ...(upper !== undefined && { ':upper': upper }),
    },
    ScanIndexForward: !page.descending,
    Limit: page.limit + 1,
  };
}

/** Stored sorts from `from` are at or above it, those before `to` below it, since the separator and a key follow. */
function rangeOf({ from, to, after, descending }: Page): { lower?: string; upper?: string } {
  const last = after && `${after.sort}${SEPARATOR}${orderOf(after.key)}`;
  if (last === undefined) return { lower: from, upper: to };
  if (descending) return { lower: from, upper: to === undefined || last < to ? last : to };
  // The text next after `last`, so that `last` itself is left out.
  const next = `${last}${SEPARATOR}`;
  return { lower: from === undefined || next > from ? next : from, upper: to };
}
