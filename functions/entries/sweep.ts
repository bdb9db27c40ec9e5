/** Every few minutes: wakes what no timer has woken. */
import { KINDS } from '../../shared/kinds.ts';
import { MINUTE } from '../../shared/time.ts';
import { deployedPlatform, windowOf } from '../lambda.ts';
import { sweep } from '../timers/sweep.ts';
import { deployedMailer } from './mailer.ts';

const platform = deployedPlatform(process.env, { kinds: KINDS, mailer: deployedMailer(process.env) });
const options = { window: windowOf(process.env) * MINUTE, timeLimit: 3 * MINUTE };

export const handler = () => sweep(platform, options);
