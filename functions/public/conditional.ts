/** Public answers may be kept for a minute, and are not sent again to whoever has them (ETag, If-None-Match). */
import { digest } from '../../shared/keys.ts';
import type { Answer } from '../http/route.ts';
import { VERSION } from './version.ts';

const CACHE = 'public, max-age=60';

/** The tag of what an answer is made from; another version of the platform may write it differently. */
export function etagOf(...madeFrom: unknown[]): string {
  return `"${digest([VERSION, ...madeFrom]).slice(0, 32)}"`;
}

/** Answers 304 where the caller has it; otherwise makes the answer. */
export async function unlessKnown(
  headers: Readonly<Record<string, string>>,
  etag: string,
  make: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const kept = { etag, 'cache-control': CACHE };
  if (!knows(headers['if-none-match'], etag)) {
    const answer = await make();
    return { ...answer, headers: { ...answer.headers, ...kept } };
  }
  return { status: 304, content: { type: 'text/plain', data: '' }, headers: kept };
}

function knows(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
