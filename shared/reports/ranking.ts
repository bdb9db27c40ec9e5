/** Ranks and seriousness (art. 23), from figures less the accepted corrections. The thresholds are the county's. */
import type { LogEntry } from '../calendar/types.ts';
import { type Thresholds, thresholdsOn, USUAL } from '../clocks/thresholds.ts';
import { addDays, type Quarter, startOfDay } from '../time.ts';
import { lastDayOf } from './quarters.ts';
import { compareRates, isBelow, type Rate } from './rate.ts';

/** What a circular is drawn up by. */
export type CircularThresholds = Pick<
  Thresholds,
  'rankedFrom' | 'seriousFrom' | 'seriousBelowPercent' | 'seriousDeemed'
>;

/** All thresholds that a quarter goes by. */
export function thresholdsOf(log: readonly LogEntry[], quarter: Quarter): Thresholds {
  const last = lastDayOf(quarter);
  const end = startOfDay(addDays(last, 1));
  return thresholdsOn(
    log.filter(({ at }) => at < end),
    last,
  );
}

/**
 * Those of a quarter: as they hold on its last day. Nothing where they are the platform's own. What is entered once the
 * quarter is over never changes them: nobody says what is serious when he sees the figures.
 */
export function drawnUpBy(log: readonly LogEntry[], quarter: Quarter): { thresholds?: CircularThresholds } {
  const { rankedFrom, seriousFrom, seriousBelowPercent, seriousDeemed } = thresholdsOf(log, quarter);
  const thresholds: CircularThresholds = { rankedFrom, seriousFrom, seriousBelowPercent, seriousDeemed };
  const usual = Object.entries(thresholds).every(([name, value]) => USUAL[name as keyof CircularThresholds] === value);
  return usual ? {} : { thresholds };
}

export interface Contender {
  org: string;
  rate: Rate;
  /** False for the bureau: it draws up the circular, so it is listed, not ranked. */
  ranked: boolean;
}

/**
 * At least 10 claims and deemed claims, and a rate under 90 % or 5 or more deemed claims; or the county's own numbers.
 */
export function isSerious(rate: Rate, by: CircularThresholds = USUAL): boolean {
  const { seriousFrom, seriousBelowPercent, seriousDeemed } = by;
  return reaches(rate, seriousFrom) && (isBelow(rate, seriousBelowPercent) || rate.deemed >= seriousDeemed);
}

/** By rate, then fewer deemed; equal ranks share, and the next is counted on: 1, 1, 3. */
export function ranksOf(contenders: readonly Contender[], by: CircularThresholds = USUAL): Map<string, number> {
  const ranked = contenders
    .filter(({ ranked, rate }) => ranked && isEnough(rate, by))
    .sort((a, b) => better(a.rate, b.rate));
  const ranks = new Map<string, number>();
  let rank = 1;
  for (const [i, { org, rate }] of ranked.entries()) {
    const before = ranked[i - 1];
    if (before && better(before.rate, rate) !== 0) rank = i + 1;
    ranks.set(org, rank);
  }
  return ranks;
}

/** Enough claims and deemed claims to be ranked by them: in a quarter, and in a year. */
export function isEnough(rate: Rate, { rankedFrom }: CircularThresholds = USUAL): boolean {
  return reaches(rate, rankedFrom);
}

function reaches({ claimed, deemed }: Rate, least: number): boolean {
  return claimed + deemed >= least;
}

function better(a: Rate, b: Rate): number {
  return compareRates(a, b) || a.deemed - b.deemed;
}
