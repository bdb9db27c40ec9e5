/** What whoever starts the platform should know before people reach it, in Chinese and English. */

import type { County } from '../../../shared/county.ts';
import { DAY } from '../../../shared/time.ts';
import { type Environment, isLoopback } from './environment.ts';
import type { Marker } from './marker.ts';

/**
 * A start so long after the folder's last write: the platform was off for long, or its clock is wrong. Only people can
 * tell.
 */
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

/** Where a real county has not said what its measures are called. */
export function regulationWarning({ name, regulation }: Pick<County, 'name' | 'regulation'>): string[] {
  if (regulation) return [];
  return [
    `警告：${name}没有登记本县（市、区）的办法，邮件和文件只引用“本县（市、区）审管互动制度”。请由审批局管理员以 PUT /county/settings 登记名称和文号。`,
    `Warning: ${name} has not named its measures; mails and files cite "本县（市、区）审管互动制度". The bureau's administrator names them with PUT /county/settings.`,
  ];
}

/** One line a language for each warning; none where all is well. */
export function warningsOf(environment: Environment, { home }: Pick<Marker, 'home'>): string[] {
  return home === 'county' ? countyWarnings(environment) : demonstrationWarnings(environment);
}

function demonstrationWarnings({ host }: Environment): string[] {
  if (isLoopback(host)) return [];
  return [
    `警告：HOST=${host} 使演示数据可从其他机器访问，/__dev/ 接口和演示账号因此停用。正式使用请先运行 npm run admin -- init。`,
    `Warning: HOST=${host} shows a demonstration to other machines; the /__dev/ calls and its accounts are switched off. For real use run npm run admin -- init first.`,
  ];
}

/**
 * What a county's people would notice only when it is too late: no mail, links that lead nowhere, one limit for all.
 */
function countyWarnings({ address, host, proxies, smtpUrl }: Environment): string[] {
  const reached = address === null ? host : new URL(address).hostname;
  return [
    ...(smtpUrl === null
      ? [
          '警告：没有设置 SMTP_URL，邮件只写入数据目录的 mail 文件夹，任何单位都收不到。请设置 SMTP_URL 和 MAIL_FROM。',
          'Warning: SMTP_URL is not set; mails are only written to the folder mail, and nobody receives them. Set SMTP_URL and MAIL_FROM.',
        ]
      : []),
    ...(isLoopback(reached)
      ? [
          '警告：ADDRESS 没有设置或是本机地址，邮件中的链接在其他机器上打不开。请用 ADDRESS 写明各单位访问平台的 https 地址。',
          'Warning: ADDRESS is not set or is of this machine alone; links in mails open nowhere else. Name the https address at which people reach the platform.',
        ]
      : []),
    ...(address?.startsWith('http:') && !isLoopback(reached)
      ? [
          '警告：ADDRESS 不是 https，浏览器不保存登录状态，任何人都不能登录工作台。请配置 HTTPS 反向代理，并把 ADDRESS 改为 https:// 开头的地址。',
          'Warning: ADDRESS is not https; browsers keep no session, so nobody can sign in to the console. Put an HTTPS proxy in front and name its https address.',
        ]
      : []),
    ...(address?.startsWith('https:') && proxies.length === 0
      ? [
          '警告：ADDRESS 是 https，但没有设置 PROXIES。请用 PROXIES 写明 HTTPS 反向代理的地址（如 127.0.0.1），否则所有人的请求都按代理的同一地址限流。',
          'Warning: ADDRESS is https but PROXIES is not set. Name the address of the HTTPS proxy in PROXIES (such as 127.0.0.1); otherwise all callers share the limits of that one address.',
        ]
      : []),
  ];
}
