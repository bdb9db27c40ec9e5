/**
 * 每季度通报情况纳入全年政务服务考核内容 (art. 23). How much what counts is for the county to set (本系统约定): the weights
 * are configuration. The score is exact until it is printed with one decimal, halves up.
 */
import type { Rate } from './rate.ts';
import { isRated } from './rate.ts';

/** Points, with at most one decimal. */
export interface Weights {
  /** For a year in which everything was claimed in time. */
  onTimeRate: number;
  /** Off for each quarter in which the circular found it serious. */
  seriousQuarter: number;
  /** Off for each push, and each readdressing, that came late. */
  lateItem: number;
  /** Off for each deemed claim for which nobody was named responsible. */
  notNamed: number;
}

/** What each weight is called. */
export const WEIGHTS: Readonly<Record<keyof Weights, string>> = {
  onTimeRate: '按期认领率满分',
  seriousQuarter: '超期认领严重的每季度扣分',
  lateItem: '迟推送、迟改派的每件扣分',
  notNamed: '视为认领后未确认责任人的每件扣分',
};

export const DEFAULT_WEIGHTS: Weights = { onTimeRate: 100, seriousQuarter: 5, lateItem: 0.5, notNamed: 0.5 };

export interface Assessed {
  rate: Rate;
  seriousQuarters: number;
  lateItems: number;
  notNamed: number;
}

/** Tenths of points as a fraction, never below nought; null where nothing was claimed or deemed in the year. */
export interface Score {
  tenths: bigint;
  of: bigint;
}

export function scoreOf({ rate, seriousQuarters, lateItems, notNamed }: Assessed, weights: Weights): Score | null {
  if (!isRated(rate)) return null;
  const of = BigInt(rate.claimed + rate.deemed);
  const off =
    seriousQuarters * tenthsOf(weights.seriousQuarter) +
    lateItems * tenthsOf(weights.lateItem) +
    notNamed * tenthsOf(weights.notNamed);
  const tenths = BigInt(tenthsOf(weights.onTimeRate)) * BigInt(rate.claimed) - BigInt(off) * of;
  return { tenths: tenths < 0n ? 0n : tenths, of };
}

export function pointsOf({ tenths, of }: Score): number {
  return Number((2n * tenths + of) / (2n * of)) / 10;
}

/** Negative where `a` is the better score. */
export function compareScores(a: Score, b: Score): number {
  const difference = b.tenths * a.of - a.tenths * b.of;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function tenthsOf(points: number): number {
  return Math.round(points * 10);
}
