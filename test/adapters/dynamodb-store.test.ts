/** The DynamoDB store against a service that answers as scripted: throttled, broken, silent, in part. */
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import type { Put } from '../../shared/ports.ts';

type Reply = { status: number; body: object } | 'silence' | 'hang-up';

const put = (key: string, expected: string | null = null): Put => {
  return { item: { key, head: 'h', value: 1, places: {} }, expected };
};
const ok = (body: object = {}): Reply => ({ status: 200, body });
const error = (type: string, status = 400, more: object = {}): Reply => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'as scripted', ...more },
});
const cancelled = (...codes: string[]): Reply =>
  error('TransactionCanceledException', 400, { CancellationReasons: codes.map((Code) => ({ Code })) });
const stored = (key: string) => ({ key: { S: key }, head: { S: 'h' }, v: { B: 'ADE=' } });

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A store whose service gives the replies in order, and the operations that it was asked for. */
async function scripted(...replies: Reply[]) {
  const asked: { operation: string; body: Record<string, unknown> }[] = [];
  server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push({ operation, body: JSON.parse(await text(request)) as Record<string, unknown> });
    const reply = replies.shift() ?? error('InternalServerError', 500);
    if (reply === 'silence') return;
    if (reply === 'hang-up') return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const client = dynamoDbClient({ endpoint: `http://127.0.0.1:${port}`, region: 'cn-north-1', timeout: 300 });
  return { store: new DynamoDbStore({ table: 'records', client }), asked };
}

const UNAVAILABLE = expect.objectContaining({ code: 'unavailable' });

describe('a commit', () => {
  const unknown: [string, Reply][] = [
    ['throttled', error('ProvisionedThroughputExceededException')],
    ['throttled by rate', error('ThrottlingException')],
    ['answered with 500', error('InternalServerError', 500)],
    ['answered with 503', { status: 503, body: {} }],
    ['not answered', 'silence'],
    ['cut off', 'hang-up'],
  ];
  it.each(unknown)('that is %s is unavailable, and not sent again', async (_name, reply) => {
    const { store, asked } = await scripted(reply, ok());
    await expect(store.commit([put('a')])).rejects.toEqual(UNAVAILABLE);
    expect(asked).toHaveLength(1);
  });

  it.each([[[put('a')]], [[put('a'), put('b')]]])('is not sent again where the service hangs up', async (puts) => {
    const { store, asked } = await scripted('hang-up', ok());
    await expect(store.commit(puts)).rejects.toEqual(UNAVAILABLE);
    expect(asked).toHaveLength(1);
  });

  const refused: [string, Reply, Put[]][] = [
    ['of one item', error('ConditionalCheckFailedException'), [put('a', 'old')]],
    ['of several', cancelled('None', 'ConditionalCheckFailed'), [put('a'), put('b', 'old')]],
    ['also in conflict', cancelled('TransactionConflict', 'ConditionalCheckFailed'), [put('a'), put('b')]],
  ];
  it.each(refused)('%s whose head is stale is not committed', async (_name, reply, puts) => {
    const { store, asked } = await scripted(reply);
    expect(await store.commit(puts)).toEqual({ committed: false });
    expect(asked).toHaveLength(1);
  });

  it('is sent again where another transaction stood in its way', async () => {
    const { store, asked } = await scripted(
      error('TransactionConflictException'),
      cancelled('TransactionConflict', 'None'),
      ok(),
    );
    expect(await store.commit([put('a'), put('b')])).toEqual({ committed: true });
    expect(new Set(asked.map(({ body }) => body.ClientRequestToken)).size).toBe(3);
  });

  it('gives up on a conflict that does not end, and on a throttled transaction at once', async () => {
    const conflicts = Array.from({ length: 10 }, () => cancelled('TransactionConflict', 'None'));
    const { store, asked } = await scripted(...conflicts, cancelled('ThrottlingError', 'None'));
    await expect(store.commit([put('a'), put('b')])).rejects.toEqual(UNAVAILABLE);
    expect(asked).toHaveLength(10);
    await expect(store.commit([put('a'), put('b')])).rejects.toEqual(UNAVAILABLE);
    expect(asked).toHaveLength(11);
  });

  it('asked wrongly is a fault of ours', async () => {
    const { store } = await scripted(error('ValidationException'), error('AccessDeniedException'));
    await expect(store.commit([put('a')])).rejects.not.toHaveProperty('code');
    await expect(store.commit([put('a')])).rejects.toMatchObject({ code: 'store-denied', retryAfter: undefined });
  });

  it('of one item is a put, of several a transaction', async () => {
    const { store, asked } = await scripted(ok(), ok());
    await store.commit([put('a')]);
    await store.commit([put('a', 'h'), put('b')]);
    expect(asked.map(({ operation }) => operation)).toEqual(['PutItem', 'TransactWriteItems']);
  });
});

describe('a read', () => {
  it('is consistent, and tried again', async () => {
    const { store, asked } = await scripted('hang-up', error('ThrottlingException'), ok({ Item: stored('a') }));
    expect(await store.get('a')).toMatchObject({ key: 'a', head: 'h', value: 1 });
    expect(asked.map(({ body }) => body.ConsistentRead)).toEqual([true, true, true]);
  });

  it('asks again for what was left out', async () => {
    const left = (key: string) => ({ records: { Keys: [{ key: { S: key } }], ConsistentRead: true } });
    const { store, asked } = await scripted(
      ok({ Responses: { records: [stored('a')] }, UnprocessedKeys: left('b') }),
      ok({ Responses: { records: [] }, UnprocessedKeys: left('b') }),
      ok({ Responses: { records: [stored('b')] } }),
    );
    const items = await store.getMany(['b', 'c', 'a', 'b']);
    expect(items.map((item) => item?.key)).toEqual(['b', undefined, 'a', 'b']);
    expect(asked).toHaveLength(3);
  });

  it('of a page goes on where DynamoDB stopped', async () => {
    const entry = (key: string) => ({ key: { S: key }, wakeP: { S: '1' }, wakeS: { S: `5\u0000${key}` } });
    const { store } = await scripted(
      ok({ Items: [entry('a')], LastEvaluatedKey: entry('a') }),
      error('ThrottlingException'),
      ok({ Items: [entry('b')] }),
    );
    expect(await store.query('wake', '1', { limit: 3 })).toEqual([
      { key: 'a', sort: '5' },
      { key: 'b', sort: '5' },
    ]);
  });

  it('that never succeeds is unavailable', async () => {
    const { store } = await scripted();
    await expect(store.get('a')).rejects.toEqual(UNAVAILABLE);
    await expect(store.getMany(['a'])).rejects.toEqual(UNAVAILABLE);
    await expect(store.query('in', 'p', { limit: 1 })).rejects.toEqual(UNAVAILABLE);
  });
});
