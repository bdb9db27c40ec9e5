/** What happens at a time of day. The schedule that calls says which of them it is. */
import { KINDS } from '../../shared/kinds.ts';
import { deployedPlatform } from '../lambda.ts';
import { runDue } from '../timers/making-up.ts';
import { SCHEDULES } from '../timers/schedules.ts';
import { deployedMailer } from './mailer.ts';

const platform = deployedPlatform(process.env, { kinds: KINDS, mailer: deployedMailer(process.env) });

export async function handler({ name }: { name: string }): Promise<void> {
  const schedule = SCHEDULES.find((known) => known.name === name);
  if (!schedule) throw new Error(`No schedule ${name}`);
  await runDue(platform, schedule);
  platform.ports.log.info('schedule-done', { name });
}
