/** Changing the rows of a draft while it is edited: one row, or all of them by an import. */

import type { Matter } from '../boundary/matter.ts';
import { nextEdition, readSheet, rowsOn, type Sheet, sheetPut } from '../boundary/sheet.ts';
import { boundaryList } from '../boundary/versions.ts';
import { Problem, unavailable } from '../errors.ts';
import { type Desk, deskInSteps } from '../exchange/desk.ts';
import { kindNamed } from '../exchange/run.ts';
import { readRow, rowPut, rowRemoval, type StoredRow } from '../versions/rows.ts';

/** Somebody else may change the draft meanwhile: so many times it is tried. */
const TRIES = 5;

/** What becomes of a row; null takes it out. */
export type RowDecision = (before: Matter | null) => Matter | null;

/**
 * Puts or takes out one row of a draft; answers the row as it was. Throws `not-editing` where the draft is submitted.
 */
export async function changeRow(desk: Desk, draft: string, code: string, decide: RowDecision): Promise<Matter | null> {
  const { store } = desk.ports;
  const list = boundaryList(desk.jurisdiction);
  for (let n = 0; n < TRIES; n++) {
    const known = await readSheet(store, desk.jurisdiction, draft);
    if (known && !known.value.editing) {
      // Whether the row is there, and as it was read, is said before that it cannot be changed.
      const { row: fixed }: StoredRow<Matter> = await readRow(store, list, known.value.set, code);
      if (decide(fixed) === null && fixed === null) return null;
      throw notEditing(desk);
    }
    const { value: sheet, head } = await ownSheet(desk, draft);
    const before: StoredRow<Matter> = await readRow(store, list, sheet.set, code);
    const row = decide(before.row);
    if (row === null && before.row === null) return null;
    const put = row
      ? rowPut(list, sheet.set, row, before.head)
      : rowRemoval(list, sheet.set, code, before.head as string);
    const count = sheet.count + Number(row !== null) - Number(before.row !== null);
    const changed = { ...sheet, count, revision: sheet.revision + 1 };
    const puts = [put, sheetPut(desk.jurisdiction, draft, changed, head)];
    if ((await store.commit(puts)).committed) return before.row;
  }
  throw unavailable();
}

/** Replaces all rows. Answers those that there were. */
export async function replaceRows(
  desk: Desk,
  draft: string,
  rowsFrom: (before: Matter[]) => Matter[],
): Promise<Matter[]> {
  const steps = deskInSteps(desk);
  const { store } = steps.ports;
  for (let n = 0; n < TRIES; n++) {
    const { value: sheet, head } = await editable(steps, draft);
    const before = await rowsOn(store, desk.jurisdiction, sheet);
    const next = await nextEdition(store, desk.jurisdiction, draft, sheet, rowsFrom(before));
    if ((await store.commit([sheetPut(desk.jurisdiction, draft, next, head)])).committed) return before;
  }
  throw unavailable();
}

/** The sheet of a draft that may be changed. */
export async function editable(desk: Desk, draft: string): Promise<{ value: Sheet; head: string | null }> {
  const sheet = await readSheet(desk.ports.store, desk.jurisdiction, draft);
  if (sheet?.value.editing) return sheet;
  throw notEditing(desk);
}

function notEditing({ kinds }: Desk): Problem {
  return new Problem('not-editing', kindNamed(kinds, 'list-draft').codes?.['not-editing']?.detail ?? '');
}

/** The same with rows of its own: a draft shares those of the version it began with until one is first changed. */
async function ownSheet(desk: Desk, draft: string): Promise<{ value: Sheet; head: string | null }> {
  const sheet = await editable(desk, draft);
  if (sheet.value.edition > 0) return sheet;
  await replaceRows(desk, draft, (rows) => rows);
  return editable(desk, draft);
}
