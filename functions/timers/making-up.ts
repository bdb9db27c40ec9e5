/** Runs of a time of day by those who come by: the schedule itself at its time, and the sweep where it has not come. */
import type { Platform } from '../../shared/platform.ts';
import { type Instant, MINUTE } from '../../shared/time.ts';
import { dueRuns, runAndMark } from './ran.ts';
import type { Schedule } from './schedules.ts';

/** How long after its time a schedule may be at work before the sweep takes its place. */
const MADE_UP_AFTER = 10 * MINUTE;
/** A mark that is missing for longer is told: neither the schedule nor the sweep got it done. */
export const MISSED_AFTER = 30 * MINUTE;

/** Runs a schedule where it is due, county by county. Throws where one failed, so that the whole comes again. */
export async function runDue(platform: Platform, schedule: Schedule): Promise<void> {
  const failed: string[] = [];
  for (const due of await dueRuns(platform, platform.ports.clock.now(), [schedule])) {
    await runAndMark(platform, due).catch(() => failed.push(due.jurisdiction));
  }
  if (failed.length > 0) throw new Error(`failed for ${failed.join(', ')}`);
}

/**
 * Runs what should have run by `now` and has left no mark; begins none once `isOver`. Answers how many marks are
 * missing for long, which is told: `schedule-missed`.
 */
export async function makeUp(platform: Platform, now: Instant, isOver: () => boolean): Promise<number> {
  const { log } = platform.ports;
  let missed = 0;
  for (const due of await dueRuns(platform, now)) {
    const [late, told] = [now - due.at, { name: due.schedule.name, jurisdiction: due.jurisdiction, slot: due.slot }];
    if (late <= MADE_UP_AFTER) continue;
    // A county that is new here has missed nothing.
    if (late > MISSED_AFTER && !due.first) {
      missed += 1;
      log.error('schedule-missed', told);
    }
    if (isOver()) continue;
    await runAndMark(platform, due).then(
      () => log.info('schedule-made-up', told),
      () => {},
    );
  }
  return missed;
}
