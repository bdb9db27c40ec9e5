/** A demonstration whose records name files, and how its folders are looked into. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { attachmentsOf, openFolder } from '../../infra/local/home/folder.ts';
import { declaredOf, type FileState, fileItem, fileKey, type KeptFile } from '../../shared/files/file.ts';
import { startProduct, temporaryFolder } from '../home/product.ts';
import { CLOCK } from './county.ts';

export const PDF = Buffer.from('%PDF-1.7 许可决定书');
export const PNG = Buffer.from('\x89PNG\r\n\x1a\n现场照片', 'latin1');
export const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const id = (n: number): string => String(n).repeat(32);

function fileOf(n: number, bytes: Uint8Array, state: FileState): KeptFile {
  const rest = { jurisdiction: '371525', org: 'SPJ', by: 'spj.officer', mediaType: 'application/pdf' };
  const times = { createdAt: 1_790_000_000_000, uploadUntil: 1_790_000_900_000, storedAt: 1_790_000_100_000 };
  return {
    ...{ id: id(n), name: `附件${n}.pdf`, sha256: sha(bytes), size: bytes.length, state, records: [id(9)] },
    ...rest,
    ...times,
  };
}

/** Two files of the same bytes, one of others, and three whose bytes nobody has. */
export const FILES = [
  fileOf(1, PDF, 'stored'),
  fileOf(2, PDF, 'stored'),
  fileOf(3, PNG, 'stored'),
  fileOf(4, PNG, 'gone'),
  fileOf(5, PNG, 'awaiting'),
  fileOf(6, PNG, 'refused'),
];
export const STORED = FILES.filter(({ state }) => state === 'stored');

/** A folder of its own with these files, which its caller removes. */
export async function homeWithFiles(): Promise<string> {
  const source = await temporaryFolder();
  const product = await startProduct({ dataDir: source, clock: CLOCK });
  await product.stop();
  const { store, close } = await openFolder(source);
  await store.commit(FILES.map((file) => ({ item: fileItem(file), expected: null })));
  const attachments = attachmentsOf(source);
  for (const file of STORED) {
    const bytes = file.sha256 === sha(PDF) ? PDF : PNG;
    expect(await attachments.put(declaredOf(file), chunks(bytes))).toBe('kept');
  }
  close();
  return source;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The state of each file in a folder, and what lies there of it. */
export async function found(dataDir: string): Promise<[state: string, bytes: string | null][]> {
  const { store, close } = await openFolder(dataDir);
  const attachments = attachmentsOf(dataDir);
  const all: [string, string | null][] = [];
  for (const file of FILES) {
    const { state } = ((await store.get(fileKey('371525', file.id)))?.value ?? {}) as KeptFile;
    const there = await attachments.find(declaredOf(file), 100);
    all.push([state, there && sha(there.begin)]);
  }
  close();
  return all;
}

/** All bytes in their places. */
export const WHOLE = FILES.map(({ state, sha256 }) => [state, state === 'stored' ? sha256 : null]);
