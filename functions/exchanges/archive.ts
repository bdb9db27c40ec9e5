/**
 * `GET /<path>/{id}/archive.zip` (归档, 公文处理工作条例 art. 27): a closed record with its history, its files and, where it has
 * one, its document, for both sides to keep. `manifest.json` has the SHA-256 of each part. Made piece by piece: files
 * may be large.
 */
import { createHash } from 'node:crypto';
import { Zip, ZipPassThrough } from 'fflate';
import type { OfficialLetter } from '../../shared/documents/official-letter.ts';
import { renderLetter } from '../../shared/documents/render.ts';
import { Problem } from '../../shared/errors.ts';
import { filesIn } from '../../shared/exchange/attached.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { isOpen } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { readFileItems } from '../../shared/files/keeping.ts';

declare module '../../shared/errors.ts' {
  interface Conflicts {
    'still-open': true;
  }
}

/** A part of the archive: bytes, or what brings them. */
interface Part {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A zip archive names no day before; always this one, so that the same record gives the same bytes. */
const FIRST_DAY = new Date(1980, 0, 1);

/** Throws 409 unless the record is closed: nothing more is owed of it. */
export function mustBeClosed(kind: AnyKind, exchange: Exchange): void {
  if (isOpen(kind, exchange)) throw new Problem('still-open', '该记录尚未办结，办结后才能归档下载。');
}

/** What goes into it, as its reader sees it: the record, its history, and its document, if any. */
interface Shown {
  readonly record: object;
  readonly history: object;
  readonly letter: OfficialLetter | null;
  /** The reply, where it is a letter of its own. */
  readonly reply: OfficialLetter | null;
}

/** The archive's bytes. */
export async function* archiveOf(
  desk: Desk,
  kind: AnyKind,
  exchange: Exchange,
  shown: Shown,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const sums: { name: string; size: number; sha256: string }[] = [];
  for (const part of await partsOf(desk, kind, exchange, shown)) {
    const hash = createHash('sha256');
    let size = 0;
    const entry = begun(zip, part.name);
    for await (const bytes of part.bytes()) {
      hash.update(bytes);
      size += bytes.length;
      entry.push(bytes);
      yield* made.splice(0);
    }
    entry.push(new Uint8Array(), true);
    sums.push({ name: part.name, size, sha256: hash.digest('hex') });
  }
  begun(zip, 'manifest.json').push(json({ record: exchange.id, kind: kind.kind, files: sums }), true);
  zip.end();
  yield* made.splice(0);
}

function begun(zip: Zip, name: string): ZipPassThrough {
  const entry = new ZipPassThrough(name);
  entry.mtime = FIRST_DAY;
  zip.add(entry);
  return entry;
}

async function partsOf(desk: Desk, kind: AnyKind, exchange: Exchange, shown: Shown): Promise<Part[]> {
  const { record, history, letter, reply } = shown;
  const document = letter === null ? [] : [whole('document.docx', await renderLetter(letter, 'docx'))];
  if (reply !== null) document.push(whole('reply.docx', await renderLetter(reply, 'docx')));
  return [
    whole('record.json', json(record)),
    whole('history.json', json(history)),
    ...document,
    ...(await filesOf(desk, kind, exchange)).map((file, i) => ({
      name: `files/${String(i + 1).padStart(2, '0')}-${file.name.replaceAll(/[\\/:*?"<>|]/g, '_')}`,
      bytes: () => bytesOf(desk, file),
    })),
  ];
}

function whole(name: string, bytes: string | Uint8Array): Part {
  return { name, bytes: () => [typeof bytes === 'string' ? Buffer.from(bytes) : bytes] };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** The stored files that the record names. */
async function filesOf(desk: Desk, kind: AnyKind, { body }: Exchange): Promise<KeptFile[]> {
  const items = await readFileItems(desk, [...new Set(filesIn(kind, body).map(({ file }) => file))]);
  const files = items.flatMap((item) => (item ? [item.value as KeptFile] : []));
  return files.filter(({ state }) => state === 'stored');
}

async function* bytesOf({ ports }: Desk, file: KeptFile): AsyncGenerator<Uint8Array> {
  const as = { type: file.mediaType, disposition: 'attachment', cache: 'no-store' };
  const offer = await ports.attachments.offer(declaredOf(file), as);
  if ('stream' in offer) {
    yield* offer.stream as AsyncIterable<Uint8Array>;
    return;
  }
  const answer = await fetch(offer.address);
  if (!answer.ok || !answer.body) throw new Problem('unavailable', '暂时不能读取附件，请稍后再试。');
  yield* answer.body as unknown as AsyncIterable<Uint8Array>;
}
