/** The queue between timers and records, and what could not be delivered or done. */
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface Queues {
  readonly wake: Queue;
  readonly dead: Queue;
}

/** A function's own limit. */
export const WAKE_TIMEOUT = Duration.seconds(30);
/** As long a message may wait for others: nothing depends on it, and ten together cost little more than one. */
export const WAKE_WINDOW = Duration.seconds(5);
/** Times that a message is tried: half an hour, after which the sweep goes on and somebody is told. */
const TRIES = 10;

export function makeQueues(scope: Construct, { stage }: Settings): Queues {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
  const dead = new Queue(scope, 'DeadLetters', {
    ...common,
    queueName: `shenguan-${stage}-dead`,
    retentionPeriod: Duration.days(14),
  });
  const wake = new Queue(scope, 'Wake', {
    ...common,
    queueName: `shenguan-${stage}-wake`,
    // Six times the function's limit and the window, as Lambda asks.
    visibilityTimeout: Duration.seconds(6 * WAKE_TIMEOUT.toSeconds() + WAKE_WINDOW.toSeconds()),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: dead, maxReceiveCount: TRIES },
  });
  return { wake, dead };
}
