/** Files for these tests: their declarations, and how they are sent. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { FILE_TYPES } from '../../shared/files/types.ts';
import type { Called, InProcess } from '../in-process.ts';

export const PDF = Buffer.from(`%PDF-1.7\n${'冠县行政审批服务局许可决定书\n'.repeat(300)}%%EOF\n`);

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What `POST /files` says of these bytes. */
export function declaration(bytes: Uint8Array, more: Record<string, unknown> = {}): Record<string, unknown> {
  const type = FILE_TYPES.find(({ mediaType }) => mediaType === more.mediaType);
  const said = {
    name: `许可决定书.${type?.ending ?? 'pdf'}`,
    sha256: sha256Of(bytes),
    size: bytes.length,
    mediaType: 'application/pdf',
  };
  return { ...said, ...more };
}

/** The bytes with the one in the middle another. */
export function oneChanged(bytes: Uint8Array): Buffer {
  const other = Buffer.from(bytes);
  const middle = other.length >> 1;
  other[middle] = (other[middle] as number) ^ 1;
  return other;
}

type Call = InProcess['call'];

export function declare(
  call: Call,
  as: string,
  bytes: Uint8Array,
  more: Record<string, unknown> = {},
): Promise<Called> {
  return call('POST', '/files', { as, body: declaration(bytes, more) });
}

export function send(call: Call, as: string, id: string, bytes: Uint8Array, headers = {}): Promise<Called> {
  const type = { 'content-type': 'application/pdf', ...headers };
  return call('PUT', `/files/${id}/content`, { as, body: bytes, headers: type });
}

/** A file that is stored: its id. Throws where it is not. */
export async function upload(call: Call, as: string, bytes: Uint8Array = PDF, more = {}): Promise<string> {
  const { json } = await declare(call, as, bytes, more);
  const headers = { 'content-type': json.mediaType };
  const sent = await send(call, as, json.id, bytes, headers);
  if (sent.json?.state !== 'stored') throw new Error(`${sent.status} ${sent.text}`);
  return json.id;
}

/** The files on the disk under a folder. */
export async function filesUnder(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}
