/** What one commit writes: the records, and beside them whatever goes with their change. */
import { digest } from '../keys.ts';
import type { Bound, Put } from '../ports.ts';
import { type Changed, filePuts } from './attached.ts';
import { besideId, besideItem, type Owing, owedBeside } from './beside.ts';
import { quarantinePuts } from './blanked.ts';
import { arm, type Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Facts, Withheld } from './facts.ts';
import { headOf, isTakenSince } from './history.ts';
import { heldPuts } from './holding.ts';
import { itemHead, toItem, wakeOf } from './item.ts';
import { onlyPuts } from './only.ts';
import { participantPuts } from './participants.ts';
import { kindNamed, type Performer } from './run.ts';
import { withheldBy, withheldPuts } from './withheld-log.ts';

/** What has been decided. */
export interface Decision {
  readonly changed: readonly Changed[];
  readonly facts: Facts;
  readonly performer: Performer;
  /** Of whoever acts, null for the clock. */
  readonly org: string | null;
  /** The quarantine that this brings to a record which its own commit could not write. */
  readonly withheld: Withheld | undefined;
  /** Of records that people write. */
  readonly bounds: ReadonlyMap<string, Bound>;
  /** Items beside records. */
  readonly beside: readonly Put[];
  /** What is to be done beside records that this does not change. */
  readonly owing: readonly Owing[];
  readonly loading: (id: string) => Promise<Exchange | undefined>;
}

export interface Writes {
  readonly puts: Put[];
  /** What is to be done once they are committed (`doing-beside.ts`), and the quarantine that is not everywhere then. */
  readonly owed: string | null;
  readonly under: string | null;
}

/**
 * The writes, timers set first; `later`: records that are withheld by them, and blanked by commits of their own.
 */
export async function writesOf(desk: Desk, decision: Decision, later: readonly Changed[]): Promise<Writes> {
  const { facts, performer, org, withheld } = decision;
  const { now } = facts;
  const changed = decision.changed.filter((one) => !later.includes(one));
  const ids = new Set(later.map(({ exchange }) => exchange.id));
  const holding = await heldPuts(desk, decision.changed, { by: performer.by, org, now, withheld, later: ids });
  const puts = await Promise.all(changed.map((one) => recordPut(desk, one, decision)));
  for (const { before, exchange } of changed) {
    puts.push(...participantPuts(kindNamed(desk.kinds, exchange.kind), before, exchange));
  }
  puts.push(...(await filePuts(desk, changed, org, now, holding.held)));
  const owing = owingOf(desk, changed, decision, holding.held);
  if (owing) {
    await arm(desk, owing.put.item);
    puts.push(owing.put);
  }
  puts.push(...holding.puts, ...decision.beside, ...(await onlyPuts(desk, changed, decision.loading)));
  if (!withheld) puts.push(...(await quarantinePuts(desk, facts, performer, decision.changed)));
  const owed = owing?.id ?? null;
  if (later.length === 0) return { puts, owed, under: null };
  const withholds = withheldBy(performer, { org, at: now, later, named: holding.restingOn });
  const [log, job] = await withheldPuts(desk.ports.store, desk.jurisdiction, withholds);
  await arm(desk, job.item);
  return { puts: [...puts, log, job], owed, under: withholds.id };
}

/** The put of a record that became another (`before` is null for a new one); its timer is set where it has moved. */
export async function armed(desk: Desk, before: Exchange | null, after: Exchange): Promise<Put> {
  const kind = kindNamed(desk.kinds, after.kind);
  const item = toItem(kind, after);
  if (before === null || wakeOf(kind, before) !== wakeOf(kind, after)) await arm(desk, item);
  return { item, expected: before && itemHead(before) };
}

/** What a quarantine takes is to be gone from the store's own bytes, too. */
async function recordPut(desk: Desk, { before, exchange }: Changed, { bounds }: Decision): Promise<Put> {
  const bound = bounds.get(exchange.id);
  const put = { ...(await armed(desk, before, exchange)), ...(bound && { bound }) };
  return isTakenSince(before, exchange) ? { ...put, erases: true } : put;
}

/** What is to be done beside the records, as an item of the same commit. */
function owingOf(
  desk: Desk,
  changed: readonly Changed[],
  { facts, performer, owing: others }: Decision,
  held: boolean,
): { id: string; put: Put } | null {
  const owing = [...owedBeside(desk.kinds, changed, held), ...others];
  const [first] = changed;
  if (owing.length === 0) return null;
  const id = besideId(first ? headOf(first.exchange) : digest([owing, performer.request]));
  return { id, put: { item: besideItem(desk.jurisdiction, id, owing, facts.now), expected: null } };
}
