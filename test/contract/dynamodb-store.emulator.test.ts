import { inject } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { createTable } from '../emulator/table.ts';
import { storeContract } from './store.contract.ts';

let tables = 0;

async function open(endpoint: string) {
  // An emulator that has just been started takes its time.
  const client = dynamoDbClient({ endpoint, region: 'cn-north-1', timeout: 10_000 });
  const table = `store-${++tables}`;
  await createTable(client, table);
  return { store: new DynamoDbStore({ table, client }), close: async () => client.destroy() };
}

storeContract('DynamoDB Local', () => open(inject('dynamoDbLocal')), { lag: true, runs: 40 });
storeContract('ministack', () => open(inject('ministack')), { lag: true, runs: 10 });
