/**
 * Numbers of a county that are no working days: from how many claims an organisation is ranked, when it is serious
 * (art. 23), and the like. All are conventions (本系统约定); a rule set of the county says others, with its source and the
 * day from which they hold.
 */
import type { LogEntry } from '../calendar/types.ts';
import type { CivilDate } from '../time.ts';

export const THRESHOLDS = {
  rankedFrom: threshold('参加排名的最少件数（认领与视为认领合计）', 10, 1, 10_000),
  seriousFrom: threshold('认定情况严重的最少件数（认领与视为认领合计）', 10, 1, 10_000),
  seriousBelowPercent: threshold('情况严重：按期认领率低于（百分数）', 90, 0, 100),
  seriousDeemed: threshold('情况严重：视为认领达到的件数', 5, 1, 10_000),
  returnsToProblem: threshold('一件推送退回几次即转为问题', 2, 1, 20),
  creditListDays: threshold('信用名单多少日内有效', 30, 1, 366),
} as const satisfies Record<string, Threshold>;

export interface Threshold {
  /** Chinese, as rule sets show it. */
  readonly label: string;
  /** Where no rule set says another. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

export type ThresholdName = keyof typeof THRESHOLDS;
export type Thresholds = Readonly<Record<ThresholdName, number>>;

/** The platform's own. */
export const USUAL = Object.fromEntries(
  Object.entries(THRESHOLDS).map(([name, { usual }]) => [name, usual]),
) as Thresholds;

/** Those that hold on a day: of the rule sets in force by then the one entered last. */
export function thresholdsOn(log: readonly LogEntry[], day: CivilDate): Thresholds {
  let found: Thresholds = USUAL;
  for (const entry of log) {
    if (entry.type === 'rules' && entry.thresholds && entry.from <= day) found = { ...found, ...entry.thresholds };
  }
  return found;
}

function threshold(label: string, usual: number, least: number, most: number): Threshold {
  return { label, usual, least, most };
}
