/** Compression of an answer, loaded with the first one that is worth it: no start pays for it. */
import { constants } from 'node:zlib';
import httpContentEncoding from '@middy/http-content-encoding';
import httpContentNegotiation from '@middy/http-content-negotiation';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

/** Encodings alone; an answer that fits no `Accept-Encoding` goes as it is. */
const negotiated = httpContentNegotiation({
  parseCharsets: false,
  parseLanguages: false,
  parseMediaTypes: false,
  availableEncodings: ['br', 'gzip', 'identity'],
  failOnMismatch: false,
}) as Stage;

/** Brotli's own default suits files that are compressed once: it takes 48 ms for a list, this 0.1 ms. */
const compressed = httpContentEncoding({
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  overridePreferredEncoding: ['br'],
}) as Stage;

/** Compresses the body in the best of the encodings that the caller takes, where there is one. */
export async function compress(passage: Passage<Made>): Promise<void> {
  await negotiated.before?.(passage as unknown as Passage<undefined>);
  await compressed.after?.(passage);
}
