/** What figures mean: a status and what to do, for each thing that an operator looks after. Pure. */
import type { Lasting } from '../../shared/lasting.ts';
import type { Doubt } from '../../shared/ports.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../shared/time.ts';
import type { Figures } from './figures.ts';

export const STATUSES = { ok: '正常', attention: '需要处理', failing: '不能工作' } as const;
export type Status = keyof typeof STATUSES;

export interface Check {
  readonly status: Status;
  /** Chinese: what is the matter, and what to do. */
  readonly says: string;
}

export const CLOCKS = { trusted: '可信', distrusted: '存疑', unproven: '待核对', behind: '落后' } as const;
export type ClockState = keyof typeof CLOCKS;

/** How long a record may be due before timers count as missing: their window and the sweep's patience. */
const TIMERS_LATE = 30 * MINUTE;
const MAIL_LATE = HOUR;
/** A night's backup, and some hours for what the machine was off. */
const NIGHTLY_LATE = 30 * HOUR;
const BACKUP_LATE = 7 * DAY;
/** Clocks that are put right step back by less. */
const AHEAD = HOUR;
/** With less no file is taken. */
const LITTLE_DISK = 1024 ** 3;

const OK: Check = { status: 'ok', says: STATUSES.ok };

function attention(says: string): Check {
  return { status: 'attention', says };
}

const CANNOT_WRITE: Record<Lasting, string> = {
  'disk-full': '磁盘已满，不能写入：请清理或扩充磁盘',
  'disk-failing': '磁盘读写出错，不能写入：请停止平台并检查磁盘',
  'store-read-only': '数据文件不能写入：请检查属主、权限和磁盘的挂载方式',
  'store-damaged': '数据文件已损坏：请停止平台，另存数据目录，从备份恢复',
  'store-gone': '数据存储被删除、移走或换掉：请在停止平台之前，先按 docs/operations.md 取回数据',
  'store-denied': '没有访问数据存储的权限：请检查平台身份的权限和密钥',
};

export function writesCheck(writes: Figures['writes']): Check {
  if (writes === 'done') return OK;
  if (writes === 'doubted') return attention('系统时间存疑，暂不写入');
  return { status: 'failing', says: CANNOT_WRITE[writes] };
}

export function timersCheck({ oldestDue, missedRuns }: Pick<Figures, 'oldestDue' | 'missedRuns'>, now: Instant): Check {
  const says = [
    ...(oldestDue !== null && now - oldestDue > TIMERS_LATE
      ? [`有到期事项 ${agoOf(now - oldestDue)} 未被唤醒：请查看日志中的 wake-failed、scheduler-failed`]
      : []),
    ...(missedRuns.length > 0 ? [`${missedRuns.join('、')}没有按时执行：请查看日志中的 schedule-failed`] : []),
  ];
  return says.length === 0 ? OK : attention(says.join('；'));
}

export function mailsCheck({ oldestUnsent, parked }: Pick<Figures, 'oldestUnsent' | 'parked'>, now: Instant): Check {
  const says = [
    ...(oldestUnsent !== null && now - oldestUnsent > MAIL_LATE
      ? [`有邮件 ${agoOf(now - oldestUnsent)} 未能发出：请检查邮件服务器`]
      : []),
    ...(parked > 0 ? ['有邮件已停止发送：请由审批局管理员在 GET /notices 查看，处理后重新发送'] : []),
  ];
  return says.length === 0 ? OK : attention(says.join('；'));
}

/** `now` by the machine's clock, as backups are dated. */
export function backupCheck({ backup, nightly }: Pick<Figures, 'backup' | 'nightly'>, now: Instant): Check {
  if (backup === undefined) return { status: 'ok', says: '演示数据，不要求备份' };
  const how = nightly
    ? '每夜两点半自动备份，过后仍没有的，请查看日志中的 backup-failed'
    : '请设置 BACKUP_DIR，或运行 npm run admin -- backup';
  if (backup === null) return attention(`还没有备份：${how}`);
  const age = now - backup.at;
  if (age < -AHEAD) return attention(`最后一次备份的时间晚于现在，可能是时钟有误时所作：${how}`);
  return age <= (nightly ? NIGHTLY_LATE : BACKUP_LATE) ? OK : attention(`最后一次备份是 ${agoOf(age)}以前：${how}`);
}

export function diskCheck(freeBytes: number): Check {
  if (freeBytes >= LITTLE_DISK) return OK;
  return attention(`磁盘只剩 ${Math.floor(freeBytes / 1024 ** 2)} MB，不再接收文件：请清理或扩充磁盘`);
}

/** `behind`: milliseconds, where the machine's clock is much behind. */
export function clockStateOf(doubt: Doubt | null, startedLate: boolean, behind: number | null = null): ClockState {
  if (doubt) return 'distrusted';
  if (behind !== null) return 'behind';
  return startedLate ? 'unproven' : 'trusted';
}

/** `behind`: as for `clockStateOf`. */
export function clockCheck(clock: ClockState, behind = 0): Check {
  if (clock === 'trusted') return OK;
  if (clock === 'behind') {
    return attention(
      `本机时间落后于平台已经用过的时间 ${Math.ceil(behind / MINUTE)} 分钟，平台的时间停在原处，期限和邮件都在等待：请立即与另一时钟核对本机时间，本机有误的校准即可；此前偏快的，按 docs/operations.md 处理`,
    );
  }
  return attention(
    clock === 'distrusted'
      ? '系统时间刚刚向前跳变，正在核对，两分钟内不写入：请校准本机时间'
      : '启动时本机时间比最后一次写入晚一天以上：请核对本机时间，确实停机这么久的不必理会',
  );
}

export function regulationCheck(without: readonly string[]): Check {
  if (without.length === 0) return OK;
  return attention(
    `${without.join('、')}没有登记本县（市、区）的办法，邮件和文件只引用“本县（市、区）审管互动制度”：请由审批局管理员 PUT /county/settings`,
  );
}

/** The whole is as its worst part. */
export function worst(checks: readonly Check[]): Status {
  const found = new Set(checks.map(({ status }) => status));
  if (found.has('failing')) return 'failing';
  return found.has('attention') ? 'attention' : 'ok';
}

function agoOf(millis: number): string {
  if (millis >= 2 * DAY) return `${Math.floor(millis / DAY)} 天`;
  return millis >= 2 * HOUR ? `${Math.floor(millis / HOUR)} 小时` : `${Math.floor(millis / MINUTE)} 分钟`;
}
