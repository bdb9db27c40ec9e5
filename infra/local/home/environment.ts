/** The environment variables of `npm start`, checked before anything is touched. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileSettings } from '../../../shared/files/settings.ts';
import type { FileSettings, SessionLimits } from '../../../shared/platform.ts';
import { sessionLimits } from '../../../shared/sessions/settings.ts';
import { type Instant, parseInstant } from '../../../shared/time.ts';
import { Refused } from '../refused.ts';
import { DEMONSTRATED } from './demonstration/counties.ts';

export interface Environment {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly folder: string;
  /** True where a new folder shows some weeks of a county at work; else it starts empty. */
  readonly lives: boolean;
  /** True where it is said, by option or by name, that a new folder is a demonstration. */
  readonly demonstrates: boolean;
  /**
   * The counties of a demonstration, the first whose pages are shown where none is asked for; null where none are
   * named.
   */
  readonly demonstrations: readonly string[] | null;
  /** Where a standing clock stands at first; null for the machine's own clock. */
  readonly standsAt: Instant | null;
  /** Where people reach the platform, without a slash at its end; null: the address it listens on. */
  readonly address: string | null;
  /** Addresses and subnets of the proxies in front of it, whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[];
  /** Null: mail is written to files in the data folder. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where the key of sealed content lies; null: in the data folder. */
  readonly sealKeyFile: string | null;
  /** What files are taken. */
  readonly files: FileSettings;
  /** How long people stay signed in to the console. */
  readonly sessions: SessionLimits;
  /** Where each night's backup goes; null: none is made. */
  readonly backups: string | null;
}

/**
 * Reads `PORT`, `HOST`, `DATA_DIR`, `CLOCK`, `ADDRESS`, `PROXIES`, `SMTP_URL`, `MAIL_FROM`, `SEAL_KEY_FILE`, `FILE_MB`,
 * `FILE_TYPES`, `SESSION_MINUTES`, `SESSION_HOURS`, `BACKUP_DIR` and `DEMONSTRATIONS`; empty means not given.
 * `--empty` and `--life` say whether a new demonstration starts empty; by default it does with `CLOCK` alone.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Environment {
  const smtpUrl = urlOf('SMTP_URL', env.SMTP_URL, ['smtp:', 'smtps:']);
  if (smtpUrl !== null && !env.MAIL_FROM) {
    throw new Refused('设置 SMTP_URL 时还须用 MAIL_FROM 指定发件人地址。', 'With SMTP_URL, MAIL_FROM is needed too.');
  }
  return {
    port: portOf(env.PORT || '8787'),
    host: env.HOST || '127.0.0.1',
    folder: resolve(env.DATA_DIR || '.data'),
    lives: livesOf(args, !env.CLOCK),
    demonstrates: args.length > 0 || Boolean(env.DEMONSTRATIONS),
    demonstrations: env.DEMONSTRATIONS ? demonstrationsOf(env.DEMONSTRATIONS) : null,
    standsAt: env.CLOCK ? clockOf(env.CLOCK) : null,
    address: urlOf('ADDRESS', env.ADDRESS, ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    proxies: proxiesOf(env.PROXIES ?? ''),
    smtpUrl,
    sealKeyFile: env.SEAL_KEY_FILE ? resolve(env.SEAL_KEY_FILE) : null,
    files: filesOf(env.FILE_MB, env.FILE_TYPES),
    sessions: sessionsOf(env.SESSION_MINUTES, env.SESSION_HOURS),
    backups: env.BACKUP_DIR ? resolve(env.BACKUP_DIR) : null,
    mailFrom: mailFromOf(env.MAIL_FROM || '审管互动平台 <shenguan@localhost.localdomain>'),
  };
}

/** True for the names and addresses under which only this machine can be reached. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** The domain of the sender's address: the right side of Message-IDs. */
export function mailDomainOf(mailFrom: string): string {
  return /@([A-Za-z0-9.-]+)>?$/.exec(mailFrom.trim())?.[1] ?? 'localhost.localdomain';
}

function livesOf(args: readonly string[], usual: boolean): boolean {
  const unknown = args.find((arg) => arg !== '--empty' && arg !== '--life');
  if (unknown !== undefined) {
    throw new Refused(
      `没有 ${unknown} 这一选项，可用的是 --empty 或 --life。`,
      `There is no option ${unknown}: use --empty or --life.`,
    );
  }
  if (new Set(args).size > 1) throw new Refused('--empty 与 --life 只能选一。', 'Give --empty or --life, not both.');
  return args.length === 0 ? usual : args[0] === '--life';
}

function demonstrationsOf(text: string): string[] {
  const codes = text.split(/[\s,]+/).filter((part) => part !== '');
  const unknown = codes.find((code) => !DEMONSTRATED.includes(code));
  if (unknown === undefined && new Set(codes).size === codes.length && codes.length > 0) return codes;
  throw new Refused(
    `DEMONSTRATIONS=${text} 不对：应为演示县的行政区划代码，以逗号分开，不重复，可用的是 ${DEMONSTRATED.join('、')}。`,
    `DEMONSTRATIONS=${text} does not fit: name demonstration counties by code, separated by commas, each once: ${DEMONSTRATED.join(', ')}.`,
  );
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Refused(`PORT=${text} 不是端口号，应为 0 至 65535 的整数。`, `PORT=${text} is not a port (0–65535).`);
  }
  return Number(text);
}

function clockOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw new Refused(
      `CLOCK=${text} 不是时间，应含时区，例如 2026-09-28T09:00:00+08:00。`,
      `CLOCK=${text} is not an instant with its offset, such as 2026-09-28T09:00:00+08:00.`,
    );
  }
  return instant;
}

function proxiesOf(text: string): string[] {
  const proxies = text.split(/[\s,]+/).filter((part) => part !== '');
  for (const proxy of proxies) {
    const [address = '', prefix = '0', ...more] = proxy.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) > 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits && more.length === 0) continue;
    throw new Refused(
      `PROXIES 中的 ${proxy} 不是地址或网段，应形如 127.0.0.1 或 10.1.0.0/16，多个以逗号分开。`,
      `${proxy} in PROXIES is no address or subnet, such as 127.0.0.1 or 10.1.0.0/16, separated by commas.`,
    );
  }
  return proxies;
}

function urlOf(name: string, text: string | undefined, protocols: string[]): string | null {
  if (!text) return null;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  // Not quoted: it may hold a password.
  const wanted = protocols.map((protocol) => `${protocol}//…`).join(' / ');
  throw new Refused(`${name} 不是合法的地址，应为 ${wanted}。`, `${name} is not a URL of the form ${wanted}.`);
}

function filesOf(megabytes: string | undefined, types: string | undefined): FileSettings {
  try {
    return fileSettings(megabytes, types);
  } catch (error) {
    throw new Refused(
      `FILE_MB=${megabytes ?? ''}、FILE_TYPES=${types ?? ''} 不对：FILE_MB 为 1 至 5000 的整数，FILE_TYPES 为以逗号分开的文件类型，例如 pdf,ofd,docx。`,
      (error as Error).message,
    );
  }
}

function sessionsOf(minutes: string | undefined, hours: string | undefined): SessionLimits {
  try {
    return sessionLimits(minutes, hours);
  } catch (error) {
    throw new Refused(
      `SESSION_MINUTES=${minutes ?? ''}、SESSION_HOURS=${hours ?? ''} 不对：SESSION_MINUTES 为 15 至 720 的整数（分钟），SESSION_HOURS 为 1 至 24 的整数（小时）。`,
      (error as Error).message,
    );
  }
}

function mailFromOf(text: string): string {
  if (/^(?:[^<>\p{Cc}]*<)?[^\s@<>\p{Cc}]+@[A-Za-z0-9.-]+>?$/u.test(text.trim())) return text.trim();
  throw new Refused(
    `MAIL_FROM=${text} 不是发件人地址，应为 a@b.cn 或 名称 <a@b.cn>。`,
    `MAIL_FROM=${text} is not a sender such as a@b.cn or Name <a@b.cn>.`,
  );
}
