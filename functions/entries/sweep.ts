/** Every few minutes: wakes what no timer has woken. */
import type { Kinds } from '../../shared/exchange/kind.ts';
import { MINUTE } from '../../shared/time.ts';
import { deployedPlatform, windowOf } from '../lambda.ts';
import { type Swept, sweep } from '../timers/sweep.ts';
import { deployedMailer } from './mailer.ts';

export function handlerOf(kinds: Kinds, counted: readonly string[]): () => Promise<Swept> {
  const options = { window: windowOf(process.env) * MINUTE, timeLimit: 3 * MINUTE, counted };
  const platform = deployedPlatform(process.env, { kinds, mailer: deployedMailer(process.env) });
  return () => sweep(platform, options);
}
