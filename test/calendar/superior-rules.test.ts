import { describe, expect, test } from 'vitest';
import { recount, startClock } from '../../shared/calendar/recount.ts';
import { moved, RULE, rules, start } from './entries.ts';
import { at } from './published-days.ts';

describe('art. 26: a running clock keeps its rule unless a superior rule says otherwise', () => {
  const clock = start('2026-09-30 09:00');

  test('another rule set moves nothing', () => {
    expect(moved(clock, rules('2026-10-08 09:00', '2026-10-08', false, 5))).toEqual({
      by: '2026-10-09',
      version: 1,
      moves: [],
    });
  });

  test('a superior one does, with its length and article; the clock keeps its end of day', () => {
    const after = recount(clock, [rules('2026-10-08 09:00', '2026-10-08', true, 3)]);
    expect(after.clock).toMatchObject({ by: '2026-10-10', length: 3, article: '上级规定第3条', endOfDay: '24:00' });
    expect(after.moves[0]?.source).toBe('鲁政办字〔2026〕1号');
  });

  test('shortened, it leaves the next working day', () => {
    expect(moved(clock, rules('2026-10-07 09:00', '2026-10-01', true, 1)).by).toBe('2026-10-08');
    expect(moved(clock, rules('2026-10-08 09:00', '2026-10-01', true, 1)).by).toBe('2026-10-09');
  });

  test('one that holds only after the clock has ended leaves it alone', () => {
    expect(moved(clock, rules('2026-10-08 09:00', '2026-10-10', true, 9)).moves).toEqual([]);
  });

  test('one that does not hold yet may lengthen what still runs when it does, and shortens nothing', () => {
    const long = startClock([], 2026, 'claim-approval', { ...RULE, length: 5 }, at('2026-09-30 09:00'));
    expect(long.by).toBe('2026-10-13');
    expect(moved(long, rules('2026-10-08 09:00', '2026-10-12', true, 6)).by).toBe('2026-10-14');
    expect(moved(long, rules('2026-10-08 09:00', '2026-10-12', true, 1))).toMatchObject({
      by: '2026-10-13',
      moves: [],
    });
    expect(moved(long, rules('2026-10-08 09:00', '2026-10-08', true, 1)).by).toBe('2026-10-09');
  });

  test('days that somebody set are not the rule: they stay, as many as the rule had or not', () => {
    const set = startClock([], 2026, 'claim-approval', { ...RULE, length: 4, set: true }, at('2026-09-30 09:00'));
    expect(moved(set, rules('2026-10-08 09:00', '2026-10-08', true, 1))).toEqual({
      by: '2026-10-12',
      version: 1,
      moves: [],
    });
    const same = startClock([], 2026, 'claim-approval', { ...RULE, set: true }, at('2026-09-30 09:00'));
    expect(recount(same, [rules('2026-10-08 09:00', '2026-10-08', true, 9)]).clock).toEqual({ ...same, version: 1 });
  });

  test('other clocks are not concerned', () => {
    const other = startClock([], 2026, 'reply', RULE, at('2026-09-30 09:00'));
    expect(moved(other, rules('2026-10-08 09:00', '2026-10-08', true, 9)).moves).toEqual([]);
  });
});
