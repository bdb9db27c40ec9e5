/** A list of 2,000 matters in a table: each call ends within the time that a function has. */
import { expect, inject, it } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { REGION } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import { takenInFor } from './many-matters.ts';

/** What a function of the API has. */
const MILLIS = 29_000;

it('is imported, submitted and published within a function’s time', async () => {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  await createTable(client, 'many-matters');
  const taken = await takenInFor({ store: new DynamoDbStore({ table: 'many-matters', client }) });
  for (const [call, millis] of Object.entries(taken)) expect([call, millis < MILLIS]).toEqual([call, true]);
});
