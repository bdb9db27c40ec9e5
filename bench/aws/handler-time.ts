/**
 * What the platform adds to each request: the whole handler (middleware, token, accounts, checks, rules, history) over
 * a table that answers at once, against the bare calls of the SDK that it makes, over the same table.
 */
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import { ROUTES } from '../../functions/catalog.ts';
import { httpHandler } from '../../functions/http/handler.ts';
import { queueHandler } from '../../functions/timers/queue.ts';
import { DynamoDbStore } from '../../shared/adapters/dynamodb-store.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { startDynamoDbLocal } from '../../test/emulator/emulators.ts';
import { createTable } from '../../test/emulator/table.ts';
import { JURISDICTION } from '../../test/in-process/county.ts';
import { inProcess } from '../../test/in-process.ts';
import { ReplayHandler } from './replay.ts';
import { usualPush } from './units.ts';

export interface HandlerTime {
  readonly name: string;
  readonly calls: number;
  /** Microseconds, the best of several rounds. */
  readonly handler: number;
  readonly bare: number;
}

// biome-ignore lint/suspicious/noExplicitAny: each command has an input of its own
type Command = { name: string; input: any };

const COMMANDS = { BatchGetItemCommand, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand };
const [ROUNDS, TIMES] = [7, 300];
const MORNING = '2026-09-28T08:50:00+08:00';
const QUIET = {
  timers: { set: async () => {} },
  mailer: { send: async () => {} },
  log: { info: () => {}, error: () => {} },
};

export async function handlerTimes(): Promise<HandlerTime[]> {
  const emulator = await startDynamoDbLocal();
  const replay = new ReplayHandler(emulator.endpoint);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { region: 'cn-north-1', endpoint: emulator.endpoint, credentials, maxAttempts: 1 };
  const client = new DynamoDBClient({ ...options, requestHandler: replay });
  try {
    await createTable(client, 'handler-time');
    return await measureAll(client, replay);
  } finally {
    client.destroy();
    await emulator.stop();
  }
}

async function measureAll(client: DynamoDBClient, replay: ReplayHandler): Promise<HandlerTime[]> {
  const store = new DynamoDbStore({ table: 'handler-time', client });
  const { platform, clock, token } = await inProcess({ store, ports: QUIET });
  const [handler, wake] = [httpHandler(platform, ROUTES), queueHandler(platform)];
  const sent: Command[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      if (replay.recording) sent.push({ name: context.commandName ?? '', input: args.input });
      return next(args);
    },
    // After the document client has made attributes of values.
    { step: 'build', name: 'noting' },
  );
  const found: HandlerTime[] = [];
  const measure = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    replay.forget();
    sent.length = 0;
    await work();
    replay.recording = false;
    found.push({ name, calls: sent.length, ...(await compare(work, bareCalls(client, [...sent]))) });
    replay.recording = true;
  };
  const request = async (method: string, path: string, as: string, body?: unknown) => {
    const event = eventOf(method, path, await token(as), body);
    return async (): Promise<{ id: string }> => {
      const { statusCode = 0, body: answer = '' } = await handler(structuredClone(event));
      if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${answer}`);
      return JSON.parse(answer);
    };
  };
  // Before anything is noted: the first use of a token is written as a sign-in, and the first push of a name as a name.
  const before = await (await request('POST', '/pushes', 'spj.officer', usualPush('000122', MORNING)))();
  await (await request('POST', `/pushes/${before.id}/claim`, 'scjg.officer', {}))();
  const pushed = await request('POST', '/pushes', 'spj.officer', usualPush('000123', MORNING));
  await measure('push', pushed);
  const { id } = await pushed();
  await measure('the same push again', pushed);
  await measure('inbox with one open push', await request('GET', '/pushes?box=in&status=pending', 'scjg.officer'));
  await measure('read a push', await request('GET', `/pushes/${id}`, 'scjg.officer'));
  await measure('claim', await request('POST', `/pushes/${id}/claim`, 'scjg.officer', {}));
  const due = await (await request('POST', '/pushes', 'spj.officer', usualPush('000124', MORNING)))();
  clock.set('2026-10-08T00:00:00+08:00');
  const Records = [{ messageId: 'm', body: JSON.stringify({ key: exchangeKey(JURISDICTION, due.id), at: 0 }) }];
  await measure('deemed claim by a timer', async () => {
    const { batchItemFailures } = await wake({ Records } as unknown as SQSEvent);
    if (batchItemFailures.length > 0) throw new Error('it was not woken');
  });
  return found;
}

function bareCalls(client: DynamoDBClient, commands: readonly Command[]): () => Promise<void> {
  return async () => {
    for (const { name, input } of commands) {
      const Made = COMMANDS[name as keyof typeof COMMANDS] as typeof GetItemCommand;
      await client.send(new Made(input));
    }
  };
}

/** In turns, so that whatever else the machine does falls on both. */
async function compare(work: () => Promise<unknown>, bare: () => Promise<unknown>) {
  const times = { handler: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    times.handler = Math.min(times.handler, await microseconds(work));
    times.bare = Math.min(times.bare, await microseconds(bare));
  }
  return times;
}

async function microseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < TIMES; i++) await work();
  return ((performance.now() - begun) * 1000) / TIMES;
}

function eventOf(method: string, path: string, token: string, body: unknown): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = path.split('?');
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' };
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString, isBase64Encoded: false },
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    requestContext: { requestId: 'bench', http } as APIGatewayProxyEventV2['requestContext'],
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}
