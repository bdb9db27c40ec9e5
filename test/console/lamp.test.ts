/** How near a deadline is: each line a moment and what the lamp says. */
import { expect, it } from 'vitest';
import { dueOf } from '../../functions/console/kinds.ts';
import { lampOf } from '../../functions/console/lamp.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { letter } from '../../shared/letters/kind.ts';
import { problem } from '../../shared/problems/kind.ts';
import { parseInstant } from '../../shared/time.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';

const factsAt = (now: string): Facts => ({
  now: parseInstant(now) as number,
  log: [],
  county: { jurisdiction: '371525', name: '冠县', since: '2022-09-02', organisations: demonstrationOrganisations() },
});
const OPEN = { provisional: false, late: false, open: true, status: '待认领' };
const until = (due: string | null, end = '24:00') => ({
  due,
  deadline: due === null ? null : end === '24:00' ? nextDay(due) : `${due}T${end}:00+08:00`,
});

function nextDay(due: string): string {
  const day = new Date(`${due}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return `${day.toISOString().slice(0, 10)}T00:00:00+08:00`;
}

it.each([
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2026-09-28') }, 'late', '▲ 今天 24:00 截止'],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2026-09-28', '17:30') }, 'late', '▲ 今天 17:30 截止'],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2026-09-29') }, 'due', '◆ 剩 1 个工作日 09-29'],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2026-09-30') }, 'ahead', '● 剩 2 个工作日 09-30'],
  // The holiday does not count, the Saturday that is worked does.
  ['2026-09-30T09:00:00+08:00', { ...OPEN, ...until('2026-10-10') }, 'ahead', '● 剩 3 个工作日 10-10'],
  ['2026-09-30T23:59:59+08:00', { ...OPEN, ...until('2026-10-08') }, 'due', '◆ 剩 1 个工作日 10-08'],
  ['2026-10-01T00:00:00+08:00', { ...OPEN, ...until('2026-09-30') }, 'late', '▲ 已超期 09-30'],
  [
    '2026-12-30T09:00:00+08:00',
    { ...OPEN, ...until('2027-01-04'), provisional: true },
    'provisional',
    '◇ 暂定 2027-01-04，剩 2 个工作日',
  ],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2028-09-24') }, 'done', '至 2028-09-24'],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until(null) }, 'done', '无期限'],
  [
    '2026-10-09T09:00:00+08:00',
    { ...OPEN, ...until('2026-09-25'), asks: '确认责任人' },
    'late',
    '▲ 待确认责任人（期限 09-25 已过）',
  ],
  [
    '2026-09-28T09:00:00+08:00',
    { ...OPEN, ...until('2026-09-29'), asks: '改派' },
    'due',
    '◆ 剩 1 个工作日 09-29，待改派',
  ],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until(null), asks: '改派' }, 'due', '◆ 待改派'],
  [
    '2026-09-28T09:00:00+08:00',
    { ...OPEN, ...until('2026-09-25'), open: false, late: true, status: '视为已认领' },
    'deemed',
    '■ 视为已认领',
  ],
  ['2026-09-28T09:00:00+08:00', { ...OPEN, ...until('2026-09-25'), open: false, status: '已认领' }, 'done', '已认领'],
] as const)('at %s %j is %s: %s', (now, due, look, words) => {
  expect(lampOf(due, factsAt(now))).toEqual({ look, words });
});

const LATE = { due: '2026-11-11', at: '2026-11-12T00:00:00+08:00' };

it.each([
  ['a problem that is late', problem, { status: 'open', ...until('2026-11-11'), late: LATE }, '▲ 已超期 11-11'],
  // Escalated on 2026-11-27: the day that passed was its first addressee's.
  ['escalated late', problem, { status: 'open', ...until('2026-12-04'), late: LATE }, '● 剩 5 个工作日 12-04'],
  ['a letter that is late', letter, { status: 'pending', ...until('2026-11-11'), late: LATE }, '▲ 已超期 11-11'],
  ['answered late, to be closed', letter, { status: 'replied', ...until('2026-11-11'), late: LATE }, '无期限'],
] as const)('%s', (_name, kind, line, words) => {
  expect(lampOf(dueOf(kind as never, line), factsAt('2026-11-27T18:00:00+08:00')).words).toBe(words);
});
