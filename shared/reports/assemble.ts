/**
 * From the draft's figures to the circular: rates, ranks and seriousness less the accepted corrections, last quarter's
 * beside them. Pure: the same figures and corrections always give the same circular.
 */

import { type County, canClaim, type Organisation } from '../county.ts';
import type { Figure } from '../exchange/figures.ts';
import type { AnnexKey } from '../exchange/kind.ts';
import type { Instant, Quarter } from '../time.ts';
import type { Annex, CorrectionLine, OrganisationFigures, Totals } from './circular.ts';
import type { Category } from './counted.ts';
import type { AnnexKinds } from './late-records.ts';
import { type CircularThresholds, isSerious, ranksOf } from './ranking.ts';
import { percentOf, type Rate } from './rate.ts';
import type { Counted, Tally } from './tally.ts';

/** What is frozen with the draft. */
export interface DraftFigures {
  quarter: Quarter;
  asOf: Instant;
  organisations: DraftLine[];
  /** What the annex counts beside the pushes; absent where it counts nothing else. */
  annexKinds?: AnnexKinds;
  /** Corrections of records that these figures do not count; absent where there is none. */
  uncounted?: readonly string[];
  /** By which it ranks; absent where they are the platform's own. */
  thresholds?: CircularThresholds;
}

export type DraftLine = Counted & { name: string; ranked: boolean };

/**
 * A correction as the circular lists it, with what its push counts as there; `idle` where the figures do not count its
 * record.
 */
export type CountedCorrection = CorrectionLine & { category: Category | null; idle?: true };

export type Previous = ReadonlyMap<string, NonNullable<OrganisationFigures['previous']>>;

/**
 * Every organisation that a push with a clock can be addressed to, also with none in the quarter; townships, the
 * government office and discipline inspection only where they had one.
 */
export function draftFigures(
  tally: Tally,
  county: County,
  quarter: Quarter,
  asOf: Instant,
  counted: AnnexKinds = {},
): DraftFigures {
  const lines = county.organisations.map((org) => lineOf(tally, org));
  const listed = lines.filter(
    ({ org, received }) => received > 0 || county.organisations.some((o) => o.code === org && canClaim(o)),
  );
  return { quarter, asOf, organisations: listed, ...(Object.keys(counted).length > 0 && { annexKinds: counted }) };
}

/** The organisations of a circular: the ranked by rank, then the others by code. */
export function organisationsOf(
  draft: DraftFigures,
  corrections: readonly CountedCorrection[],
  previous: Previous | null,
): OrganisationFigures[] {
  const lines = draft.organisations.map((line) => ({ line, ...lessCorrections(line, corrections) }));
  const ranks = ranksOf(
    lines.map(({ line, rate }) => ({ org: line.org, rate, ranked: line.ranked })),
    draft.thresholds,
  );
  const figures = lines.map(({ line, rate, corrected }): OrganisationFigures => {
    const { pushedLate, readdressedLate, late, ranked: _, ...counted } = line;
    return {
      ...counted,
      onTimeRatePercent: percentOf(rate),
      corrected,
      serious: isSerious(rate, draft.thresholds),
      rank: ranks.get(line.org) ?? null,
      previous: previous?.get(line.org) ?? null,
      annex: lessAccepted(
        { ...NOT_COUNTED, pushedLate, readdressedLate, ...lateIn(draft, late) },
        line.org,
        corrections,
      ),
    };
  });
  return figures.sort(inOrder);
}

/** Each figure that is counted, nought where there was nothing. */
function lateIn({ annexKinds = {} }: DraftFigures, late: Counted['late'] = {}): Partial<Annex> {
  const figures = Object.entries(annexKinds) as [AnnexKey, readonly string[]][];
  return Object.fromEntries(figures.map(([figure, kinds]) => [figure, kinds.length > 0 ? (late[figure] ?? 0) : null]));
}

/** Less one for each accepted correction of a figure: each is of another record. */
function lessAccepted(annex: Annex, org: string, corrections: readonly CountedCorrection[]): Annex {
  const less = { ...annex };
  for (const figure of acceptedFigures(org, corrections)) {
    const counted = less[figure];
    // What is not counted yet stays so.
    if (typeof counted === 'number') less[figure] = counted - 1;
  }
  return less;
}

/** The figures of the annex that accepted corrections are about: one for each record, whoever asked for it. */
export function acceptedFigures(org: string, corrections: readonly CountedCorrection[]): Figure[] {
  const accepted = corrections.filter((one) => one.org === org && one.state === 'accepted' && one.figure && !one.idle);
  return [...new Map(accepted.map(({ record, figure }) => [`${record} ${figure}`, figure as Figure])).values()];
}

/** The county as a whole. */
export function totalsOf(draft: DraftFigures, corrections: readonly CountedCorrection[]): Totals {
  const totals = {
    received: 0,
    claimedInTime: 0,
    deemedClaimed: 0,
    returned: 0,
    withdrawn: 0,
    notNamed: 0,
    corrected: 0,
  };
  const whole: Rate = { claimed: 0, deemed: 0 };
  for (const line of draft.organisations) {
    const { rate, corrected } = lessCorrections(line, corrections);
    for (const name of ['received', 'claimedInTime', 'deemedClaimed', 'returned', 'withdrawn', 'notNamed'] as const) {
      totals[name] += line[name];
    }
    totals.corrected += corrected;
    whole.claimed += rate.claimed;
    whole.deemed += rate.deemed;
  }
  return { ...totals, onTimeRatePercent: percentOf(whole) };
}

/** What this platform does not do yet is not counted: `null`, never 0 (未统计). */
const NOT_COUNTED = {
  creditLate: null,
  certificatesLate: null,
  repliesLate: null,
  forwardedLate: null,
  copiesLate: null,
};

function lineOf(tally: Tally, { code, name, type }: Organisation): DraftLine {
  return { ...tally.figures(code), name, ranked: type !== 'approval-bureau' };
}

/** A push left out by an accepted correction is out of both sides of the fraction, once, whoever objected to it. */
export function lessCorrections(
  line: DraftLine,
  corrections: readonly CountedCorrection[],
): { rate: Rate; corrected: number } {
  const out = new Map<string, Category | null>();
  for (const { org, state, push, category } of corrections) {
    if (push !== undefined && org === line.org && state === 'accepted') out.set(push, category);
  }
  const count = (category: Category): number => [...out.values()].filter((one) => one === category).length;
  const [claimed, deemed] = [count('claimed-in-time'), count('deemed-claimed')];
  return {
    rate: { claimed: line.claimedInTime - claimed, deemed: line.deemedClaimed - deemed },
    corrected: claimed + deemed,
  };
}

function inOrder(a: OrganisationFigures, b: OrganisationFigures): number {
  const byRank = (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY);
  return byRank || (a.org < b.org ? -1 : 1);
}
