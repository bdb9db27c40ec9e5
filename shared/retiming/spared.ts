/**
 * Deemed claims that a notice entered later would have spared: what has been written as deemed stays so, but each is
 * listed with the notice, and a correction is opened for it, so that the figure can be put right.
 */
import { wouldHaveSpared } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import { correction } from '../corrections/kind.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import { create } from '../exchange/shell.ts';
import { correctionId } from '../pushes/corrections-of.ts';
import { type CivilDate, civilDateOf, quarterOf, yearOfInstant } from '../time.ts';
import { list } from './listed.ts';

const BY_NOTICE = '认领期限到期后补录了放假安排；按补录后的日历，该推送的认领期限本应更晚。';
const BY_OUTAGE = '认领期限的最后一日在平台故障期间；该期间此后已录入期限顺延。';

/** In whose name the platform opens a correction. */
const PLATFORM: Actor = { account: 'system', name: '系统', org: '', roles: [], sections: 'all', scopes: null };

/**
 * Opens the correction of a deemed claim that the last entry of `log` would have spared; true where it would have. It is
 * asked of the log as it was with that entry, so that it says the same whatever has been entered since.
 */
export async function openIfSpared(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  const { kind, state, clock, claimBy, to } = exchange;
  if (kind !== 'push' || state !== 'deemed-claimed' || !clock || !claimBy || !to) return false;
  const last = log.at(-1) as LogEntry;
  if (quarterOf(claimBy) < quarterOf(firstDay(last))) return false;
  if (!wouldHaveSpared(clock, log, yearOfInstant(desk.ports.clock.now()))) return false;
  const reason = last.type === 'extension' && last.outage ? BY_OUTAGE : BY_NOTICE;
  const input = { push: exchange.id, org: to, objector: to, reason };
  const id = correctionId(desk.jurisdiction, exchange.id, to);
  await create(desk, 'correction', id, { actor: PLATFORM, request: `spared-${exchange.id}` }, async (facts) => ({
    draft: correction.open(input, { ...facts, by: PLATFORM.account }),
    input,
  }));
  return true;
}

/**
 * For a deemed claim written while something was entered: the jobs of those entries may have passed by already, so that
 * whoever wrote it opens its correction and puts it on their lists.
 */
export async function openWrittenMeanwhile(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<void> {
  for (let version = (exchange.clock?.version ?? log.length) + 1; version <= log.length; version++) {
    if (await openIfSpared(desk, exchange, log.slice(0, version))) await list(desk, version, exchange.id);
  }
}

/** The first day that an entry says something about: claims deemed in quarters before it are none of its business. */
export function firstDay(entry: LogEntry): CivilDate {
  if (entry.type === 'revocation') return civilDateOf(entry.at);
  if (entry.type !== 'notice') return entry.from;
  const days = [civilDateOf(entry.at), ...entry.days.map((day) => day.date)];
  return days.sort()[0] as CivilDate;
}
