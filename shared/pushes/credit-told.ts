/**
 * The credit records in which a decision stands that a push tells of, and no other record any more: with the push they
 * end, or go from sight. Several pushes may tell of one decision, which has one record (art. 19).
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey } from '../exchange/item.ts';
import { holderOf } from '../exchange/only.ts';
import { kindNamed } from '../exchange/run.ts';
import { valuesAt } from '../pages.ts';
import type { Party } from '../party.ts';
import type { PushBody } from './body.ts';
import { creditRecordsOf } from './credit.ts';
import { isSameParty } from './entry.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Ids of the credit records that this push, or what says the same as it, alone tells of. */
    creditRecordsTold: { ask: { push: string }; found: readonly string[] };
  }
}

type Push = Exchange<PushBody>;

/** As many records under one licence as are looked at. */
const AT_MOST = 100;

/** What an owner has entered by hand is its own: none of those. */
export async function readCreditRecordsTold(desk: Desk, { push }: { push: string }, facts: Facts): Promise<string[]> {
  const same = await sameAs(desk, push);
  const ids = new Set(same.map(({ id }) => id));
  const told = (await Promise.all(same.map((one) => recordsOf(desk, one, facts)))).flat();
  const records = new Map(told.map((record) => [record.id, record]));
  const alone: string[] = [];
  for (const record of records.values()) {
    const isTold = record.source === 'system' && !record.quarantined && record.about?.some((id) => ids.has(id));
    if (isTold && (await othersTelling(desk, record, ids)).length === 0) alone.push(record.id);
  }
  return alone;
}

/** The push, its original, and the pushes that it superseded or that superseded it: all say the same. */
export async function sameAs({ ports: { store }, jurisdiction }: Desk, push: string): Promise<Push[]> {
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

/** What stands and tells of the decision beside `ids`: pushes that name its party, feedback, a broken promise. */
export async function othersTelling(desk: Desk, record: Exchange, ids: ReadonlySet<string>): Promise<Exchange[]> {
  const others = (record.about ?? []).filter((id) => !ids.has(id));
  const keys = others.map((id) => exchangeKey(desk.jurisdiction, id));
  const party = record.subject?.party ?? null;
  return ((await valuesAt(desk.ports.store, keys)) as Exchange[]).filter((one) => stands(one, party));
}

function stands({ kind, state, quarantined, body }: Exchange, party: Party | null): boolean {
  if (quarantined || kind !== 'push') return !quarantined;
  const said = body as PushBody;
  const isGone = state === 'withdrawn' || said.correctedBy !== undefined || said.party === null;
  return !isGone && isSameParty(said.party, party);
}

/** The record that the push opened, and the one that it joined instead; whatever the county hands on by now. */
async function recordsOf(desk: Desk, push: Push, facts: Facts): Promise<Exchange[]> {
  const county: Facts['county'] = { ...facts.county, creditLicences: true };
  const read = async (id: string) =>
    ((await valuesAt(desk.ports.store, [exchangeKey(desk.jurisdiction, id)])) as Exchange[])[0];
  const found: (Exchange | undefined)[] = [];
  for (const effect of creditRecordsOf(push, { ...facts, county })) {
    if (effect.do !== 'open') continue;
    const kind = kindNamed(desk.kinds, effect.kind);
    const draft = kind.open?.(effect.input, { ...facts, by: push.from });
    if (draft) found.push(await read(draft.id), await holderOf(desk, kind, draft, read));
    if (push.body.handling) found.push(...(await underLicence(desk, push, effect.kind)));
  }
  return found.filter((record) => record !== undefined);
}

/** Where its owner has changed the number by which the record is known, it lies by the licence. */
async function underLicence({ ports: { store }, jurisdiction }: Desk, { licence }: Push, kind: string) {
  if (licence === null) return [];
  const places = await store.query('licence', `${jurisdiction}#${licence}`, { limit: AT_MOST, descending: true });
  const keys = places.map(({ key }) => key);
  return ((await valuesAt(store, keys)) as Exchange[]).filter((record) => record.kind === kind);
}
