/**
 * The wake queue: messages that timers have put there, in batches. Each is woken by itself, and only those that failed
 * come again; what fails time after time ends in the dead-letter queue.
 */

import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { lazily } from '../../shared/lazily.ts';
import type { Platform } from '../../shared/platform.ts';
import { bringUp, fileCame, type Mailing } from './wake.ts';

const message = lazily(() => z.object({ key: z.string().min(1), at: z.number() }));

/** What S3 says of objects that have come; and once, when it is told of the queue, that it can. */
const fromS3 = lazily(() =>
  z.union([
    z.object({ Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })) }),
    z.object({ Event: z.literal('s3:TestEvent') }).transform(() => ({ Records: [] })),
  ]),
);

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export function queueHandler(platform: Platform): QueueHandler {
  return async ({ Records }) => {
    // Records first: mails wait for a server, and a record for none.
    const up = await Promise.all(Records.map((record) => upBy(platform, record)));
    const woken = await Promise.all(up.map((mailing, i) => mailed(platform, Records[i] as SQSRecord, mailing)));
    const failed = Records.filter((_, i) => !woken[i]);
    if (Records.length > 0) platform.ports.log.info('woken', { count: Records.length, failed: failed.length });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/**
 * The mails that it leaves to send; false where it failed. A message that comes before its instant, by a skewed clock,
 * comes again: the queue keeps it for a while.
 */
async function upBy(platform: Platform, record: SQSRecord): Promise<Mailing | null | false> {
  try {
    const said: unknown = JSON.parse(record.body);
    const came = fromS3().safeParse(said);
    if (came.success) {
      for (const { s3 } of came.data.Records) await fileCame(platform, s3.object.key);
      return null;
    }
    const { key, at } = message().parse(said);
    if (at > platform.ports.clock.now()) return false;
    return await bringUp(platform, key);
  } catch (error) {
    platform.ports.log.error('wake-failed', { messageId: record.messageId }, error);
    return false;
  }
}

/** False where it failed: the message comes again. */
async function mailed(platform: Platform, { messageId }: SQSRecord, mailing: Mailing | null | false): Promise<boolean> {
  if (!mailing) return mailing !== false;
  try {
    await mailing();
    return true;
  } catch (error) {
    platform.ports.log.error('wake-failed', { messageId }, error);
    return false;
  }
}
