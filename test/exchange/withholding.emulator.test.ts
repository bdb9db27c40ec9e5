/** The same on the deployed home's store: DynamoDB takes 100 items in a transaction. */
import { inject } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { REGION } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import { tellWithholding } from './withholding.ts';

tellWithholding(async (name) => {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  await createTable(client, name);
  return new DynamoDbStore({ table: name, client });
});
