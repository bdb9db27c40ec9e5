/** What whoever starts the platform should know before people reach it, in Chinese and English. */

import { DAY } from '../../../shared/time.ts';
import { type Environment, isLoopback } from './environment.ts';
import type { Marker } from './marker.ts';

/** A start so long after the folder's last write: the platform was off for long, or its clock is wrong. Only people can tell. */
const LONG_OFF = DAY;

/** True where a start was so long after the last write that its clock may be wrong. */
export function isLongOff(sinceLastWrite: number | null): boolean {
  return sinceLastWrite !== null && sinceLastWrite > LONG_OFF;
}

/** What to check where `sinceLastWrite` (milliseconds) is long; none where all is well. */
export function clockWarning(sinceLastWrite: number | null): string[] {
  if (!isLongOff(sinceLastWrite)) return [];
  const days = Math.floor((sinceLastWrite as number) / DAY);
  return [
    `警告：本机时间比数据目录最后一次写入晚 ${days} 天。平台确实停了这么久的，不必理会；否则请立即停止平台，校准本机时间，并按 docs/operations.md 恢复备份：按错误时间办结的事项不会自行撤回。`,
    `Warning: the machine's clock is ${days} days past the folder's last write. If the platform was off for that long, all is well; otherwise stop it at once, set the clock right and restore the backup (docs/operations.md).`,
  ];
}

/** One line a language for each warning; none where all is well. */
export function warningsOf({ host, address, proxies }: Environment, { home }: Pick<Marker, 'home'>): string[] {
  if (home === 'demonstration' && !isLoopback(host)) {
    return [
      `警告：HOST=${host} 使演示数据可从其他机器访问，/__dev/ 接口和演示账号因此停用。正式使用请先运行 npm run admin -- init。`,
      `Warning: HOST=${host} shows a demonstration to other machines; the /__dev/ calls and its accounts are switched off. For real use run npm run admin -- init first.`,
    ];
  }
  if (home === 'county' && address?.startsWith('https:') && proxies.length === 0) {
    return [
      '警告：ADDRESS 是 https，但没有设置 PROXIES。请用 PROXIES 写明 HTTPS 反向代理的地址（如 127.0.0.1），否则所有人的请求都按代理的同一地址限流。',
      'Warning: ADDRESS is https but PROXIES is not set. Name the address of the HTTPS proxy in PROXIES (such as 127.0.0.1); otherwise all callers share the limits of that one address.',
    ];
  }
  return [];
}
