/** How far the machine's clock is from DynamoDB's is known from its answers, before anything is committed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { DoubtingStore } from '../../shared/adapters/doubting-store.ts';
import { DynamoDbClock } from '../../shared/adapters/dynamodb-clock.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { plainItem } from '../../shared/change.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** DynamoDB whose clock is so many milliseconds behind ours; what it was asked. */
async function behind(millis: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.headers['x-amz-target']).split('.')[1] ?? '');
    const date = new Date(performance.timeOrigin + performance.now() - millis).toUTCString();
    request
      .resume()
      .on('end', () => response.writeHead(200, { date, 'content-type': 'application/x-amz-json-1.0' }).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_ACCESS_KEY_ID ??= 'x';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'x';
  const client = dynamoDbClient({ endpoint, region: 'cn-north-1' });
  closing.push(
    () => client.destroy(),
    () => server.close(),
  );
  const clock = new DynamoDbClock(client, { info: () => {}, error: () => {} });
  return { asked, clock, store: new DoubtingStore(new DynamoDbStore({ table: 't', client }), clock) };
}

const put = { item: plainItem('371525#county#a', 1), expected: null };

it('an hour ahead: what has read is not let write', async () => {
  const { store, clock, asked } = await behind(HOUR);
  expect(clock.doubt()).toBeNull();
  await store.get('a');
  expect(clock.doubt()).toEqual({ seconds: 60 });
  await expect(store.commit([put])).rejects.toMatchObject({ code: 'clock-distrusted', retryAfter: 60 });
  expect(asked).toEqual(['GetItem']);
});

it.each([0, 4 * MINUTE, -HOUR])('%i ms ahead: it is', async (millis) => {
  const { store, asked } = await behind(millis);
  await store.get('a');
  expect(await store.commit([put])).toEqual({ committed: true });
  expect(asked).toEqual(['GetItem', 'PutItem']);
});
