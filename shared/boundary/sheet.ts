/**
 * The rows of a draft of the list, beside its record: in which set they lie, and whether they may be changed. Each
 * change of a row is written with the sheet, so that whoever submits the draft knows all of them or none; the record
 * itself, with its chained history, says what was submitted by its digest. A county has at most one open draft: the
 * desk's item names it.
 */
import { change, plainItem } from '../change.ts';
import { digest, keyOf } from '../keys.ts';
import type { Item, Put, Store } from '../ports.ts';
import { eraseRows, readRows, writeRows } from '../versions/rows.ts';
import type { Matter } from './matter.ts';
import { boundaryList } from './versions.ts';

export interface Sheet {
  /** The set of its rows; that of the version it began with until a row is first changed (`edition` 0). */
  set: string;
  count: number;
  /** How many sets it has had. */
  edition: number;
  /** Its own sets before this one; absent where there were none. */
  earlier?: readonly string[];
  /** How many times a row was changed. */
  revision: number;
  /** False from the submission on. */
  editing: boolean;
}

/** The county's open draft, null where there is none. `turn` counts drafts and versions that came and went. */
export interface OpenDraft {
  draft: string | null;
  turn: number;
}

/** What is stored, with the head that its next writer must have seen. */
export interface Kept<T> {
  value: T;
  head: string | null;
}

const NONE: OpenDraft = { draft: null, turn: 0 };

export async function readOpenDraft(store: Store, jurisdiction: string): Promise<Kept<OpenDraft>> {
  return keptIn(await store.get(openKey(jurisdiction)), NONE);
}

/** Names another open draft, or none; also what must be decided anew where a version is published meanwhile. */
export function openDraftPut(jurisdiction: string, before: Kept<OpenDraft>, draft: string | null): Put {
  const value: OpenDraft = { draft, turn: before.value.turn + 1 };
  return { item: plainItem(openKey(jurisdiction), value), expected: before.head };
}

/** The sheet of a draft; undefined where there is no such draft. */
export async function readSheet(store: Store, jurisdiction: string, draft: string): Promise<Kept<Sheet> | undefined> {
  const item = await store.get(sheetKey(jurisdiction, draft));
  return item && { value: item.value as Sheet, head: item.head };
}

export function sheetPut(jurisdiction: string, draft: string, sheet: Sheet, before: string | null): Put {
  return { item: plainItem(sheetKey(jurisdiction, draft), sheet), expected: before };
}

/** All rows on a sheet, in order of code. */
export function rowsOn(store: Store, jurisdiction: string, { set, count }: Sheet): Promise<Matter[]> {
  return readRows<Matter>(store, boundaryList(jurisdiction), set, count);
}

/**
 * Writes rows as the sheet's next set, which nothing names yet: the sheet that names it is the caller's to commit. Two
 * who write the next set at once write different ones, unless they write the same rows.
 */
export async function nextEdition(
  store: Store,
  jurisdiction: string,
  draft: string,
  sheet: Sheet,
  rows: readonly Matter[],
): Promise<Sheet> {
  const edition = sheet.edition + 1;
  const set = `draft-${draft.slice(0, 12)}-${edition}-${digest(rows).slice(0, 16)}`;
  await writeRows(store, boundaryList(jurisdiction), set, rows);
  return { ...sheet, set, count: rows.length, edition, revision: sheet.revision + 1, ...earlierOf(sheet) };
}

/** The sets that are the draft's own: not that of the version it began with. */
function earlierOf({ set, edition, earlier = [] }: Sheet): Pick<Sheet, 'earlier'> {
  return edition === 0 ? {} : { earlier: [...earlier, set] };
}

/** Takes the rows of a draft away for good: it has none from then on. */
export async function eraseSheet(store: Store, jurisdiction: string, draft: string): Promise<void> {
  await change(store, sheetKey(jurisdiction, draft), (before) => {
    const sheet = before?.value as Sheet | undefined;
    if (!sheet || sheet.edition === 0 || sheet.count === 0) return { item: null, result: null };
    const empty: Sheet = { ...sheet, set: `${sheet.set}-gone`, count: 0, ...earlierOf(sheet) };
    return { item: plainItem(sheetKey(jurisdiction, draft), empty), result: null };
  });
  const { earlier = [] } = (await readSheet(store, jurisdiction, draft))?.value ?? {};
  for (const set of earlier) await eraseRows(store, boundaryList(jurisdiction), set);
}

function keptIn<T>(item: Item | undefined, none: T): Kept<T> {
  return item ? { value: item.value as T, head: item.head } : { value: none, head: null };
}

function openKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'boundary', 'draft');
}

function sheetKey(jurisdiction: string, draft: string): string {
  return keyOf(jurisdiction, 'boundary', `draft/${draft}`);
}
