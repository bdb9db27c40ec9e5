/** What decisions about a draft of the list look up: the county's versions and open draft, its sheet, its rows. */
import { type ChangedRow, changedRows, concernedBy, type Opinions, opinionsNeeded } from '../boundary/changes.ts';
import type { Matter } from '../boundary/matter.ts';
import { readOpinions } from '../boundary/opinions.ts';
import { type Kept, type OpenDraft, readOpenDraft, readSheet, rowsOn, type Sheet } from '../boundary/sheet.ts';
import { boundaryList, readMatters } from '../boundary/versions.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Reads } from '../exchange/seams.ts';
import { load } from '../exchange/work.ts';
import type { Item } from '../ports.ts';
import { type Version, versionsIn, versionsItem } from '../versions/versions.ts';
import type { DraftBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    listDraft: { ask: AskedDraft; found: DraftFacts };
  }
}

export interface AskedDraft {
  /** The draft whose sheet is read; null for the county's lists alone. */
  draft: string | null;
  /** With its rows: those of this version and those on the sheet. */
  base?: string | null;
  rows?: boolean;
}

export interface DraftFacts {
  open: Kept<OpenDraft>;
  /** The item with the heads of all versions, and these. */
  item: Item | undefined;
  versions: readonly Version[];
  sheet: Kept<Sheet> | undefined;
  opinions: Kept<Opinions>;
  /** What the draft changes; null where rows were not asked for. */
  rows: { before: readonly Matter[]; after: readonly Matter[]; changes: readonly ChangedRow[] } | null;
}

export async function readListDraft(desk: Desk, { draft, base = null, rows }: AskedDraft): Promise<DraftFacts> {
  const { ports, jurisdiction } = desk;
  const { store } = ports;
  const [item, open, sheet, opinions] = await Promise.all([
    versionsItem(store, boundaryList(jurisdiction)),
    readOpenDraft(store, jurisdiction),
    draft === null ? undefined : readSheet(store, jurisdiction, draft),
    readOpinions(store, jurisdiction),
  ]);
  const versions = versionsIn(item);
  const known = { open, item, versions, sheet, opinions };
  if (!rows || !sheet) return { ...known, rows: null };
  const begun = versions.find(({ version }) => version === base);
  const before = begun ? await readMatters(store, jurisdiction, begun) : [];
  const after = await rowsOn(store, jurisdiction, sheet.value);
  return { ...known, rows: { before, after, changes: changedRows(before, after) } };
}

/** What a letter of a draft asks of the organisation that it was written to. */
export async function readConfirmation(
  desk: Desk,
  { draft, letter }: { draft: string; letter: string },
  facts: Facts,
): Promise<Reads['confirmation']['found']> {
  const record = await load(desk, draft, facts);
  if (!record) return null;
  const { base, confirmations } = record.body as DraftBody;
  const org = confirmations.find((one) => one.letter === letter)?.org ?? '';
  const { rows, opinions } = await readListDraft(desk, { draft, base, rows: true });
  if (!rows) return null;
  const concerned = concernedBy(rows.changes).get(org) ?? [];
  const needed = opinionsNeeded(org, rows.after, rows.changes, opinions.value);
  return { rows: new Set(concerned.map(({ code }) => code)), opinions: needed };
}
