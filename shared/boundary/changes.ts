/** What a draft changes in the list, and for whom: each organisation is asked about the rows that concern it. Pure. */
import { digest } from '../keys.ts';
import { type Difference, difference } from '../versions/difference.ts';
import { concernedIn, namedDepartments } from './departments.ts';
import type { Matter } from './matter.ts';

/** A row before and after; null where there is none. */
export interface ChangedRow {
  code: string;
  before: Matter | null;
  after: Matter | null;
}

/** Every row added, dropped or changed, in order of code. */
export function changedRows(before: readonly Matter[], after: readonly Matter[]): ChangedRow[] {
  const { added, dropped, changed }: Difference<Matter> = difference(before, after);
  const [old, now] = [byCode(before), byCode(after)];
  const codes = [...added, ...dropped, ...changed].map(({ code }) => code).sort();
  return codes.map((code) => ({ code, before: old.get(code) ?? null, after: now.get(code) ?? null }));
}

/** The changed rows of each organisation that one of them names, before or after. */
export function concernedBy(changes: readonly ChangedRow[]): ReadonlyMap<string, ChangedRow[]> {
  const found = new Map<string, ChangedRow[]>();
  for (const change of changes) {
    const rows = [change.before, change.after].filter((row) => row !== null);
    for (const org of new Set(rows.flatMap(concernedIn))) found.set(org, [...(found.get(org) ?? []), change]);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By which it is told whether an organisation was asked about these very changes before. */
export function digestOf(changes: readonly ChangedRow[]): string {
  return digest(changes);
}

/**
 * For which rows a department has given its opinion before (art. 5): by code, then organisation, the letter's id and
 * day.
 */
export type Opinions = Readonly<Record<string, Readonly<Record<string, { letter: string; on: string }>>>>;

/**
 * The rows on which a department has to give its opinion when it agrees: guided rows of its own that are new or
 * changed, or on which it never gave one. In order of code.
 */
export function opinionsNeeded(
  org: string,
  after: readonly Matter[],
  changes: readonly ChangedRow[],
  known: Opinions,
): string[] {
  const changed = new Set(changes.map(({ code }) => code));
  return after
    .filter((row) => row.guidance !== null && namedDepartments(row).includes(org))
    .filter(({ code }) => changed.has(code) || known[code]?.[org] === undefined)
    .map(({ code }) => code);
}

function byCode(rows: readonly Matter[]): ReadonlyMap<string, Matter> {
  return new Map(rows.map((row) => [row.code, row]));
}
