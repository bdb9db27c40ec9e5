/**
 * Holds a store against what it says of itself: chains and digests of all records, indexes and wakes against records,
 * participants, identities, bytes of files against their hashes; and what is gone against those that still name it,
 * the figures that counted it and the store's own list of what was deleted. Works beside a running platform, page by
 * page.
 */

import type { Accounts } from '../../../shared/accounts/account.ts';
import { accountsKey, identityKey, type Memberships } from '../../../shared/accounts/directory.ts';
import { isBound } from '../../../shared/accounts/memberships.ts';
import { type SuccessionJob, successionItem } from '../../../shared/accounts/succession.ts';
import type { SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import { verifyChain } from '../../../shared/audit/verify.ts';
import { filesIn } from '../../../shared/exchange/attached.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { type Held, heldItem, heldKey, pieceKey } from '../../../shared/exchange/held.ts';
import { verifyHeld } from '../../../shared/exchange/held-log.ts';
import { verify } from '../../../shared/exchange/history.ts';
import { exchangeKey, itemHead } from '../../../shared/exchange/item.ts';
import type { AnyKind } from '../../../shared/exchange/kind.ts';
import { participantPuts } from '../../../shared/exchange/participants.ts';
import { fileItem, fileKey, type KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import { KINDS } from '../../../shared/kinds.ts';
import { type Outgoing, outgoingItem } from '../../../shared/mail/outgoing.ts';
import { INDEXES, type Index, type Item } from '../../../shared/ports.ts';
import { type Report, reportItem } from '../../../shared/reports/report.ts';
import { type Job, jobItem } from '../../../shared/retiming/job.ts';
import { formatInstant, type Instant, MINUTE } from '../../../shared/time.ts';
import { wakesAt } from '../../../shared/waking.ts';
import { Chains } from '../moving/chains.ts';
import { upgraded } from '../moving/upgrade.ts';
import { Actors } from './actors.ts';
import { hashOf, sizeOf } from './bytes.ts';
import { wrongContents } from './contents.ts';
import { differing } from './earlier.ts';
import { Figures } from './figures.ts';
import { Findings } from './findings.ts';
import { namedByItem, namedByRecord } from './references.ts';

/** How far clocks may be apart. */
const TOLERANCE = 5 * MINUTE;

export interface Checking {
  readonly store: SqliteSnapshot;
  /** Where the bytes of a file should lie. */
  pathOf(file: KeptFile): string;
  /** The machine's clock; null where records may be of any time (a clock that stands until told). */
  readonly now: Instant | null;
  /** An earlier backup of it; absent where there is none to compare with. */
  readonly earlier?: SqliteSnapshot;
}

/** Checks everything; what is wrong is data, not an error. */
export async function check(checking: Checking): Promise<Findings> {
  const findings = new Findings();
  const { store } = checking;
  for (const fault of store.faults()) findings.add('pages', fault);
  // What lies on a damaged page cannot be read.
  if (!findings.isClean) return findings;
  for (const name of store.removed()) findings.add('removed', name);
  const chains = new Chains();
  const figures = new Figures();
  const actors = new Actors();
  const missing = new Map<string, string>();
  for (const item of store.items()) {
    findings.items += 1;
    // One that was written meanwhile is looked at once more as it is then.
    const wrong = await wrongIn(checking, item);
    const again = wrong.length > 0 ? store.get(item.key) : undefined;
    const left = again && again.head !== item.head ? await wrongIn(checking, again) : wrong;
    for (const [finding, name] of left) findings.add(finding, name);
    count(findings, item);
    chains.take(item);
    if (store.isEarlier) continue;
    figures.item(item);
    for (const key of namedIn(item, figures, actors))
      if (!missing.has(key) && !store.has(key)) missing.set(key, item.key);
  }
  for (const [key, by] of [...missing, ...actors.gone()]) findings.add('missing', `${key} ← ${by}`);
  for (const name of figures.wrong((key) => store.get(key))) findings.add('figures', name);
  if (checking.earlier) for (const { finding, key } of differing(checking.earlier, store)) findings.add(finding, key);
  for (const key of chains.broken()) if (!(await holdsNow(store, key, chains.nameAt(key)))) findings.add('chains', key);
  return findings;
}

/** An audit chain that grew while it was read is read once more, from its end as it is then. */
async function holdsNow(store: SqliteSnapshot, key: string, chain: string | undefined): Promise<boolean> {
  if (chain === undefined) return false;
  const reads = {
    get: async (one: string) => store.get(one),
    getMany: async (keys: readonly string[]) => keys.map((one) => store.get(one)),
  };
  return (await verifyChain(reads, splitKey(key).jurisdiction, chain))?.verified === true;
}

/** What an item names; nothing where it cannot be read, which is said already. */
function namedIn(item: Item, figures: Figures, actors: Actors): string[] {
  try {
    actors.take(item);
    if (splitKey(item.key).family !== 'exchange') return namedByItem(item);
    const exchange = item.value as Exchange;
    figures.record(exchange);
    return namedByRecord(KINDS.get(exchange.kind) as AnyKind, exchange);
  } catch {
    return [];
  }
}

type Wrong = Parameters<Findings['add']>;

function count(findings: Findings, { key }: Item): void {
  const { family } = splitKey(key);
  if (family === 'exchange') findings.records += 1;
  if (family === 'file') findings.files += 1;
}

async function wrongIn(checking: Checking, item: Item): Promise<Wrong[]> {
  const { store } = checking;
  const { family } = splitKey(item.key);
  try {
    if (family === 'exchange') return wrongInRecord(checking, item);
    if (family === 'file') return await wrongInFile(checking, item);
    if (family === 'held') return wrongInHeld(checking, item);
    const contents = store.isEarlier ? [] : wrongContents((key) => store.get(key), item);
    const wrong = family === 'accounts' ? wrongInAccounts(checking, item) : wrongPlaces(item, placesOf(item, store));
    return [...contents.map((key): Wrong => ['contents', key]), ...wrong];
  } catch (error) {
    return [['unreadable', `${item.key} ${(error as Error).message.split('\n')[0]}`]];
  }
}

/** Where the item should stand, for those that are made from their value alone; null for all others. */
function placesOf({ key, value }: Item, { isEarlier }: Checking['store']): Item['places'] | null {
  const { family, id } = splitKey(key);
  if (family === 'notice') return isEarlier ? null : outgoingItem(value as Outgoing).places;
  if (family === 'report' && !id.includes('#') && isWaking(value)) return reportItem(value as Report).places;
  if (family === 'retiming' && isWaking(value)) return jobItem(value as Job).places;
  if (family === 'succession') return successionItem(value as SuccessionJob).places;
  return null;
}

function isWaking(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'wakes' in value;
}

function wrongInRecord({ store, now }: Checking, stored: Item): Wrong[] {
  const [item] = upgraded(stored, store.format);
  const exchange = item.value as Exchange;
  const kind = KINDS.get(exchange.kind) as AnyKind;
  const { jurisdiction, id, history } = exchange;
  const wrong: Wrong[] = [];
  const sound = history.length > 0 && exchangeKey(jurisdiction, id) === item.key && itemHead(exchange) === item.head;
  if (!sound || !verify(exchange)) wrong.push(['chains', item.key]);
  const last = history.at(-1)?.at ?? 0;
  if (now !== null && last > now + TOLERANCE) wrong.push(['future', `${item.key} ${formatInstant(last)}`]);
  for (const { file } of filesIn(kind, exchange.body)) {
    if (!store.get(fileKey(jurisdiction, file))) wrong.push(['named', `${item.key} ${file}`]);
  }
  // Of an earlier version the next start places all anew.
  if (store.isEarlier) return wrong;
  for (const { item: part } of participantPuts(kind, null, exchange)) {
    if (!store.get(part.key)) wrong.push(['parts', part.key]);
  }
  return [...wrong, ...wrongPlaces(stored, item.places)];
}

async function wrongInFile({ pathOf, store }: Checking, item: Item): Promise<Wrong[]> {
  const file = item.value as KeptFile;
  const wrong = store.isEarlier ? [] : wrongPlaces(item, fileItem(file).places);
  if (file.state !== 'stored') return wrong;
  const path = pathOf(file);
  const whole = sizeOf(path) === file.size && (await hashOf(path)) === file.sha256;
  return whole ? wrong : [...wrong, ['bytes', `${path}  ${file.sha256}`]];
}

/**
 * What is held has all its pieces and a sound history, and so has a piece what it belongs to; of the seal only its
 * owner knows.
 */
function wrongInHeld({ store }: Checking, item: Item): Wrong[] {
  const { jurisdiction, id } = splitKey(item.key);
  const [of = '', piece] = id.split('.');
  if (piece !== undefined) return store.get(heldKey(jurisdiction, of)) ? [] : [['held', item.key]];
  const held = item.value as Held;
  const kept = held.state === 'held' || held.wakes !== undefined;
  const pieces = Array.from({ length: held.pieces }, (_, n) => store.get(pieceKey(jurisdiction, id, n)));
  const whole = pieces.every(
    (one) => (((one?.value as { box: string | null } | undefined)?.box ?? null) !== null) === kept,
  );
  const sound = whole && verifyHeld(held) && held.records.every((one) => store.get(exchangeKey(jurisdiction, one.id)));
  return [...(sound ? [] : [['held', item.key] as Wrong]), ...wrongPlaces(item, heldItem(held).places)];
}

/** Each active account is found by its identity. */
function wrongInAccounts({ store }: Checking, item: Item): Wrong[] {
  const { jurisdiction } = splitKey(item.key);
  const { org, accounts } = item.value as Accounts;
  if (item.key !== accountsKey(jurisdiction, org)) return [['unreadable', item.key]];
  return accounts.flatMap((one): Wrong[] => {
    const { account, active, issuer, subject } = one;
    if (!active || !issuer || !subject || !isBound(one)) return [];
    const found = store.get(identityKey(issuer, subject))?.value as Memberships | undefined;
    const known = found?.memberships.some((at) => at.jurisdiction === jurisdiction && at.account === account);
    return known ? [] : [['identities', `${jurisdiction} ${org} ${account}`]];
  });
}

/** A wrong place by which a record is woken is a deadline that nobody hears of, any other a list with gaps. */
function wrongPlaces({ key, places }: Item, wanted: Item['places'] | null): Wrong[] {
  if (wanted === null) return [];
  const unlike = INDEXES.filter((index) => !same(places[index], wanted[index]));
  const others = unlike.filter((index) => index !== 'wake');
  const unwoken = unlike.includes('wake') || wakesAt(places) !== wakesAt(wanted);
  return [
    ...(unwoken ? [['wakes', key] as Wrong] : []),
    ...(others.length > 0 ? [['places', `${key} ${others.join()}`] as Wrong] : []),
  ];
}

function same(a: Item['places'][Index], b: Item['places'][Index]): boolean {
  return a?.partition === b?.partition && a?.sort === b?.sort;
}
