/** The table as the stack makes it, made by hand for tests of the store alone. */

import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { indexName, KEY, placeAttributes } from '../../shared/adapters/dynamodb-table.ts';
import { INDEXES } from '../../shared/ports.ts';

export async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  const places = INDEXES.map((index) => ({ index, ...placeAttributes(index) }));
  const names = [KEY, ...places.flatMap(({ partition, sort }) => [partition, sort])];
  const created = client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: KEY, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: places.map(({ index, partition, sort }) => ({
        IndexName: indexName(index),
        KeySchema: [
          { AttributeName: partition, KeyType: 'HASH' },
          { AttributeName: sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
  // With twelve indexes it takes an emulator on a busy machine longer than a client of ours waits; it goes on all the
  // same.
  await created.catch(notTimedOut);
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await client.send(new DescribeTableCommand({ TableName: table })).catch(notTimedOut);
    if (answer?.Table?.TableStatus === 'ACTIVE') return;
    await pause(100);
  }
  throw new Error(`${table} did not become active`);
}

function notTimedOut(error: Error): undefined {
  if (error.name !== 'TimeoutError' && error.name !== 'ResourceNotFoundException') throw error;
}
