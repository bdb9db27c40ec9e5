import { describe, expect, test } from 'vitest';
import { recount, startClock } from '../../shared/calendar/recount.ts';
import { start as begin } from '../../shared/clocks/clocks.ts';
import { extension, LATER, moved, RULE, rules, start } from './entries.ts';
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
    const after = recount(clock, [rules('2026-10-08 09:00', '2026-10-08', true, 3)], LATER);
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

  describe('one that is entered ahead of its day', () => {
    const long = startClock([], 2026, 'claim-approval', { ...RULE, length: 7 }, at('2026-09-30 09:00'));
    const ahead = (length: number) => rules('2026-10-08 09:00', '2026-10-12', true, length);

    test.each([1, 6, 9])('moves what runs on that day as if it were entered then: %i days', (length) => {
      expect(long.by).toBe('2026-10-15');
      const then = recount(long, [rules('2026-10-12 00:00', '2026-10-12', true, length)], LATER);
      const { clock, moves } = recount(long, [ahead(length)], at('2026-10-12 00:00'));
      expect(clock).toEqual(then.clock);
      expect(moves).toEqual(then.moves);
      expect(moves).toHaveLength(1);
    });

    test('moves nothing before', () => {
      const { clock, moves } = recount(long, [ahead(1)], at('2026-10-12 00:00') - 1);
      expect(moves).toEqual([]);
      expect(clock).toEqual({ ...long, version: 1, ahead: [1] });
    });

    test('moves what has begun in between, which began by the rule of its day', () => {
      const log = [ahead(9)];
      const begun = begin(log, at('2026-10-09 09:00'), 'claim-approval', at('2026-10-09 09:00'));
      expect(begun).toMatchObject({ by: '2026-10-12', length: 2, ahead: [1] });
      expect(recount(begun, log, at('2026-10-12 00:00')).clock).toMatchObject({ by: '2026-10-21', length: 9 });
      expect(begin(log, at('2026-10-12 09:00'), 'claim-approval', at('2026-10-12 09:00')).ahead).toBeUndefined();
    });

    test('comes after what was entered before its day, and before what is entered since', () => {
      const [before, since] = [
        extension('2026-10-09 10:00', '2026-10-13', '2026-10-13'),
        extension('2026-10-12 10:00', '2026-10-14', '2026-10-14'),
      ];
      const then = recount(long, [before, rules('2026-10-12 00:00', '2026-10-12', true, 6), since], LATER).clock;
      const { clock, moves } = recount(long, [ahead(6), before, since], LATER);
      expect(clock).toEqual(then);
      expect(moves.map(({ version }) => version)).toEqual([2, 1, 3]);
    });
  });

  test('days that somebody set are not the rule: they stay, as many as the rule had or not', () => {
    const set = startClock([], 2026, 'claim-approval', { ...RULE, length: 4, set: true }, at('2026-09-30 09:00'));
    expect(moved(set, rules('2026-10-08 09:00', '2026-10-08', true, 1))).toEqual({
      by: '2026-10-12',
      version: 1,
      moves: [],
    });
    const same = startClock([], 2026, 'claim-approval', { ...RULE, set: true }, at('2026-09-30 09:00'));
    expect(recount(same, [rules('2026-10-08 09:00', '2026-10-08', true, 9)], LATER).clock).toEqual({
      ...same,
      version: 1,
    });
  });

  test('other clocks are not concerned', () => {
    const other = startClock([], 2026, 'reply', RULE, at('2026-09-30 09:00'));
    expect(moved(other, rules('2026-10-08 09:00', '2026-10-08', true, 9)).moves).toEqual([]);
  });
});
