/**
 * The bytes of a county's files (附件), which lie beside the exported file: `<FILE>.files/<sha256>`, each once. They are
 * held against their hash when they go out and again before anything of an import is written.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { declaredOf, fileItem, type KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Attachments, Declared, Item, Offer } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { atOnce } from './at-once.ts';

/** Files that are copied at once. */
const WORKERS = 8;
const NAMED = 20;
const ID = /^[0-9a-f]{32}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const AS = { type: 'application/octet-stream', disposition: null, cache: null };

/** Where the bytes of an exported file lie. */
export function besideOf(path: string): string {
  return `${path}.files`;
}

/** The file of an item whose bytes are kept; null for every other item. Throws `Refused` where it names no place. */
export function storedFileOf({ key, value }: Item): KeptFile | null {
  const { family, id } = splitKey(key);
  if (family !== 'file') return null;
  const file = value as KeptFile;
  if (file.state !== 'stored' && file.state !== 'held') return null;
  if (file.id === id && ID.test(id) && SHA256.test(file.sha256)) return file;
  throw new Refused(`附件记录 ${key} 已损坏，未作任何写入。`, `The file ${key} is damaged; nothing was written.`);
}

/** Copies the bytes of all files beside `path`, all or none. Throws `Refused` with those that are not as declared. */
export async function saveBytes(path: string, files: readonly KeptFile[], from: Attachments): Promise<void> {
  if (files.length === 0) return;
  const part = `${besideOf(path)}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  const wrong: KeptFile[] = [];
  try {
    await atOnce(each(onceEach(files)), WORKERS, async (file) => {
      if (!(await saved(from, declaredOf(file), join(part, file.sha256)))) wrong.push(file);
    });
    if (wrong.length > 0) {
      throw new Refused(
        `${wrong.length} 个附件的内容缺失或与登记的 SHA-256 不符，未生成文件。请从备份恢复后再试：\n${listed(wrong)}`,
        `The bytes of ${wrong.length} files are missing or not as declared; no file was made.`,
      );
    }
    await synced(part);
    await rename(part, besideOf(path));
    await synced(dirname(path));
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** Takes away what `saveBytes` has written. */
export async function removeBytes(path: string): Promise<void> {
  await rm(besideOf(path), { recursive: true, force: true });
}

/** Of the files, those whose bytes do not lie beside `path` as they were declared. */
export async function missingBeside(path: string, files: readonly KeptFile[]): Promise<KeptFile[]> {
  const missing = new Set<string>();
  for (const { sha256, size } of onceEach(files)) {
    const at = join(besideOf(path), sha256);
    if ((await sizeOf(at)) !== size || (await hashOf(at)) !== sha256) missing.add(sha256);
  }
  return files.filter(({ sha256 }) => missing.has(sha256));
}

/** Puts the bytes of the files into their new home. Done again, it changes nothing. */
export async function loadBytes(path: string, files: readonly KeptFile[], into: Attachments): Promise<void> {
  await atOnce(each(files), WORKERS, async (file) => {
    const declared = declaredOf(file);
    const there = await into.find(declared, 1);
    if (there?.size === declared.size && there.sha256 === declared.sha256) return;
    const taken = await into.put(declared, createReadStream(join(besideOf(path), declared.sha256)));
    if (taken !== 'kept') throw new Error(`The bytes of ${declared.key} changed meanwhile (${taken})`);
  });
}

/** The items, where the files of `lost` have no bytes any more. Their names and hashes stay. */
export async function* withoutBytes(items: AsyncIterable<Item>, lost: readonly KeptFile[]): AsyncGenerator<Item> {
  const ids = new Set(lost.map(({ id }) => id));
  for await (const item of items) {
    const file = ids.size > 0 ? storedFileOf(item) : null;
    yield file && ids.has(file.id) ? fileItem({ ...file, state: 'gone' }) : item;
  }
}

/** Some of the files, by hash and name. */
export function listed(files: readonly KeptFile[]): string {
  const lines = files.slice(0, NAMED).map(({ sha256, name }) => `${sha256}  ${name}`);
  return [...lines, ...(files.length > NAMED ? ['…'] : [])].join('\n');
}

/** `附件 3 个，共 1.5 MB`. */
export function saidOf(files: readonly KeptFile[]): string {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return `附件 ${files.length} 个，共 ${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** False where there is nothing, or something else than was declared. */
async function saved(from: Attachments, declared: Declared, to: string): Promise<boolean> {
  if (!(await from.find(declared, 1))) return false;
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of await streamOf(await from.offer(declared, AS))) {
      size += chunk.length;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return size === declared.size && hash.digest('hex') === declared.sha256;
}

async function streamOf(offer: Offer): Promise<AsyncIterable<Uint8Array>> {
  if ('stream' in offer) return offer.stream;
  const { ok, status, body } = await fetch(offer.address);
  if (!ok || !body) throw new Error(`S3 answered ${status}`);
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
}

function onceEach(files: readonly KeptFile[]): KeptFile[] {
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** Null where nothing is there. What cannot be read is not missing, and throws. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    const { message } = error as Error;
    throw new Refused(`无法读取 ${path}（${message}）。请检查权限和磁盘后再试。`, `Cannot read ${path}: ${message}`);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
