/** Answers are compressed for those who ask for it (`Accept-Encoding`), before bytes become base64 for Lambda. */
import { constants } from 'node:zlib';
import httpContentEncoding from '@middy/http-content-encoding';
import httpContentNegotiation from '@middy/http-content-negotiation';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

/** Bytes of a body up to which compression gains nothing. */
const SMALL = 1024;
/** Media types of text. Workbooks and documents are compressed already. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|image\/svg)/;

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

/** Compresses text over 1 KB. A large file goes as it is: at home a stream of known length, on AWS from the bucket. */
export function contentCoding(): Stage {
  const coded = async (passage: Passage<Made>): Promise<void> => {
    const { headers, body = '' } = passage.response;
    if (!TEXT.test(headers['content-type'] ?? '')) return;
    if (Buffer.byteLength(body) > SMALL) await compressed.after?.(passage);
    // Also where this one is not compressed, since another might be.
    passage.response.headers = { ...passage.response.headers, vary: 'Accept-Encoding' };
  };
  const before = (passage: Passage<undefined>): void | Promise<void> => {
    if (passage.event.headers['accept-encoding'] !== undefined) return negotiated.before?.(passage);
  };
  return { before, after: coded, onError: coded };
}
