/**
 * What an entry made later would have spared and does not undo: deemed claims, and whatever was late with its last day
 * in an outage of the platform's own. It stays so, but is listed with the entry, and a correction is opened for each
 * figure, so that it can be put right.
 */
import { isOutageOn, wouldHaveSpared } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { CorrectionBody } from '../corrections/body.ts';
import { idOfCorrection } from '../corrections/id-of.ts';
import { type CorrectionAsked, type CorrectionOpening, correction } from '../corrections/kind.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import { type Figure, PLATFORM } from '../exchange/figures.ts';
import { create } from '../exchange/shell.ts';
import { load } from '../exchange/work.ts';
import { isPush } from '../reports/counted.ts';
import { figuresCounting } from '../reports/figures-counting.ts';
import { allReports } from '../reports/history.ts';
import { type LateIn, latenessOf } from '../reports/lateness.ts';
import { nextQuarter } from '../reports/quarters.ts';
import { type CivilDate, civilDateOf, type Instant, type Quarter, quarterOf, yearOfInstant } from '../time.ts';
import { inTimeByNotice } from './by-notice.ts';
import { list } from './listed.ts';

const BY_NOTICE = '认领期限到期后补录了放假安排；按补录后的日历，该推送的认领期限本应更晚。';
const BY_OUTAGE = '认领期限的最后一日在平台故障期间；该期间此后已录入期限顺延。';
const SENT_BY_NOTICE = '推送或改派的期限到期后补录了放假安排；按补录后的日历，该期限本应更晚。';
const LATE_BY_OUTAGE = '期限的最后一日在平台故障期间；该期间此后已录入期限顺延。';

/** In whose name the platform opens a correction. */
const ACTOR: Actor = { account: PLATFORM, name: '系统', org: '', roles: [], sections: 'all', scopes: null };

/**
 * Opens the corrections of what the last entry of `log` would have spared; true where there is something. It is asked
 * of the log as it was with that entry, so that it says the same whatever has been entered since.
 */
export async function openIfSpared(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  const deemed = await openIfDeemed(desk, exchange, log);
  const sent = await openIfSenderLate(desk, exchange, log);
  return (await openIfLate(desk, exchange, log)) || sent || deemed;
}

/** The sender of a push was late by a calendar of before the notice, and was not by it. */
async function openIfSenderLate(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  if (!isPush(exchange)) return false;
  const now = desk.ports.clock.now();
  const spared = latenessOf(desk.kinds, exchange).filter(({ figure }) => inTimeByNotice(exchange, figure, log, now));
  await openEach(desk, exchange, spared, { reason: SENT_BY_NOTICE, since: (log.at(-1) as LogEntry).at });
  return spared.length > 0;
}

async function openIfDeemed(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  const { kind, state, clock, claimBy, to } = exchange;
  if (kind !== 'push' || state !== 'deemed-claimed' || !clock || !claimBy || !to) return false;
  const last = log.at(-1) as LogEntry;
  if (quarterOf(claimBy) < quarterOf(firstDay(last))) return false;
  if (!wouldHaveSpared(clock, log, yearOfInstant(desk.ports.clock.now()))) return false;
  const reason = last.type === 'extension' && last.outage ? BY_OUTAGE : BY_NOTICE;
  await openOne(desk, { push: exchange.id, org: to, objector: to, reason }, last.at);
  return true;
}

/** Of the outage alone: what else was late by a calendar of before is struck (`shared/exchange/lateness.ts`). */
async function openIfLate(desk: Desk, exchange: Exchange, log: readonly LogEntry[]): Promise<boolean> {
  const last = log.at(-1) as LogEntry;
  const spared = latenessOf(desk.kinds, exchange).filter(({ due }) => isOutageOn(last, due));
  await openEach(desk, exchange, spared, { reason: LATE_BY_OUTAGE, since: last.at });
  return spared.length > 0;
}

async function openEach(
  desk: Desk,
  exchange: Exchange,
  spared: readonly LateIn[],
  { reason, since }: { reason: string; since: Instant },
): Promise<void> {
  for (const { figure, org, holder, due, light } of spared) {
    const quarter = await quarterCounting(desk, due, light);
    if (!(await mayBeCounted(desk, exchange, quarter, { figure, org }))) continue;
    const subject = { record: exchange.id, figure, quarter };
    await openOne(desk, { ...subject, org, objector: holder, reason }, since);
  }
}

/** By the day it was due; what came to light only after that quarter's draft stands in the next annex. */
async function quarterCounting(desk: Desk, due: CivilDate, light: Instant): Promise<Quarter> {
  const reports = await allReports(desk, await desk.facts());
  let quarter = quarterOf(due);
  while ((reports.get(quarter)?.draftedAt ?? light + 1) <= light) quarter = nextQuarter(quarter);
  return quarter;
}

/** False where the figures are frozen and do not count it: there is nothing to put right. */
async function mayBeCounted(
  desk: Desk,
  exchange: Exchange,
  quarter: Quarter,
  { figure, org }: { figure: Figure; org: string },
): Promise<boolean> {
  const counted = await figuresCounting(desk, quarter, exchange);
  return counted === null || counted.some((one) => one.figure === figure && one.org === org);
}

/**
 * Unless it is there: the organisation that the figure counts against may have asked for it. What was rejected by the
 * time of the entry (`since`) knew nothing of its ground: the platform's own is opened beside it.
 */
async function openOne(desk: Desk, input: CorrectionAsked, since: Instant): Promise<void> {
  const idFor = (asker: string): Promise<string> => idOfCorrection(desk, input, asker);
  const own = await idFor(input.objector);
  const asked = (await load(desk, own)) as Exchange<CorrectionBody> | undefined;
  const beside = asked !== undefined && asked.history[0]?.by !== ACTOR.account && isRejectedBy(asked, since);
  const id = beside ? await idFor(PLATFORM) : own;
  const whole: CorrectionOpening = { ...input, id, ...(beside && { beside }) };
  const request = 'push' in input ? `spared-${input.push}` : `spared-${input.record}-${input.figure}`;
  await create(desk, 'correction', id, { actor: ACTOR, request }, async (facts) => ({
    draft: correction.open(whole, { ...facts, by: ACTOR.account }),
    input: whole,
  }));
}

function isRejectedBy({ state, body }: Exchange<CorrectionBody>, at: Instant): boolean {
  return state === 'rejected' && body.decidedAt !== null && body.decidedAt <= at;
}

/**
 * For what the clock did while something was entered: the jobs of those entries may have passed by already, so that
 * whoever wrote it opens its corrections and puts it on their lists.
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
