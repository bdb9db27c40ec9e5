/**
 * The filters of a list, from the query that its API route takes: they stand in the address, are kept on the way back,
 * and each can be taken away. What a page begins with (what waits, of one's own sections) stands there, too.
 */
import type * as z from 'zod';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import { type Field, fieldsOf } from './fields.ts';
import { inputOf } from './reading.ts';

/** What the address of a list says. */
export type Address = Readonly<Record<string, string>>;

/** Filters that no control asks for: tabs, pages, and what machines ask by. */
const APART = new Set(['box', 'standing', 'org', 'limit', 'cursor', 'updatedSince', 'detail', 'order']);
/** What a filter says that is to be none: it stands in the address, so that the page does not begin anew. */
export const ALL = 'all';

/** The query of the API's route that an address means, with what the page begins with. */
export function queryOf(address: Address, route: Route, actor: Actor, kind: AnyKind | null): Record<string, string> {
  const known = new Set(Object.keys(queryShape(route)));
  const said = Object.fromEntries(
    Object.entries({ ...beginning(address, actor, kind, known), ...address }).filter(
      ([name, value]) => known.has(name) && typeof value === 'string' && value.trim() !== '' && value !== ALL,
    ),
  );
  const typed = inputOf(
    filterFields(route).filter(({ shape }) => shape !== 'section' && shape !== 'choice'),
    new URLSearchParams(said),
  );
  return {
    ...said,
    ...(Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)])) as Address),
  };
}

/**
 * What a page says of itself in its address, so that other pages of it are of the same: also which filters are none.
 */
export function addressIn(query: Address, address: Address): Address {
  return { ...query, ...Object.fromEntries(Object.entries(address).filter(([, value]) => value === ALL)) };
}

/** Whether the address says something of that filter. */
export function isSet(query: Address, { name }: Field): boolean {
  return query[name] !== undefined && query[name] !== ALL;
}

/**
 * What waits, and of that what the reader may do; of other lists, for whoever has some sections alone, that of those.
 */
function beginning(address: Address, { sections, org }: Actor, kind: AnyKind | null, known: Set<string>): Address {
  const { box = 'in', standing, status } = address;
  if (box !== 'in') return {};
  const sends = kind !== null && standing === undefined && status === undefined && known.has('standing');
  const waits = known.has('whose') && (kind === null || sends || standing === 'waiting');
  const isOwn = address.org === undefined || address.org === org;
  return {
    ...(sends && { standing: 'waiting' }),
    ...(waits && isOwn && { whose: 'mine' }),
    ...(!waits && sections !== 'all' && known.has('section') && { section: 'mine' }),
  };
}

/** Filters that some page begins with, or without which it begins: that they are to be none stands in the address. */
function isBegun(name: string, { standing }: Address): boolean {
  return ['standing', 'section', 'whose'].includes(name) || (name === 'status' && standing === undefined);
}

/** The address without a filter. */
export function without(filters: Address, name: string): Readonly<Record<string, string | undefined>> {
  return { ...filters, cursor: undefined, [name]: isBegun(name, filters) ? ALL : undefined };
}

/**
 * The address without what says nothing, as forms send it for each box that is left alone; null where it has none of
 * that.
 */
export function plainAddress(path: string, address: Address, route: Route): string | null {
  const fields = new Set(filterFields(route).map(({ name }) => name));
  const says = ([name, value]: [string, unknown]): boolean =>
    typeof value !== 'string' ||
    (value.trim() !== '' && (value !== ALL || !fields.has(name) || isBegun(name, address)));
  const all = Object.entries(address);
  const plain = all.filter(says);
  return plain.length === all.length ? null : addressOf(path, Object.fromEntries(plain));
}

/** What a page asks of a list beside its filters: whole records, where it may choose, and one side of it. */
export function pageOf(route: Route, { box = 'in' }: Address = {}): Record<string, string> {
  const shape = queryShape(route);
  return { ...('detail' in shape && { detail: 'whole' }), ...('box' in shape && { box }) };
}

/** An address with its query; what is not said is left out. */
export function addressOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value);
  return search.size === 0 ? path : `${path}?${search}`;
}

/** An address of ours that says something else; what is undefined it says no longer. */
export function readdressed(address: string, changes: Readonly<Record<string, string | undefined>>): string {
  const [path = '', search] = address.split('?');
  return addressOf(path, { ...Object.fromEntries(new URLSearchParams(search)), ...changes });
}

/** What a list can be narrowed to. */
export function filterFields(route: Route): readonly Field[] {
  return route.query ? fieldsOf(route.query() as never).filter(({ name }) => !APART.has(name)) : [];
}

/** The fields of the query that a route takes. */
export function queryShape(route: Route): Readonly<Record<string, z.ZodType>> {
  const query = route.query?.() as unknown as { shape: Readonly<Record<string, z.ZodType>> } | undefined;
  return query?.shape ?? {};
}
