/**
 * Where the records of an organisation lie, in the order in which they go over: first the pushes that wait for it, then
 * its register, then all else. The order matters: what is to be claimed or named stays as it is, with its clock; what
 * has been taken over goes as entries of the register, with the certificates and promises that hang on them.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition, quarterPartition, waitingPartition } from '../exchange/item.ts';
import type { AnyKind } from '../exchange/kind.ts';
import { quartersOf } from '../exchange/list.ts';
import { partPartition, waitingKeyOf } from '../exchange/participants.ts';
import { kindNamed } from '../exchange/run.ts';
import { itemsOf } from '../pages.ts';
import type { Index, IndexEntry } from '../ports.ts';

/** A stretch of an index, by name; or the register, which is walked entry by entry. */
export type Lane = { readonly name: string } & (Indexed | { readonly index: 'register' });

interface Indexed {
  readonly index: Exclude<Index, 'register'>;
  readonly partition: string;
  /** The kind that is looked at; all of them where it is left out. */
  readonly kind?: string;
}

const BATCH = 50;

/** Where a walk is that has been through all lanes. */
export const END = 'end';

export function lanesOf({ kinds, jurisdiction }: Desk, facts: Facts, org: string): Lane[] {
  const lane = (index: Indexed['index'], partition: string, kind?: string): Lane => {
    return { name: `${index}:${partition}:${kind ?? '*'}`, index, partition, ...(kind !== undefined && { kind }) };
  };
  const [waiting, quarters] = [waitingPartition(jurisdiction, org), quartersOf(facts)];
  const all = [...kinds.values()].filter(isWork);
  const ofQuarters = (index: 'in' | 'out', { kind }: AnyKind): Lane[] =>
    quarters.map((quarter) => lane(index, quarterPartition(jurisdiction, org, kind, quarter)));
  const lanes = [
    lane('in', openPartition(jurisdiction, org, 'push')),
    lane('open', waiting, 'push'),
    { name: 'register', index: 'register' } as const,
    lane('open', waiting),
    ...all.flatMap((kind) => [
      lane('in', openPartition(jurisdiction, org, kind.kind)),
      ...ofQuarters('out', kind),
      ...(kind.livesOn ? ofQuarters('in', kind) : []),
      ...(kind.many || kind.foundBy ? [] : [lane('in', partPartition(jurisdiction, org, kind.kind))]),
    ]),
  ];
  // A name stands for one place: what comes first is not walked through again.
  return [...new Map(lanes.map((one) => [one.name, one])).values()];
}

/** The lanes from a place on; all where there is no such lane any more. */
export function lanesFrom(lanes: readonly Lane[], name: string | undefined): readonly Lane[] {
  if (name === END) return [];
  const at = lanes.findIndex((lane) => lane.name === name);
  return at < 0 ? lanes : lanes.slice(at);
}

/** What is nothing but a fact when it is written never has to go anywhere. */
function isWork(kind: AnyKind): boolean {
  return kind.livesOn !== undefined || Object.values(kind.states).some(({ open }) => open);
}

/** The next records of a lane as they lie, and the place after them; null at its end. */
export async function pageOf(
  { ports, kinds }: Desk,
  { index, partition, kind }: Indexed,
  after: IndexEntry | null,
): Promise<{ records: Exchange[]; last: IndexEntry | null }> {
  const entries = await ports.store.query(index, partition, { limit: BATCH, ...(after !== null && { after }) });
  const keys = [...new Set(entries.map(({ key }) => waitingKeyOf(key)))];
  const found = (await itemsOf(ports.store, keys)).flatMap((item) => (item ? [item.value as Exchange] : []));
  const records = found.filter((one) => kind === undefined || kindNamed(kinds, one.kind).kind === kind);
  return { records, last: entries.length < BATCH ? null : (entries.at(-1) as IndexEntry) };
}
