/**
 * What the bureau's administrator is told of accounts in the digest of 08:30 (art. 16): each change since the digest
 * before, the sections of those organisations that have no owner, and, once their day has passed, the organisations
 * that have not confirmed their accounts.
 */
import type { Account, Accounts } from '../accounts/account.ts';
import { confirmationDue } from '../accounts/confirmation.ts';
import { ownerless, peopleOf } from '../accounts/people.ts';
import { accountsKey } from '../accounts/stored.ts';
import { ACT_WORDS } from '../audit/acts.ts';
import { type Audited, chainedIn } from '../audit/chain.ts';
import type { Entry } from '../audit/entry.ts';
import { walkThing } from '../audit/walk.ts';
import type { Organisation } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { itemsOf } from '../pages.ts';
import { civilDateOf, type Instant, quarterOf } from '../time.ts';

type Group = MailWords['groups'][number];

/** From the digest before (inclusive) to this one. */
export interface NewsSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** What is no change of accounts: a confirmation, and what an organisation began with. */
const UNTOLD: ReadonlySet<string> = new Set(['confirm-accounts', 'seed-demonstration', 'init']);

/** So many changes are named; the title says how many there were. */
const NAMED = 50;

interface OfOrganisation {
  org: Organisation;
  accounts: readonly Account[];
  confirmed: string | undefined;
  changes: readonly Entry[];
}

/** The groups of the mail; none where there is nothing to tell. */
export async function accountNews(desk: Desk, facts: Facts, span: NewsSpan): Promise<Group[]> {
  const all = await readAll(desk, facts, span);
  const due = confirmationDue(facts).deadline;
  const passed = due > span.from && due <= span.to;
  return [
    changesIn(all),
    ownerlessIn(all.filter(({ changes }) => changes.length > 0)),
    ...(passed ? [unconfirmedIn(all, quarterOf(civilDateOf(facts.now)))] : []),
  ].filter(({ lines }) => lines.length > 0);
}

/** An item says when its chain was written last: only what has changed is walked through. */
async function readAll({ ports, jurisdiction }: Desk, { county }: Facts, span: NewsSpan): Promise<OfOrganisation[]> {
  const { organisations } = county;
  const items = await itemsOf(
    ports.store,
    organisations.map(({ code }) => accountsKey(jurisdiction, code)),
  );
  return Promise.all(
    organisations.map(async (org, i): Promise<OfOrganisation> => {
      const kept = items[i]?.value as (Accounts & Audited) | undefined;
      const changes: Entry[] = [];
      if ((chainedIn(items[i])?.at ?? 0) >= span.from) {
        for await (const { entry } of walkThing(ports.store, jurisdiction, `accounts/${org.code}`, span))
          if (!UNTOLD.has(entry.act)) changes.unshift(entry);
      }
      return { org, accounts: kept?.accounts ?? [], confirmed: kept?.confirmed?.quarter, changes };
    }),
  );
}

function changesIn(all: readonly OfOrganisation[]): Group {
  const lines = all.flatMap(({ org, changes }) => changes.map((entry) => lineOf(org, textOf(entry))));
  return { title: `账号变动 ${lines.length} 件`, lines: lines.slice(0, NAMED) };
}

/** Accounts by their id: names of people stay on the platform. */
function textOf({ act, thing, by }: Entry): string {
  const [, , account] = thing.split('/');
  return `${ACT_WORDS[act]}${account === undefined ? '' : ` ${account}`}（${by} 办理）`;
}

function ownerlessIn(all: readonly OfOrganisation[]): Group {
  const lines = all.flatMap(({ org, accounts }) => {
    const codes = ownerless(accounts, org);
    const names = org.sections.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
    return names.length === 0 ? [] : [lineOf(org, names.join('、'))];
  });
  return { title: `${lines.length} 个单位有科室没有经办人员`, lines };
}

/** Where nobody can sign in nobody can confirm: that is told by other mails. */
function unconfirmedIn(all: readonly OfOrganisation[], quarter: string): Group {
  const missing = all.filter(({ accounts, confirmed }) => peopleOf(accounts).length > 0 && confirmed !== quarter);
  return {
    title: `${quarter} 未按期确认账号的单位 ${missing.length} 个`,
    lines: missing.map(({ org }) => lineOf(org, '尚未确认')),
  };
}

function lineOf({ code, name }: Organisation, text: string): Group['lines'][number] {
  return { text: `${name}：${text}`, path: `/console/organisations/${code}/accounts` };
}
