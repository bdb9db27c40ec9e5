/**
 * A whole table at once: read, filled, asked whether it is empty. For moving a county by an operator's own rights; no
 * function can do any of it.
 */
import {
  BatchWriteCommand,
  type BatchWriteCommandOutput,
  DeleteCommand,
  type DynamoDBDocumentClient,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { unavailable } from '../errors.ts';
import type { Item } from '../ports.ts';
import { asPortFault, mayPass, retried } from './aws-faults.ts';
import { type Attributes, fromAttributes, toAttributes } from './dynamodb-items.ts';
import type { DynamoDbStoreOptions } from './dynamodb-store.ts';
import { KEY } from './dynamodb-table.ts';
import { writePuts } from './stored-json.ts';

/** DynamoDB's own limit. */
const BATCH = 25;
/** An empty table on demand takes some thousand writes a second at first: patience, not an error. */
const PATIENT = { times: 40, again: mayPass };

type Requests = NonNullable<BatchWriteCommandOutput['UnprocessedItems']>;

export class DynamoDbBulk {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: DynamoDbStoreOptions) {
    this.#table = table;
    this.#client = client;
  }

  /** Every item, in no order, each read consistently at its own instant. */
  async *all(): AsyncGenerator<Item> {
    for (let start: Attributes | undefined; ; ) {
      const command = new ScanCommand({ TableName: this.#table, ConsistentRead: true, ExclusiveStartKey: start });
      const { Items: items = [], LastEvaluatedKey: last } = await patiently(() => this.#client.send(command));
      yield* items.map(fromAttributes);
      if (last === undefined) return;
      start = last;
    }
  }

  /** True where nothing is stored. */
  async isEmpty(): Promise<boolean> {
    const command = new ScanCommand({ TableName: this.#table, ConsistentRead: true, Limit: 1 });
    return ((await patiently(() => this.#client.send(command))).Count ?? 0) === 0;
  }

  /** Puts up to 25 items, whatever was there before. */
  async put(items: readonly Item[]): Promise<void> {
    if (items.length > BATCH) throw new Error(`At most ${BATCH} items, not ${items.length}`);
    if (items.length === 0) return;
    const written = writePuts(items.map((item) => ({ item, expected: null })));
    let left: Requests = { [this.#table]: written.map((put) => ({ PutRequest: { Item: toAttributes(put) } })) };
    await patiently(async () => {
      const answer = await this.#client.send(new BatchWriteCommand({ RequestItems: left }));
      left = answer.UnprocessedItems ?? {};
      if (Object.keys(left).length > 0) throw unavailable();
    });
  }

  async remove(key: string): Promise<void> {
    const command = new DeleteCommand({ TableName: this.#table, Key: { [KEY]: key } });
    await patiently(() => this.#client.send(command));
  }
}

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await retried(attempt, PATIENT);
  } catch (error) {
    throw asPortFault(error);
  }
}
