/**
 * What happens at a time of day. No scheduler knows make-up days, so each runs every day and asks by itself whether
 * today is worked; doing it again changes nothing.
 */

import { countyKey } from '../../shared/accounts/directory.ts';
import { type County, MAIL_HOURS } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { writeDigests } from '../../shared/pushes/mails/digest.ts';
import { isQuiet, writeArrivals } from '../../shared/pushes/mails/hourly.ts';
import { hoursOf } from '../../shared/pushes/mails/hours.ts';
import { draftDue } from '../../shared/reports/drafting.ts';
import { deskAt } from '../desk.ts';
import { jurisdictionsOf } from './jurisdictions.ts';

export interface Schedule {
  name: string;
  /** When it runs, every day (`HH:MM`, Asia/Shanghai), as the counties have set it. */
  times(platform: Platform): Promise<readonly string[]>;
  /** The same for a scheduler that cannot ask the counties: often enough for whatever they set (UTC+8 cron fields). */
  cron: string;
  run(platform: Platform): Promise<void>;
  /** True while there is nothing to do at its times: a clock that stands until told passes them over. */
  isIdle?(platform: Platform): Promise<boolean>;
}

export const SCHEDULES: readonly Schedule[] = [
  {
    name: 'digest',
    times: (platform) => hoursIn(platform, (hours) => hours.slice(0, 1)),
    cron: 'cron(0,30 7-10 * * ? *)',
    run: (platform) => inEachJurisdiction(platform, writeDigests),
  },
  {
    name: 'arrivals',
    times: (platform) => hoursIn(platform, (hours) => hours.slice(1)),
    cron: 'cron(0,30 8-19 * * ? *)',
    run: (platform) => inEachJurisdiction(platform, writeArrivals),
    isIdle: async (platform) => {
      const quiet = (await jurisdictionsOf(platform)).map((jurisdiction) => isQuiet(deskAt(platform, jurisdiction)));
      return (await Promise.all(quiet)).every((one) => one);
    },
  },
  {
    name: 'draft-circular',
    times: async () => ['09:00'],
    cron: 'cron(0 9 * * ? *)',
    run: (platform) => inEachJurisdiction(platform, draftDue),
  },
];

/** The mail hours of all counties that are wanted of each, in order. A county that is not there keeps nothing waiting. */
async function hoursIn(platform: Platform, wanted: (hours: readonly string[]) => readonly string[]): Promise<string[]> {
  const keys = (await jurisdictionsOf(platform)).map(countyKey);
  const counties = (await platform.ports.store.getMany(keys)).map((item) => item?.value as County | undefined);
  return [...new Set(counties.flatMap((county) => wanted(county ? hoursOf(county) : MAIL_HOURS)))].sort();
}

/** One county's fault does not keep the others waiting; the run fails as a whole afterwards, so that it is tried again. */
async function inEachJurisdiction(platform: Platform, run: (desk: Desk, settings: Settings) => Promise<void>) {
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
