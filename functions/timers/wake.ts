/**
 * A record is woken: by its timer, by the sweep, twice or late. The family in the key tells who has to look; what is
 * looked at decides by itself whether there is anything to do. Records are brought up to the moment at once; mails go
 * out afterwards (`Mailing`), so that a mail server that keeps silent holds up no record.
 */

import { type Desk, deskInSteps } from '../../shared/exchange/desk.ts';
import { load } from '../../shared/exchange/work.ts';
import { splitKey } from '../../shared/keys.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { deskAt } from '../desk.ts';

/** Loaded with the first mail that is due. */
const mailing = () => Promise.all([import('../../shared/mail/deliver.ts'), import('./makers.ts')]);
/** Loaded where a file is awaited or owes its deletion. */
const files = () => import('../../shared/files/keeping.ts');
/** Loaded around the end of a quarter. */
const reports = () => import('../../shared/reports/waking.ts');
/** Loaded where the calendar's log had an entry that moves more than one request does. */
const retiming = () => import('../../shared/retiming/entering.ts');
/** Loaded on the few days on which a list begins. */
const handingOver = () => import('../../shared/register/hand-over.ts');
/** Loaded where an account had more open work than one request moves. */
const moving = () => import('../../shared/accounts/handing-over.ts');

/** Loaded where a workbook had more pushes than one request makes. */
const importing = () => import('../push-imports/working.ts');

/** Loaded where an organisation ends. */
const succeeding = () => import('../../shared/successions/working.ts');

/** Loaded where a quarantine reached, or gave back, more records than one commit writes. */
const withholding = () => import('../../shared/exchange/withholding.ts');
const besides = () => import('../../shared/exchange/doing-beside.ts');
const carryingOut = () => import('../../shared/exchange/carrying-out.ts');

/** What one wake moves of an account's work; the rest has a timer of its own. */
const BOUNDS = { atOnce: 500 };

/** Sends the mails that are due of what was woken. */
export type Mailing = () => Promise<void>;

/** Wakes the record of that key, and sends what it owes. */
export async function wakeKey(platform: Platform, key: string): Promise<void> {
  await (await bringUp(platform, key))?.();
}

/** Brings the record of that key up to the moment; null where it owes no mail by now. An unknown family is logged. */
export async function bringUp(platform: Platform, key: string): Promise<Mailing | null> {
  const { jurisdiction, family, id } = splitKey(key);
  const { settings } = platform;
  const desk = deskAt(platform, jurisdiction);
  if (family === 'exchange') return exchangeUp(platform, jurisdiction, id);
  if (family === 'notice') return () => mailed(desk, settings, id);
  if (family === 'report') await (await reports()).wakeReport(desk, settings, id);
  else if (family === 'retiming') await (await retiming()).wakeJob(desk, settings, id);
  else if (family === 'boundary') await (await handingOver()).wakeHandOver(desk, settings, id);
  else if (family === 'moving') await (await moving()).wakeMoving(desk, id, BOUNDS);
  else if (family === 'import') await (await importing()).wakeImport(desk, id);
  else if (family === 'succession') await (await succeeding()).wakeSuccession(desk, settings, id);
  else if (family === 'withholding') await (await withholding()).endWithholding(desk, id);
  else if (family === 'beside') await (await besides()).doBeside(deskInSteps(desk), id);
  else if (family === 'held') await (await carryingOut()).carryOutInSteps(desk, id);
  else if (family === 'file') await (await files()).wakeFile(desk, id, platform.ports.clock.now());
  else platform.ports.log.error('wake-unknown', { family });
  return null;
}

/** Bytes lie at `files/<county>/<id>`: what they are, their file tells. What is nobody's is logged and stays. */
export async function fileCame(platform: Platform, object: string): Promise<void> {
  const [, jurisdiction, id] = /(?:^|\/)(\d{6})\/([0-9a-f]{32})$/.exec(object) ?? [];
  const [desk, now] = [jurisdiction && deskAt(platform, jurisdiction), platform.ports.clock.now()];
  const file = desk && id && (await (await files()).bytesCame(desk, id, now));
  if (!file) platform.ports.log.error('file-unknown', { object: object.slice(0, 200) });
}

async function exchangeUp(platform: Platform, jurisdiction: string, id: string): Promise<Mailing | null> {
  const desk = deskAt(platform, jurisdiction);
  const facts = await desk.facts();
  const exchange = await load(desk, id, facts);
  const owes = exchange?.mails.some(({ done, due }) => done === null && due <= facts.now);
  if (!exchange || !owes) return null;
  return async () => {
    const [{ deliverOwed }, { MAKERS }] = await mailing();
    await deliverOwed(desk, platform.settings, exchange, facts, MAKERS);
  };
}

async function mailed(desk: Desk, settings: Settings, id: string): Promise<void> {
  const [{ deliver }, { MAKERS }] = await mailing();
  await deliver(desk, settings, id, MAKERS);
}
