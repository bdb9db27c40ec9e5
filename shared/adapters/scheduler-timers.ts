/**
 * Timers on AWS: a one-time schedule for each, which puts a message into the wake queue. What is due within seconds
 * goes into the queue at once, since a schedule in the past is refused and schedules tick by the minute.
 *
 * A timer's name comes from key and instant: set again it is there already. One that a later notice has made pointless
 * comes all the same and finds nothing to do.
 */
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { derivedId, splitKey } from '../keys.ts';
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

/** What a timer puts into the queue. */
export interface WakeMessage {
  key: string;
  at: Instant;
}

export class SchedulerTimers implements Timers {
  readonly #options: SchedulerTimersOptions;
  #scheduler: Promise<SchedulerClient> | undefined;
  #sqs: Promise<SQSClient> | undefined;

  constructor(options: SchedulerTimersOptions) {
    this.#options = options;
  }

  async set(key: string, at: Instant): Promise<void> {
    try {
      await (at - this.#options.clock.now() <= SOON ? this.#enqueue(key, at) : this.#schedule(key, at));
    } catch (error) {
      if (error instanceof Error && error.name === 'ConflictException') return;
      throw asPortFault(error);
    }
  }

  async #schedule(key: string, at: Instant): Promise<void> {
    const { group, queueArn, deadLetterArn, roleArn, window } = this.#options;
    const { CreateScheduleCommand } = await import('@aws-sdk/client-scheduler');
    this.#scheduler ??= schedulerClient(this.#options.endpoint);
    const command = new CreateScheduleCommand({
      GroupName: group,
      Name: timerName(key, at),
      ScheduleExpression: expressionOf(at),
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: window > 0 ? { Mode: 'FLEXIBLE', MaximumWindowInMinutes: window } : { Mode: 'OFF' },
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        Input: messageOf(key, at),
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
      MessageBody: messageOf(key, at),
      DelaySeconds: Math.ceil(delay / 1000),
    });
    await (await this.#sqs).send(command);
  }
}

/** At most 64 of `[0-9A-Za-z._-]`, the same for the same timer. */
export function timerName(key: string, at: Instant): string {
  return `${splitKey(key).family || 'timer'}-${derivedId(key, String(at))}`;
}

/** Whole seconds, never before the instant. */
function expressionOf(at: Instant): string {
  return `at(${new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19)})`;
}

function messageOf(key: string, at: Instant): string {
  return JSON.stringify({ key, at } satisfies WakeMessage);
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
