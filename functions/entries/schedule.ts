/** What happens at a time of day. The schedule that calls says which of them it is. */
import type { Kinds } from '../../shared/exchange/kind.ts';
import { deployedPlatform } from '../lambda.ts';
import { runDue } from '../timers/making-up.ts';
import { SCHEDULES } from '../timers/schedules.ts';
import { deployedMailer } from './mailer.ts';

export function handlerOf(kinds: Kinds): (event: { name: string }) => Promise<void> {
  const platform = deployedPlatform(process.env, { kinds, mailer: deployedMailer(process.env) });
  return async ({ name }) => {
    const schedule = SCHEDULES.find((known) => known.name === name);
    if (!schedule) throw new Error(`No schedule ${name}`);
    await runDue(platform, schedule);
    platform.ports.log.info('schedule-done', { name });
  };
}
