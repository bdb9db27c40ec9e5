/** Reading and writing files' items, and looking whether their bytes have come. */
import { arm } from '../arm.ts';
import type { Item, Ports } from '../ports.ts';
import type { Instant } from '../time.ts';
import { tried } from '../tries.ts';
import { declaredOf, erased, fileAt, fileItem, fileKey, type KeptFile, refused, stored } from './file.ts';
import { BEGIN, fileType } from './types.ts';

/** What is needed for it. */
export interface Keeping {
  readonly ports: Pick<Ports, 'store' | 'attachments' | 'timers' | 'clock' | 'log'>;
  readonly jurisdiction: string;
}

/**
 * The items of files, in the order of their ids. Ids are 32 hex digits: whatever else comes in never reaches the store.
 */
export async function readFileItems(at: Keeping, ids: readonly string[]): Promise<(Item | undefined)[]> {
  const known = ids.filter((id) => /^[0-9a-f]{32}$/.test(id));
  if (known.length === 0) return ids.map(() => undefined);
  const found = await at.ports.store.getMany(known.map((id) => fileKey(at.jurisdiction, id)));
  return ids.map((id) => found[known.indexOf(id)]);
}

/**
 * The file as it is at `now`, or undefined where there is none. Of one that is awaited it looks whether it has come.
 */
export async function readFile(at: Keeping, id: string, now: Instant): Promise<KeptFile | undefined> {
  const [item] = await readFileItems(at, [id]);
  const file = item?.value as KeptFile | undefined;
  return file && arrived(at, file, now);
}

/** Looks for the bytes of a file that is awaited, and writes what it found. Other files as they are at `now`. */
export async function arrived(at: Keeping, file: KeptFile, now: Instant): Promise<KeptFile> {
  if (file.state !== 'awaiting') return fileAt(file, now);
  const found = await at.ports.attachments.find(declaredOf(file), BEGIN);
  if (!found) return fileAt(file, now);
  const asDeclared = found.size === file.size && found.sha256 === file.sha256;
  const fits = asDeclared && fileType(file.mediaType)?.begins(found.begin) === true;
  const decide = (known: KeptFile): KeptFile | null => {
    if (known.state !== 'awaiting') return null;
    return fits ? stored(known, now) : refused(known, now);
  };
  return (await changeFile(at, file.id, decide)) ?? fileAt(file, now);
}

/** Changes a file's item; `decide` is asked again whenever somebody was faster, and answers null for no change. */
async function changeFile(
  at: Keeping,
  id: string,
  decide: (file: KeptFile) => KeptFile | null,
): Promise<KeptFile | undefined> {
  return tried(at.ports.store, async (store) => {
    const before = await store.get(fileKey(at.jurisdiction, id));
    const known = before?.value as KeptFile | undefined;
    const next = known && decide(known);
    if (!before || !next) return { done: known };
    const item = fileItem(next);
    await arm(at, item);
    return (await store.commit([{ item, expected: before.head }])).committed ? { done: next } : null;
  });
}

/**
 * A file is woken: what ended in time is written, and bytes that may not be kept are deleted. The item owes the
 * deletion until it is done, so a crash in between keeps nothing.
 */
export async function wakeFile(at: Keeping, id: string, now: Instant): Promise<void> {
  const known = await readFile(at, id, now);
  if (!known) return;
  const file = await changeFile(at, id, (found) => {
    const next = fileAt(found, now);
    return next === found ? null : next;
  });
  if (file?.eraseAt === undefined || file.eraseAt > now) return;
  await at.ports.attachments.drop(declaredOf(file));
  await changeFile(at, id, (found) => (found.eraseAt === file.eraseAt ? erased(found, now) : null));
}

/**
 * Bytes have come for a file: it is looked at, and what came for one that is refused or gone is deleted again at once.
 * Answers the file as it then is.
 */
export async function bytesCame(at: Keeping, id: string, now: Instant): Promise<KeptFile | undefined> {
  const known = await readFile(at, id, now);
  if (known?.state !== 'refused' && known?.state !== 'gone') return known;
  await changeFile(at, id, (found) => ({ ...fileAt(found, now), eraseAt: now }));
  await wakeFile(at, id, now);
  return known;
}
