/** Counts what DynamoDB bills: capacity units as the service itself reports them for each call, tables and indexes. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface Units {
  /** Write units, those of transactions (twice) and of indexes included. */
  write: number;
  /** Of these, the ones that indexes take. */
  indexes: number;
  read: number;
  calls: number;
}

interface Consumed {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number }>;
}

/** Has `client` report what its calls consume; answers what they have since the last time it was asked. */
export function counting(client: DynamoDBClient): () => Units {
  let units = none();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const answer = await next(args);
      const { ConsumedCapacity: consumed } = answer.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const writes = /Put|TransactWrite/.test(context.commandName ?? '');
      units.calls += 1;
      for (const one of [consumed ?? []].flat()) {
        const all = one.CapacityUnits ?? 0;
        if (!writes) units.read += all;
        else units.write += all;
        const places = Object.values(one.GlobalSecondaryIndexes ?? {});
        if (writes) units.indexes += places.reduce((sum, place) => sum + (place.CapacityUnits ?? 0), 0);
      }
      return answer;
    },
    { step: 'initialize', name: 'counting' },
  );
  return () => {
    const counted = units;
    units = none();
    return counted;
  };
}

function none(): Units {
  return { write: 0, indexes: 0, read: 0, calls: 0 };
}
