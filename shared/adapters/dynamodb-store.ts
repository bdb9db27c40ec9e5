/**
 * The store on AWS: one DynamoDB table, its indexes naming keys only.
 *
 * Nothing is tried again by the SDK. A put whose answer is lost may have landed, and tried again it would fail on its
 * own success; who decided it reads the record and knows its own request there. Reads are tried again here, and so is a
 * transaction that another one stood in the way of, which DynamoDB says has done nothing.
 */
import { DynamoDBClient, type TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unavailable } from '../errors.ts';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../ports.ts';
import { asPortFault, mayPass, retried } from './aws-faults.ts';
import { type Attributes, entryOf, pageInput, primaryKey, putInput } from './dynamodb-items.ts';
import { KnownItems } from './known-items.ts';
import { MAX_KEYS, writePuts } from './stored-json.ts';

const BATCH = 100;
const READ = { times: 4, again: mayPass };
// About 2 s at the most; beyond that whoever decided decides anew.
const CONFLICT = { times: 10, again: isConflict };
/** Reasons for which a transaction did nothing and may yet succeed. */
const MAY_PASS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

export interface DynamoDbStoreOptions {
  readonly table: string;
  /** Made with `dynamoDbClient()`. */
  readonly client: DynamoDBClient;
}

export interface DynamoDbClientOptions {
  /** By default from the environment, as is the region. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Milliseconds for one request; by default no longer than an attempt may take (`shared/tries.ts`). */
  readonly timeout?: number;
}

/** A client that tries nothing again and gives up on a service that does not answer. */
export function dynamoDbClient({ timeout = 1_500, ...options }: DynamoDbClientOptions = {}): DynamoDBClient {
  const requestHandler = { connectionTimeout: 1000, requestTimeout: timeout, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...options, maxAttempts: 1, requestHandler });
}

export class DynamoDbStore implements Store {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #items = new KnownItems();

  constructor({ table, client }: DynamoDbStoreOptions) {
    this.#table = table;
    this.#client = DynamoDBDocumentClient.from(client);
  }

  async get(key: string): Promise<Item | undefined> {
    const input = { TableName: this.#table, Key: primaryKey(key), ConsistentRead: true };
    const { Item: found } = await read(() => this.#client.send(new GetCommand(input)));
    return found && this.#items.of(found);
  }

  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    if (keys.length > MAX_KEYS) throw new Error(`At most ${MAX_KEYS} keys, not ${keys.length}`);
    const distinct = [...new Set(keys)];
    const chunks = Array.from({ length: Math.ceil(distinct.length / BATCH) }, (_, i) =>
      distinct.slice(i * BATCH, (i + 1) * BATCH),
    );
    const found = (await Promise.all(chunks.map((chunk) => this.#batch(chunk)))).flat();
    const items = new Map(found.map((attributes) => this.#items.of(attributes)).map((item) => [item.key, item]));
    return keys.map((key) => items.get(key));
  }

  async commit(puts: readonly Put[], first: Steps = []): Promise<CommitResult> {
    for (const step of first) {
      const results = await Promise.all(step.map((put) => this.#commit([put])));
      if (results.some(({ committed }) => !committed)) return { committed: false };
    }
    return this.#commit(puts);
  }

  async #commit(puts: readonly Put[]): Promise<CommitResult> {
    const inputs = writePuts(puts).map((put) => putInput(this.#table, put));
    const [only] = inputs;
    const send = async (): Promise<unknown> => {
      if (only && inputs.length === 1) return this.#client.send(new PutCommand(only));
      const transaction = { TransactItems: inputs.map((input) => ({ Put: input })) };
      return this.#client.send(new TransactWriteCommand(transaction));
    };
    try {
      await retried(send, CONFLICT);
      return { committed: true };
    } catch (error) {
      if (isRefusal(error)) return { committed: false };
      throw reasonsOf(error).some((reason) => MAY_PASS.has(reason)) ? unavailable(error) : asPortFault(error);
    }
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    if (!Number.isInteger(page.limit) || page.limit < 1) throw new Error(`A page of ${page.limit}`);
    const input = pageInput(this.#table, index, partition, page);
    if (!input) return [];
    const entries: IndexEntry[] = [];
    for (let start: Attributes | undefined; ; ) {
      const command = new QueryCommand({ ...input, ExclusiveStartKey: start });
      const { Items: items = [], LastEvaluatedKey: last } = await read(() => this.#client.send(command));
      entries.push(
        ...items.map((attributes) => entryOf(index, attributes)).filter((entry) => !same(entry, page.after)),
      );
      if (last === undefined || entries.length >= page.limit) return entries.slice(0, page.limit);
      start = last;
    }
  }

  /** All of up to 100 items, asked again for what DynamoDB left out of its answer. */
  async #batch(keys: readonly string[]): Promise<Attributes[]> {
    const found: Attributes[] = [];
    let left = keys.map(primaryKey);
    await read(async () => {
      while (left.length > 0) {
        const asked = { [this.#table]: { Keys: left, ConsistentRead: true } };
        const answer = await this.#client.send(new BatchGetCommand({ RequestItems: asked }));
        const items = answer.Responses?.[this.#table] ?? [];
        found.push(...items);
        left = answer.UnprocessedKeys?.[this.#table]?.Keys ?? [];
        // Left out for the answer's size: the rest comes at once. Left out all of them: throttled.
        if (left.length > 0 && items.length === 0) throw unavailable();
      }
    });
    return found;
  }
}

async function read<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await retried(attempt, READ);
  } catch (error) {
    throw asPortFault(error);
  }
}

function same(entry: IndexEntry, after: IndexEntry | undefined): boolean {
  return after !== undefined && entry.key === after.key && entry.sort === after.sort;
}

/** A head was not as expected: somebody else was faster. */
function isRefusal(error: unknown): boolean {
  return named(error, 'ConditionalCheckFailedException') || reasonsOf(error).includes('ConditionalCheckFailed');
}

/** Another transaction held an item meanwhile; nothing was written, and no head is known to be stale. */
function isConflict(error: unknown): boolean {
  return !isRefusal(error) && reasonsOf(error).includes('TransactionConflict');
}

/** Why a commit was refused, as DynamoDB says of each put; empty for any other error. */
function reasonsOf(error: unknown): string[] {
  if (named(error, 'TransactionConflictException')) return ['TransactionConflict'];
  if (!named(error, 'TransactionCanceledException')) return [];
  return ((error as TransactionCanceledException).CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
}

function named(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
