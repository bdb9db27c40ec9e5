/**
 * The year for the annual assessment (art. 23): the issued circulars of its quarters together. Figures are the drafts',
 * less every correction accepted by now, also those that a later circular names as errata.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Figure } from '../exchange/figures.ts';
import type { AnnexKey } from '../exchange/kind.ts';
import type { Quarter } from '../time.ts';
import {
  acceptedFigures,
  type CountedCorrection,
  type DraftFigures,
  type DraftLine,
  lessCorrections,
} from './assemble.ts';
import { type Assessed, compareScores, pointsOf, type Score, scoreOf, type Weights } from './assessment.ts';
import type { Circular, OrganisationFigures } from './circular.ts';
import { getContent } from './content.ts';
import { knownCorrections } from './corrections.ts';
import { allReports } from './history.ts';
import { isEnough } from './ranking.ts';
import { percentOf } from './rate.ts';
import { readWeights } from './weights.ts';

const COUNTS = ['received', 'claimedInTime', 'deemedClaimed', 'returned', 'withdrawn', 'notNamed'] as const;
const LATE = ['pushedLate', 'readdressedLate'] as const;

type Counts = Record<(typeof COUNTS)[number] | (typeof LATE)[number], number>;

/** Other lateness of the year, which scores nothing. */
type YearAnnex = Partial<Record<AnnexKey, number>>;

export interface YearLine extends Counts {
  org: string;
  name: string;
  annex: YearAnnex;
  corrected: number;
  onTimeRatePercent: number | null;
  seriousQuarters: number;
  score: number | null;
  /**
   * By score; null for the bureau, and where too few were claimed or deemed in the year: by the threshold of its last
   * circular.
   */
  rank: number | null;
  quarters: { quarter: Quarter; onTimeRatePercent: number | null; rank: number | null; serious: boolean }[];
}

export interface YearFigures {
  year: string;
  weights: Weights;
  /** The quarters whose circulars are issued; others are not in these figures. */
  quarters: Quarter[];
  organisations: YearLine[];
}

/** A quarter whose circular is issued, oldest first. */
export interface Issued {
  quarter: Quarter;
  draft: DraftFigures;
  circular: Circular;
  corrections: CountedCorrection[];
}

export async function readYear(desk: Desk, facts: Facts, year: string): Promise<YearFigures> {
  const [weights, issued] = await Promise.all([readWeights(desk), issuedIn(desk, facts, year)]);
  return yearFrom(year, weights, issued);
}

/**
 * The same from what was read. Listed are all that a circular of the year lists: the ranked by rank, then the others by
 * code.
 */
export function yearFrom(year: string, weights: Weights, issued: readonly Issued[]): YearFigures {
  const lines = new Map<string, DraftLine>();
  for (const { draft } of issued) for (const line of draft.organisations) lines.set(line.org, line);
  const scored = [...lines.values()].map((line) => yearOf(line, issued, weights));
  const organisations = ranked(scored).sort((a, b) => order(a.rank) - order(b.rank) || (a.org < b.org ? -1 : 1));
  return { year, weights, quarters: issued.map(({ quarter }) => quarter), organisations };
}

async function issuedIn(desk: Desk, facts: Facts, year: string): Promise<Issued[]> {
  const reports = [...(await allReports(desk, facts))].filter(([quarter]) => quarter.startsWith(`${year}Q`));
  const known = await knownCorrections(
    desk,
    facts,
    reports.flatMap(([, report]) => report.corrections),
  );
  const found: Issued[] = [];
  for (const [quarter, { draft, issued }] of reports) {
    if (!issued) continue;
    const corrections = known.filter((one) => one.quarter === quarter).map(({ line }) => line);
    const circular = await getContent<Circular>(desk, issued.content);
    found.push({ quarter, draft: await getContent<DraftFigures>(desk, draft), circular, corrections });
  }
  return found;
}

interface Scored {
  line: YearLine;
  score: Score | null;
  ranked: boolean;
}

function yearOf({ org, name, ranked }: DraftLine, issued: readonly Issued[], weights: Weights): Scored {
  const counts = Object.fromEntries([...COUNTS, ...LATE].map((count) => [count, 0])) as Counts;
  const rate = { claimed: 0, deemed: 0 };
  const annex: YearAnnex = {};
  let corrected = 0;
  for (const { draft, corrections } of issued) {
    const line = draft.organisations.find((one) => one.org === org);
    if (!line) continue;
    for (const count of [...COUNTS, ...LATE]) counts[count] += line[count];
    addAnnex(annex, draft, line);
    for (const figure of acceptedFigures(org, corrections)) lessOne(counts, annex, figure);
    const less = lessCorrections(line, corrections);
    rate.claimed += less.rate.claimed;
    rate.deemed += less.rate.deemed;
    corrected += less.corrected;
  }
  const quarters = issued.flatMap(({ quarter, circular }) => quarterOf(quarter, org, circular.organisations));
  const seriousQuarters = quarters.filter(({ serious }) => serious).length;
  const lateItems = counts.pushedLate + counts.readdressedLate;
  const assessed: Assessed = { rate, seriousQuarters, lateItems, notNamed: counts.notNamed };
  const score = scoreOf(assessed, weights);
  const points = score && pointsOf(score);
  const percent = { onTimeRatePercent: percentOf(rate), seriousQuarters, score: points, rank: null, quarters };
  return {
    line: { org, name, ...counts, annex, corrected, ...percent },
    score,
    ranked: ranked && isEnough(rate, issued.at(-1)?.draft.thresholds),
  };
}

/** Adds what a quarter counted; a figure that no quarter counted yet is absent. */
function addAnnex(annex: YearAnnex, { annexKinds = {} }: DraftFigures, { late = {} }: DraftLine): void {
  for (const [figure, kinds] of Object.entries(annexKinds) as [AnnexKey, readonly string[]][]) {
    if (kinds.length > 0) annex[figure] = (annex[figure] ?? 0) + (late[figure] ?? 0);
  }
}

function lessOne(counts: Counts, annex: YearAnnex, figure: Figure): void {
  if (figure === 'pushedLate' || figure === 'readdressedLate') counts[figure] -= 1;
  else if (annex[figure] !== undefined) annex[figure] -= 1;
}

function quarterOf(quarter: Quarter, org: string, lines: readonly OrganisationFigures[]): YearLine['quarters'] {
  const line = lines.find((one) => one.org === org);
  if (!line) return [];
  const { onTimeRatePercent, rank, serious } = line;
  return [{ quarter, onTimeRatePercent, rank, serious }];
}

/** By exact score; equal ones share their rank: 1, 1, 3. */
function ranked(all: readonly Scored[]): YearLine[] {
  const contenders = all.filter(({ ranked, score }) => ranked && score !== null);
  return all.map(({ line, score, ranked }) => {
    if (!ranked || score === null) return line;
    const better = contenders.filter((other) => compareScores(other.score as Score, score) < 0).length;
    return { ...line, rank: better + 1 };
  });
}

function order(rank: number | null): number {
  return rank ?? Number.MAX_SAFE_INTEGER;
}
