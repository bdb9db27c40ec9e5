/** A quarantine in the audit chains: who took what from sight, by the same commit. What was taken is no part of it. */
import { loggedPuts } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { bureauOf } from '../county.ts';
import type { Put } from '../ports.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { kindNamed, type Performer } from './run.ts';

/** A record before and after; `before` is null for a new one. */
export interface ChangedRecord {
  readonly before: Exchange | null;
  readonly exchange: Exchange;
}

/** What the quarantines of a record are called in the audit chains. */
export function quarantinesOf(id: string): string {
  return `quarantines/${id}`;
}

/**
 * The writes that tell of a quarantine, named by the record that it began with; none where nothing was taken from
 * sight.
 */
export async function quarantinePuts(
  desk: Desk,
  { county, now }: Facts,
  { by }: Performer,
  changed: readonly ChangedRecord[],
): Promise<Put[]> {
  const taken = changed.filter((one) => isBlanked(desk, one)).map(({ exchange }) => exchange);
  const [first] = taken;
  if (!first) return [];
  const thing = quarantinesOf(first.id);
  const records = taken.map(({ id }) => id);
  // The bureau's administrators learn of no record that their organisation does not know.
  const bureau = bureauOf(county).code;
  const known = [first.from, first.to, ...first.participants].includes(bureau);
  const detail = { path: kindNamed(desk.kinds, first.kind).path };
  const room = known ? 'administration' : 'office';
  const act: Act = { by, at: now, act: 'quarantine', thing, detail, room, records };
  return loggedPuts(desk.ports.store, desk.jurisdiction, act);
}

function isBlanked(desk: Desk, { before, exchange }: ChangedRecord): boolean {
  const kind = kindNamed(desk.kinds, exchange.kind);
  return exchange.history.slice(before?.history.length ?? 0).some(({ act }) => kind.acts[act]?.blanks === true);
}
