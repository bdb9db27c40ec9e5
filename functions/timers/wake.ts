/**
 * A record is woken: by its timer, by the sweep, twice or late. The family in the key tells who has to look; what is
 * looked at decides by itself whether there is anything to do.
 */
import { load } from '../../shared/exchange/work.ts';
import { splitKey } from '../../shared/keys.ts';
import { deliver } from '../../shared/mail/deliver.ts';
import { deliverOwed } from '../../shared/mail/of-records.ts';
import type { Platform } from '../../shared/platform.ts';
import { circularMails } from '../../shared/reports/mail.ts';
import { wakeReport } from '../../shared/reports/waking.ts';
import { wakeJob } from '../../shared/retiming/entering.ts';
import { deskAt } from '../desk.ts';

/** Wakes the record of that key. A key of a family that nobody looks after is logged and done with. */
export async function wakeKey(platform: Platform, key: string): Promise<void> {
  const { jurisdiction, family, id } = splitKey(key);
  if (family === 'exchange') return wakeExchange(platform, jurisdiction, id);
  if (family === 'notice') return deliver(deskAt(platform, jurisdiction), platform.settings, id, circularMails);
  if (family === 'report') return wakeReport(deskAt(platform, jurisdiction), platform.settings, id);
  if (family === 'retiming') return wakeJob(deskAt(platform, jurisdiction), platform.settings, id);
  platform.ports.log.error('wake-unknown', { family });
}

/** Brings it up to the moment, then sends what it owes. */
async function wakeExchange(platform: Platform, jurisdiction: string, id: string): Promise<void> {
  const desk = deskAt(platform, jurisdiction);
  const facts = await desk.facts();
  const exchange = await load(desk, id, facts);
  if (exchange) await deliverOwed(desk, platform.settings, exchange, facts);
}
