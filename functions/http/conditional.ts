/**
 * Tags of what is read (ETag): an answer that the caller already has is not sent again (If-None-Match), and nobody
 * replaces what changed since it was read (If-Match). This is the one place that compares tags.
 */
import { Problem } from '../../shared/errors.ts';
import { digest } from '../../shared/keys.ts';
import type { Answer } from './route.ts';

type Headers = Readonly<Record<string, string>>;

/** Public answers may be kept for a minute. */
const CACHE = 'public, max-age=60';

/** What proxies that compress add to a tag: `"x-gzip"`, `"x-br"` (Apache), `"x--gzip"` (Jetty). */
const ENCODED = /-{1,2}(?:gzip|br|deflate|zstd)"$/;

/** The tag of a thing that `PUT` replaces: it changes with the thing alone. */
export function tagOf(value: unknown): string {
  return `"${digest(value).slice(0, 32)}"`;
}

/** Answers 304 where the caller has it; otherwise makes the answer. */
export async function unlessKnown(
  headers: Headers,
  etag: string,
  make: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const kept = { etag, 'cache-control': CACHE };
  if (names(headers['if-none-match'], etag)) return notModified(kept);
  const answer = await make();
  return { ...answer, headers: { ...answer.headers, ...kept } };
}

/** The answer to a `GET` as it leaves: 304 where it carries a tag that the caller already has. */
export function shortened(method: string, headers: Headers, answer: Answer): Answer {
  const etag = answer.headers?.etag;
  const known = etag !== undefined && names(headers['if-none-match'], etag);
  return method === 'GET' && answer.status === 200 && known
    ? notModified({ 'cache-control': 'no-store', etag })
    : answer;
}

/**
 * Lets a `PUT` through. `etag` is that of the thing as it is, null where there is none yet; `what` names it in Chinese.
 * Throws 428 where the thing exists and the caller does not say which state it replaces, 412 where it is in another.
 */
export function mustMatch(headers: Headers, etag: string | null, what: string): void {
  const match = headers['if-match'];
  if (etag !== null) mustNameState(headers, what);
  else if (match === undefined) return;
  if (match !== undefined && etag !== null && names(match, etag)) return;
  const detail =
    etag === null
      ? `${what}尚不存在，没有可以覆盖的内容。请去掉 If-Match 请求头后提交。`
      : `${what}在您读取之后已被他人更新。请重新读取、核对后再提交。`;
  throw new Problem('precondition-failed', detail);
}

/** Throws 428 where a `PUT` of what exists says neither which state it replaces nor that it replaces none. */
export function mustNameState(headers: Headers, what: string): void {
  if (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined) return;
  const detail = `${what}已经存在。请先读取，并以 If-Match 请求头携带其 ETag 再提交，以免覆盖他人的修改。`;
  throw new Problem('precondition-required', detail);
}

/** Whether a header names the tag, as it is or as proxies hand it on: weakened, or with the encoding in its name. */
function names(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(etag));
}

function plain(tag: string): string {
  return tag.trim().replace(/^W\//, '').replace(ENCODED, '"');
}

function notModified(headers: Headers): Answer {
  return { status: 304, content: { type: 'text/plain', data: '' }, headers: { ...headers } };
}
