/**
 * Finished approvals that have a push under another reference than the list's: entered by hand, or sent by another
 * system of the organisation. Such a push is found by the number of its decision, or by that of its licence where it
 * was decided on the listed day: one licence has many decisions.
 */
import { comparedForms } from '../compared-number.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { documentPartition } from '../exchange/numbered.ts';
import { valuesAt } from '../pages.ts';
import type { Index } from '../ports.ts';
import { civilDateOf, type Instant } from '../time.ts';
import type { PushBody } from './body.ts';
import { comparedNumber } from './sealed-numbers.ts';

type Push = Exchange<PushBody>;

/** What a list says of one approval. */
export interface Finished {
  readonly reference: string;
  readonly completedAt: Instant;
}

export interface FoundByNumber {
  readonly reference: string;
  readonly push: Push;
}

/** Queries at once. */
const AT_ONCE = 50;
/** Of one number as many records are looked at. */
const LOOKED_AT = 100;

/** Those of the organisation's pushes that have what was listed as a number. Withdrawn ones and copies are none. */
export async function foundByNumber(desk: Desk, org: string, listed: readonly Finished[]): Promise<FoundByNumber[]> {
  const found: FoundByNumber[] = [];
  for (let i = 0; i < listed.length; i += AT_ONCE) {
    const some = listed.slice(i, i + AT_ONCE);
    const pushes = await Promise.all(some.map((one) => pushOf(desk, org, one)));
    found.push(...pushes.flatMap((push, n) => (push ? [{ reference: (some[n] as Finished).reference, push }] : [])));
  }
  return found;
}

async function pushOf(desk: Desk, org: string, one: Finished): Promise<Push | undefined> {
  for (const number of await comparedForms(desk, one.reference)) {
    const found = await pushUnder(desk, org, number, one.completedAt);
    if (found) return found;
  }
  return undefined;
}

async function pushUnder(desk: Desk, org: string, number: string, completedAt: Instant): Promise<Push | undefined> {
  const { jurisdiction } = desk;
  const isTheirs = ({ kind, from, state, body }: Push): boolean =>
    kind === 'push' && from === org && state !== 'withdrawn' && body.kind === 'approval' && isFirst(body);
  const decided = await among('document', documentPartition(jurisdiction, number), { from: `${org}#`, to: `${org}$` });
  const byDocument = decided.find((one) => isTheirs(one) && comparedNumber(one.body, 'documentNumber') === number);
  if (byDocument) return byDocument;
  const day = civilDateOf(completedAt);
  const licensed = await among('licence', `${jurisdiction}#${number}`, { descending: true });
  return licensed.find((one) => isTheirs(one) && civilDateOf(one.body.occurredAt) === day);

  async function among(index: Index, partition: string, page: { from?: string; to?: string; descending?: true }) {
    const places = await desk.ports.store.query(index, partition, { ...page, limit: LOOKED_AT });
    const keys = places.map(({ key }) => key);
    return (await valuesAt(desk.ports.store, keys)) as Push[];
  }
}

/** Not a copy, and not what took another's place. */
function isFirst({ copyOf, supersedes }: PushBody): boolean {
  return copyOf === null && supersedes === null;
}
