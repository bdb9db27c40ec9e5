/**
 * What format 2 left reaches a table on AWS: its file by import, its table by export; and is used as it is by nobody.
 */
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, inject, it } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { HEAD, KEY, placeAttributes, VALUE } from '../../shared/adapters/dynamodb-table.ts';
import { OtherVersion } from '../../shared/adapters/item-format.ts';
import { DICTIONARY_1 } from '../../shared/adapters/packed-earlier.ts';
import type { Index, Item } from '../../shared/ports.ts';
import { admin, contentOf, linesIn } from '../admin/county.ts';
import { REGION } from '../emulator/emulators.ts';
import { environmentFile, makeTimers } from '../emulator/environment.ts';
import { createTable } from '../emulator/table.ts';
import { runProgram } from '../home/product.ts';
import { folder, start } from '../home/products.ts';
import { isAsItWas } from './as-it-was.ts';
import { expectedOf, unpack } from './fixture.ts';

const { clock } = expectedOf('2');

async function givenFile(): Promise<string> {
  const file = join(await folder(), 'county.jsonl');
  await unpack('2', 'county.jsonl', file);
  return file;
}

async function table(name: string) {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  await createTable(client, name);
  const env = { AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbLocal') };
  const at = ['--aws', '--table', name, '--region', REGION];
  const command = (what: string, ...args: string[]) => runProgram(['infra/local/admin.ts', what, ...at, ...args], env);
  return { client, command, store: new DynamoDbStore({ table: name, client }) };
}

/** Puts an item as the version of 2026-11-26 did. */
async function putAsFormat2(client: DynamoDBClient, name: string, { key, head, value, places }: Item): Promise<void> {
  const deflated = deflateRawSync(JSON.stringify(value), { dictionary: Buffer.from(DICTIONARY_1), level: 9 });
  const attributes = Object.entries(places).flatMap(([index, place]) => {
    const { partition, sort } = placeAttributes(index as Index);
    return [
      [partition, { S: place.partition }],
      [sort, { S: `${place.sort}\u0000${key}` }],
    ];
  });
  const packed = { B: Buffer.concat([Uint8Array.of(1), deflated]) };
  const Item = { [KEY]: { S: key }, [HEAD]: { S: head }, [VALUE]: packed, ...Object.fromEntries(attributes) };
  await client.send(new PutItemCommand({ TableName: name, Item }));
}

/** A folder made of an export answers all that the fixture's program did. */
async function movesHomeAsItWas(file: string): Promise<void> {
  const dataDir = await folder();
  expect(await admin('import', '--data-dir', dataDir, '--in', file)).toMatchObject({ code: 0 });
  await isAsItWas(await start({ dataDir, clock }), '2');
}

it('a file of version 1 is imported into a table and comes back as version 2', async () => {
  const [file, there] = [await givenFile(), await table('format-1')];
  const environment = await environmentFile({ TABLE: 'format-1', ...(await makeTimers('format-test')) });
  const imported = await there.command('import', '--in', file, '--environment', environment);
  expect([imported.code, imported.output]).toEqual([0, expect.stringContaining('全部办理记录校验通过')]);
  const back = join(await folder(), 'back.jsonl');
  expect(await there.command('export', '--out', back)).toMatchObject({ code: 0 });
  expect(JSON.parse((await linesIn(back))[0] as string)).toMatchObject({ version: 2, items: 472 });
  await movesHomeAsItWas(back);
});

it('a table of format 2 is exported by this version, and refused by everything else', async () => {
  const [file, there] = [await givenFile(), await table('format-2')];
  const items = (await contentOf(file)).items.map((line) => JSON.parse(line) as Item);
  for (const item of items) await putAsFormat2(there.client, 'format-2', item);
  await expect(there.store.get('371525#county#county')).rejects.toThrow(OtherVersion);
  await expect(there.store.getMany(items.slice(0, 5).map(({ key }) => key))).rejects.toThrow(OtherVersion);
  const [one] = items.filter(({ places }) => places.in);
  expect(await there.store.query('in', one?.places.in?.partition ?? '', { limit: 1 })).toHaveLength(1);

  const back = join(await folder(), 'back.jsonl');
  expect(await there.command('export', '--out', back)).toMatchObject({ code: 0 });
  await movesHomeAsItWas(back);
});
