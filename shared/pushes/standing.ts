/**
 * What stands of a licence, wherever it is: what has been taken over and what waits to be claimed. Read as it is
 * stored: a claim whose day has passed meanwhile counts as waiting, and nothing is settled on the way.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { exchangeKey } from '../exchange/item.ts';
import { valuesAt } from '../pages.ts';
import type { PushBody } from './body.ts';
import { isSameParty } from './entry.ts';
import { isTaken } from './handed-over.ts';
import { whereItGoes } from './holder.ts';
import { inOrder } from './in-order.ts';
import { isOfRegister } from './places.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The pushes that stand of the licence that a push is about, the last decision last. */
    licenceStands: { ask: { push: string }; found: readonly Exchange<PushBody>[] };
    /** The organisations that had a push before it was readdressed or transferred. */
    hadBefore: { ask: { push: string }; found: readonly string[] };
  }
}

type Push = Exchange<PushBody>;

/** As many under one number are looked at, the last ones. */
const LOOKED_AT = 50;
/** A chain of more pushes is none. */
const LONGEST = 100;

/** Found by the licence's number, and where the push, or what it corrects, has gone since. */
export async function readLicenceStands(desk: Desk, { push: id }: { push: string }): Promise<Push[]> {
  const push = await stored(desk, id);
  if (!push) return [];
  const numbered = (await underNumber(desk, push)).filter((one) => isOfLicence(one, push));
  const { correcting } = push.body;
  const moved = [
    ...(await goneTo(desk, push)),
    ...(correcting ? await goneTo(desk, await stored(desk, correcting)) : []),
  ];
  const found = new Map([...numbered, ...moved].map((one) => [one.id, one]));
  return [...found.values()].filter(stands).map(whereItGoes).toSorted(inOrder);
}

export async function readHadBefore(desk: Desk, { push: id }: { push: string }): Promise<string[]> {
  const orgs: string[] = [];
  let push = await stored(desk, id);
  while (push && push.body.supersedes !== null && orgs.length < LONGEST) {
    push = await stored(desk, push.body.supersedes);
    if (push && push.to !== null) orgs.push(push.to);
  }
  return orgs;
}

/** What has taken its place, by another department or by a correction, one after the other. */
async function goneTo(desk: Desk, push: Push | undefined): Promise<Push[]> {
  const chain: Push[] = [];
  for (let one = push; one && chain.length < LONGEST; ) {
    chain.push(one);
    const next: string | undefined = one.body.supersededBy ?? one.body.correctedBy;
    one = next === undefined ? undefined : await stored(desk, next);
  }
  return chain;
}

async function underNumber({ ports: { store }, jurisdiction }: Desk, { licence }: Push): Promise<Push[]> {
  if (licence === null) return [];
  const places = await store.query('licence', `${jurisdiction}#${licence}`, { limit: LOOKED_AT, descending: true });
  const keys = places.map(({ key }) => key);
  return ((await valuesAt(store, keys)) as Push[]).filter(({ kind }) => kind === 'push');
}

async function stored({ ports: { store }, jurisdiction }: Desk, id: string): Promise<Push | undefined> {
  return (await store.get(exchangeKey(jurisdiction, id)))?.value as Push | undefined;
}

function isOfLicence({ body }: Push, { body: { entry, matter, party } }: Push): boolean {
  return body.entry === entry || (body.matter === matter && isSameParty(body.party, party));
}

function stands(push: Push): boolean {
  const { copyOf, supersededBy, correctedBy } = push.body;
  const isLast = copyOf === null && supersededBy === null && correctedBy === undefined;
  return isLast && isOfRegister(push.body) && (push.state === 'pending' || isTaken(push));
}
