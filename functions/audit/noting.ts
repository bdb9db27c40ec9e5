/** Notes who has read records that are not of his own organisation's handling, before they are answered. */
import type { ReadingAct } from '../../shared/audit/readings.ts';
import { quarantinesOf } from '../../shared/exchange/blanked.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { maskIdentityNumbers } from '../../shared/identity-number.ts';
import type { KnownCall } from '../http/route.ts';

/** Loaded where there is something to note, which most requests have not. */
const readings = () => import('../../shared/audit/readings.ts');

type Reading = Pick<KnownCall<unknown, unknown>, 'desk' | 'actor' | 'path' | 'query'>;

/**
 * Writes the entry where the reader sees any of the records by the lead of the government office or by a referral
 * (`case`, the id of what refers it) and not as one of their own. Whoever reads what his organisation sent, received or
 * takes part in costs nothing.
 */
export async function noteReading(
  { desk, actor, path, query }: Reading,
  act: ReadingAct,
  shown: readonly Exchange[],
  { county, now }: Facts,
  referredBy?: string,
): Promise<void> {
  const sight = referredBy === undefined ? 'lead' : 'referral';
  const granted = referredBy === undefined ? null : ({ by: 'referral' } as const);
  // What neither is one's own nor was opened to one is of a pool, which everybody in the county knows.
  const others = shown.filter((exchange) => (sightOf(exchange, actor, granted) ?? 'own') !== 'own');
  if (others.length === 0) return;
  const filter = { ...filterOf(query), ...(referredBy !== undefined && { case: referredBy }) };
  const records = others.map(({ id }) => id);
  await (await readings()).logReading(desk.ports, county, actor, { act, route: path, filter, records, sight }, now);
}

/** Writes the entry of sealed text that was shown whole: also where the record is of the reader's own handling. */
export async function noteOpened(
  { desk, actor, path }: Reading,
  { id }: Exchange,
  { county, now }: Facts,
): Promise<void> {
  const opened = { act: 'unseal', route: path, filter: {}, records: [id], sight: 'own' } as const;
  await (await readings()).logReading(desk.ports, county, actor, opened, now);
}

/**
 * Writes the entry of all records of a kind that count in a quarter, taken as a file. Those who sent or received them
 * are told of it where the reader saw what they say by the lead of the government office; others see in it what is
 * their own.
 */
export async function noteExport(
  { desk, actor, path, query }: Reading,
  kind: string,
  quarter: string,
  { county, now }: Facts,
): Promise<void> {
  const filter = { quarter, ...filterOf(query) };
  const taken = { act: 'export', route: path, filter, records: [] } as const;
  const { exportSubject, logReading } = await readings();
  const leads = actor.roles.includes('government-office');
  const seen = leads
    ? ({ sight: 'lead', subject: exportSubject(kind, quarter) } as const)
    : ({ sight: 'own' } as const);
  await logReading(desk.ports, county, actor, { ...taken, ...seen }, now);
}

/** What was asked for, but for the place in the list; identity numbers masked, which lie nowhere as they are. */
function filterOf(query: unknown): Record<string, unknown> {
  const given = Object.entries((query ?? {}) as Record<string, unknown>);
  const asked = given.filter(([name, value]) => value !== null && name !== 'cursor' && name !== 'limit');
  return Object.fromEntries(
    asked.map(([name, value]) => [name, typeof value === 'string' ? maskIdentityNumbers(value) : value]),
  );
}

/**
 * After a quarantine that began with a record: what entries quote of any record that it reached. Again, it does no
 * harm.
 */
export async function forgetQuotedOf({ ports: { store }, jurisdiction }: Desk, id: string): Promise<void> {
  const [{ forgetQuoted }, { walkThing }] = await Promise.all([readings(), import('../../shared/audit/walk.ts')]);
  const reached = new Set<string>();
  for await (const { entry } of walkThing(store, jurisdiction, quarantinesOf(id), {})) {
    for (const record of entry.records ?? []) reached.add(record);
  }
  for (const record of reached) await forgetQuoted(store, jurisdiction, record);
}
