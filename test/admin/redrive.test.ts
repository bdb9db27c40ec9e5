/** What lies in the dead-letter queue goes back, once it is known what it is. */
import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { kindOf, redriveAll } from '../../infra/local/admin/redrive.ts';

const WAKE = JSON.stringify({ key: '371525#exchange#abc', at: 1 });
/** As Lambda writes it of a call that failed. */
const FAILED = JSON.stringify({
  version: '1.0',
  requestContext: { condition: 'RetriesExhausted', functionArn: 'arn' },
  requestPayload: { name: 'digest' },
  responseContext: { functionError: 'Unhandled' },
  responsePayload: { errorMessage: 'failed for 371525' },
});

describe('a dead message', () => {
  it.each([
    ['a timer’s', WAKE, 'wake'],
    ['a shard’s', '{"shard":"3","at":1}', 'wake'],
    ['news of a file', JSON.stringify({ Records: [{ s3: { object: { key: 'files/371525/a' } } }] }), 'wake'],
    ['a schedule that EventBridge could not deliver', '{"name":"draft-circular"}', 'made-up'],
    ['a sweep that it could not deliver', '{}', 'made-up'],
    ['a schedule that failed', FAILED, 'made-up'],
    ['another function’s', JSON.stringify({ requestContext: {}, requestPayload: { order: 1 } }), null],
    ['a text', 'hello', null],
    ['anything else', '{"a":1}', null],
  ])('%s', (_name, body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });
});

/** Queues in memory; what is received comes again until it is dropped. */
function queues(bodies: readonly string[]) {
  const dead: Message[] = bodies.map((Body, i) => ({ MessageId: `m${i}`, Body }));
  const woken: string[] = [];
  return {
    dead,
    woken,
    receive: async () => dead.slice(0, 10),
    wake: async (body: string) => void woken.push(body),
    drop: async (message: Message) => void dead.splice(dead.indexOf(message), 1),
  };
}

describe('redrive', () => {
  it('moves all of a long queue, and leaves what it does not know', async () => {
    const found = queues([...Array(25).fill(WAKE), FAILED, 'hello', '{}']);
    expect(await redriveAll(found)).toEqual({ moved: 25, madeUp: 2, unknown: 1 });
    expect(found.woken).toEqual(Array(25).fill(WAKE));
    expect(found.dead.map(({ Body }) => Body)).toEqual(['hello']);
  });

  it('keeps a message that could not be sent', async () => {
    const found = queues([WAKE]);
    const broken = { ...found, wake: () => Promise.reject(new Error('down')) };
    await expect(redriveAll(broken)).rejects.toThrow('down');
    expect(found.dead).toHaveLength(1);
  });

  it('of nothing is nothing', async () => {
    expect(await redriveAll(queues([]))).toEqual({ moved: 0, madeUp: 0, unknown: 0 });
  });
});
