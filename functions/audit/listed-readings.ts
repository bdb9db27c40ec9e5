/** What the route of a record's readings answers, loaded with the first request for it. */
import { exportSubject, type ReadingDetail, walkReadings } from '../../shared/audit/readings.ts';
import type { Met } from '../../shared/audit/walk.ts';
import { notAllowed } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { quarterOfExchange } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { load } from '../../shared/exchange/work.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer, KnownCall } from '../http/route.ts';

const LOOKED_AT = 500;

type Query = { by: string | null; limit: number; cursor: string | null };

type Call = KnownCall<unknown, Query>;
export type Seen = (desk: Desk, kind: AnyKind, id: string, actor: Call['actor'], facts: Facts) => Promise<Exchange>;

/** A page; `seen` reads the record for its reader, or throws 404. */
export async function listed(kind: AnyKind, seen: Seen, call: Call): Promise<Answer> {
  const { desk, actor, params, query } = call;
  const facts = await desk.facts();
  const exchange = await seen(desk, kind, params.id as string, actor, facts);
  if (exchange.from !== actor.org && exchange.to !== actor.org) throw notAllowed();
  const owner = [actor.account, 'readings', exchange.id, ...(query.by === null ? [] : [query.by])];
  const after = query.cursor === null ? undefined : readCursor(query.cursor, owner).entry;
  const subjects = [exchange.id, exportSubject(kind.kind, quarterOfExchange(exchange))];
  const items: Reading[] = [];
  let last: Met | undefined;
  let looked = 0;
  for await (const met of walkReadings(desk.ports.store, desk.jurisdiction, subjects, after)) {
    if (last && (items.length >= query.limit || looked >= LOOKED_AT)) {
      const next = writeCursor({ partition: 'readings', entry: last.place }, owner);
      return { status: 200, body: { items: await withNames(desk, facts, items), next } };
    }
    const asked = query.by === null || met.entry.by === query.by;
    if (asked && (await isShown(desk, facts, exchange, met))) items.push(presented(met));
    last = met;
    looked += 1;
  }
  return { status: 200, body: { items: await withNames(desk, facts, items), next: null } };
}

/** An export of one addressee's records is none of another's; a referral is told once what it is about is closed. */
async function isShown(desk: Desk, facts: Facts, { to }: Exchange, { entry }: Met): Promise<boolean> {
  const detail = entry.detail as ReadingDetail | null;
  const org = detail?.filter.org ?? null;
  if (entry.act === 'export' && org !== null && org !== to) return false;
  if (detail?.sight !== 'referral') return true;
  const referring = await load(desk, String(detail.filter.case), facts);
  const state = referring && desk.kinds.get(referring.kind)?.states[referring.state];
  return state?.open === false;
}

/** With who it was: sender and addressee know those by name who have read what is theirs. */
async function withNames(desk: Desk, facts: Facts, items: readonly Reading[]): Promise<object[]> {
  const near = items.flatMap(({ org }) => org ?? []);
  const { namedAccounts } = await import('../../shared/accounts/named.ts');
  const people = await namedAccounts(
    desk,
    facts,
    items.map(({ by }) => by),
    near,
  );
  const names = new Map(people.map(({ account, name }) => [account, name]));
  return items.map(({ at, org, by, ...rest }) => ({ at, org, by, name: names.get(by) ?? null, ...rest }));
}

interface Reading {
  readonly at: string;
  readonly org: string | null;
  readonly by: string;
  readonly act: string;
  readonly route: string | null;
  readonly sight: string | null;
}

/** Of an entry that quoted what was quarantined since, only when and by whom. */
function presented({ entry: { at, by, act, detail } }: Met): Reading {
  const { route: path = null, org = null, sight = null } = (detail ?? {}) as Partial<ReadingDetail>;
  return { at: formatInstant(at), org, by, act, route: path, sight };
}
