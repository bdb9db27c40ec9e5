/** What the store knows about a push that is to be made: its row on the list, what it corrects, what is like it. */
import type { Matter } from '../../shared/boundary/matter.ts';
import { type BoundaryVersion, inForce, readMatter, readVersions } from '../../shared/boundary/versions.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { documentPartition } from '../../shared/exchange/numbered.ts';
import { load } from '../../shared/exchange/work.ts';
import { valuesAt } from '../../shared/pages.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import type { CapUse, PushFacts } from '../../shared/pushes/addressing.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { firstPassedKey } from '../../shared/pushes/circulated.ts';
import { numberOf } from '../../shared/pushes/entry.ts';
import { isTaken } from '../../shared/pushes/handed-over.ts';
import { holderOf } from '../../shared/pushes/holder.ts';
import { duplicatesIn } from '../../shared/pushes/places.ts';
import { pushId } from '../../shared/pushes/push-id.ts';
import { comparedNumber, type SealedPush, withOpenNumbers } from '../../shared/pushes/sealed-numbers.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';

type Push = Exchange<PushBody>;

type FromStore = Pick<
  PushFacts,
  'list' | 'earlier' | 'dropped' | 'corrected' | 'duplicate' | 'sameNumber' | 'held' | 'sameDocument' | 'caps'
>;

/** As `source` of the organisation `org` pushes it. */
export async function pushFacts(
  desk: Desk,
  facts: Facts,
  org: string,
  source: string,
  input: SealedPush,
): Promise<FromStore> {
  const before = await withOpenNumbers(desk, input);
  // Pushes from before such numbers were sealed lie under the number itself.
  const forms = before === null ? [input] : [input, before];
  const [listed, corrected, duplicate, underIt, sameDocument, caps] = await Promise.all([
    inLists(desk, facts, input),
    correctedBy(desk, facts, source, input.corrects),
    isDuplicate(desk, org, source, forms),
    underSameNumber(desk, forms),
    wasPassedOn(desk, facts, org, input),
    capsFor(desk, facts, source, input),
  ]);
  const sameNumber = input.kind === 'supervision' ? [] : underIt;
  return { ...listed, corrected, duplicate, sameNumber, held: holderOf(input, underIt, corrected), sameDocument, caps };
}

/** The matter's row on the list in force now; of what was completed before also what other versions said of it. */
async function inLists({ ports, jurisdiction }: Desk, { now }: Facts, input: SealedPush) {
  const { store } = ports;
  const versions = await readVersions(store, jurisdiction);
  const [today, day] = [civilDateOf(now), civilDateOf(input.occurredAt)];
  const version = inForce(versions, today);
  const { matter: code } = input;
  if (code === null) return { list: { version: version?.version ?? '', matter: null }, earlier: null, dropped: null };
  const rowIn = (one: BoundaryVersion | undefined) => readMatter(store, jurisdiction, one, code);
  const matter = await rowIn(version);
  const before = input.kind === 'supervision' && day < today ? inForce(versions, day) : undefined;
  const earlier = before && before.version !== version?.version ? await rowIn(before) : null;
  const dropped = matter === null ? await lastWith(versions, today, rowIn) : null;
  const list = dropped
    ? { version: dropped.version, matter: dropped.matter }
    : { version: version?.version ?? '', matter };
  return { list, earlier, dropped: dropped && { from: dropped.from } };
}

/** The last version that had the row, and the first day on which the list was without it; null where none had it. */
async function lastWith(
  versions: readonly BoundaryVersion[],
  today: CivilDate,
  rowIn: (version: BoundaryVersion | undefined) => Promise<Matter | null>,
): Promise<{ version: string; matter: Matter; from: CivilDate } | null> {
  const days = [...new Set(versions.map(({ validFrom }) => validFrom))].filter((day) => day <= today).sort();
  for (let i = days.length - 1; i > 0; i--) {
    const version = inForce(versions, days[i - 1] as CivilDate);
    const matter = await rowIn(version);
    if (version && matter) return { version: version.version, matter, from: days[i] as CivilDate };
  }
  return null;
}

/** The push that a correction names, and what has superseded it since: the last of them is the one that stands. */
export async function correctedBy(desk: Desk, facts: Facts, source: string, corrects: string | null): Promise<Push[]> {
  if (corrects === null) return [];
  const chain = await correctionsAfter(desk, facts, pushId(desk.jurisdiction, source, corrects));
  const root = /^(.+)#\d+$/.exec(corrects)?.[1];
  if (chain.length > 0 || root === undefined) return chain;
  const readdressed = await chainOf(desk, facts, pushId(desk.jurisdiction, source, root));
  return readdressed.some(({ reference }) => reference === corrects) ? readdressed : [];
}

/**
 * The chain of a push, with those that corrected it before: of a push that is corrected again, the last one goes. Of a
 * correction that was not taken over also what it was to take the place of.
 */
async function correctionsAfter(desk: Desk, facts: Facts, id: string): Promise<Push[]> {
  const named = await chainOf(desk, facts, id);
  const wrong = named.some(isTaken) ? undefined : named[0]?.body.correcting;
  const chain = wrong === undefined ? named : [...(await chainOf(desk, facts, wrong)), ...named];
  for (let next = chain.at(-1)?.body.correction; next !== undefined && chain.length < 100; ) {
    const more = await chainOf(desk, facts, next);
    chain.push(...more);
    next = more.at(-1)?.body.correction;
  }
  return chain;
}

export async function chainOf(desk: Desk, facts: Facts, id: string): Promise<Push[]> {
  const chain: Push[] = [];
  for (let next: string | null = id; next !== null && chain.length < 100; ) {
    const found = (await load(desk, next, facts)) as Push | undefined;
    if (!found) break;
    chain.push(found);
    next = found.body.supersededBy;
  }
  return chain;
}

/** As many pushes under one number as are looked at for the register; a number of more is none. */
const UNDER_ONE_NUMBER = 50;

/** What has been pushed for the register under that number; for a supervision result to know who has the licence. */
async function underSameNumber(
  { ports: { store }, jurisdiction }: Desk,
  forms: readonly SealedPush[],
): Promise<Push[]> {
  const numbers = forms.flatMap((push) => (push.kind === 'document' ? [] : (numberOf(push) ?? [])));
  const page = { limit: UNDER_ONE_NUMBER, descending: true };
  const found = numbers.map((number) => store.query('licence', `${jurisdiction}#${number}`, page));
  const values = (await valuesAt(store, keysOf((await Promise.all(found)).flat()))) as Push[];
  return values.filter(({ kind, body }) => kind === 'push' && (body.kind === 'approval' || body.kind === 'risk'));
}

/** Another source of the same organisation, such as the bureau's officers and its construction approval system. */
async function isDuplicate(desk: Desk, org: string, source: string, forms: readonly SealedPush[]): Promise<boolean> {
  const { store } = desk.ports;
  const found = forms.map((push) => {
    const { kind, matter } = push;
    const number = comparedNumber(push, 'documentNumber');
    if (kind === 'document' || !matter || number === null) return [];
    const partition = documentPartition(desk.jurisdiction, number);
    return store.query('document', partition, { ...duplicatesIn(org, matter), limit: 200 });
  });
  const entries = (await Promise.all(found)).flat();
  return ((await valuesAt(store, keysOf(entries))) as Push[]).some((push) => push.source !== source);
}

/** Whether a push before it has reached whom it had to reach with the same document. */
async function wasPassedOn(desk: Desk, { county }: Facts, org: string, input: SealedPush): Promise<boolean> {
  const key = firstPassedKey(input, { county, actor: { org } });
  return key !== null && (await desk.ports.store.get(key)) !== undefined;
}

/** Of what grants a licence of a capped matter; of all else nothing is read. */
async function capsFor(desk: Desk, facts: Facts, source: string, input: SealedPush): Promise<readonly CapUse[]> {
  const { kind, decision, matter, corrects } = input;
  const capped = kind === 'approval' && decision === 'granted' && facts.county.capped?.includes(matter ?? '');
  if (!capped) return [];
  const { capsOn } = await import('../../shared/standards/caps.ts');
  return capsOn(desk, facts, input, corrects === null ? null : { source, reference: corrects });
}

function keysOf(entries: readonly IndexEntry[]): string[] {
  return entries.map(({ key }) => key);
}
