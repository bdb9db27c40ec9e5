/**
 * A whole table at once: read, filled, asked whether it is empty. For moving a county by an operator's own rights; no
 * function can do any of it.
 */
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item } from '../ports.ts';
import { asPortFault, mayPass, retried } from './aws-faults.ts';
import { type Attributes, fromAttributes, headAttribute, packedValue, primaryKey, putInput } from './dynamodb-items.ts';
import type { DynamoDbStoreOptions } from './dynamodb-store.ts';
import { EXPIRES } from './dynamodb-table.ts';
import { earlierFormat, unpackEarlier } from './packed-earlier.ts';
import { writePuts } from './stored-json.ts';

/** An empty table on demand takes some thousand writes a second at first: patience, not an error. */
const PATIENT = { times: 40, again: mayPass };

export interface DynamoDbBulkOptions extends DynamoDbStoreOptions {
  /** The item as this version stores it, and new ones beside it, from one that was written in format `format`. */
  readonly renewed: (item: Item, format: number) => readonly Item[];
}

export class DynamoDbBulk {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #renewed: DynamoDbBulkOptions['renewed'];

  constructor({ table, client, renewed }: DynamoDbBulkOptions) {
    this.#table = table;
    this.#client = DynamoDBDocumentClient.from(client);
    this.#renewed = renewed;
  }

  /**
   * Every item but those that expire, in no order, each read consistently at its own instant; what an earlier version
   * wrote is renewed.
   */
  async *all(): AsyncGenerator<Item> {
    for (let start: Attributes | undefined; ; ) {
      const command = new ScanCommand({
        ...{ TableName: this.#table, ConsistentRead: true, ExclusiveStartKey: start },
        // What expires is deleted at any time, and is worth nothing elsewhere.
        ...{ FilterExpression: 'attribute_not_exists(#expires)', ExpressionAttributeNames: { '#expires': EXPIRES } },
      });
      const { Items: items = [], LastEvaluatedKey: last } = await patiently(() => this.#client.send(command));
      yield* items.flatMap((attributes) => this.#read(attributes));
      if (last === undefined) return;
      start = last;
    }
  }

  #read(attributes: Attributes): readonly Item[] {
    const format = earlierFormat(packedValue(attributes));
    if (format === null) return [fromAttributes(attributes)];
    return this.#renewed(fromAttributes(attributes, unpackEarlier), format);
  }

  /** True where nothing is stored. */
  async isEmpty(): Promise<boolean> {
    const command = new ScanCommand({ TableName: this.#table, ConsistentRead: true, Limit: 1 });
    return ((await patiently(() => this.#client.send(command))).Count ?? 0) === 0;
  }

  /**
   * Puts an item unless it is there as it is, and says false where it is there otherwise: put twice, it is put once.
   */
  async put(item: Item): Promise<boolean> {
    const written = writePuts([{ item, expected: null }]).map((put) => putInput(this.#table, put));
    const command = new PutCommand({
      ...(written[0] as PutCommandInput),
      ConditionExpression: 'attribute_not_exists(#head) OR #head = :head',
      ExpressionAttributeValues: { ':head': headAttribute(item.head) },
    });
    try {
      await patiently(() => this.#client.send(command));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const command = new DeleteCommand({ TableName: this.#table, Key: primaryKey(key) });
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
