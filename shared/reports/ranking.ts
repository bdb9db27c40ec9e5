/** Ranks and seriousness (art. 23), from figures less the accepted corrections. The thresholds are conventions (本系统约定). */
import { compareRates, isBelow, type Rate } from './rate.ts';

/** Fewer claims and deemed claims than this: listed, not ranked, and never serious. */
const ENOUGH = 10;
const SERIOUS_BELOW_PERCENT = 90;
const SERIOUS_FROM_DEEMED = 5;

export interface Contender {
  org: string;
  rate: Rate;
  /** False for the bureau: it draws up the circular, so it is listed, not ranked. */
  ranked: boolean;
}

/** At least 10 claims and deemed claims, and a rate under 90 % or 5 or more deemed claims. */
export function isSerious(rate: Rate): boolean {
  return isEnough(rate) && (isBelow(rate, SERIOUS_BELOW_PERCENT) || rate.deemed >= SERIOUS_FROM_DEEMED);
}

/** By rate, then fewer deemed; equal ranks share, and the next is counted on: 1, 1, 3. */
export function ranksOf(contenders: readonly Contender[]): Map<string, number> {
  const ranked = contenders
    .filter(({ ranked, rate }) => ranked && isEnough(rate))
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
export function isEnough({ claimed, deemed }: Rate): boolean {
  return claimed + deemed >= ENOUGH;
}

function better(a: Rate, b: Rate): number {
  return compareRates(a, b) || a.deemed - b.deemed;
}
