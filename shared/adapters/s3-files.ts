/**
 * Files on S3: written in parts, whole or not at all, and offered by a signed address. Nobody guesses the key, and
 * nothing else is in it. The bucket lets go of them by itself (`infra/bucket.ts`).
 */
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Files, Offer, Random, ServedAs } from '../ports.ts';
import { asPortFault } from './aws-faults.ts';
import { PREFIX } from './s3-names.ts';

/** Seconds for which an address is good. */
const GOOD_FOR = 300;
/** Bytes of a part; S3 wants 5 MB at least, and at most 10,000 of them. */
const PART = 8 * 1024 * 1024;
/** Parts that are under way while the next one is made. */
const AT_ONCE = 2;

export interface S3FilesOptions {
  readonly bucket: string;
  readonly random: Random;
  /** For an emulator; by default from the environment. */
  readonly endpoint?: string;
}

export class S3Files implements Files {
  readonly #options: S3FilesOptions;
  #client: Promise<S3Client> | undefined;

  constructor(options: S3FilesOptions) {
    this.#options = options;
  }

  async offer(chunks: AsyncIterable<Uint8Array>, as: ServedAs): Promise<Offer> {
    const place = { Bucket: this.#options.bucket, Key: PREFIX + this.#name() };
    this.#client ??= connect(this.#options.endpoint);
    // Heavy to load: only who has something large to say pays for it.
    const [client, { GetObjectCommand, Upload, getSignedUrl }] = await Promise.all([this.#client, import('./s3.ts')]);
    try {
      const params = { ...place, ...headersOf(as), Body: Readable.from(chunks, { highWaterMark: 1 }) };
      await new Upload({ client, params, partSize: PART, queueSize: AT_ONCE }).done();
      return { address: await getSignedUrl(client, new GetObjectCommand(place), { expiresIn: GOOD_FOR }) };
    } catch (error) {
      throw asPortFault(error);
    }
  }

  #name(): string {
    return Buffer.from(this.#options.random.bytes(32)).toString('hex');
  }
}

function headersOf({ type, disposition, cache }: ServedAs) {
  return {
    ContentType: type,
    ...(disposition !== null && { ContentDisposition: disposition }),
    ...(cache !== null && { CacheControl: cache }),
  };
}

async function connect(endpoint: string | undefined): Promise<S3Client> {
  const { S3Client } = await import('./s3.ts');
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  // What is fetched is not checked by us: the address stays free of what asks for it.
  return new S3Client({ endpoint, maxAttempts: 2, requestHandler, responseChecksumValidation: 'WHEN_REQUIRED' });
}
