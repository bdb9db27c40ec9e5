/**
 * Bytes of files on S3, in a bucket of their own without expiry. Callers send them there by an address that is signed
 * over length, type and SHA-256, so that S3 itself refuses all others; what lies there is read again before it counts.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Attachments, Declared, Found, Offer, ServedAs, Taken, UploadAddress } from '../ports.ts';
import { asPortFault } from './aws-faults.ts';
import { ATTACHMENTS_PREFIX } from './s3-names.ts';

/** Seconds for which an address for reading is good. */
const GOOD_FOR = 300;
const CHECKSUM = 'x-amz-checksum-sha256';
const SIGNED = ['content-length', 'content-type', 'host', CHECKSUM];

export interface S3AttachmentsOptions {
  readonly bucket: string;
  /** For an emulator; by default from the environment. */
  readonly endpoint?: string;
}

type Sdk = typeof import('./s3.ts');

export class S3Attachments implements Attachments {
  readonly #options: S3AttachmentsOptions;
  #client: Promise<S3Client> | undefined;

  constructor(options: S3AttachmentsOptions) {
    this.#options = options;
  }

  async addressFor(declared: Declared, seconds: number): Promise<UploadAddress> {
    return this.#with(async (client, { PutObjectCommand, getSignedUrl }) => {
      // In the query S3 would not look at the checksum: as a signed header it must come, and is held against the bytes.
      const url = await getSignedUrl(client, new PutObjectCommand(this.#asPut(declared)), {
        expiresIn: seconds,
        signableHeaders: new Set(SIGNED),
        unhoistableHeaders: new Set([CHECKSUM]),
      });
      return { url, headers: { 'content-type': declared.mediaType, [CHECKSUM]: base64Of(declared.sha256) } };
    });
  }

  /** Through a function come no more than 6 MB: they are held, and checked before they are sent on. */
  async put(declared: Declared, chunks: AsyncIterable<Uint8Array>): Promise<Taken> {
    const held: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > declared.size) return 'other-size';
      held.push(chunk);
    }
    if (size !== declared.size) return 'other-size';
    const bytes = Buffer.concat(held);
    if (createHash('sha256').update(bytes).digest('hex') !== declared.sha256) return 'other-bytes';
    await this.#with((client, { PutObjectCommand }) => {
      return client.send(new PutObjectCommand({ ...this.#asPut(declared), Body: bytes }));
    });
    return 'kept';
  }

  async find(declared: Declared, bytes: number): Promise<Found | null> {
    return this.#with(async (client, { HeadObjectCommand, GetObjectCommand }) => {
      const place = this.#placeOf(declared);
      const head = await client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' })).catch(nothing);
      if (!head) return null;
      const { ContentLength: size = 0, ChecksumSHA256: sum } = head;
      const sha256 = sum === undefined ? null : Buffer.from(sum, 'base64').toString('hex');
      if (size === 0) return { size, sha256, begin: new Uint8Array() };
      const range = `bytes=0-${bytes - 1}`;
      const got = await client.send(new GetObjectCommand({ ...place, IfMatch: head.ETag, Range: range }));
      return { size, sha256, begin: await beginning(got.Body as Readable, bytes) };
    });
  }

  async offer(declared: Declared, { type, disposition, cache }: ServedAs): Promise<Offer> {
    return this.#with(async (client, { GetObjectCommand, getSignedUrl }) => {
      const as = {
        ResponseContentType: type,
        ...(disposition !== null && { ResponseContentDisposition: disposition }),
        ...(cache !== null && { ResponseCacheControl: cache }),
      };
      const command = new GetObjectCommand({ ...this.#placeOf(declared), ...as });
      return { address: await getSignedUrl(client, command, { expiresIn: GOOD_FOR }) };
    });
  }

  /** Each version by itself, and the marks of earlier deletions: a deletion without a version would only hide it. */
  async drop(declared: Declared): Promise<void> {
    await this.#with(async (client, { ListObjectVersionsCommand, DeleteObjectCommand }) => {
      const { Bucket, Key } = this.#placeOf(declared);
      for (;;) {
        const found = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key, MaxKeys: 100 }));
        const versions = [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])].filter((one) => one.Key === Key);
        if (versions.length === 0) return;
        for (const { VersionId } of versions) await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      }
    });
  }

  room(): Promise<number> {
    return Promise.resolve(Number.POSITIVE_INFINITY);
  }

  #placeOf({ key }: Declared): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: ATTACHMENTS_PREFIX + key };
  }

  #asPut(declared: Declared) {
    const { size: ContentLength, mediaType: ContentType, sha256 } = declared;
    return { ...this.#placeOf(declared), ContentLength, ContentType, ChecksumSHA256: base64Of(sha256) };
  }

  async #with<T>(act: (client: S3Client, sdk: Sdk) => Promise<T>): Promise<T> {
    this.#client ??= connect(this.#options.endpoint);
    // Heavy to load: only who has to do with files pays for it.
    const [client, sdk] = await Promise.all([this.#client, import('./s3.ts')]);
    try {
      return await act(client, sdk);
    } catch (error) {
      throw asPortFault(error);
    }
  }
}

function base64Of(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64');
}

/** No more than so many bytes, also where the whole is on its way. */
async function beginning(body: Readable, bytes: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    held.push(chunk);
    size += chunk.length;
    if (size >= bytes) break;
  }
  return Buffer.concat(held).subarray(0, bytes);
}

/** Nothing there is an answer; any other error is one. */
function nothing(error: unknown): null {
  if ((error as Error).name === 'NotFound' || (error as Error).name === 'NoSuchKey') return null;
  throw error;
}

async function connect(endpoint: string | undefined): Promise<S3Client> {
  const { S3Client } = await import('./s3.ts');
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new S3Client({
    endpoint,
    maxAttempts: 2,
    requestHandler,
    // Ours is in each request already; another one would make the address want what the caller does not send.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
