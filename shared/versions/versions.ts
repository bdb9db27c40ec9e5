/**
 * The versions of a list, each in force from a day until the next one's. A version is drafted as a set of rows
 * (`rows.ts`), in which nothing changes any more once it is confirmed; publishing adds its head to the list's one item
 * of versions, by compare-and-swap and last of all, so that nobody sees half a version.
 */
import { change } from '../change.ts';
import { digest, keyOf } from '../keys.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { CivilDate, Instant } from '../time.ts';
import { type List, type Row, writeRows } from './rows.ts';

/** The head of a version. */
export interface Version {
  version: string;
  validFrom: CivilDate;
  publishedAt: Instant;
  by: string;
  /** How many rows it has. */
  count: number;
  /** The digest of day and rows. */
  content: string;
  /** The set its rows lie in, where that was a draft's; absent where the set is named like the version. */
  rows?: string;
  /** The document that it was published with, and the draft that it was. */
  documentNumber?: string;
  draft?: string;
  /** The rule of a superior that it follows, without a draft (art. 26). */
  superior?: { documentNumber: string; reason: string };
  /** Where else it has been made public, and since when. */
  posted?: { address: string; on: CivilDate };
}

interface Versions {
  versions: Version[];
}

/** All versions, in the order in which they were published. */
export async function readVersions(store: Store, list: List): Promise<Version[]> {
  return versionsIn(await store.get(versionsKey(list)));
}

/** The version in force on a day: of those valid from then or before, the latest day, then the one published last. */
export function inForce<V extends { validFrom: CivilDate }>(versions: readonly V[], day: CivilDate): V | undefined {
  let found: V | undefined;
  for (const version of versions) {
    if (version.validFrom <= day && (!found || version.validFrom >= found.validFrom)) found = version;
  }
  return found;
}

/** The set that the rows of a version lie in. */
export function rowsOf(version: Version): string {
  return version.rows ?? version.version;
}

/** A version before it has its number. */
export type NewVersion = Omit<Version, 'version'>;

/**
 * The put that adds a version whose rows are written. `before` is `versionsItem` as read. It goes alone or with other
 * puts, such as that of the draft that becomes the version.
 */
export function publication(list: List, before: Item | undefined, made: NewVersion): { version: Version; put: Put } {
  const versions = versionsIn(before);
  const version: Version = { version: nameOf(versions, made.content), ...made };
  const value: Versions = { versions: [...versions, version] };
  const item = { key: versionsKey(list), head: digest(value), value, places: {} };
  return { version, put: { item, expected: before?.head ?? null } };
}

/** The put by which a version's head says where it has been made public. `before` is `versionsItem` as read. */
export function posting(list: List, before: Item | undefined, name: string, posted: Version['posted']): Put {
  const versions = versionsIn(before).map((one) => (one.version === name && posted ? { ...one, posted } : one));
  const value: Versions = { versions };
  return { item: { key: versionsKey(list), head: digest(value), value, places: {} }, expected: before?.head ?? null };
}

/** The item that holds the heads of all versions; undefined before the first. */
export function versionsItem(store: Store, list: List): Promise<Item | undefined> {
  return store.get(versionsKey(list));
}

/**
 * Writes rows and publishes them. Rows like those published last, from the same day, are that version again, so that
 * sending again after an unknown outcome publishes nothing twice. Throws `unavailable` where the store fails, or others
 * keep publishing.
 */
export async function publish(
  store: Store,
  list: List,
  draft: { validFrom: CivilDate; items: readonly Row[] },
  who: { by: string; at: Instant },
): Promise<{ made: Version; created: boolean }> {
  const { validFrom, items } = draft;
  const content = digest({ validFrom, items });
  return change<{ made: Version; created: boolean }>(store, versionsKey(list), async (before) => {
    const last = versionsIn(before).at(-1);
    if (last?.content === content) return { item: null, result: { made: last, created: false } };
    const head = { validFrom, publishedAt: who.at, by: who.by, count: items.length, content };
    const { version, put } = publication(list, before, head);
    await writeRows(store, list, version.version, items);
    return { item: put.item, result: { made: version, created: true } };
  });
}

/** The heads in that item. */
export function versionsIn(item: Item | undefined): Version[] {
  return (item?.value as Versions | undefined)?.versions ?? [];
}

function nameOf(versions: readonly Version[], content: string): string {
  return `v${versions.length + 1}-${content.slice(0, 6)}`;
}

function versionsKey({ jurisdiction, family }: List): string {
  return keyOf(jurisdiction, family, 'versions');
}
