import { describe, expect, test } from 'vitest';
import { recount } from '../../shared/calendar/recount.ts';
import type { LogEntry, NoticeDay } from '../../shared/calendar/types.ts';
import { extension, LATER, moved, notice, RULE, revocation, start } from './entries.ts';
import { at } from './published-days.ts';

describe('a clock keeps what it was counted with', () => {
  test('pushed on Wednesday 2026-09-30: 2026-10-09', () => {
    expect(start('2026-09-30 09:00')).toEqual({
      rule: 'claim-approval',
      ...RULE,
      from: at('2026-09-30 09:00'),
      by: '2026-10-09',
      deadline: at('2026-10-10 00:00'),
      provisional: false,
      version: 0,
    });
  });

  test('nothing entered, nothing moved', () => {
    expect(moved(start('2026-09-30 09:00'))).toEqual({ by: '2026-10-09', version: 0, moves: [] });
  });
});

describe('new = max(recounted, min(old, end of the next working day after the entry))', () => {
  const clock = start('2026-09-30 09:00'); // by Friday 2026-10-09

  test('later: Friday 9 October is made a day off', () => {
    expect(moved(clock, notice('2026-09-30 15:00', ['2026-10-09', false]))).toEqual({
      by: '2026-10-10',
      version: 1,
      moves: ['2026-10-10 00:00 → 2026-10-11 00:00'],
    });
  });

  test('earlier: Wednesday 7 October is made worked', () => {
    expect(moved(clock, notice('2026-09-30 15:00', ['2026-10-07', true]))).toEqual({
      by: '2026-10-08',
      version: 1,
      moves: ['2026-10-10 00:00 → 2026-10-09 00:00'],
    });
  });

  test('earlier, but never before the end of the next working day after the entry', () => {
    // Recounted, it would have ended with 7 October; entered on the 7th, the next working day is the 8th.
    const entered = notice('2026-10-07 10:00', ['2026-10-06', true], ['2026-10-07', true]);
    expect(moved(clock, entered)).toMatchObject({ by: '2026-10-08', moves: ['2026-10-10 00:00 → 2026-10-09 00:00'] });
  });

  test('entered on the last day: nothing is taken from it', () => {
    const entered = notice('2026-10-09 10:00', ['2026-10-06', true], ['2026-10-07', true]);
    expect(moved(clock, entered)).toEqual({ by: '2026-10-09', version: 1, moves: [] });
  });

  test('a deadline that has passed never moves, at its very instant neither', () => {
    expect(moved(clock, notice('2026-10-10 00:00', ['2026-10-09', false]))).toEqual({
      by: '2026-10-09',
      version: 0,
      moves: [],
    });
    expect(moved(clock, notice('2026-10-09 23:59', ['2026-10-09', false])).by).toBe('2026-10-10');
  });

  test('twice, each move kept', () => {
    const first = notice('2026-09-30 15:00', ['2026-10-09', false]);
    const second = notice('2026-10-08 15:00', ['2026-10-09', false], ['2026-10-10', false]);
    expect(moved(clock, first, second)).toEqual({
      by: '2026-10-12',
      version: 2,
      moves: ['2026-10-10 00:00 → 2026-10-11 00:00', '2026-10-11 00:00 → 2026-10-13 00:00'],
    });
  });

  test('the same notice entered again moves nothing', () => {
    const day = ['2026-10-07', true] as [string, boolean];
    expect(moved(clock, notice('2026-10-07 09:00', day), notice('2026-10-08 09:00', day)).moves).toHaveLength(1);
  });

  test('what came after a passed deadline does not count, even if it came in with what came before', () => {
    const early = notice('2026-09-30 15:00', ['2026-10-07', true]); // ends with the 8th
    const late = notice('2026-10-09 10:00', ['2026-10-07', true], ['2026-10-08', false]); // would have helped
    expect(moved(clock, early, late)).toEqual({
      by: '2026-10-08',
      version: 1,
      moves: ['2026-10-10 00:00 → 2026-10-09 00:00'],
    });
  });

  test('with a closing time, the next working day ends there', () => {
    const early = start('2026-09-30 09:00', [], { ...RULE, endOfDay: '17:30' });
    const entered = notice('2026-10-07 10:00', ['2026-10-06', true], ['2026-10-07', true]);
    expect(moved(early, entered)).toMatchObject({ by: '2026-10-08', moves: ['2026-10-09 17:30 → 2026-10-08 17:30'] });
  });
});

describe('the December of the year before, and the end of being provisional', () => {
  const of2027: LogEntry = {
    ...(notice('2026-12-29 15:00') as LogEntry & { type: 'notice' }),
    year: 2027,
    days: [
      { date: '2026-12-31', working: false, name: '元旦', source: '2027年通知' },
      { date: '2027-01-01', working: false, name: '元旦', source: '2027年通知' },
      { date: '2027-01-03', working: true, name: '元旦', source: '2027年通知' },
    ],
  };

  test('Thursday 31 December off, Sunday 3 January worked', () => {
    const clock = start('2026-12-29 09:00');
    expect(clock).toMatchObject({ by: '2026-12-31', provisional: false });
    expect(moved(clock, of2027)).toEqual({
      by: '2027-01-03',
      version: 1,
      moves: ['2027-01-01 00:00 → 2027-01-04 00:00'],
    });
  });

  test('a date that stays the same is provisional no more', () => {
    const clock = start('2026-12-30 09:00');
    const same = { ...of2027, days: (of2027 as { days: NoticeDay[] }).days.slice(1, 2) } as LogEntry;
    expect(clock).toMatchObject({ by: '2027-01-04', provisional: true });
    const after = recount(clock, [same], LATER);
    expect(after.moves).toMatchObject([{ from: clock.deadline, to: clock.deadline, version: 1 }]);
    expect(after.clock).toMatchObject({ by: '2027-01-04', provisional: false, version: 1 });
  });
});

describe('期限顺延 works on what is still pending', () => {
  test('entered at the very end of a clock it moves nothing, in its last moment it does', () => {
    const clock = start('2026-09-30 09:00');
    const late = extension('2026-10-10 00:00', '2026-10-09', '2026-10-09');
    expect(moved(clock, late)).toEqual({ by: '2026-10-09', version: 0, moves: [] });
    expect(moved(clock, { ...late, at: late.at - 1 })).toMatchObject({ by: '2026-10-10', version: 1 });
  });

  test('a day lost is given back', () => {
    const { clock, moves } = recount(
      start('2026-09-30 09:00'),
      [extension('2026-10-08 16:00', '2026-10-08', '2026-10-08')],
      LATER,
    );
    expect(clock.by).toBe('2026-10-10');
    expect(moves).toEqual([
      {
        at: at('2026-10-08 16:00'),
        version: 1,
        from: at('2026-10-10 00:00'),
        to: at('2026-10-11 00:00'),
        source: '冠审批发〔2026〕9号',
      },
    ]);
  });
});

describe('taking an extension back', () => {
  const clock = start('2026-09-30 09:00'); // by Friday 2026-10-09
  const lost = extension('2026-10-08 09:00', '2026-10-09', '2026-10-12'); // by Tuesday 2026-10-13, Saturday is worked

  test('by the rule for notices: not before the end of the next working day', () => {
    expect(moved(clock, lost)).toMatchObject({ by: '2026-10-13' });
    expect(moved(clock, lost, revocation('2026-10-08 15:00', 1))).toEqual({
      by: '2026-10-09',
      version: 2,
      moves: ['2026-10-10 00:00 → 2026-10-14 00:00', '2026-10-14 00:00 → 2026-10-10 00:00'],
    });
    // Recounted it would have ended on Friday; taken back on Saturday, a day worked, the next one is Monday.
    expect(moved(clock, lost, revocation('2026-10-10 10:00', 1))).toMatchObject({ by: '2026-10-12', version: 2 });
    expect(moved(clock, lost, revocation('2026-10-13 10:00', 1))).toMatchObject({ by: '2026-10-13', version: 2 });
  });

  test('what has ended meanwhile stays as it ended', () => {
    expect(moved(clock, lost, revocation('2026-10-14 00:00', 1))).toMatchObject({ by: '2026-10-13', version: 1 });
  });

  test('names its document, and leaves another extension of the same day alone', () => {
    const both = [lost, extension('2026-10-08 10:00', '2026-10-09', '2026-10-09')];
    const { clock: after, moves } = recount(clock, [...both, revocation('2026-10-08 15:00', 1)], LATER);
    expect(after.by).toBe('2026-10-10');
    expect(moves.at(-1)?.source).toBe('撤销期限顺延（冠审批发〔2026〕9号）');
  });

  test('and entering it again is another extension', () => {
    const again = [lost, revocation('2026-10-08 10:00', 1), { ...lost, at: at('2026-10-08 11:00') }];
    expect(moved(clock, ...again).by).toBe('2026-10-13');
  });
});

describe('what can no longer be counted keeps its deadline', () => {
  test('an extension to the end of the table', () => {
    const log = [extension('2026-10-08 09:00', '2026-10-09', '2028-12-31')];
    expect(moved(start('2026-09-30 09:00'), ...log)).toEqual({ by: '2026-10-09', version: 1, moves: [] });
  });
});
