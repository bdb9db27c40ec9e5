import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, inject, test } from 'vitest';
import { S3Files } from '../../shared/adapters/s3-files.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Offer } from '../../shared/ports.ts';
import { CSV, chunks, filesContract } from './files.contract.ts';

let buckets = 0;

async function opened() {
  const client = new S3Client({});
  const bucket = `files-${process.pid}-${++buckets}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const at = (endpoint: string) => new S3Files({ bucket, random: systemRandom, endpoint });
  const left = async (): Promise<number> => {
    const objects = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const begun = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return (objects.KeyCount ?? 0) + (begun.Uploads?.length ?? 0);
  };
  // A port on which nobody listens.
  return {
    files: at(inject('ministack')),
    broken: at('http://127.0.0.1:9'),
    left,
    close: async () => client.destroy(),
  };
}

function addressOf(offer: Offer): URL {
  if (!('address' in offer)) throw new Error('On S3, files are at an address');
  return new URL(offer.address);
}

filesContract('S3', async () => {
  const read = async (offer: Offer): Promise<Uint8Array> => {
    const answer = await fetch(addressOf(offer));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': CSV.type,
      'content-disposition': CSV.disposition,
      'cache-control': CSV.cache,
    });
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { ...(await opened()), read };
});

test('an address is good for five minutes, for reading, and its key is drawn by lot', async () => {
  const { files, close } = await opened();
  const offers = await Promise.all([1, 2].map(() => files.offer(chunks(1, 10).make(), { ...CSV, disposition: null })));
  const [one, other] = offers.map(addressOf);
  expect(one?.searchParams.get('X-Amz-Expires')).toBe('300');
  expect(one?.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  expect(one?.pathname).toMatch(/\/answers\/[0-9a-f]{64}$/);
  expect(other?.pathname).not.toBe(one?.pathname);
  await close();
});

test('a bucket that refuses is a fault of ours, not something to wait for', async () => {
  const files = new S3Files({ bucket: 'there-is-none', random: systemRandom, endpoint: inject('ministack') });
  await expect(files.offer(chunks(1, 10).make(), CSV)).rejects.toMatchObject({ code: 'store-gone' });
});
