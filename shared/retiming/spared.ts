/**
 * Deemed claims that a notice entered later would have spared: what has been written as deemed stays so, but each is
 * listed and a correction is opened for it, so that the figure can be put right.
 */
import { wouldHaveSpared } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import { correction, correctionId } from '../corrections/kind.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import { quarterPartition } from '../exchange/item.ts';
import type { Facts } from '../exchange/kind.ts';
import { quartersBack } from '../exchange/list.ts';
import { create, type Desk } from '../exchange/shell.ts';
import { valuesOf } from '../pages.ts';
import { canClaim } from '../pushes/new-push.ts';
import { type CivilDate, civilDateOf, yearOfInstant } from '../time.ts';

const REASON = '认领期限到期后补录了放假安排；按补录后的日历，该推送的认领期限本应更晚。';

/** In whose name the platform opens a correction. */
const PLATFORM: Actor = { account: 'system', name: '系统', org: '', roles: [], sections: 'all', scopes: null };

/** Opens the correction of a deemed claim where a newer notice would have spared it; true where it would have. */
export async function openIfSpared(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  if (exchange.kind !== 'push' || exchange.state !== 'deemed-claimed' || !exchange.clock || !exchange.to) return false;
  const year = yearOfInstant(desk.ports.clock.now());
  if (!wouldHaveSpared(exchange.clock, log, year)) return false;
  const input = { push: exchange.id, org: exchange.to, objector: exchange.to, reason: REASON };
  const id = correctionId(desk.jurisdiction, exchange.id, exchange.to);
  await create(desk, 'correction', id, { actor: PLATFORM, request: `spared-${exchange.id}` }, async (facts) => ({
    draft: correction.open(input, { ...facts, by: PLATFORM.account }),
    input,
  }));
  return true;
}

/** Ids of the deemed claims since a day that would have been spared, each with its correction opened. */
export async function openSpared(
  desk: Desk,
  facts: Facts,
  since: CivilDate,
  log: readonly LogEntry[],
): Promise<string[]> {
  const spared: string[] = [];
  const orgs = facts.county.organisations.filter(canClaim);
  const quarters = quartersBack(civilDateOf(facts.now), since);
  for (const org of orgs) {
    for (const quarter of quarters) {
      const partition = quarterPartition(desk.jurisdiction, org.code, 'push', quarter);
      for await (const value of valuesOf(desk.ports.store, 'in', partition)) {
        const exchange = value as Exchange;
        if (await openIfSpared(desk, exchange, log)) spared.push(exchange.id);
      }
    }
  }
  return spared;
}
