/** How a file is answered, and the name under which it is fetched. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { endingsOf, fileType } from '../../shared/files/types.ts';
import type { Settings } from '../../shared/platform.ts';
import { formatInstant, formatInstantOrNull, type Instant } from '../../shared/time.ts';

/** The file for this reader: only its own organisation is told where to send the bytes. */
export async function presentFile(
  desk: Desk,
  settings: Settings,
  file: KeptFile,
  reader: Actor,
  now: Instant,
): Promise<Record<string, unknown>> {
  const { id, name, sha256, size, mediaType } = file;
  const state = file.state === 'held' ? 'gone' : file.state;
  const uploads = state === 'awaiting' && now < file.uploadUntil && reader.org === file.org;
  return {
    ...{ id, name: state === 'gone' ? null : name, sha256, size, mediaType, from: { org: file.org }, state },
    createdAt: formatInstant(file.createdAt),
    storedAt: formatInstantOrNull(file.storedAt ?? null),
    upload: uploads ? await uploadOf(desk, settings, file, now) : null,
  };
}

async function uploadOf(desk: Desk, { address }: Settings, file: KeptFile, now: Instant) {
  const seconds = Math.ceil((file.uploadUntil - now) / 1_000);
  const elsewhere = await desk.ports.attachments.addressFor(declaredOf(file), seconds);
  const here = { url: `${address}/files/${file.id}/content`, headers: { 'content-type': file.mediaType } };
  return { method: 'PUT', ...(elsewhere ?? here), expires: formatInstant(file.uploadUntil) };
}

/**
 * `content-disposition` of a download (RFC 6266): never shown in place, with its name, and its ending where that lacks.
 */
export function dispositionOf({ name, mediaType }: KeptFile): string {
  const type = fileType(mediaType);
  const ending = type?.ending ?? '';
  const whole = (type ? endingsOf(type) : ['.']).some((one) => name.toLowerCase().endsWith(one))
    ? name
    : `${name}.${ending}`;
  const plain = /^[\w .()-]+$/.test(whole) ? whole : `file.${ending}`;
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended(whole)}`;
}

/** RFC 5987: all but letters, digits and a few marks, percent-encoded. */
function extended(text: string): string {
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/['()*]/g, hex);
}
