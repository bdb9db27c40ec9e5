/**
 * Errata: corrections accepted after their quarter's circular was issued. They stand in the next circular; the issued
 * one stays as it is.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Quarter } from '../time.ts';
import type { Circular, Erratum } from './circular.ts';
import { getContent } from './content.ts';
import { type KnownCorrection, subjectOf } from './corrections.ts';
import type { Report } from './report.ts';

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
  const late = corrections.filter((known) => known.quarter < quarter && known.line.state === 'accepted');
  const candidates = late.filter((known) => reports.get(known.quarter)?.issued);
  if (candidates.length === 0) return [];
  const told = await alreadyTold(desk, quarter, candidates, reports);
  return candidates
    .filter(({ line }) => !told.has(line.id))
    .map(({ quarter, line }) => ({
      ...{ quarter, correction: line.id, ...subjectOf(line), org: line.org, decision: line.decision },
    }));
}

/** Ids that an issued circular has taken in, be it in its figures or as an erratum. */
async function alreadyTold(
  desk: Desk,
  quarter: Quarter,
  candidates: readonly KnownCorrection[],
  reports: ReadonlyMap<Quarter, Report>,
): Promise<Set<string>> {
  const first = candidates.map((known) => known.quarter).sort()[0] as Quarter;
  const told = new Set<string>();
  for (const [other, { issued }] of reports) {
    if (!issued || other < first || other === quarter) continue;
    const circular = await getContent<Circular>(desk, issued.content);
    for (const { id, state } of circular.corrections) if (state === 'accepted') told.add(id);
    for (const { correction } of circular.errata) told.add(correction);
  }
  return told;
}
