/** The command on an emulator's queues: what lies dead goes back, what nobody knows stays where it is. */
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeAll, expect, it } from 'vitest';
import { REGION } from '../emulator/emulators.ts';
import { runProgram } from '../home/product.ts';

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const made: Record<string, string> = {};

beforeAll(async () => {
  for (const name of ['dead', 'wake']) {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `shenguan-redriven-${name}` }));
    made[name] = QueueUrl as string;
  }
});

const redrive = (stage: string) =>
  runProgram(['infra/local/admin.ts', 'redrive', '--aws', '--stage', stage, '--region', REGION]);

/** How many messages a queue has, hidden ones among them. */
async function count(name: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const asked = new GetQueueAttributesCommand({ QueueUrl: made[name], AttributeNames: [...names] });
  const { Attributes: found = {} } = await sqs.send(asked);
  return names.reduce((sum, one) => sum + Number(found[one] ?? 0), 0);
}

it('sends dead messages again, of a record and of a shard, and says what it left', async () => {
  const bodies = [
    JSON.stringify({ key: '371525#exchange#0123456789abcdef0123456789abcdef', at: 1790784000000 }),
    JSON.stringify({ shard: '3', at: 1790784000000 }),
  ];
  for (const MessageBody of [...bodies, '{"name":"digest"}', 'hello']) {
    await sqs.send(new SendMessageCommand({ QueueUrl: made.dead, MessageBody }));
  }
  const { code, output } = await redrive('redriven');
  expect([code, output]).toEqual([0, expect.stringContaining('已放回唤醒队列 2 条')]);
  expect(output).toContain('定时任务 1 条已删除');
  expect(output).toContain('不认识的 1 条留在死信队列中');
  expect([await count('dead'), await count('wake')]).toEqual([1, 2]);
  const asked = new ReceiveMessageCommand({ QueueUrl: made.wake, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 });
  const found = (await sqs.send(asked)).Messages ?? [];
  expect(found.map(({ Body }) => Body).toSorted()).toEqual(bodies.toSorted());
  expect(await redrive('nowhere')).toMatchObject({
    code: 1,
    output: expect.stringContaining('没有 shenguan-nowhere 的队列'),
  });
});
