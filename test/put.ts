/** Putting what may exist: with the tag of what is there, as whoever puts it reads it. */
import type { Called, CallOptions } from './in-process.ts';

type Call = (method: string, path: string, options?: CallOptions) => Promise<Called>;

export async function putAgain(call: Call, path: string, { as, body }: CallOptions): Promise<Called> {
  const { etag } = (await call('GET', path, { as })).headers;
  return call('PUT', path, { as, body, headers: etag === undefined ? {} : { 'if-match': etag } });
}
