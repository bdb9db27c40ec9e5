/**
 * Into an empty table. The county itself is written last: without it nobody is let in and no timer finds anything to
 * do, so that what is there before is not yet visible. A marker says which file is being imported; killed at any point,
 * the import goes on when it is started again with the same file.
 */
import { countyKey } from '../../../shared/accounts/directory.ts';
import type { DynamoDbBulk } from '../../../shared/adapters/dynamodb-bulk.ts';
import { unavailable } from '../../../shared/errors.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item, Store, Timers } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';
import { wakesAt } from '../../../shared/waking.ts';
import { Refused } from '../refused.ts';
import { atOnce, only } from './at-once.ts';
import type { Header } from './format.ts';
import { IMPORT_KEY, importPut, readImport } from './import-marker.ts';

const WRITERS = 64;
const ARMERS = 32;
/** Times that a timer is tried while the scheduler throttles. */
const TRIES = 8;

export interface TableImport {
  readonly name: string;
  readonly store: Store;
  readonly bulk: DynamoDbBulk;
  readonly timers: Timers;
  readonly header: Header;
  /** Puts the bytes of the files, before anything is visible. */
  bytes(): Promise<void>;
  /** Reads the file from its beginning. */
  items(): AsyncIterable<Item>;
}

export interface Imported {
  /** Timers that were set. */
  armed: number;
  /** True where an earlier import of the file was gone on with. */
  resumed: boolean;
}

export async function intoTable(into: TableImport): Promise<Imported> {
  const state = await begun(into);
  if (state !== 'arming') {
    const county = countyKey(into.header.jurisdiction);
    await put(into, (item) => item.key !== county && splitKey(item.key).family !== 'identity');
    await put(into, (item) => item.key !== county && splitKey(item.key).family === 'identity');
    await into.bytes();
    await makeVisible(into, county);
  }
  const armed = await arm(into);
  await into.bulk.remove(IMPORT_KEY);
  return { armed, resumed: state !== 'new' };
}

/** Takes the table for this file. Throws `Refused` where there is anything else in it. */
async function begun({ name, store, bulk, header }: TableImport): Promise<'new' | 'writing' | 'arming'> {
  const found = await readImport(store);
  if (found && found.digest === header.digest && found.exportedAt === header.exportedAt) return found.state;
  if (found) {
    throw new Refused(
      `表 ${name} 中有另一文件没有完成的导入（${found.county}，${found.exportedAt} 导出）。请用那个文件再次导入，或换一个空表。`,
      `The table ${name} has an unfinished import of another file. Go on with that file, or take an empty table.`,
    );
  }
  if (!(await bulk.isEmpty())) {
    throw new Refused(
      `表 ${name} 中已有数据，未作任何改动。只能导入到空表。`,
      `The table ${name} is not empty; nothing was changed.`,
    );
  }
  if (!(await store.commit([importPut(header, 'writing')])).committed) throw unavailable();
  return 'new';
}

/** What is there already is left; what is there otherwise was changed by people, whom another import has let in. */
async function put({ name, bulk, items }: TableImport, wanted: (item: Item) => boolean): Promise<void> {
  await atOnce(only(items(), wanted), WRITERS, async (item) => {
    if (await bulk.put(item)) return;
    throw new Refused(
      `同一文件的另一次导入已经完成，表 ${name} 已在使用，本次导入到此为止。`,
      `Another import of the file has been finished and ${name} is in use; this one ends here.`,
    );
  });
}

/** The county and the marker in one commit. A commit whose answer was lost is found by the next import. */
async function makeVisible({ store, items, header }: TableImport, county: string): Promise<void> {
  for await (const item of items()) {
    if (item.key !== county) continue;
    const puts = [{ item, expected: null }, importPut(header, 'arming')];
    if (!(await store.commit(puts)).committed) throw unavailable();
    return;
  }
}

/** Sets the timers of all that waits. Set twice, a timer is one. */
async function arm({ items, timers }: TableImport): Promise<number> {
  let armed = 0;
  const waking = only(items(), (item) => wakesAt(item.places) !== null);
  await atOnce(waking, ARMERS, async (item) => {
    await setPatiently(timers, item);
    armed += 1;
  });
  return armed;
}

async function setPatiently(timers: Timers, { key, places }: Item): Promise<void> {
  const at = wakesAt(places) as Instant;
  for (let attempt = 1; ; attempt++) {
    try {
      return await timers.set(key, at);
    } catch (error) {
      if (attempt >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
    }
  }
}
