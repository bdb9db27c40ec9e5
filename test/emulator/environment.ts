/** What a function of a deployment is told, as its operator has it from `aws lambda get-function-configuration`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { folder } from '../home/products.ts';
import { REGION } from './emulators.ts';

/** Makes a group of schedules and a queue, both called `group`. */
export async function makeTimers(group: string): Promise<Record<string, string>> {
  await new SchedulerClient({}).send(new CreateScheduleGroupCommand({ Name: group }));
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: group }));
  const arn = `arn:aws-cn:sqs:${REGION}:000000000000:${group}`;
  return {
    ...{ TIMER_GROUP: group, TIMER_ROLE_ARN: 'arn:aws-cn:iam::000000000000:role/r', TIMER_WINDOW: '0' },
    ...{ WAKE_QUEUE_URL: url, WAKE_QUEUE_ARN: arn, WAKE_DEAD_LETTER_ARN: arn },
  };
}

/** A file with these variables. */
export async function environmentFile(variables: Readonly<Record<string, string>>): Promise<string> {
  const path = join(await folder(), 'environment.json');
  await writeFile(path, JSON.stringify(variables));
  return path;
}
