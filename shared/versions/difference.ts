/** The difference of two sets of rows, and a draft brought up to a version that was published meanwhile. Pure. */
import { canonical } from '../keys.ts';
import type { Row } from './rows.ts';

/** A field of a row before and after; null where the row has no such field. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** Each part in order of code. */
export interface Difference<R extends Row> {
  added: R[];
  dropped: R[];
  changed: { code: string; fields: FieldChange[] }[];
}

/** What has to change in `before` to make it `after`. A field that is absent and one that is null are the same. */
export function difference<R extends Row>(before: readonly R[], after: readonly R[]): Difference<R> {
  const [old, now] = [byCode(before), byCode(after)];
  const changed = after.flatMap((row) => {
    const earlier = old.get(row.code);
    const fields = earlier ? fieldChanges(earlier, row) : [];
    return fields.length === 0 ? [] : [{ code: row.code, fields }];
  });
  return {
    added: sorted(after.filter(({ code }) => !old.has(code))),
    dropped: sorted(before.filter(({ code }) => !now.has(code))),
    changed: sorted(changed),
  };
}

/** True where two lists say the same. */
export function isEmpty({ added, dropped, changed }: Difference<Row>): boolean {
  return added.length + dropped.length + changed.length === 0;
}

/**
 * A draft that was begun on `base`, after `published` took its place. A row that `published` changed is taken over as
 * it is there; where the draft had changed the same row otherwise, its code is among the conflicts.
 */
export function rebased<R extends Row>(
  base: readonly R[],
  draft: readonly R[],
  published: readonly R[],
): { rows: R[]; conflicts: string[] } {
  const [old, mine, theirs] = [byCode(base), byCode(draft), byCode(published)];
  const rows: R[] = [];
  const conflicts: string[] = [];
  for (const code of [...new Set([...mine.keys(), ...theirs.keys(), ...old.keys()])].sort()) {
    const [was, here, there] = [old.get(code), mine.get(code), theirs.get(code)];
    const taken = isSame(was, there) ? here : there;
    if (taken) rows.push(taken);
    if (!isSame(was, there) && !isSame(was, here) && !isSame(here, there)) conflicts.push(code);
  }
  return { rows, conflicts };
}

function fieldChanges(before: Row, after: Row): FieldChange[] {
  const old: Readonly<Record<string, unknown>> = { ...before };
  const now: Readonly<Record<string, unknown>> = { ...after };
  const fields = new Set([...Object.keys(now), ...Object.keys(old)]);
  return [...fields].flatMap((field) => {
    const change = { field, before: old[field] ?? null, after: now[field] ?? null };
    return canonical(change.before) === canonical(change.after) ? [] : [change];
  });
}

function isSame(a: Row | undefined, b: Row | undefined): boolean {
  return a && b ? fieldChanges(a, b).length === 0 : a === b;
}

function byCode<R extends Row>(rows: readonly R[]): Map<string, R> {
  return new Map(rows.map((row) => [row.code, row]));
}

function sorted<T extends Row>(rows: T[]): T[] {
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1));
}
