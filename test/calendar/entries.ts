/** Clocks and entries of the log around 国庆节 2026, as the recounting tests use them. */
import { NOTICES, noticeDays } from '../../shared/calendar/notices.ts';
import { recount, startClock } from '../../shared/calendar/recount.ts';
import type { Extension, LogEntry, NoticeDay, RunningClock } from '../../shared/calendar/types.ts';
import { at, wall } from './published-days.ts';

export const RULE = { article: '17(1)', length: 2, endOfDay: '24:00' };
export const start = (from: string, log: LogEntry[] = [], rule = RULE) =>
  startClock(log, 2026, 'claim-approval', rule, at(from));

/** 2026's notice with some days changed, as a bureau would enter it after a second notice of that year. */
export function notice(entered: string, ...changed: [date: string, working: boolean][]): LogEntry {
  const days = new Map<string, NoticeDay>();
  for (const day of noticeDays(NOTICES.at(-1) as (typeof NOTICES)[number])) days.set(day.date, day);
  for (const [date, working] of changed) days.set(date, { date, working, name: '国庆节', source: '2026年调整通知' });
  const source = '2026年调整通知';
  return { type: 'notice', at: at(entered), by: 'spj.admin', year: 2026, source, days: [...days.values()] };
}
export function extension(entered: string, from: string, to: string): Extension {
  return {
    type: 'extension',
    at: at(entered),
    by: 'spj.admin',
    from,
    to,
    documentNumber: '冠审批发〔2026〕9号',
    reason: '故障',
  };
}
/** The platform was out. */
export function outage(entered: string, from: string, to: string): Extension {
  return { ...extension(entered, from, to), outage: true };
}
/** Takes back the extension entered as that version. */
export function revocation(entered: string, version: number): LogEntry {
  return { type: 'revocation', at: at(entered), by: 'spj.admin', extension: version, reason: '误录' };
}
export function rules(entered: string, from: string, superior: boolean, length: number): LogEntry {
  const clocks = { 'claim-approval': { article: '上级规定第3条', length } };
  const source = '鲁政办字〔2026〕1号';
  return {
    type: 'rules',
    at: at(entered),
    by: 'spj.admin',
    source,
    from,
    superior,
    replaces: null,
    endOfDay: '12:00',
    clocks,
  };
}
/** When all that was entered has come to hold. */
export const LATER = at('2027-12-31 00:00');
/** Where a clock stands after a log: its last day, its version, and each move in wall-clock time. */
export const moved = (clock: RunningClock, ...log: LogEntry[]) => {
  const result = recount(clock, log, LATER);
  return {
    by: result.clock.by,
    version: result.clock.version,
    moves: result.moves.map((m) => `${wall(m.from)} → ${wall(m.to)}`),
  };
};
