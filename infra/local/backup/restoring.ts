/**
 * A backup becomes a data folder, which is there whole or not at all: it is made beside its place and named when all is
 * done. What was quarantined since is taken from sight again, tokens and sessions are left out, and mails that were
 * owed at the time of the backup are not sent a second time.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { forgetQuotedOf } from '../../../functions/audit/noting.ts';
import { deskAt } from '../../../functions/desk.ts';
import { jurisdictionsOf } from '../../../functions/timers/jurisdictions.ts';
import { lockFolder } from '../../../shared/adapters/folder-lock.ts';
import type { SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { sealKey } from '../../../shared/county-seal.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Seals } from '../../../shared/ports.ts';
import { unissuing } from '../../../shared/reports/unissued.ts';
import type { Instant } from '../../../shared/time.ts';
import { platformAtRest } from '../admin/at-rest.ts';
import { attachmentPath, attachmentsOf, openFolder } from '../home/folder.ts';
import { readMarker } from '../home/marker.ts';
import { openSeals, sealKeyFile } from '../home/seals.ts';
import { STORE } from '../home/traces.ts';
import { unmakeable } from '../home/unusable.ts';
import { storedFileOf } from '../moving/bytes.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { blank, destroyAgain, isOpen } from './blanking.ts';
import { copied } from './bytes.ts';
import type { Erased } from './erased.ts';
import { addErased } from './erasing.ts';
import { openSource } from './making.ts';
import { parkOwed, parkWaiting } from './parking.ts';
import { bytesBeside, erasedOf, syncFolder } from './place.ts';

export interface Restoring {
  readonly backup: string;
  /** Where nothing is yet. */
  readonly folder: string;
  readonly erased: readonly Erased[];
  /** By county and quarter the hash of each circular that the restore takes back; null where nobody can know. */
  readonly issued: ReadonlyMap<string, string> | null;
  /** `park`: mails owed by now wait until the bureau's administrator has them sent. */
  readonly mails: 'park' | 'send';
  /** The key of sealed content, to be put beside the data; null where it lies elsewhere. */
  readonly sealKey: string | null;
}

export interface Restored {
  /** Ids of records that were taken from sight again. */
  readonly blanked: readonly string[];
  /** How many times evidence was destroyed again. */
  readonly destroyed: number;
  /** Mails that were parked, by type. */
  readonly parked: ReadonlyMap<string, number>;
  /** Files whose bytes the backup lacks. */
  readonly lost: readonly KeptFile[];
  readonly files: number;
  /** True where there is sealed content, and no key for it was given. */
  readonly needsKey: boolean;
  /** True where evidence was sealed again under a key that the restore has made. */
  readonly newKey: boolean;
}

/** Where a restore makes the folder that it puts into place in the end. */
export function halfOf(folder: string): string {
  return `${folder}.restoring`;
}

/** Throws `Refused` where the folder is there already. */
export async function restore(restoring: Restoring): Promise<Restored> {
  const { backup, folder } = restoring;
  refuseUsed(folder);
  const making = halfOf(folder);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  try {
    await copied(backup, join(making, STORE));
    if (restoring.sealKey !== null) await copied(restoring.sealKey, sealKeyFile(making, null));
    const restored = await asNow(making, restoring);
    if (restored.blanked.length > 0 || restored.destroyed > 0) withoutTraces(making);
    // Backups that are older still hold all of it.
    addErased(erasedOf(making), restoring.erased);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(making, folder);
    syncFolder(dirname(folder));
    return restored;
  } finally {
    // What is half made has what was quarantined in clear.
    rmSync(making, { recursive: true, force: true });
  }
}

/** Where a folder of that name lies. Throws `Refused` where it is a link to nowhere, which no folder can replace. */
export function placeOf(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  if (!lstatSync(folder, { throwIfNoEntry: false })) return folder;
  try {
    return realpathSync(folder);
  } catch (error) {
    throw unmakeable(folder, error) ?? error;
  }
}

/** Nothing is written over: what is damaged is moved away first, and kept. */
export function refuseUsed(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  refuseRunning(folder);
  throw new Refused(
    `目录 ${folder} 已经存在且不是空的，未作任何改动。请先停止平台，把该目录改名留存，再恢复到原来的名称；或用 --data-dir 指定其他目录。`,
    `The folder ${folder} is there and not empty; nothing was changed. Stop the platform and rename the folder first, or choose another --data-dir.`,
  );
}

/** Throws `FolderLocked` where a process has the folder: it would go on writing what nobody looks at any more. */
export function refuseRunning(folder: string): void {
  if (existsSync(join(folder, STORE))) lockFolder(folder).release();
}

/** What was blanked stays legible in free pages of the store: a copy has none of these. */
function withoutTraces(making: string): void {
  const clean = join(making, `${STORE}.clean`);
  const source = openSource(making);
  try {
    source.copyTo(clean);
  } finally {
    source.close();
  }
  renameSync(clean, join(making, STORE));
}

async function asNow(making: string, { backup, erased, issued, mails, sealKey: key }: Restoring): Promise<Restored> {
  const { store, close, migrated } = await openFolder(making);
  // The backup itself is the copy that an upgrade keeps.
  if (migrated?.copy) rmSync(join(making, migrated.copy), { force: true });
  try {
    // Tokens, sessions and their like: whose had been revoked since is not known any more.
    while (store.dropExpired(Number.MAX_SAFE_INTEGER) > 0);
    const marker = await readMarker(store);
    if (!marker) throw new Refused(`${backup} 中没有县（市、区）的数据。`, `There is no county in ${backup}.`);
    const now = await latestInstant(store);
    const attachments = attachmentsOf(making);
    const county = marker.jurisdiction;
    const atRest = { store, county, clock: { now: () => now }, attachments };
    const counties = await jurisdictionsOf(platformAtRest(atRest));
    const isSealed = async () => (await store.getMany(counties.map(sealKey))).some((item) => item !== undefined);
    const needsKey = key === null && (await isSealed());
    const seals = needsKey ? NO_KEY : await sealsOf(making, store, counties, key);
    const platform = platformAtRest({ ...atRest, seals });
    await unissueAll(store, issued, now);
    const blanked = await blankAll(platform, erased);
    const destroyed = await destroyAll(platform, erased);
    // A clock that stands may have gone on anywhere since: by the machine's, all that had been made may be out.
    const owedBy = Math.max(now, systemClock.now());
    const parked = mails === 'park' ? await parkAll(platform, store, owedBy) : new Map<string, number>();
    const madeKey = key === null && !needsKey;
    const newKey = madeKey && (await isSealed());
    // Nothing is sealed under it: the key of before may take its place.
    if (madeKey && !newKey) rmSync(sealKeyFile(making, null), { force: true });
    return { blanked, destroyed, parked, newKey, needsKey, ...(await bytesOf(store, bytesBeside(backup), making)) };
  } finally {
    close();
  }
}

/** Circulars that are under review again may be issued as they were: those that had been, or all that may have. */
async function unissueAll(store: SqliteStore, issued: Restoring['issued'], at: Instant): Promise<void> {
  for (const item of store.all()) {
    const { jurisdiction, id } = splitKey(item.key);
    const contentHash = issued?.get(`${jurisdiction} ${id}`);
    if (issued && contentHash === undefined) continue;
    const put = unissuing(item, { at, ...(contentHash !== undefined && { contentHash }) });
    if (put) await store.commit([put]);
  }
}

/** Answers which were open in the backup: one that is blanked may take another of them along. */
async function blankAll(platform: Platform, erased: readonly Erased[]): Promise<string[]> {
  const counties = await jurisdictionsOf(platform);
  const known = erased.filter((line) => !line.destroyed && counties.includes(line.jurisdiction));
  const open = new Set<string>();
  for (const line of known) if (await isOpen(deskAt(platform, line.jurisdiction), line)) open.add(line.id);
  for (const line of known) {
    const desk = deskAt(platform, line.jurisdiction);
    await blank(desk, line);
    await forgetQuotedOf(desk, line.id);
  }
  return [...open];
}

async function destroyAll(platform: Platform, erased: readonly Erased[]): Promise<number> {
  const counties = await jurisdictionsOf(platform);
  let count = 0;
  for (const line of erased) {
    if (!line.destroyed || !counties.includes(line.jurisdiction)) continue;
    if (await destroyAgain(deskAt(platform, line.jurisdiction), line)) count += 1;
  }
  return count;
}

async function sealsOf(making: string, store: SqliteStore, counties: string[], key: string | null): Promise<Seals> {
  try {
    return await openSeals(sealKeyFile(making, null), store, counties);
  } catch (error) {
    if (key === null || !(error instanceof Refused)) throw error;
    throw new Refused(
      `密封密钥 ${key} 不能使用：不是该备份的密钥，或已损坏。未作任何改动。请以 --seal-key 指定原来的 seal.key，再恢复。`,
      `The seal key ${key} cannot be used: it is not that of the backup, or damaged; nothing was changed. Name the right one by --seal-key.`,
    );
  }
}

/** What has to be sealed once more cannot be without the county's key. */
const NO_KEY: Seals = { wrap: noKey, unwrap: noKey };

function noKey(): Promise<never> {
  const refusal = new Refused(
    '备份之后有证据被隔离，恢复时须重新密封，而没有密封密钥。未作任何改动。请以 --seal-key 指定 seal.key，或以 --old 指定旧数据目录，再恢复。',
    'Evidence was quarantined since the backup and has to be sealed again, for which there is no key; nothing was changed. Name it by --seal-key, or the old folder by --old.',
  );
  return Promise.reject(refusal);
}

async function parkAll(platform: Platform, store: SqliteStore, owedBy: Instant): Promise<Map<string, number>> {
  const parked = new Map<string, number>();
  for (const { key, value } of store.all()) {
    const { jurisdiction, family, id } = splitKey(key);
    if (family !== 'exchange' && family !== 'notice') continue;
    const desk = deskAt(platform, jurisdiction);
    const types =
      family === 'notice'
        ? await parkWaiting(desk, id, owedBy)
        : await parkOwed(desk, value as Exchange, platform.settings.mailDomain, owedBy);
    for (const type of types) parked.set(type, (parked.get(type) ?? 0) + 1);
  }
  return parked;
}

/** Bytes of what a record still names; what was taken from sight has none. */
async function bytesOf(store: SqliteStore, from: string, folder: string): Promise<Pick<Restored, 'files' | 'lost'>> {
  const lost: KeptFile[] = [];
  let files = 0;
  for (const item of store.all()) {
    const file = storedFileOf(item);
    if (!file) continue;
    const [source, to] = [join(from, file.sha256), attachmentPath(folder, file)];
    if (existsSync(source)) {
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      await copied(source, to);
      files += 1;
    } else lost.push(file);
  }
  return { files, lost };
}
