/** `npm run admin -- redrive --aws`: what lies in the dead-letter queue goes back to where it came from. */
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { Refused } from '../refused.ts';
import type { Command, Form } from './command.ts';
import { matching } from './fitting.ts';
import { readOptions, WrongOptions } from './options.ts';
import { tableOptions } from './table.ts';

const options = {
  stage: {
    value: '<名称>',
    help: '部署的 stage，如 prod',
    needed: true,
    check: matching(/^[a-z][a-z0-9-]{0,19}$/, '应为小写字母、数字、横线'),
  },
  region: tableOptions.region,
} as const;

/**
 * What a message asks for: to be woken again, or a time of day that the sweep makes up for by its mark; null: unknown.
 */
export type Kind = 'wake' | 'made-up' | null;

/**
 * By its body: a timer's message and news of files go back to the wake queue. A schedule's input, from EventBridge or
 * as Lambda's record of a call that failed, has been made up for, or will be.
 */
export function kindOf(body: string): Kind {
  const said = parsed(body);
  if (typeof (said.key ?? said.shard) === 'string' && typeof said.at === 'number') return 'wake';
  if (Array.isArray(said.Records)) return 'wake';
  const input = (said.requestPayload ?? said) as Record<string, unknown>;
  const isSchedule = typeof input.name === 'string' || Object.keys(input).length === 0;
  return isSchedule && (said.requestContext !== undefined || said.requestPayload === undefined) ? 'made-up' : null;
}

export interface Redriven {
  readonly moved: number;
  readonly madeUp: number;
  /** Left where they are: nobody knows them. */
  readonly unknown: number;
}

/** The two queues, as far as they are needed here. */
export interface Queues {
  /** Up to ten messages, hidden from others for a while; none: the queue is empty. */
  receive(): Promise<readonly Message[]>;
  wake(body: string): Promise<void>;
  drop(message: Message): Promise<void>;
}

/**
 * Each message is first in the wake queue, then gone from the dead ones: a crash in between doubles it, which is
 * harmless.
 */
export async function redriveAll(queues: Queues): Promise<Redriven> {
  let [moved, madeUp] = [0, 0];
  const unknown = new Set<string>();
  for (;;) {
    const messages = await queues.receive();
    const fresh = messages.filter(({ MessageId: id = '' }) => !unknown.has(id));
    if (fresh.length === 0) return { moved, madeUp, unknown: unknown.size };
    for (const message of fresh) {
      const kind = kindOf(message.Body ?? '');
      if (kind === null) {
        unknown.add(message.MessageId ?? '');
        continue;
      }
      if (kind === 'wake') await queues.wake(message.Body ?? '');
      await queues.drop(message);
      if (kind === 'wake') moved += 1;
      else madeUp += 1;
    }
  }
}

const deployed: Form = {
  summary: '把死信队列中的消息放回唤醒队列（先排除失败的原因）',
  options,
  async run(args) {
    const { stage, region } = readOptions(options, args) as Record<keyof typeof options, string>;
    const { SQSClient } = await import('@aws-sdk/client-sqs');
    const client = new SQSClient({ region });
    try {
      return said(await redriveAll(await queuesOf(client, stage)));
    } catch (error) {
      throw refusedBy(error, stage, region);
    } finally {
      client.destroy();
    }
  },
};

export const redrive: Command = {
  name: 'redrive',
  summary: '只用于 AWS（--aws）：把死信队列中的消息放回唤醒队列',
  options: {},
  async run() {
    throw new WrongOptions([
      'redrive 只有 --aws 的用法。单机没有死信队列：到期未办的由平台自行再次唤醒，停止发送的邮件用 POST /notices/resend',
    ]);
  },
  aws: deployed,
};

async function queuesOf(client: SQSClient, stage: string): Promise<Queues> {
  const sqs = await import('@aws-sdk/client-sqs');
  const urlOf = async (name: string): Promise<string> =>
    (await client.send(new sqs.GetQueueUrlCommand({ QueueName: `shenguan-${stage}-${name}` }))).QueueUrl as string;
  const [dead, wake] = [await urlOf('dead'), await urlOf('wake')];
  // Hidden long enough for what is unknown not to come again before the queue is through.
  const asked = { QueueUrl: dead, MaxNumberOfMessages: 10, WaitTimeSeconds: 2, VisibilityTimeout: 300 };
  return {
    receive: async () => (await client.send(new sqs.ReceiveMessageCommand(asked))).Messages ?? [],
    wake: async (body) => void (await client.send(new sqs.SendMessageCommand({ QueueUrl: wake, MessageBody: body }))),
    drop: async ({ ReceiptHandle }) =>
      void (await client.send(new sqs.DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle }))),
  };
}

function said({ moved, madeUp, unknown }: Redriven): string {
  return [
    `已放回唤醒队列 ${moved} 条。`,
    ...(madeUp > 0 ? [`定时任务 ${madeUp} 条已删除：由巡检按执行标记补做，不必重发。`] : []),
    ...(unknown > 0 ? [`不认识的 ${unknown} 条留在死信队列中，请在控制台查看后处理。`] : []),
  ].join('\n');
}

function refusedBy(error: unknown, stage: string, region: string): unknown {
  const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string };
  if (/NonExistentQueue|QueueDoesNotExist/.test(name)) {
    return new Refused(
      `地域 ${region} 中没有 shenguan-${stage} 的队列。请核对 --stage、--region。`,
      `There are no queues of shenguan-${stage} in ${region}. Check --stage and --region.`,
    );
  }
  if (/Credentials|UnrecognizedClient|ExpiredToken|InvalidSignature|TokenProvider|InvalidClientTokenId/i.test(name)) {
    return new Refused(
      `没有可用的 AWS 凭证（${name}）。请先登录（aws configure、aws sso login）或设置 AWS_PROFILE 后再运行。`,
      `No AWS credentials (${name}): ${message}`,
    );
  }
  if (/AccessDenied/.test(name)) {
    return new Refused(
      `所用的 AWS 身份权限不足（需要两个队列的 sqs:GetQueueUrl、ReceiveMessage、SendMessage、DeleteMessage）：${message}`,
      `Access denied: ${message}`,
    );
  }
  return error;
}

function parsed(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return { not: 'JSON' };
  }
}
