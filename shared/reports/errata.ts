/**
 * Errata: corrections accepted after their quarter's circular was issued. They stand in the next circular, and beside
 * the issued one, which stays as it is.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Quarter } from '../time.ts';
import type { Circular, CorrectionSubject, Erratum } from './circular.ts';
import { getContent } from './content.ts';
import { type KnownCorrection, knownCorrections, subjectOf } from './corrections.ts';
import { allReports } from './history.ts';
import type { Report } from './report.ts';

/** An erratum of an issued circular, with the later circular that names it; null while none has been issued since. */
export interface ErratumSince extends Erratum {
  namedIn: Quarter | null;
}

/**
 * The errata that a quarter's circular has to name: accepted, of a quarter before it that is issued, and neither taken
 * into that quarter's figures nor named by another circular since.
 */
export async function errataFor(
  desk: Desk,
  quarter: Quarter,
  corrections: readonly KnownCorrection[],
  reports: ReadonlyMap<Quarter, Report>,
): Promise<Erratum[]> {
  const candidates = candidatesIn(
    corrections.filter((known) => known.quarter < quarter),
    reports,
  );
  if (candidates.length === 0) return [];
  const told = await alreadyTold(desk, candidates, reports, quarter);
  return candidates.filter((one) => !told.has(whatOf(one.quarter, one.line))).map(erratumOf);
}

/** What has been corrected of a quarter's circular since it was issued; nothing before. */
export async function errataSince(desk: Desk, facts: Facts, quarter: Quarter): Promise<ErratumSince[]> {
  const reports = await allReports(desk, facts);
  const known = await knownCorrections(desk, facts, []);
  const candidates = candidatesIn(
    known.filter((one) => one.quarter === quarter),
    reports,
  );
  if (candidates.length === 0) return [];
  const told = await alreadyTold(desk, candidates, reports);
  return candidates
    .map((one) => ({ ...erratumOf(one), namedIn: told.get(whatOf(quarter, one.line)) ?? null }))
    .filter(({ namedIn }) => namedIn !== quarter);
}

/** Accepted, of issued circulars; of several of one figure and record one. */
function candidatesIn(
  corrections: readonly KnownCorrection[],
  reports: ReadonlyMap<Quarter, Report>,
): KnownCorrection[] {
  const accepted = corrections.filter(({ quarter, line: { state, idle } }) => {
    return state === 'accepted' && !idle && reports.get(quarter)?.issued;
  });
  return [
    ...new Map(accepted.toReversed().map((known) => [whatOf(known.quarter, known.line), known])).values(),
  ].toReversed();
}

function erratumOf({ quarter, line }: KnownCorrection): Erratum {
  return { ...{ quarter, correction: line.id, ...subjectOf(line), org: line.org }, decision: line.decision };
}

/**
 * What is put right: one figure of a record in a quarter, whoever asked for it; of a push each correction by itself.
 */
function whatOf(quarter: Quarter, { id, record, figure }: CorrectionSubject & { id: string }): string {
  return record === undefined ? id : `${record} ${figure} ${quarter}`;
}

/** What issued circulars have taken in, be it in their figures or as an erratum: each with the quarter that did. */
async function alreadyTold(
  desk: Desk,
  candidates: readonly KnownCorrection[],
  reports: ReadonlyMap<Quarter, Report>,
  but?: Quarter,
): Promise<Map<string, Quarter>> {
  const first = candidates.map((known) => known.quarter).sort()[0] as Quarter;
  const told = new Map<string, Quarter>();
  for (const [quarter, { issued }] of reports) {
    if (!issued || quarter < first || quarter === but) continue;
    const circular = await getContent<Circular>(desk, issued.content);
    for (const line of circular.corrections) if (line.state === 'accepted') told.set(whatOf(quarter, line), quarter);
    for (const { correction, ...line } of circular.errata)
      told.set(whatOf(line.quarter, { ...line, id: correction }), quarter);
  }
  return told;
}
