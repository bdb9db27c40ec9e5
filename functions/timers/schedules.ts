/**
 * What happens at a time of day. No scheduler knows make-up days, so each runs every day and asks by itself whether
 * today is worked; doing it again changes nothing.
 */

import type { Desk } from '../../shared/exchange/desk.ts';
import { writeDigests } from '../../shared/mail/digest.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { draftDue } from '../../shared/reports/drafting.ts';
import { deskAt } from '../desk.ts';
import { jurisdictionsOf } from './jurisdictions.ts';

export interface Schedule {
  name: string;
  /** `HH:MM`, Asia/Shanghai, every day. */
  at: string;
  run(platform: Platform): Promise<void>;
}

export const SCHEDULES: readonly Schedule[] = [
  { name: 'digest', at: '08:30', run: (platform) => inEachJurisdiction(platform, writeDigests) },
  { name: 'draft-circular', at: '09:00', run: (platform) => inEachJurisdiction(platform, draftDue) },
];

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
