/**
 * How an answer leaves: whole where it is small, as a file where it is not, since Lambda lets no more than 6 MB out.
 * This is the one place that knows of it; what routes answer may be of any size.
 */

import type { Readable } from 'node:stream';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Files, Offer, ServedAs } from '../../shared/ports.ts';
import type { Answer, Content } from './route.ts';

/** Bytes of a body that are answered as they are. */
export const WHOLE = 4 * 1_048_576;
/** Bytes of text that fit though JSON makes six of each; what is longer goes as base64, a third longer and no more. */
const AS_TEXT = 1_000_000;

type Headers = Readonly<Record<string, string>>;

const OF_JSON: Headers = { 'cache-control': 'no-store' };

/** An answer whose body has been made: text, bytes, or a stream that the caller must end. */
export interface Made {
  statusCode: number;
  headers: Headers;
  body?: string | Buffer;
  stream?: Readable;
  cookies?: string[];
}

/** What an HTTP API takes, or with a stream as its body, which the caller must end. */
export interface Result extends APIGatewayProxyStructuredResultV2 {
  statusCode: number;
  headers: Headers;
  stream?: Readable;
}

/** Who asked, as far as the body's way depends on it. */
export interface Asking {
  readonly files: Files;
  readonly method: string;
  readonly path: string;
  /** Aborted when the caller goes away. */
  readonly gone: AbortSignal | undefined;
}

/** Makes the body of an answer. One that is made piece by piece may throw: nothing of it has been sent. */
export async function madeOf(answer: Answer, asking: Asking): Promise<Made> {
  if (answer.file) return madeOfFile(answer, answer.file, asking.method);
  const { status, body, content = jsonOf(body), cookies } = answer;
  if (cookies) return { ...(await madeOf({ ...answer, cookies: undefined }, asking)), cookies: [...cookies] };
  const headers = { 'content-type': content.type, ...(!answer.content && OF_JSON), ...answer.headers };
  const { data } = content;
  if (asking.method === 'HEAD') return { statusCode: status, headers, body: '' };
  if (typeof data === 'string' && data.length * 3 <= AS_TEXT) return { statusCode: status, headers, body: data };
  const chunks = bytesOf(data, asking.gone);
  const held: Uint8Array[] = [];
  try {
    for (let size = 0; ; ) {
      const { done, value } = await chunks.next();
      if (done) return { statusCode: status, headers, body: bodyOf(Buffer.concat(held), content) };
      held.push(value);
      size += value.length;
      if (size > WHOLE) break;
    }
    const offer = await asking.files.offer(following(held, chunks), servedAs(headers, asking.path));
    return offered(status, headers, offer);
  } finally {
    // Also where the file could not be taken in: what makes the body lets go of what it holds.
    await chunks.return(undefined);
  }
}

async function madeOfFile(answer: Answer, file: NonNullable<Answer['file']>, method: string): Promise<Made> {
  const headers = { 'content-type': file.type, ...answer.headers };
  if (method === 'HEAD') return { statusCode: answer.status, headers, body: '' };
  return offered(answer.status, headers, await file.offer());
}

function jsonOf(body: unknown): Content {
  return { type: 'application/json; charset=utf-8', data: pageText(body) ?? JSON.stringify(body ?? null) };
}

/** What was answered as part of a page and stays as it is, with its JSON: inboxes are asked for again and again. */
const lasting = new WeakMap<object, string>();

/** An item of pages that never changes: its JSON is written once. */
export function lastingItem<T extends object>(item: T): T {
  lasting.set(item, JSON.stringify(item));
  return Object.freeze(item);
}

/** The JSON of a page whose items are lasting; null for any other body. */
function pageText(body: unknown): string | null {
  const { items, ...others } = (body ?? {}) as { items?: unknown };
  if (!Array.isArray(items) || items.length === 0) return null;
  const texts: string[] = [];
  for (const item of items) {
    const text = lasting.get(item as object);
    if (text === undefined) return null;
    texts.push(text);
  }
  const rest = JSON.stringify(others);
  return `{"items":[${texts.join(',')}]${rest === '{}' ? '}' : `,${rest.slice(1)}`}`;
}

async function* bytesOf(data: Content['data'], gone: AbortSignal | undefined): AsyncGenerator<Uint8Array, undefined> {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    yield Buffer.from(data as string);
    return;
  }
  for await (const piece of data) {
    gone?.throwIfAborted();
    yield typeof piece === 'string' ? Buffer.from(piece) : piece;
  }
}

async function* following(held: Uint8Array[], chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // One by one out of memory.
  for (let chunk = held.shift(); chunk; chunk = held.shift()) yield chunk;
  yield* chunks;
}

/** Bytes where they are no text, or so much of it that JSON might make it too large for Lambda. */
function bodyOf(bytes: Buffer, { data, bytes: isBytes }: Content): string | Buffer {
  return isBytes || data instanceof Uint8Array || bytes.length > AS_TEXT ? bytes : bytes.toString('utf8');
}

/** The answer as it leaves: bytes go as base64. */
export function resultOf({ body, ...made }: Made): Result {
  return Buffer.isBuffer(body) ? { ...made, body: body.toString('base64'), isBase64Encoded: true } : { ...made, body };
}

/**
 * An address is for whoever asked now: nobody keeps the way to it. The tag stays, so that a program that has the file
 * need not fetch it again.
 */
function offered(statusCode: number, headers: Headers, offer: Offer): Made {
  if ('stream' in offer) {
    return { statusCode, headers: { ...headers, 'content-length': String(offer.size) }, stream: offer.stream };
  }
  const way: Headers = { location: offer.address, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  return { statusCode: 303, headers: headers.etag === undefined ? way : { ...way, etag: headers.etag }, body: '' };
}

/** A page whose policy cannot go with it is for saving, not for opening where it lies. */
function servedAs(headers: Headers, path: string): ServedAs {
  const name = /([\w.-]+)$/.exec(path)?.[1] ?? 'page';
  const saved = `attachment; filename="${name.endsWith('.html') ? name : `${name}.html`}"`;
  const page = headers['content-security-policy'] === undefined ? null : saved;
  return {
    type: headers['content-type'] as string,
    disposition: headers['content-disposition'] ?? page,
    cache: headers['cache-control'] ?? null,
  };
}
