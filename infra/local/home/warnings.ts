/** What whoever starts the platform should know before people reach it, in Chinese and English. */
import { type Environment, isLoopback } from './environment.ts';
import type { Marker } from './marker.ts';

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
