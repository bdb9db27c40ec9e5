/** Headers by which scripts of other sites may read an answer: loaded where something public is asked for. */
import httpCors from '@middy/http-cors';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

const read = httpCors({ origin: '*', exposeHeaders: 'ETag' }) as Stage;
const asked = httpCors({ origin: '*', methods: 'GET, HEAD', headers: 'If-None-Match', maxAge: 86_400 }) as Stage;

export function openTo(passage: Passage<Made>): void {
  const { method } = passage.event.requestContext.http;
  void (method === 'OPTIONS' ? asked : read).after?.(passage);
}
