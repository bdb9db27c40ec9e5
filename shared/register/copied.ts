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
import { othersTelling, sameAs } from '../pushes/credit-told.ts';
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

/** None where another push, of the entry or of the decision, stays and names the party: it has it from that as well. */
export async function readCreditRecordsNaming(desk: Desk, { push }: { push: string }): Promise<string[]> {
  const same = await sameAs(desk, push);
  const found = await Promise.all(same.map((one) => recordsNaming(desk, one, same)));
  return [...new Set(found.flat())];
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
  const records = ((await valuesAt(store, caused)) as Exchange[]).filter(({ subject }) =>
    isNamed(subject?.party ?? null, body.party),
  );
  const ids = new Set(same.map(({ id }) => id));
  const others = await Promise.all(records.map((record) => othersTelling(desk, record, ids)));
  return records.flatMap(({ id }, i) => (others[i]?.some(({ kind }) => kind === 'push') ? [] : [id]));
}

function isNamed(party: Party | null, wanted: Party | null): boolean {
  return party !== null && wanted !== null && isSameParty(party, wanted);
}
