/**
 * What is started is what is meant: a real county keeps to the machine's clock, and no demonstration is made where a
 * county was to be, in a folder that is not mounted or whose restore was cut off.
 */
import { existsSync } from 'node:fs';
import { halfOf } from '../backup/restoring.ts';
import { Refused } from '../refused.ts';
import { type Environment, isLoopback } from './environment.ts';
import type { Marker } from './marker.ts';

/** `marker`: what the folder is; undefined where it is new. */
export function mustBeMeant(environment: Environment, marker: Marker | undefined): void {
  if (marker?.home === 'county' && environment.standsAt !== null) {
    throw new Refused(
      '正式的县（市、区）按本机时间运行，不接受 CLOCK。请去掉 CLOCK 后再启动。',
      'A real county runs on the machine’s clock. Start it without CLOCK.',
    );
  }
  if (marker) return;
  const { folder } = environment;
  const half = halfOf(folder);
  if (existsSync(half)) {
    throw new Refused(
      `${folder} 的恢复没有完成（${half} 尚在）。请重新运行 npm run admin -- restore。`,
      `A restore into ${folder} was cut off (${half} is there). Run npm run admin -- restore again.`,
    );
  }
  if (environment.demonstrates || !isForOthers(environment)) return;
  throw new Refused(
    `数据目录 ${folder} 是空的，而设置是供各单位使用的（ADDRESS 为 https，并设有 BACKUP_DIR 或 SMTP_URL）。请确认数据盘已经挂载、DATA_DIR 正确；新的县请先运行 npm run admin -- init。确要启动演示的，请加 -- --empty 或 -- --life。`,
    `The data folder ${folder} is empty, and the settings are a county's. Is the disk mounted, is DATA_DIR right? Make a new county by npm run admin -- init; for a demonstration add -- --empty or -- --life.`,
  );
}

/** Settings that a county has, and no demonstration on somebody's own machine. */
function isForOthers({ address, backups, smtpUrl }: Environment): boolean {
  const { protocol, hostname } = new URL(address ?? 'http://localhost');
  return protocol === 'https:' && !isLoopback(hostname) && (backups !== null || smtpUrl !== null);
}
