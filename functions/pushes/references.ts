/**
 * Pushes by their source's own number: exact, without an index, since the id of a push is made from source and number.
 */
import type { Accounts } from '../../shared/accounts/account.ts';
import { accountsKey } from '../../shared/accounts/stored.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { settled } from '../../shared/exchange/work.ts';
import { valuesAt } from '../../shared/pages.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { pushId } from '../../shared/pushes/push-id.ts';
import { chainOf } from './facts.ts';
import type { Wanted } from './wanted.ts';

type Push = Exchange<PushBody>;

/** One page, the oldest first: each source of the county may have used the number once, and copies bear it too. */
export async function pageOfReference(
  desk: Desk,
  facts: Facts,
  { query, keep, owner }: Wanted,
  reference: string,
): Promise<{ items: Exchange[]; next: string | null }> {
  const partition = `reference#${desk.jurisdiction}`;
  const after = query.cursor === null ? '' : readCursor(query.cursor, owner).entry.key;
  const found = (await pushesOf(desk, facts, reference)).filter(keep).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rest = found.filter(({ id }) => id > after);
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  const more = last !== undefined && rest.length > items.length;
  return { items, next: more ? writeCursor({ partition, entry: { sort: '0', key: last.id } }, owner) : null };
}

async function pushesOf(desk: Desk, facts: Facts, reference: string): Promise<Push[]> {
  const sources = await sourcesOf(desk, facts);
  // A readdressed push has its root's number with `#2`, `#3` …
  const root = /^(.+)#\d+$/.exec(reference)?.[1];
  const firsts = await at(
    desk,
    facts,
    sources.map((source) => pushId(desk.jurisdiction, source, reference)),
  );
  const copies = await at(
    desk,
    facts,
    firsts.flatMap(({ body }) => body.copies),
  );
  const roots =
    root === undefined
      ? []
      : await at(
          desk,
          facts,
          sources.map((s) => pushId(desk.jurisdiction, s, root)),
        );
  const chains = await Promise.all(roots.map(({ id }) => chainOf(desk, facts, id)));
  return [...firsts, ...copies, ...chains.flat()].filter((push) => push.reference === reference);
}

/** Who may have pushed: every organisation, and every machine account. */
async function sourcesOf({ ports: { store }, jurisdiction }: Desk, { county }: Facts): Promise<string[]> {
  const orgs = county.organisations.map(({ code }) => code);
  const accounts = (await valuesAt(
    store,
    orgs.map((org) => accountsKey(jurisdiction, org)),
  )) as Accounts[];
  const machines = accounts.flatMap((of) => of.accounts.filter(({ roles }) => roles.includes('system')));
  return [...orgs, ...machines.map(({ account }) => account)];
}

async function at(desk: Desk, facts: Facts, ids: readonly string[]): Promise<Push[]> {
  const values = await valuesAt(
    desk.ports.store,
    ids.map((id) => exchangeKey(desk.jurisdiction, id)),
  );
  return Promise.all(values.map(async (value) => (await settled(desk, value as Exchange, facts)) as Push));
}
