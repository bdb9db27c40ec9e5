/**
 * Asking for a change that needs a second person, and what becomes of it: the thing and the change are written
 * together.
 */
import {
  asked,
  askingPuts,
  type Change,
  decisionPuts,
  mustBeAsAsked,
  mustBeWaiting,
  readChange,
  stateOf,
} from '../../shared/accounts/changes.ts';
import { putAccount, putOrganisation } from '../../shared/accounts/directory.ts';
import type { Who } from '../../shared/accounts/stored.ts';
import { layingDown, successionErrors } from '../../shared/accounts/succession.ts';
import { OPERATOR } from '../../shared/audit/operations.ts';
import { type County, type Organisation, organisationOf, type SucceededBy } from '../../shared/county.ts';
import { invalid, notFound, unavailable } from '../../shared/errors.ts';
import { arm, type Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { changeMails } from '../../shared/mail/change-owed.ts';
import { mailboxMoved } from '../../shared/mail/mailbox-moved.ts';
import type { Settings } from '../../shared/platform.ts';
import type { Put, Store } from '../../shared/ports.ts';
import { civilDateOf } from '../../shared/time.ts';
import type { Answer } from '../http/route.ts';
import { mustNotBeInUse } from './in-use.ts';
import { presentChange } from './present-change.ts';

/** Writes the change down and answers 202: nothing of it holds yet. */
export async function ask(
  desk: Desk,
  settings: Settings,
  actor: Actor,
  what: Pick<Change, 'wanted' | 'before' | 'reasons' | 'lastActive'>,
): Promise<Answer> {
  const facts = await desk.facts();
  const { change, isNew } = await asked(desk.ports.store, facts, actor, what);
  if (isNew) {
    const puts = await askingPuts(desk.ports.store, desk.jurisdiction, change);
    const mails = changeMails(facts, change, 'asked', settings.mailDomain);
    const { committed } = await desk.ports.store.commit([...puts, ...mails]);
    // Somebody asked for the very same at the same time: sent again, it is found.
    if (!committed) throw unavailable();
  }
  return {
    status: 202,
    body: await presentChange(desk, change, facts),
    headers: { location: `/changes/${change.id}` },
  };
}

/** Puts what was asked for and says who confirmed it; `person` is left out for the operator. */
export async function confirm(
  desk: Desk,
  settings: Settings,
  change: Change,
  person?: { org: string; account: string },
): Promise<Change> {
  const facts = await desk.facts();
  const { store } = desk.ports;
  mustBeWaiting(change, facts);
  const decided = { state: 'confirmed', at: facts.now, ...(person && { person }) } as const;
  const also = (inTime: Store): Promise<Put[]> => decisionWith(inTime, settings, facts, change, decided);
  await apply(desk, settings, facts, change, { also, by: person?.account ?? OPERATOR, at: facts.now });
  return readChange(store, desk.jurisdiction, change.id);
}

export async function refuse(
  desk: Desk,
  settings: Settings,
  change: Change,
  { person, reason }: { person: { org: string; account: string }; reason: string },
): Promise<Change> {
  const facts = await desk.facts();
  const decided = { state: 'refused', at: facts.now, person, reason } as const;
  const puts = await decisionWith(desk.ports.store, settings, facts, change, decided);
  if (!(await desk.ports.store.commit(puts)).committed) throw unavailable();
  return readChange(desk.ports.store, desk.jurisdiction, change.id);
}

/** True where the same person has decided the same before: sent again, it is answered again. */
export function isRepeated(change: Change, state: 'confirmed' | 'refused', account: string, facts: Facts): boolean {
  return stateOf(change, facts) === state && change.decided?.person?.account === account;
}

async function apply(
  desk: Desk,
  { mailDomain }: Settings,
  facts: Facts,
  change: Change,
  beside: Who & { also: (store: Store) => Promise<Put[]> },
): Promise<void> {
  const { wanted } = change;
  const { county } = facts;
  const { store } = desk.ports;
  if ('succession' in wanted) return succeed(desk, county, change, wanted, beside);
  if (wanted.account === null) {
    const replaces = async (before: Organisation | undefined): Promise<void> => {
      mustBeAsAsked(change, before);
      if (before) await mustNotBeInUse(desk, before, wanted.input);
    };
    const also = async (inTime: Store, before: Organisation | undefined): Promise<Put[]> => [
      ...(await beside.also(inTime)),
      ...mailboxMoved(facts, before, { code: wanted.org, ...wanted.input }, beside.by, mailDomain),
    ];
    await putOrganisation(store, desk.jurisdiction, wanted.org, wanted.input, { ...beside, replaces, also });
    return;
  }
  const org = organisationOf(county, wanted.org);
  if (!org) throw notFound('该单位');
  const { input, ownIssuer } = wanted;
  const options = { replaces: mustBeAsAsked.bind(null, change), ownIssuer, ...beside };
  await putAccount(store, county, org, wanted.account, input, options);
}

/** The organisation says who takes its place, and the job lies there: whatever stops now is gone on with by a timer. */
async function succeed(
  desk: Desk,
  county: County,
  change: Change,
  { org, succession }: { org: string; succession: SucceededBy },
  { also, by, at }: Who & { also: (store: Store) => Promise<Put[]> },
): Promise<void> {
  const { store } = desk.ports;
  const known = organisationOf(county, org);
  if (!known) throw notFound('该单位');
  const replaces = (before: Organisation | undefined): void => {
    mustBeAsAsked(change, before);
    const errors = successionErrors(county, known, succession, civilDateOf(change.askedAt));
    if (errors.length > 0) throw invalid(errors);
  };
  const job = { id: change.id, org, askedBy: change.askedBy.account, succession, now: at };
  const laid = async (inTime: Store): Promise<Put[]> => {
    const put = await layingDown({ ...desk, ports: { ...desk.ports, store: inTime } }, job);
    await arm(desk, put.item);
    return [put, ...(await also(inTime))];
  };
  const { code: _, ...input } = known;
  const options = { replaces, also: laid, by, at };
  await putOrganisation(store, desk.jurisdiction, org, { ...input, succeededBy: succession }, options);
}

async function decisionWith(
  store: Store,
  { mailDomain }: Settings,
  facts: Facts,
  change: Change,
  decided: NonNullable<Change['decided']>,
): Promise<Put[]> {
  const puts = await decisionPuts(store, facts, change.id, decided);
  return [...puts, ...changeMails(facts, { ...change, decided }, 'decided', mailDomain)];
}
