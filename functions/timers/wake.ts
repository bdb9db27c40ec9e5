/**
 * A record is woken: by its timer, by the sweep, twice or late. The family in the key tells who has to look; what is
 * looked at decides by itself whether there is anything to do.
 */
import { load } from '../../shared/exchange/work.ts';
import { bytesCame, wakeFile } from '../../shared/files/keeping.ts';
import { splitKey } from '../../shared/keys.ts';
import { accountChangeMails } from '../../shared/mail/account-change.ts';
import { deliver } from '../../shared/mail/deliver.ts';
import { deliverOwed } from '../../shared/mail/of-records.ts';
import type { Platform } from '../../shared/platform.ts';
import { circularMails } from '../../shared/reports/mail.ts';
import { wakeReport } from '../../shared/reports/waking.ts';
import { wakeJob } from '../../shared/retiming/entering.ts';
import { deskAt } from '../desk.ts';

const MAILS = { ...circularMails, ...accountChangeMails };

/** Wakes the record of that key. A key of a family that nobody looks after is logged and done with. */
export async function wakeKey(platform: Platform, key: string): Promise<void> {
  const { jurisdiction, family, id } = splitKey(key);
  if (family === 'exchange') return wakeExchange(platform, jurisdiction, id);
  if (family === 'notice') return deliver(deskAt(platform, jurisdiction), platform.settings, id, MAILS);
  if (family === 'report') return wakeReport(deskAt(platform, jurisdiction), platform.settings, id);
  if (family === 'retiming') return wakeJob(deskAt(platform, jurisdiction), platform.settings, id);
  if (family === 'file') return wakeFile(deskAt(platform, jurisdiction), id, platform.ports.clock.now());
  platform.ports.log.error('wake-unknown', { family });
}

/** Bytes lie at `files/<county>/<id>`: what they are, their file tells. What is nobody's is logged and stays. */
export async function fileCame(platform: Platform, object: string): Promise<void> {
  const [, jurisdiction, id] = /(?:^|\/)(\d{6})\/([0-9a-f]{32})$/.exec(object) ?? [];
  const file = jurisdiction && id && (await bytesCame(deskAt(platform, jurisdiction), id, platform.ports.clock.now()));
  if (!file) platform.ports.log.error('file-unknown', { object: object.slice(0, 200) });
}

/** Brings it up to the moment, then sends what it owes. */
async function wakeExchange(platform: Platform, jurisdiction: string, id: string): Promise<void> {
  const desk = deskAt(platform, jurisdiction);
  const facts = await desk.facts();
  const exchange = await load(desk, id, facts);
  if (exchange) await deliverOwed(desk, platform.settings, exchange, facts);
}
