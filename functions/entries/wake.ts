/**
 * Wakes what timers have put into the queue, and looks at files whose bytes have come. An import of pushes that goes on
 * here reads its workbook and seals numbers.
 */
import { KINDS } from '../../shared/kinds.ts';
import { deployedPlatform } from '../lambda.ts';
import { queueHandler } from '../timers/queue.ts';
import { deployedAttachments } from './attachments.ts';
import { deployedMailer } from './mailer.ts';
import { deployedSeals } from './seals.ts';

const outside = {
  mailer: deployedMailer(process.env),
  attachments: deployedAttachments(process.env),
  seals: deployedSeals(process.env),
};

export const handler = queueHandler(deployedPlatform(process.env, { kinds: KINDS, ...outside }));
