/**
 * What happens at a time of day. No scheduler knows make-up days, so each runs every day and asks by itself whether
 * today is worked; doing it again changes nothing.
 */

import { countyKey } from '../../shared/accounts/directory.ts';
import { CIRCULAR_TIME, type County, MAIL_HOURS } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { deskAt } from '../desk.ts';
import { jurisdictionsOf } from './jurisdictions.ts';

/** Each is loaded where it is due: most runs, at every half hour, find that nothing is. */
const digests = () => import('../../shared/pushes/mails/digest.ts');
const arrivals = () => import('../../shared/pushes/mails/hourly.ts');
const drafting = () => import('../../shared/reports/drafting.ts');

/** What is said of a schedule; the rest follows. */
interface Daily {
  name: string;
  /** Chinese: what it does. */
  label: string;
  /** When it runs in a county, every day (`HH:MM`, Asia/Shanghai). */
  timesIn(county: Pick<County, 'mailHours' | 'circularTime'>): readonly string[];
  /** The same for a scheduler that cannot ask the counties: at all times that a county may set (UTC+8 cron fields). */
  cron: string;
  /** `last`: the day and time for which it ran before, where that is known; it makes up for those missed since. */
  runIn(desk: Desk, settings: Settings, last?: string): Promise<void>;
  /** True while there is nothing to do in a county at its times. */
  isIdleIn?(desk: Desk): Promise<boolean>;
}

export interface Schedule extends Daily {
  /** When it runs in any of the counties. */
  times(platform: Platform): Promise<readonly string[]>;
  /** In every county, whether or not it has run. */
  run(platform: Platform): Promise<void>;
  /** True while there is nothing to do at its times: a clock that stands until told passes them over. */
  isIdle?(platform: Platform): Promise<boolean>;
}

/** Times of day are whole or half hours. */
const EACH_HALF_HOUR = 'cron(0,30 * * * ? *)';

export const SCHEDULES: readonly Schedule[] = [
  daily({
    name: 'digest',
    label: '每日汇总邮件',
    timesIn: ({ mailHours = MAIL_HOURS }) => mailHours.slice(0, 1),
    cron: EACH_HALF_HOUR,
    runIn: async (...run) => (await digests()).writeDigests(...run),
  }),
  daily({
    name: 'arrivals',
    label: '到件邮件',
    timesIn: ({ mailHours = MAIL_HOURS }) => mailHours.slice(1),
    cron: EACH_HALF_HOUR,
    runIn: async (...run) => (await arrivals()).writeArrivals(...run),
    isIdleIn: async (desk) => (await arrivals()).isQuiet(desk),
  }),
  daily({
    name: 'draft-circular',
    label: '季度通报征求意见稿',
    timesIn: ({ circularTime = CIRCULAR_TIME }) => [circularTime],
    cron: EACH_HALF_HOUR,
    runIn: async (desk, settings) => (await drafting()).draftDue(desk, settings),
  }),
];

function daily(declared: Daily): Schedule {
  const { timesIn, runIn, isIdleIn } = declared;
  return {
    ...declared,
    times: (platform) => timesInAny(platform, timesIn),
    run: (platform) => inEachJurisdiction(platform, runIn),
    ...(isIdleIn && {
      isIdle: async (platform: Platform) => {
        const idle = (await jurisdictionsOf(platform)).map((jurisdiction) => isIdleIn(deskAt(platform, jurisdiction)));
        return (await Promise.all(idle)).every((one) => one);
      },
    }),
  };
}

/** The times of all counties, in order. A county that is not there has the usual ones, and keeps nothing waiting. */
async function timesInAny(platform: Platform, timesIn: Daily['timesIn']): Promise<string[]> {
  const keys = (await jurisdictionsOf(platform)).map(countyKey);
  const counties = (await platform.ports.store.getMany(keys)).map((item) => item?.value as County | undefined);
  return [...new Set(counties.flatMap((county) => timesIn(county ?? { mailHours: MAIL_HOURS })))].sort();
}

/**
 * One county's fault does not keep the others waiting; the run fails as a whole afterwards, so that it is tried again.
 */
async function inEachJurisdiction(platform: Platform, run: Daily['runIn']) {
  const failed: string[] = [];
  for (const jurisdiction of await jurisdictionsOf(platform)) {
    try {
      await run(deskAt(platform, jurisdiction), platform.settings);
    } catch (error) {
      platform.ports.log.error('schedule-failed', { jurisdiction }, error);
      failed.push(jurisdiction);
    }
  }
  if (failed.length > 0) throw new Error(`failed for ${failed.join(', ')}`);
}
