/**
 * A form with files in it, read as it comes in. What was typed is kept whatever becomes of its files: one that is too
 * large is read over, and of a form that was cut off there is what came before.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../shared/errors.ts';
import { BODY_LIMIT } from '../http/input.ts';

/** Bytes of all files of a form: what a function takes is 6 MB as base64. */
export const FILES_LIMIT = 4 * 1_048_576;
/** Fields and files of a form. */
const [FIELDS, FILES] = [5_000, 20];
/** Bytes read of a form at all. */
const LENGTH = 64 * 1_048_576;

/** A file that came with a form. */
export interface SentFile {
  /** The name of its control. */
  readonly at: string;
  readonly name: string;
  /** Null where there was no room for them. */
  readonly bytes: Uint8Array | null;
}

export interface SentForm {
  readonly fields: URLSearchParams;
  readonly files: readonly SentFile[];
  /** True where the form did not come to its end. */
  readonly cutOff: boolean;
}

/**
 * Reads the form. `room`: bytes that its files may take; `length`: that are read at all. Throws 413 where what was
 * typed is longer than a form may be.
 */
export async function readForm(
  type: string,
  bytes: AsyncIterable<Uint8Array>,
  { room, length = LENGTH }: { readonly room: number; readonly length?: number },
): Promise<SentForm> {
  const { default: busboy } = await import('busboy');
  const fields = new URLSearchParams();
  const files: SentFile[] = [];
  let [left, typed] = [room, 0];
  try {
    const parser = busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { fields: FIELDS, files: FILES, fieldSize: BODY_LIMIT },
    });
    parser.on('field', (name, value) => {
      typed += Buffer.byteLength(value);
      if (typed <= BODY_LIMIT) fields.append(name, value);
    });
    parser.on('file', (at, stream, { filename }) => {
      const chunks: Uint8Array[] = [];
      let [fits, size] = [true, 0];
      stream.on('data', (chunk: Uint8Array) => {
        size += chunk.length;
        fits &&= size <= left;
        if (fits) chunks.push(chunk);
        else chunks.length = 0;
      });
      // Only what came whole is a file. A control in which nothing was chosen is sent without a name.
      stream.on('end', () => {
        // What is left out takes no room from those that come after it.
        if (fits) left -= size;
        if (filename) files.push({ at, name: filename, bytes: fits ? Buffer.concat(chunks) : null });
      });
      stream.on('error', () => {});
    });
    await pipeline(Readable.from(upTo(bytes, length)), parser);
  } catch (error) {
    if (error instanceof Problem && error.status >= 500) throw error;
    return { fields, files, cutOff: true };
  }
  if (typed > BODY_LIMIT) throw new Problem('body-too-large', '填写的内容超过 1 MB。请减少内容，或分次提交。');
  return { fields, files, cutOff: false };
}

async function* upTo(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > length) throw new Error('a form without an end');
    yield chunk;
  }
}
