/** What a table says of an import that is under way: which file, and how far it has come. */
import { plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Put, Store } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import type { Header } from './format.ts';

export interface ImportMarker {
  county: string;
  exportedAt: string;
  /** The digest of the file's items. */
  digest: string;
  /** `writing`: not yet visible. `arming`: all is there, the timers are being set. */
  state: 'writing' | 'arming';
}

export const IMPORT_KEY = keyOf('_', 'county', 'import');

export async function readImport(store: Store): Promise<ImportMarker | undefined> {
  return (await store.get(IMPORT_KEY))?.value as ImportMarker | undefined;
}

/** The write that brings a file's import into a state. */
export function importPut({ county, exportedAt, digest }: Header, state: 'writing' | 'arming'): Put {
  const item = (at: ImportMarker['state']) => plainItem(IMPORT_KEY, { county, exportedAt, digest, state: at });
  return { item: item(state), expected: state === 'writing' ? null : item('writing').head };
}

/** Whoever needs a table that is whole. */
export async function refuseHalfImported(store: Store, table: string): Promise<void> {
  const found = await readImport(store);
  if (!found) return;
  throw new Refused(
    `表 ${table} 中有一次没有完成的导入（${found.county}，${found.exportedAt} 导出的文件）。请先用同一文件再次运行 import，直到完成。`,
    `The table ${table} has an import that was not finished. Run it again with the same file first.`,
  );
}
