/** Wakes what timers have put into the queue. */
import { KINDS } from '../../shared/kinds.ts';
import { deployedPlatform } from '../lambda.ts';
import { queueHandler } from '../timers/queue.ts';
import { deployedMailer } from './mailer.ts';

export const handler = queueHandler(
  deployedPlatform(process.env, { kinds: KINDS, mailer: deployedMailer(process.env) }),
);
