/** What figures mean to an operator: a table. */
import { describe, expect, it } from 'vitest';
import {
  backupCheck,
  clockCheck,
  clockStateOf,
  diskCheck,
  mailsCheck,
  regulationCheck,
  timersCheck,
  worst,
  writesCheck,
} from '../../functions/health/judged.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const NOW = Date.parse('2026-09-28T09:00:00+08:00');
const at = (millis: number) => ({ at: NOW - millis, bytes: 1 });

describe('each thing is judged by itself', () => {
  it.each([
    ['a write that was done', writesCheck('done'), 'ok', /^正常$/],
    ['a write not tried, in doubt of the clock', writesCheck('doubted'), 'attention', /暂不写入/],
    ['a full disk', writesCheck('disk-full'), 'failing', /请清理或扩充磁盘/],
    ['a store that is gone', writesCheck('store-gone'), 'failing', /请在停止平台之前，先/],
    ['a store that may not be used', writesCheck('store-denied'), 'failing', /权限和密钥/],
    ['nothing due', timersCheck({ oldestDue: null, missedRuns: [] }, NOW), 'ok', /正常/],
    [
      'something due for half an hour',
      timersCheck({ oldestDue: NOW - 30 * MINUTE, missedRuns: [] }, NOW),
      'ok',
      /正常/,
    ],
    [
      'something due for longer',
      timersCheck({ oldestDue: NOW - 31 * MINUTE, missedRuns: [] }, NOW),
      'attention',
      /31 分钟 未被唤醒/,
    ],
    [
      'a digest that did not run',
      timersCheck({ oldestDue: null, missedRuns: ['每日汇总邮件'] }, NOW),
      'attention',
      /^每日汇总邮件没有按时执行/,
    ],
    ['no mail waiting', mailsCheck({ oldestUnsent: null, parked: 0 }, NOW), 'ok', /正常/],
    ['a mail of an hour ago', mailsCheck({ oldestUnsent: NOW - HOUR, parked: 0 }, NOW), 'ok', /正常/],
    ['a mail of yesterday', mailsCheck({ oldestUnsent: NOW - DAY, parked: 0 }, NOW), 'attention', /24 小时 未能发出/],
    ['a parked mail', mailsCheck({ oldestUnsent: null, parked: 1 }, NOW), 'attention', /GET \/notices/],
    ['a demonstration’s backup', backupCheck({ nightly: false }, NOW), 'ok', /不要求备份/],
    ['no backup', backupCheck({ backup: null, nightly: false }, NOW), 'attention', /BACKUP_DIR/],
    ['no backup of any night', backupCheck({ backup: null, nightly: true }, NOW), 'attention', /backup-failed/],
    ['of a day to come', backupCheck({ backup: at(-2 * HOUR), nightly: true }, NOW), 'attention', /晚于现在/],
    ['last night’s', backupCheck({ backup: at(30 * HOUR), nightly: true }, NOW), 'ok', /正常/],
    [
      'one older than a night',
      backupCheck({ backup: at(30 * HOUR + 1), nightly: true }, NOW),
      'attention',
      /30 小时以前/,
    ],
    ['one by hand, of a week ago', backupCheck({ backup: at(7 * DAY), nightly: false }, NOW), 'ok', /正常/],
    ['one by hand, older', backupCheck({ backup: at(8 * DAY), nightly: false }, NOW), 'attention', /8 天以前/],
    ['a gigabyte of disk', diskCheck(1024 ** 3), 'ok', /正常/],
    ['a byte less', diskCheck(1024 ** 3 - 1), 'attention', /1023 MB，不再接收文件/],
    ['a trusted clock', clockCheck(clockStateOf(null, false)), 'ok', /正常/],
    ['one in doubt', clockCheck(clockStateOf({ seconds: 9 }, true)), 'attention', /向前跳变/],
    ['one that is behind', clockCheck(clockStateOf(null, true, 61_000), 61_000), 'attention', /落后.* 2 分钟/],
    ['a late start', clockCheck(clockStateOf(null, true)), 'attention', /晚一天以上/],
    ['measures that are named', regulationCheck([]), 'ok', /正常/],
    ['measures that are not', regulationCheck(['某县']), 'attention', /某县没有登记.*PUT \/county\/settings/],
  ])('%s', (_name, { status, says }, expected, words) => {
    expect([status, says]).toEqual([expected, expect.stringMatching(words)]);
  });

  it('and the whole as its worst part', () => {
    const [ok, attention, failing] = [writesCheck('done'), writesCheck('doubted'), writesCheck('disk-full')];
    expect([[], [ok], [ok, attention], [attention, failing, ok]].map(worst)).toEqual([
      'ok',
      'ok',
      'attention',
      'failing',
    ]);
  });
});
