/** Two counties in one table. */
import { inject } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { REGION } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import { sideBySide } from './side-by-side.contract.ts';

let tables = 0;

sideBySide(async () => {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  const table = `two-counties-${++tables}`;
  await createTable(client, table);
  return new DynamoDbStore({ table, client });
});
