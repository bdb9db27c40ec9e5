/** What a commit writes beside its records so that evidence is neither lost nor overlooked: names, and what is held. */
import { countySeal } from '../county-seal.ts';
import type { Put } from '../ports.ts';
import type { Instant } from '../time.ts';
import { type Changed, filesIn } from './attached.ts';
import type { Desk } from './desk.ts';
import type { Withheld } from './facts.ts';
import { type Held, heldId, heldItem, pieceItems, type Taken, tookSomething } from './held.ts';
import { isTakenSince } from './history.ts';
import { type Named, type NamedBy, namedBy, namedPut, newlyNamed, readNamed } from './naming.ts';
import { kindNamed } from './run.ts';

export interface Holding {
  readonly puts: readonly Put[];
  /** True where what is taken is kept under seal, and the bytes of its files stay. */
  readonly held: boolean;
  /** What rests on any of the records that were taken. */
  readonly restingOn: readonly NamedBy[];
}

const RESTING_ON_NOTHING = { held: false, restingOn: [] } as const;
const NOTHING: Holding = { puts: [], ...RESTING_ON_NOTHING };

/** Who takes something from sight, and when. */
interface Taking {
  by: string;
  org: string | null;
  now: Instant;
  /** Where this commit blanks what an earlier one withheld: what was taken already. */
  withheld: Withheld | undefined;
  /** Where a later one is to blank records that this one withholds: their ids. */
  later: ReadonlySet<string>;
}

/** The writes. */
export async function heldPuts(
  desk: Desk,
  changed: readonly Changed[],
  { by, org, now, withheld, later }: Taking,
): Promise<Holding> {
  const naming = newNames(desk, changed);
  const taken = changed.flatMap(takenBy);
  const ids = [...new Set([...naming.keys(), ...taken.map(({ exchange }) => exchange.id)])];
  if (ids.length === 0) return NOTHING;
  const named = await readNamed(desk.ports.store, desk.jurisdiction, ids);
  const own = ids.filter((id) => !later.has(id));
  const puts = own.map((id) => namedPut(desk.jurisdiction, named, id, naming.get(id)));
  const restingOn = distinct([...(withheld?.named ?? []), ...restOn(desk, changed, taken, named)]);
  if (restingOn.length === 0) return { puts, ...RESTING_ON_NOTHING };
  if (withheld && isHeldAlready(withheld, taken)) return { puts, held: true, restingOn };
  const held = heldOf(desk, taken, restingOn, { by, org, now });
  const pieces = pieceItems(held, await countySeal(desk), taken);
  const whole: Held = { ...held, pieces: pieces.length, ...(later.size > 0 && { inSteps: true }) };
  const items = [heldItem(whole), ...pieces];
  return { puts: [...puts, ...items.map((item) => ({ item, expected: null }))], held: true, restingOn };
}

/** Whether what was withheld lies under seal as it is now: nobody has written into it since. */
function isHeldAlready({ records, named }: Withheld, taken: readonly Taken[]): boolean {
  return named.length > 0 && taken.every(({ before }) => records[before.id] === before.history.length);
}

/** By record, what rests on it from now on. */
function newNames(desk: Desk, changed: readonly Changed[]): Map<string, NamedBy[]> {
  const names = new Map<string, NamedBy[]>();
  for (const { before, exchange } of changed) {
    for (const id of newlyNamed(kindNamed(desk.kinds, exchange.kind), before, exchange)) {
      names.set(id, [...(names.get(id) ?? []), { kind: exchange.kind, id: exchange.id }]);
    }
  }
  return names;
}

/** The record, where a quarantine takes of it what could be read until now. */
function takenBy({ before, exchange }: Changed): Taken[] {
  if (before === null || !isTakenSince(before, exchange)) return [];
  return tookSomething({ before, exchange }) ? [{ before, exchange }] : [];
}

/**
 * What rests on any of the records: then all that goes with them is kept. None: nothing is. What the quarantine reaches
 * is asked itself, too: problems and corrections from before names were items.
 */
function restOn({ kinds }: Desk, changed: readonly Changed[], taken: readonly Taken[], named: Named): NamedBy[] {
  const ids = new Set(taken.map(({ before }) => before.id));
  const reached = changed.filter(({ exchange }) => {
    const { restsOn, referred } = kindNamed(kinds, exchange.kind);
    return restsOn?.(exchange).some((id) => ids.has(id)) || (ids.has(exchange.id) && referred?.(exchange));
  });
  const all = [
    ...taken.flatMap(({ before }) => namedBy(named, before.id)),
    ...reached.map(({ exchange: { kind, id } }) => ({ kind, id })),
  ];
  return distinct(all);
}

function distinct(named: readonly NamedBy[]): NamedBy[] {
  return [...new Map(named.map((one) => [one.id, one])).values()];
}

function heldOf(
  { jurisdiction, kinds }: Desk,
  taken: readonly Taken[],
  named: NamedBy[],
  { by, org, now }: { by: string; org: string | null; now: Instant },
): Held {
  const records = taken.map(({ before, exchange }) => {
    const kind = kindNamed(kinds, before.kind);
    const left = new Set(filesIn(kind, exchange.body).map(({ file }) => file));
    const files = filesIn(kind, before.body).flatMap(({ file }) => (left.has(file) ? [] : [file]));
    return { id: before.id, kind: before.kind, reference: before.reference, files };
  });
  const id = heldId((taken[0] as Taken).before);
  return { id, jurisdiction, at: now, by, org, records, named, pieces: 0, state: 'held', history: [] };
}
