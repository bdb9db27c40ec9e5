/** Wakes what timers have put into the queue, and looks at files whose bytes have come. */
import { KINDS } from '../../shared/kinds.ts';
import { deployedPlatform } from '../lambda.ts';
import { queueHandler } from '../timers/queue.ts';
import { deployedAttachments } from './attachments.ts';
import { deployedMailer } from './mailer.ts';

const outside = { mailer: deployedMailer(process.env), attachments: deployedAttachments(process.env) };

export const handler = queueHandler(deployedPlatform(process.env, { kinds: KINDS, ...outside }));
