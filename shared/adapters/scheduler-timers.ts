/**
 * Timers on AWS: one-time schedules, which put a message into the wake queue. What is due within seconds goes into the
 * queue at once, since a schedule in the past is refused and schedules tick by the minute.
 *
 * Deadlines end at midnight, so that thousands of records share an instant. One schedule stands for all of a shard of the
 * wake index that are due at one instant; whoever gets its message looks there. Its name comes from shard and instant: set
 * again it is there already. One that a later notice has made pointless comes all the same and finds nothing to do.
 */
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { wakeShard } from '../keys.ts';
import type { Clock, Timers } from '../ports.ts';
import type { Instant } from '../time.ts';
import { asPortFault } from './aws-faults.ts';

/** Nearer than this, the queue's own delay is the timer. */
const SOON = 30_000;
/** The record is committed after its timer is set: a message must not come before it, or it would find nothing. */
const AFTER_COMMIT = 5_000;

export interface SchedulerTimersOptions {
  /** The schedule group. */
  readonly group: string;
  /** The wake queue, by URL for sending and by ARN for the schedules. */
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Takes what the scheduler could not deliver. */
  readonly deadLetterArn: string;
  /** The role by which the scheduler sends, good for nothing else. */
  readonly roleArn: string;
  /** Minutes over which a midnight's timers may spread; 0 for none. */
  readonly window: number;
  readonly clock: Clock;
  /** For an emulator; by default from the environment. */
  readonly endpoint?: string;
}

/** What a timer puts into the queue: whom to wake, or in which shard to look. */
export type WakeMessage = { key: string; at: Instant } | { shard: string; at: Instant };

/** Schedules that an instance remembers having made; it then asks for none of them again. */
const REMEMBERED = 1_000;

export class SchedulerTimers implements Timers {
  readonly #options: SchedulerTimersOptions;
  #scheduler: Promise<SchedulerClient> | undefined;
  #sqs: Promise<SQSClient> | undefined;
  readonly #made = new Set<string>();

  constructor(options: SchedulerTimersOptions) {
    this.#options = options;
  }

  async set(key: string, at: Instant): Promise<void> {
    try {
      await (at - this.#options.clock.now() <= SOON ? this.#enqueue(key, at) : this.#scheduleOnce(key, at));
    } catch (error) {
      throw asPortFault(error);
    }
  }

  async #scheduleOnce(key: string, at: Instant): Promise<void> {
    const [shard, second] = [wakeShard(key), wholeSecond(at)];
    const name = timerName(key, at);
    if (this.#made.has(name)) return;
    try {
      await this.#schedule(name, { shard, at: second });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ConflictException')) throw error;
    }
    if (this.#made.size >= REMEMBERED) this.#made.clear();
    this.#made.add(name);
  }

  async #schedule(name: string, message: WakeMessage): Promise<void> {
    const { group, queueArn, deadLetterArn, roleArn, window } = this.#options;
    const { CreateScheduleCommand } = await import('@aws-sdk/client-scheduler');
    this.#scheduler ??= schedulerClient(this.#options.endpoint);
    const command = new CreateScheduleCommand({
      GroupName: group,
      Name: name,
      ScheduleExpression: `at(${new Date(message.at).toISOString().slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: window > 0 ? { Mode: 'FLEXIBLE', MaximumWindowInMinutes: window } : { Mode: 'OFF' },
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        Input: JSON.stringify(message),
        DeadLetterConfig: { Arn: deadLetterArn },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
    await (await this.#scheduler).send(command);
  }

  async #enqueue(key: string, at: Instant): Promise<void> {
    const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
    this.#sqs ??= sqsClient(this.#options.endpoint);
    const delay = Math.max(at - this.#options.clock.now(), AFTER_COMMIT);
    const command = new SendMessageCommand({
      QueueUrl: this.#options.queueUrl,
      MessageBody: JSON.stringify({ key, at } satisfies WakeMessage),
      DelaySeconds: Math.ceil(delay / 1000),
    });
    await (await this.#sqs).send(command);
  }
}

/** At most 64 of `[0-9A-Za-z._-]`, the same for all timers of a shard in one second. */
export function timerName(key: string, at: Instant): string {
  return `wake-${wakeShard(key)}-${wholeSecond(at) / 1000}`;
}

/** Never before the instant. */
function wholeSecond(at: Instant): Instant {
  return Math.ceil(at / 1000) * 1000;
}

// A scheduler that is down must not keep intake waiting: the sweep finds what was not armed.
const QUICK = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
};

// Loaded when the first timer is set: who only reads does not pay for the clients.
async function schedulerClient(endpoint: string | undefined): Promise<SchedulerClient> {
  const { SchedulerClient } = await import('@aws-sdk/client-scheduler');
  return new SchedulerClient({ ...QUICK, endpoint });
}

async function sqsClient(endpoint: string | undefined): Promise<SQSClient> {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  return new SQSClient({ ...QUICK, endpoint, useQueueUrlAsEndpoint: false });
}
