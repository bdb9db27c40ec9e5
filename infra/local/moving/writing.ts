/** Writes an export: surveyed first, then written beside its place, and put there when it is whole and on the disk. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Attachments, Item } from '../../../shared/ports.ts';
import { formatInstant, type Instant } from '../../../shared/time.ts';
import { Refused } from '../refused.ts';
import { besideOf, removeBytes, saveBytes } from './bytes.ts';
import { FORMAT, type Header, lineOf, VERSION } from './format.ts';
import { Survey } from './survey.ts';

/** A county at rest: the same items, in order of key, as often as they are asked for, and the bytes of its files. */
export interface Source {
  items(): Iterable<Item> | AsyncIterable<Item>;
  /** Asked for where there are files. */
  attachments(): Attachments | Promise<Attachments>;
}

const BUFFER = 1024 * 1024;

/** What is done once all has been surveyed, before anything is written; what it throws ends the export. */
export type First = (survey: Survey) => Promise<void>;

/** Answers what was found. Throws `Refused` and leaves no file where anything does not fit. */
export async function writeExport(path: string, source: Source, now: Instant, first?: First): Promise<Survey> {
  for (const there of [path, besideOf(path)]) {
    if (!existsSync(there)) continue;
    throw new Refused(`文件 ${there} 已经存在，未作改动。请用 --out 指定其他文件。`, `${there} is there already.`);
  }
  const survey = new Survey();
  const digest = createHash('sha256');
  for await (const item of source.items()) {
    survey.take(item);
    digest.update(`${lineOf(item)}\n`);
  }
  const { jurisdiction, name: county } = survey.county();
  const exportedAt = formatInstant(now);
  const { items } = survey;
  const header: Header = {
    ...{ format: FORMAT, version: VERSION, jurisdiction, county, exportedAt, items },
    digest: digest.digest('hex'),
  };
  await first?.(survey);
  if (survey.files.length > 0) await saveBytes(path, survey.files, await source.attachments());
  try {
    await beside(path, (handle) => writeAll(handle, header, source));
  } catch (error) {
    await removeBytes(path);
    throw error;
  }
  return survey;
}

async function writeAll(handle: FileHandle, header: Header, source: Source): Promise<void> {
  const [file, items] = [createHash('sha256'), createHash('sha256')];
  let buffer = '';
  let count = 0;
  const write = async (line: string): Promise<void> => {
    buffer += `${line}\n`;
    if (buffer.length < BUFFER) return;
    file.update(buffer);
    await handle.writeFile(buffer);
    buffer = '';
  };
  await write(JSON.stringify(header));
  for await (const item of source.items()) {
    const line = lineOf(item);
    items.update(`${line}\n`);
    count += 1;
    await write(line);
  }
  if (count !== header.items || items.digest('hex') !== header.digest) throw new Error('The items changed meanwhile');
  file.update(buffer);
  const trailer = { end: true, items: count, sha256: file.digest('hex') };
  await handle.writeFile(`${buffer}${JSON.stringify(trailer)}\n`);
}

/** For its owner's eyes only, and there whole or not at all. */
async function beside(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  try {
    await rm(part, { force: true });
    const handle = await open(part, 'wx', 0o600);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const { code } = error as { code?: string };
    if (typeof code !== 'string' || error instanceof Refused) throw error;
    throw new Refused(`无法写入 ${path}（${code}），请检查路径、权限和磁盘空间。`, `Cannot write ${path} (${code}).`);
  }
}
