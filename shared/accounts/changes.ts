/**
 * Changes that wait for a second person: asked, then confirmed or refused by somebody else, or lapsed (clock
 * `account-change`).
 */
import { audited } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { OPERATOR } from '../audit/operations.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import type { RunningClock } from '../calendar/types.ts';
import { startedAt } from '../clocks/clocks.ts';
import { type County, type Organisation, organisationOf, type SucceededBy } from '../county.ts';
import { notFound, Problem } from '../errors.ts';
import type { Actor } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { derivedId, digest, keyOf, sortable } from '../keys.ts';
import { lastFirst } from '../pages.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Account } from './account.ts';
import type { Confirmer, Decider, Reason } from './change-words.ts';
import { readAccounts } from './directory.ts';
import type { AccountInput, OrganisationInput } from './input.ts';
import { isBound } from './memberships.ts';
import { deciderFor } from './second-person.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-decided': true;
    'change-lapsed': true;
    'changed-since': true;
  }
}

const ACTS = { confirmed: 'confirm-change', refused: 'refuse-change' } as const;

/** What is to be put: an account, or an organisation where `account` is null. */
export type Wanted =
  | { org: string; account: string; input: AccountInput; ownIssuer: boolean }
  | { org: string; account: null; input: OrganisationInput }
  /** Another organisation takes its place. */
  | { org: string; account: null; succession: SucceededBy };

interface Person {
  org: string;
  account: string;
}

export interface Change {
  id: string;
  wanted: Wanted;
  /** What it replaces, as it was when it was asked; null where that is new. */
  before: Account | Organisation | null;
  /** Of an account that is opened again: as it was when it was last active. Absent where nobody knows. */
  lastActive?: Account;
  reasons: Reason[];
  decider: Decider;
  askedBy: Person;
  askedAt: Instant;
  /** Absent while it waits. Without a person: confirmed by the operator, where nobody else could. */
  decided?: { state: 'confirmed' | 'refused'; at: Instant; person?: Person; reason?: string };
}

export const CHANGE_STATES = {
  waiting: '待确认',
  confirmed: '已确认',
  refused: '已拒绝',
  lapsed: '逾期未确认',
} as const;
export type ChangeState = keyof typeof CHANGE_STATES;

/** Until when it may be confirmed: by the rule and the calendar of its asking, and by what was entered since. */
export function clockOf({ askedAt }: Pick<Change, 'askedAt'>, facts: Pick<Facts, 'log' | 'now'>): RunningClock {
  return startedAt(facts, askedAt, 'account-change', askedAt);
}

export function stateOf(change: Change, facts: Pick<Facts, 'log' | 'now'>): ChangeState {
  return change.decided?.state ?? (clockOf(change, facts).deadline <= facts.now ? 'lapsed' : 'waiting');
}

/** The writes of a change as it is asked, with the entry of its audit chain. */
export async function askingPuts(store: Store, jurisdiction: string, change: Change): Promise<Put[]> {
  const { wanted, reasons, askedBy, askedAt } = change;
  const act = { by: askedBy.account, at: askedAt, act: 'ask-change', detail: { wanted, reasons } } as const;
  return changePuts(store, jurisdiction, undefined, change, act);
}

async function changePuts(
  store: Store,
  jurisdiction: string,
  before: Item | undefined,
  change: Change,
  said: Pick<Act, 'by' | 'at' | 'act' | 'detail'>,
): Promise<Put[]> {
  const room = roomOfAccounts(change.decider);
  const act = { ...said, thing: `changes/${change.id}`, room };
  const { item, entry } = await audited(store, jurisdiction, before, change, act);
  const places = { in: { partition: partitionOf(jurisdiction), sort: sortable(change.askedAt) } };
  return [
    { item: { ...item, places }, expected: before?.head ?? null },
    { item: entry, expected: null },
  ];
}

/** The change, or 404. */
export async function readChange(store: Store, jurisdiction: string, id: string): Promise<Change> {
  return (await readItem(store, jurisdiction, id)).value as Change;
}

async function readItem(store: Store, jurisdiction: string, id: string): Promise<Item> {
  const item = /^[0-9a-f]{32}$/.test(id) ? await store.get(keyOf(jurisdiction, 'change', id)) : undefined;
  if (!item) throw notFound('该变更');
  return item;
}

/** All there were, newest first. */
export async function readChanges(store: Store, jurisdiction: string): Promise<Change[]> {
  return (await lastFirst(store, 'in', partitionOf(jurisdiction))) as Change[];
}

/** What is asked for: the one that waits already, where the same was asked by the same before, else a new one. */
export async function asked(
  store: Store,
  facts: Facts,
  { account, org }: Actor,
  what: Pick<Change, 'wanted' | 'before' | 'reasons' | 'lastActive'>,
): Promise<{ change: Change; isNew: boolean }> {
  const { jurisdiction } = facts.county;
  const target = organisationOf(facts.county, what.wanted.org) as Organisation;
  for (let n = 0; ; n++) {
    const id = derivedId(jurisdiction, 'change', digest([what.wanted, what.before]), account, String(n));
    const known = (await store.get(keyOf(jurisdiction, 'change', id)))?.value as Change | undefined;
    if (known && stateOf(known, facts) === 'waiting') return { change: known, isNew: false };
    if (known) continue;
    const asking = { askedBy: { org, account }, askedAt: facts.now };
    return { change: { id, ...what, decider: deciderFor(target), ...asking }, isNew: true };
  }
}

/** Throws where it has been decided, or has lapsed: before what else is in its way. */
export function mustBeWaiting(change: Change, facts: Pick<Facts, 'log' | 'now'>): void {
  const state = stateOf(change, facts);
  if (state === 'waiting') return;
  if (state === 'lapsed') {
    const { by } = clockOf(change, facts);
    throw new Problem('change-lapsed', `该变更至 ${by} 未确认，不再有效。需要的，请重新提出。`);
  }
  throw new Problem('already-decided', `该变更${CHANGE_STATES[state]}，不能再次决定。`);
}

/** The writes that decide it. Throws where it has been decided otherwise, or has lapsed. */
export async function decisionPuts(
  store: Store,
  { log, county: { jurisdiction } }: Facts,
  id: string,
  decided: NonNullable<Change['decided']>,
): Promise<Put[]> {
  const item = await readItem(store, jurisdiction, id);
  const before = item.value as Change;
  mustBeWaiting(before, { log, now: decided.at });
  const { person, at, reason, state: to } = decided;
  const detail = { wanted: before.wanted, ...(reason !== undefined && { reason }) };
  const act = { by: person?.account ?? OPERATOR, at, act: ACTS[to], detail };
  return changePuts(store, jurisdiction, item, { ...before, decided }, act);
}

/** Throws where what is to be replaced is no longer as it was when the change was asked. */
export function mustBeAsAsked(change: Change, now: Account | Organisation | undefined): void {
  if (digest(change.before) === digest(now ?? null)) return;
  const detail = '账号或单位在提出变更之后已被他人更新，该变更不能再确认。请拒绝该变更，由提出人核对后重新提出。';
  throw new Problem('changed-since', detail);
}

/** Never whoever asked, nor whoever gains. */
export function mayDecide(
  change: Pick<Change, 'decider' | 'askedBy'> & { wanted: Pick<Wanted, 'account'> },
  { account, roles }: Pick<Actor, 'account' | 'roles'>,
): boolean {
  return roles.includes(change.decider) && account !== change.askedBy.account && account !== change.wanted.account;
}

/** Everybody who could confirm it now. */
export async function decidersOf(store: Store, { jurisdiction, organisations }: County, change: Change) {
  const org = organisations.find(({ type }) => type === change.decider);
  const accounts = org ? await readAccounts(store, jurisdiction, org.code) : [];
  return accounts.filter((one) => one.active && one.subject !== null && isBound(one) && mayDecide(change, one));
}

/** Who has to confirm it: the operator while nobody in the county could. */
export async function confirmerOf(store: Store, facts: Facts, change: Change): Promise<Confirmer> {
  const waits = stateOf(change, facts) === 'waiting';
  return waits && (await decidersOf(store, facts.county, change)).length === 0 ? 'operator' : change.decider;
}

function partitionOf(jurisdiction: string): string {
  return `${jurisdiction}#changes`;
}
