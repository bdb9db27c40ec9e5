/**
 * The credit records in which the party of a push stands again: feedback on its register entry opened them and copied
 * it from there. No push causes them and feedback stays when a push is quarantined, so they are found by the entry.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { exchangeKey } from '../exchange/item.ts';
import { valuesAt, valuesOf } from '../pages.ts';
import type { Party } from '../party.ts';
import type { PushBody } from '../pushes/body.ts';
import { isSameParty } from '../pushes/entry.ts';
import { registerId, registerPartition } from '../pushes/places.ts';
import { feedbackPartition } from './feedback.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Ids of the credit records that have their party from a push, or from what says the same as it. */
    creditRecordsNaming: { ask: { push: string }; found: readonly string[] };
  }
}

type Push = Exchange<PushBody>;
type Named = Exchange & { subject?: { party?: Party } };

/** None where another push of the entry, which stays, names the same party: the record has it from that one as well. */
export async function readCreditRecordsNaming(desk: Desk, { push }: { push: string }): Promise<string[]> {
  const same = await sameAs(desk, push);
  const found = await Promise.all(same.map((one) => recordsNaming(desk, one, same)));
  return [...new Set(found.flat())];
}

/** The push, its original, and the pushes that it superseded or that superseded it: one quarantine takes them all. */
async function sameAs({ ports: { store }, jurisdiction }: Desk, push: string): Promise<Push[]> {
  const known = new Map<string, Push>();
  for (let ids = [push]; ids.length > 0; ) {
    const keys = ids.map((id) => exchangeKey(jurisdiction, id));
    const read = (await valuesAt(store, keys)) as Push[];
    for (const one of read) known.set(one.id, one);
    const further = read.flatMap(({ body: { supersedes, supersededBy, copyOf } }) => [
      supersedes,
      supersededBy,
      copyOf,
    ]);
    ids = [...new Set(further.filter((id) => id !== null && !known.has(id)))] as string[];
  }
  return [...known.values()];
}

async function recordsNaming(desk: Desk, push: Push, same: readonly Push[]): Promise<string[]> {
  const { store } = desk.ports;
  const { to, body } = push;
  if (to === null || body.party === null) return [];
  const entry = registerId(push);
  const bounds = { from: `${entry}#`, to: `${entry}$` };
  for await (const value of valuesOf(store, 'register', registerPartition(desk.jurisdiction, to), bounds)) {
    const other = value as Push;
    if (isNamed(other.body.party, body.party) && !same.some(({ id }) => id === other.id)) return [];
  }
  const caused: string[] = [];
  for await (const value of valuesOf(store, 'register', feedbackPartition(desk.jurisdiction, to, entry))) {
    caused.push(...(value as Exchange).caused.map((id) => exchangeKey(desk.jurisdiction, id)));
  }
  const records = (await valuesAt(store, caused)) as Named[];
  return records.flatMap(({ id, subject }) => (isNamed(subject?.party ?? null, body.party) ? [id] : []));
}

function isNamed(party: Party | null, wanted: Party | null): boolean {
  return party !== null && wanted !== null && isSameParty(party, wanted);
}
