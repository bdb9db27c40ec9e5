/** The same made-up kind on the deployed home's store: DynamoDB. */
import { inject } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { REGION } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import { inProcess } from '../in-process.ts';
import { tellStory } from './story.ts';
import { part, visit } from './visit.ts';

tellStory(async () => {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  const table = 'made-up-visits';
  await createTable(client, table);
  return inProcess({ kinds: [visit, part], store: new DynamoDbStore({ table, client }) });
});
