import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, inject, test } from 'vitest';
import { S3Attachments } from '../../shared/adapters/s3-attachments.ts';
import type { Offer } from '../../shared/ports.ts';
import { attachmentsContract, declarationOf, oneChanged } from './attachments.contract.ts';

const PDF = Buffer.from('%PDF-1.7\nsome pages');

let buckets = 0;

async function opened() {
  const client = new S3Client({});
  const Bucket = `attachments-${process.pid}-${++buckets}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const at = (endpoint: string) => new S3Attachments({ bucket: Bucket, endpoint });
  /** Keys with any version or mark: what is hidden is still there. */
  const left = async (): Promise<number> => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    return new Set([...Versions, ...DeleteMarkers].map(({ Key }) => Key)).size;
  };
  // A port on which nobody listens.
  return {
    attachments: at(inject('ministack')),
    broken: at('http://127.0.0.1:9'),
    left,
    close: async () => client.destroy(),
  };
}

function addressOf(offer: Offer): URL {
  if (!('address' in offer)) throw new Error('On S3, files are at an address');
  return new URL(offer.address);
}

attachmentsContract('S3', async () => {
  const read = async (offer: Offer): Promise<Uint8Array> => {
    const answer = await fetch(addressOf(offer));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { ...(await opened()), read };
});

test('an address for uploading is good for 15 minutes, signed over length, type and checksum, none of it in the query', async () => {
  const { attachments, close } = await opened();
  const declared = declarationOf(PDF);
  const { url, headers } = await attachments.addressFor(declared, 900);
  const { searchParams, pathname } = new URL(url);
  expect(pathname).toContain(`/files/${declared.key}`);
  expect(searchParams.get('X-Amz-Expires')).toBe('900');
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;x-amz-checksum-sha256');
  expect([...searchParams.keys()].filter((name) => /checksum|crc/i.test(name))).toEqual([]);
  expect(headers).toEqual({
    'content-type': 'application/pdf',
    'x-amz-checksum-sha256': Buffer.from(declared.sha256, 'hex').toString('base64'),
  });
  await close();
});

test('what is sent to the address lies there, with the checksum that S3 counted', async () => {
  const { attachments, close } = await opened();
  const declared = declarationOf(PDF);
  const { url, headers } = await attachments.addressFor(declared, 900);
  expect((await fetch(url, { method: 'PUT', headers, body: PDF })).status).toBe(200);
  const found = await attachments.find(declared, 5);
  expect(found).toMatchObject({ size: PDF.length, sha256: declared.sha256 });
  expect(Buffer.from(found?.begin ?? []).toString()).toBe('%PDF-');
  await close();
});

test('of other bytes S3 keeps none, or says by their own checksum that they are others', async () => {
  const { attachments, close } = await opened();
  const declared = declarationOf(PDF);
  const { url, headers } = await attachments.addressFor(declared, 900);
  await fetch(url, { method: 'PUT', headers, body: oneChanged(PDF) as Uint8Array<ArrayBuffer> });
  const found = await attachments.find(declared, 5);
  expect(found?.sha256).not.toBe(declared.sha256);
  await close();
});
