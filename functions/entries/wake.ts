/** Wakes what timers have put into the queue. */
import { deployedPlatform } from '../lambda.ts';
import { queueHandler } from '../timers/queue.ts';
import { deployedMailer } from './mailer.ts';

export const handler = queueHandler(deployedPlatform(process.env, { mailer: deployedMailer(process.env) }));
