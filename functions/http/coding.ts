/** Answers are compressed for those who ask for it (`Accept-Encoding`), before bytes become base64 for Lambda. */
import { lazily } from '../../shared/lazily.ts';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

/** Bytes of a body up to which compression gains nothing. */
const SMALL = 1024;
/** Media types of text. Workbooks and documents are compressed already. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|image\/svg)/;

const coders = lazily(() => import('./coders.ts'));

/** Compresses text over 1 KB. A large file goes as it is: at home a stream of known length, on AWS from the bucket. */
export function contentCoding(): Stage {
  const coded = async (passage: Passage<Made>): Promise<void> => {
    const { headers, body = '' } = passage.response;
    const vary = headers.vary === undefined ? 'Accept-Encoding' : `${headers.vary}, Accept-Encoding`;
    if (!TEXT.test(headers['content-type'] ?? '')) return;
    const asked = passage.event.headers['accept-encoding'] !== undefined;
    if (asked && Buffer.byteLength(body) > SMALL) await (await coders()).compress(passage);
    // Also where this one is not compressed, since another might be.
    passage.response.headers = { ...passage.response.headers, vary };
  };
  return { after: coded, onError: coded };
}
