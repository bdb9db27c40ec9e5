/** The bytes of files move with their county to AWS and back. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, inject, it } from 'vitest';
import { dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { REGION } from '../emulator/emulators.ts';
import { environmentFile, makeTimers } from '../emulator/environment.ts';
import { createTable } from '../emulator/table.ts';
import { runProgram } from '../home/product.ts';
import { folder } from '../home/products.ts';
import { admin, contentOf } from './county.ts';
import { found, homeWithFiles, PDF, PNG, sha, WHOLE } from './files.ts';

const NAME = 'files-moving';

it('from a home into a bucket and a table, and back into a home', async () => {
  const s3 = new S3Client({});
  await s3.send(new CreateBucketCommand({ Bucket: NAME }));
  const told = { TABLE: NAME, ...(await makeTimers(NAME)) };
  await createTable(dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION }), NAME);
  const aws = (command: string, ...args: string[]) => {
    const at = ['--aws', '--table', NAME, '--region', REGION];
    return runProgram(['infra/local/admin.ts', command, ...at, ...args], {
      AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbLocal'),
    });
  };
  const [home, file] = [await homeWithFiles(), join(await folder(), 'county.jsonl')];
  expect(await admin('export', '--data-dir', home, '--out', file)).toMatchObject({ code: 0 });
  await rm(home, { recursive: true });

  const bare = await aws('import', '--in', file, '--environment', await environmentFile(told));
  expect([bare.code, bare.output]).toEqual([1, expect.stringContaining('ATTACHMENTS_BUCKET')]);
  const environment = await environmentFile({ ...told, ATTACHMENTS_BUCKET: NAME });
  const imported = await aws('import', '--in', file, '--environment', environment);
  expect([imported.code, imported.output]).toEqual([0, expect.stringContaining('附件 3 个')]);
  expect((await s3.send(new ListObjectsV2Command({ Bucket: NAME }))).KeyCount).toBe(3);

  const back = join(await folder(), 'back.jsonl');
  const unnamed = await aws('export', '--out', back);
  expect([unnamed.code, unnamed.output]).toEqual([1, expect.stringContaining('--bucket')]);
  expect(await aws('export', '--out', back, '--bucket', NAME)).toMatchObject({ code: 0 });
  expect((await readdir(`${back}.files`)).sort()).toEqual([sha(PDF), sha(PNG)].sort());
  expect(await contentOf(back)).toEqual(await contentOf(file));
  const there = await folder();
  expect(await admin('import', '--data-dir', there, '--in', back)).toMatchObject({ code: 0 });
  expect(await found(there)).toEqual(WHOLE);
});
