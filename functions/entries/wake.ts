/**
 * Wakes what timers have put into the queue, and looks at files whose bytes have come. An import of pushes that goes on
 * here reads its workbook and seals numbers.
 */
import type { Kinds } from '../../shared/exchange/kind.ts';
import { deployedPlatform } from '../lambda.ts';
import { type QueueHandler, queueHandler } from '../timers/queue.ts';
import { deployedAttachments } from './attachments.ts';
import { deployedMailer } from './mailer.ts';
import { deployedSeals } from './seals.ts';

const outside = {
  mailer: deployedMailer(process.env),
  attachments: deployedAttachments(process.env),
  seals: deployedSeals(process.env),
};

export function handlerOf(kinds: Kinds): QueueHandler {
  return queueHandler(deployedPlatform(process.env, { kinds, ...outside }));
}
