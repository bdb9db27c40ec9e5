/** Timers on the emulator's scheduler and queue: far ones, near ones, past ones, twice. */
import {
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SchedulerTimers, timerName } from '../../shared/adapters/scheduler-timers.ts';
import { HOUR } from '../../shared/time.ts';

const KEY = '371525#exchange#0123456789abcdef0123456789abcdef';
const GROUP = 'timers-test';
const scheduler = new SchedulerClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
let queueUrl = '';
let queueArn = '';

beforeAll(async () => {
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GROUP }));
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'timers-test' }))).QueueUrl ?? '';
  const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] });
  queueArn = (await sqs.send(asked)).Attributes?.QueueArn ?? '';
});

const timers = (window = 0) =>
  new SchedulerTimers({
    group: GROUP,
    queueUrl,
    queueArn,
    deadLetterArn: queueArn,
    roleArn: 'arn:aws-cn:iam::000000000000:role/timers',
    window,
    clock: { now: () => Date.now() },
  });

const schedules = async () => (await scheduler.send(new ListSchedulesCommand({ GroupName: GROUP }))).Schedules ?? [];

/** What comes out of the queue within so many seconds. */
async function received(seconds: number): Promise<unknown> {
  const asked = new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 });
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const [message] = (await sqs.send(asked)).Messages ?? [];
    if (!message) continue;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    return JSON.parse(message.Body ?? '');
  }
  return undefined;
}

describe('timers on EventBridge Scheduler', () => {
  it('are one-time schedules in UTC that go when they have fired, and one however often they are set', async () => {
    const at = Date.parse('2031-01-02T03:04:05.678Z');
    for (let i = 0; i < 2; i++) await timers(15).set(KEY, at);
    expect(await schedules()).toHaveLength(1);
    const made = await scheduler.send(new GetScheduleCommand({ GroupName: GROUP, Name: timerName(KEY, at) }));
    expect(made).toMatchObject({
      ScheduleExpression: 'at(2031-01-02T03:04:06)',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: { Arn: queueArn, Input: JSON.stringify({ key: KEY, at }) },
    });
  });

  it('have names that the scheduler takes, another for every instant and key', () => {
    const names = [timerName(KEY, 1), timerName(KEY, 2), timerName(`${KEY}0`, 1), timerName('_#schedule#冠县', 1)];
    for (const name of names) expect(name).toMatch(/^[0-9A-Za-z._-]{1,64}$/);
    expect(new Set(names).size).toBe(4);
  });

  it.each([
    ['due an hour ago', -HOUR, 8],
    ['due in 6 s', 6_000, 9],
    ['due in 33 s, by a real schedule', 33_000, 50],
  ])('bring the key %s', async (_name, ahead, patience) => {
    const before = (await schedules()).length;
    const at = Date.now() + ahead;
    await timers().set(KEY, at);
    expect((await schedules()).length - before).toBe(ahead > 30_000 ? 1 : 0);
    expect(await received(patience)).toEqual({ key: KEY, at });
    expect(Date.now()).toBeGreaterThanOrEqual(at);
  });

  it('are unavailable while the scheduler or the queue is', async () => {
    const lost = new SchedulerTimers({
      ...{ group: GROUP, queueUrl, queueArn, deadLetterArn: queueArn, roleArn: 'r', window: 0 },
      clock: { now: () => 0 },
      endpoint: 'http://127.0.0.1:1',
    });
    for (const at of [0, HOUR]) await expect(lost.set(KEY, at)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
