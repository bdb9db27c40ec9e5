/** The circular of a quarter as it is at this moment: running, under review, or issued and frozen. */

import { citeWithin } from '../citing.ts';
import { bureauOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { endAllWithholding } from '../exchange/withholding.ts';
import { digest, keyOf } from '../keys.ts';
import { HOUR, type Instant, previousQuarter, type Quarter } from '../time.ts';
import {
  type CountedCorrection,
  type DraftFigures,
  draftFigures,
  organisationsOf,
  type Previous,
  totalsOf,
} from './assemble.ts';
import type { Circular } from './circular.ts';
import { getContent } from './content.ts';
import { copiedTo } from './copied-to.ts';
import { type KnownCorrection, knownCorrections } from './corrections.ts';
import { errataFor } from './errata.ts';
import { uncountedIn } from './figures-counting.ts';
import { tallyQuarter } from './gather.ts';
import { allReports, annexSince } from './history.ts';
import { annexKinds } from './late-records.ts';
import { drawnUpBy, thresholdsOf } from './ranking.ts';
import { type Report, reviewClock } from './report.ts';
import { withTexts } from './texts.ts';

/** The running quarter's figures are at most so old. */
const FRESH = HOUR;
/** Bytes that are worth keeping; a county of several hundred organisations is tallied each time. */
const KEPT = 300_000;

export async function readCircular(desk: Desk, facts: Facts, quarter: Quarter): Promise<Circular> {
  await endAllWithholding(desk, facts);
  const reports = await allReports(desk, facts);
  const report = reports.get(quarter);
  // One that was issued before counties named their measures says what they are called now.
  if (report?.issued) return { rules: rulesOf(facts, quarter), ...(await issuedCircular(desk, report.issued)) };
  return circularInProgress(desk, facts, quarter, reports);
}

/** What has been frozen, with the hash that seals it and the texts that are still to be seen. */
export async function issuedCircular(desk: Desk, issued: NonNullable<Report['issued']>): Promise<Circular> {
  const circular = await withTexts(desk, await getContent<Circular>(desk, issued.content));
  return { ...circular, contentHash: issued.contentHash };
}

/** The circular while it is not issued: the figures, less the corrections accepted by now. */
export async function circularInProgress(
  desk: Desk,
  facts: Facts,
  quarter: Quarter,
  reports: ReadonlyMap<Quarter, Report>,
): Promise<Circular> {
  const report = reports.get(quarter) ?? null;
  const draft = report
    ? await getContent<DraftFigures>(desk, report.draft)
    : { ...(await runningFigures(desk, facts, quarter)), ...drawnUpBy(facts.log, quarter) };
  const known = await knownCorrections(desk, facts, report?.corrections ?? []);
  const lines = linesOf(known, quarter);
  const corrections = report ? lines : await countedAsOf(desk, draft, lines);
  const errata = await errataFor(desk, quarter, known, reports);
  const named = new Set([...corrections.map(({ id }) => id), ...errata.map(({ correction }) => correction)]);
  const { jurisdiction, county } = { jurisdiction: desk.jurisdiction, county: facts.county.name };
  return {
    ...{ jurisdiction, county, quarter, stage: report ? 'under-review' : 'running' },
    rules: rulesOf(facts, quarter),
    ...{ documentNumber: null, signedBy: null, contentHash: null },
    organisations: organisationsOf(draft, corrections, await previousOf(desk, quarter, known, reports)),
    copiedTo: copiedTo(
      facts.county,
      draft.organisations.map(({ org }) => org),
    ),
    corrections: corrections.map(({ category: _, idle: __, ...line }) => line),
    errata,
    digests: known.filter(({ line }) => named.has(line.id)).map(({ digests }) => digests),
    totals: totalsOf(draft, corrections),
    asOf: draft.asOf,
    ...(draft.annexKinds && { annexKinds: draft.annexKinds }),
    draftedAt: report?.draftedAt ?? null,
    reviewEnds: report ? reviewClock(report, facts).deadline : null,
    issuedAt: null,
  };
}

/** What it cites of the county's own measures. */
function rulesOf({ county, log }: Facts, quarter: Quarter): NonNullable<Circular['rules']> {
  const issuer = bureauOf(county).name;
  const { rankedFrom } = thresholdsOf(log, quarter);
  return { circular: citeWithin(county, '23'), caution: citeWithin(county, '23 提醒'), issuer, rankedFrom };
}

/** Rates and ranks of the quarter before, as its circular has them; null where there is none. */
async function previousOf(
  desk: Desk,
  quarter: Quarter,
  known: readonly KnownCorrection[],
  reports: ReadonlyMap<Quarter, Report>,
): Promise<Previous | null> {
  const before = previousQuarter(quarter);
  const report = reports.get(before);
  if (!report) return null;
  const lines = report.issued
    ? (await getContent<Circular>(desk, report.issued.content)).organisations
    : organisationsOf(await getContent<DraftFigures>(desk, report.draft), linesOf(known, before), null);
  return new Map(lines.map(({ org, onTimeRatePercent, rank }) => [org, { onTimeRatePercent, rank }]));
}

function linesOf(known: readonly KnownCorrection[], quarter: Quarter) {
  return known.filter((one) => one.quarter === quarter).map(({ line }) => line);
}

/** Of the quarter that runs, what has come to light at this very moment counts, too; a draft leaves it to the next. */
function justAfter(now: Instant): Instant {
  return now + 1;
}

/** Corrections of what the figures of the running quarter do not count, or no longer, take nothing from them. */
async function countedAsOf(
  desk: Desk,
  figures: DraftFigures,
  lines: readonly CountedCorrection[],
): Promise<CountedCorrection[]> {
  const uncounted = await uncountedIn(desk, { ...figures, asOf: justAfter(figures.asOf) }, lines);
  return lines.map((line) => (uncounted.includes(line.id) ? { ...line, idle: true } : line));
}

/** The last tally, where it is fresh; else a new one, kept for those who ask within the hour. */
async function runningFigures(desk: Desk, facts: Facts, quarter: Quarter): Promise<DraftFigures> {
  const key = keyOf(desk.jurisdiction, 'report', `running-${quarter}`);
  const item = await desk.ports.store.get(key);
  const kept = item?.value as DraftFigures | undefined;
  if (kept && kept.asOf <= facts.now && facts.now - kept.asOf < FRESH) return kept;
  const since = await annexSince(desk, facts, quarter);
  const tally = await tallyQuarter(desk, facts, quarter, since, justAfter(facts.now));
  const value = draftFigures(tally, facts.county, quarter, facts.now, annexKinds(desk.kinds, facts.county, quarter));
  if (Buffer.byteLength(JSON.stringify(value)) > KEPT) return value;
  const put = { item: { key, head: digest(value), value, places: {} }, expected: item?.head ?? null };
  // Whoever was faster has kept figures as fresh as these.
  await desk.ports.store.commit([put]);
  return value;
}
