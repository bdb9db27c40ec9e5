/** Files that records name: written by the same commit as the records, so that neither is ever without the other. */
import { type FieldError, invalid } from '../errors.ts';
import { fileItem, type KeptFile } from '../files/file.ts';
import { arrived, readFileItems } from '../files/keeping.ts';
import { attachedFiles, type NamedFile, type Naming, namedFile, touchedFiles } from '../files/named.ts';
import type { Item, Put } from '../ports.ts';
import type { Instant } from '../time.ts';
import { arm, type Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import { isTakenSince } from './history.ts';
import type { AnyKind } from './kind.ts';
import { kindNamed } from './run.ts';

/** A record that a commit changes; `before` is null for a new one. */
export interface Changed {
  before: Exchange | null;
  exchange: Exchange;
}

/** The files that a record of that kind names by this body. */
export function filesIn(kind: AnyKind, body: unknown): readonly NamedFile[] {
  return kind.files ? kind.files(body) : attachedFiles(body);
}

/**
 * The puts of the files that the changed records name anew, or that a quarantine takes: `held` where their bytes stay
 * until somebody decides on them. Throws 422 where a file is named that is not there, not stored, or not of the
 * organisation `org`.
 */
export async function filePuts(
  desk: Desk,
  changed: readonly Changed[],
  org: string | null,
  now: Instant,
  held: boolean,
): Promise<Put[]> {
  const namings = changed.map((one) => namingOf(desk, one, held));
  const ids = touchedFiles(namings);
  if (ids.length === 0) return [];
  const items = await itemsOf(desk, ids, now);
  const decided = ids.map((id, i) => namedFile(items[i]?.value as KeptFile | undefined, id, namings, org, now));
  const errors = [...namings.flatMap(tooMany), ...decided.flatMap((one) => one.errors)];
  if (errors.length > 0) throw invalid(errors);
  const puts: Put[] = [];
  for (const [i, { file }] of decided.entries()) {
    const before = items[i];
    if (!before || !file || file === before.value) continue;
    const item = fileItem(file);
    await arm(desk, item);
    puts.push({ item, expected: before.head });
  }
  return puts;
}

/**
 * A quarantine takes the files of a record by one commit: a record names no more than fit in, whatever it took in
 * before.
 */
const MOST_FILES = 80;

function tooMany({ before, after }: Naming): FieldError[] {
  const known = new Set(before.map(({ file }) => file));
  const all = new Set<string>();
  const beyond = after.find(({ file }) => all.add(file).size > MOST_FILES && !known.has(file));
  const detail = `一条记录最多引用 ${MOST_FILES} 个文件。请将其余文件合并为一个压缩包后上传`;
  return beyond ? [{ pointer: beyond.pointer, detail }] : [];
}

function namingOf(desk: Desk, { before, exchange }: Changed, held: boolean): Naming {
  const kind = kindNamed(desk.kinds, exchange.kind);
  const last = exchange.history.at(-1)?.act;
  return {
    record: exchange.id,
    before: before ? filesIn(kind, before.body) : [],
    after: filesIn(kind, exchange.body),
    quarantined: exchange.quarantined || isTakenSince(before, exchange),
    held,
    restored: last === 'restore',
  };
}

/**
 * The items of files. Where one is awaited, its bytes may have come unnoticed: it is looked at, and all are read again.
 */
async function itemsOf(desk: Desk, ids: readonly string[], now: Instant): Promise<(Item | undefined)[]> {
  const items = await readFileItems(desk, ids);
  const awaited = items.flatMap((item) => {
    const file = item?.value as KeptFile | undefined;
    return file?.state === 'awaiting' ? [file] : [];
  });
  if (awaited.length === 0) return items;
  await Promise.all(awaited.map((file) => arrived(desk, file, now)));
  return readFileItems(desk, ids);
}
