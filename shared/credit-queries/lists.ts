/**
 * The lists of incentives and punishments that the county has imported (art. 19). Each entry lies under its credit
 * code, under the version of its list; one item names the version of each list that holds. A new version is written
 * beside the old before it does.
 */
import { audited, changedWith } from '../audit/chain.ts';
import { change, plainItem } from '../change.ts';
import { unavailable } from '../errors.ts';
import { keyOf } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Store } from '../ports.ts';
import { type CivilDate, DAY, type Instant } from '../time.ts';

export interface CreditEntry {
  readonly creditCode: string;
  readonly name: string;
  readonly effect: 'incentive' | 'punishment';
  readonly basis: string;
  readonly measures: string;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

export interface ListHead {
  readonly version: string;
  readonly at: Instant;
  readonly count: number;
}

/** The lists that hold, by name. */
export type ListHeads = Readonly<Record<string, ListHead>>;

interface Heads {
  readonly lists: ListHeads;
}

const AT_ONCE = 50;

function listsKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'credit', 'lists');
}

export async function readHeads(store: Store, jurisdiction: string): Promise<ListHeads> {
  return ((await store.get(listsKey(jurisdiction)))?.value as Heads | undefined)?.lists ?? {};
}

/** Puts a list. `version` is new; `replaces` sees the list as it is and throws where it must not be replaced. */
export async function putList(
  store: Store,
  jurisdiction: string,
  list: string,
  version: string,
  entries: readonly CreditEntry[],
  { by, at }: { by: string; at: Instant },
  replaces: (before: ListHead | null) => void,
): Promise<ListHead> {
  replaces((await readHeads(store, jurisdiction))[list] ?? null);
  const byCode = Map.groupBy(entries, ({ creditCode }) => creditCode);
  const items = [...byCode].map(([code, some]) =>
    plainItem(entryKey(jurisdiction, list, version, code), { entries: some }),
  );
  for (let i = 0; i < items.length; i += AT_ONCE) {
    const puts = items.slice(i, i + AT_ONCE).map((item) => ({ item, expected: null }));
    if (!(await store.commit(puts)).committed) throw unavailable();
  }
  const head: ListHead = { version, at, count: entries.length };
  return change(store, listsKey(jurisdiction), async (before, inTime) => {
    const { audit: _, ...known } = (before?.value ?? { lists: {} }) as Heads & { audit?: unknown };
    replaces(known.lists[list] ?? null);
    const next = { ...known, ...chainOf(before?.value), lists: { ...known.lists, [list]: head } };
    const detail = { list, version, count: entries.length };
    const act = { by, at, act: 'change-credit-list', thing: 'credit-lists', detail, room: 'administration' } as const;
    return changedWith(await audited(inTime, jurisdiction, before, next, act), head);
  });
}

function chainOf(value: unknown): object {
  const { audit } = (value ?? {}) as { audit?: unknown };
  return audit === undefined ? {} : { audit };
}

export interface Found {
  /** The instant of the oldest list that was looked at. */
  readonly asOf: Instant;
  readonly entries: readonly (CreditEntry & { readonly list: string })[];
}

/**
 * What lists that are good at present say of a code on that day; null where there is no such list. Lists older than
 * `goodFor` days count as none (°): silence is not "clean".
 */
export async function lookUp(
  store: Store,
  jurisdiction: string,
  creditCode: string,
  { now, today, goodFor }: { now: Instant; today: CivilDate; goodFor: number },
): Promise<Found | null> {
  const all = Object.entries(await readHeads(store, jurisdiction));
  const heads = all.filter(([, { at }]) => at + goodFor * DAY >= now);
  if (heads.length === 0) return null;
  const items = await itemsOf(
    store,
    heads.map(([list, { version }]) => entryKey(jurisdiction, list, version, creditCode)),
  );
  const entries = items.flatMap((item, i) => {
    const some = ((item?.value as { entries: CreditEntry[] } | undefined)?.entries ?? []) as CreditEntry[];
    return some.map((entry) => ({ ...entry, list: heads[i]?.[0] ?? '' }));
  });
  const holds = ({ from, until }: CreditEntry): boolean => from <= today && (until === null || today <= until);
  return { asOf: Math.min(...heads.map(([, { at }]) => at)), entries: entries.filter(holds) };
}

function entryKey(jurisdiction: string, list: string, version: string, creditCode: string): string {
  return keyOf(jurisdiction, 'credit', `entry#${list}#${version}#${creditCode}`);
}
