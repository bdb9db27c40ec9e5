/**
 * Which records are withheld by a quarantine that is not everywhere yet: a list in the item of the calendar's log,
 * which every request reads.
 */
import type { Audited } from '../audit/chain.ts';
import { logKey } from '../calendar/store.ts';
import { plainItem } from '../change.ts';
import { derivedId, digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Changed } from './attached.ts';
import type { Entry } from './exchange.ts';
import type { Withheld } from './facts.ts';
import { isTakenSince } from './history.ts';
import type { NamedBy } from './naming.ts';
import type { Performer } from './run.ts';

/** The records of a quarantine that can wait until somebody reads them: all that it blanks but the first. */
export function waiting(changed: readonly Changed[]): Changed[] {
  const blanked = changed.filter(({ before, exchange }) => isTakenSince(before, exchange));
  return blanked.slice(1);
}

/** What is to be known of them until they are blanked. */
export function withheldBy(
  { org: _, salt: __, ...by }: Performer,
  { org, at, later, named }: { org: string | null; at: Instant; later: readonly Changed[]; named: readonly NamedBy[] },
): Withheld {
  const [{ exchange: first }] = later as [Changed, ...Changed[]];
  const { detail } = first.history.findLast(({ act }) => act === 'quarantine') as Entry;
  const { reason } = detail as { reason: string };
  const records = Object.fromEntries(later.map(({ before, exchange }) => [exchange.id, before?.history.length ?? 0]));
  return {
    ...by,
    id: derivedId(first.id, 'withholding', by.request),
    at,
    org,
    reason,
    records,
    named: [...named],
  };
}

/** The key of what wakes until all are blanked. */
function withholdingKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'withholding', id);
}

/** The writes by which records are withheld: with the commit that quarantines the first. */
export async function withheldPuts(
  store: Store,
  jurisdiction: string,
  withheld: Withheld,
): Promise<[log: Put, job: Put]> {
  const before = await store.get(logKey(jurisdiction));
  const known = withheldIn(before);
  const job = jobItem(jurisdiction, withheld.id, withheld.at);
  return [
    { item: logWith(jurisdiction, before, [...known, withheld]), expected: before?.head ?? null },
    { item: job, expected: null },
  ];
}

/** The log's item without it, and its job that wakes no more; null where it is over already. */
export async function withoutWithheld(store: Store, jurisdiction: string, id: string): Promise<Put[] | null> {
  const [log, job] = await store.getMany([logKey(jurisdiction), withholdingKey(jurisdiction, id)]);
  const known = withheldIn(log);
  const left = known.filter((one) => one.id !== id);
  if (!log || !job || left.length === known.length) return null;
  return [
    { item: logWith(jurisdiction, log, left), expected: log.head },
    { item: jobItem(jurisdiction, id, null), expected: job.head },
  ];
}

function withheldIn(log: Item | undefined): readonly Withheld[] {
  return ((log?.value as Audited | undefined)?.withheld ?? []) as readonly Withheld[];
}

function logWith(jurisdiction: string, before: Item | undefined, withheld: readonly Withheld[]): Item {
  const { withheld: _, ...value } = (before?.value ?? {}) as Audited;
  return plainItem(logKey(jurisdiction), { ...value, ...(withheld.length > 0 && { withheld }) });
}

/** `wakes`: from when on somebody has to look; null once all are blanked. */
function jobItem(jurisdiction: string, id: string, wakes: Instant | null): Item {
  const key = withholdingKey(jurisdiction, id);
  const value = { id, wakes };
  const places = wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(wakes) } };
  return { key, head: digest(value), value, places };
}
