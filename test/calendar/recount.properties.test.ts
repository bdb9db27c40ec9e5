import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineOf, endOfOrdinal } from '../../shared/calendar/deadline.ts';
import { extensionsIn } from '../../shared/calendar/extensions.ts';
import { nextWorkingDay } from '../../shared/calendar/office-hours.ts';
import { type Move, recount, startClock } from '../../shared/calendar/recount.ts';
import { calendarAt, isWorking } from '../../shared/calendar/table.ts';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { civilDateOf, dateOfOrdinal, ordinalOf } from '../../shared/time.ts';
import { runs } from '../runs.ts';
import { LATER } from './entries.ts';
import { at } from './published-days.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const begin = at('2026-09-21 00:00');

/** Days of the two weeks around 国庆节 2026, so that entries and clocks meet. */
const dates = fc.integer({ min: 0, max: 25 }).map((n) => dateOfOrdinal(ordinalOf('2026-09-21') + n));
const entries: fc.Arbitrary<LogEntry> = fc.oneof(
  fc.record({
    type: fc.constant('notice' as const),
    at: fc.constant(0),
    by: fc.constant('spj.admin'),
    year: fc.constantFrom(2026, 2027),
    source: fc.constant('通知'),
    days: fc.array(
      fc.record({ date: dates, working: fc.boolean(), name: fc.constant('国庆节'), source: fc.constant('通知') }),
      { maxLength: 12 },
    ),
  }),
  fc.tuple(dates, fc.integer({ min: 0, max: 3 })).map(([from, more]) => ({
    type: 'extension' as const,
    at: 0,
    by: 'spj.admin',
    from,
    to: dateOfOrdinal(ordinalOf(from) + more),
    documentNumber: '顺延文号',
    reason: '故障',
  })),
  fc.record({
    type: fc.constant('rules' as const),
    at: fc.constant(0),
    by: fc.constant('spj.admin'),
    source: fc.constant('规定'),
    from: dates,
    superior: fc.boolean(),
    replaces: fc.constant(null),
    endOfDay: fc.constantFrom(null, '17:30'),
    clocks: fc.record({ claim: fc.record({ article: fc.constant('新'), length: fc.integer({ min: 0, max: 9 }) }) }),
  }),
);

/** Takes back one of the extensions before it. */
const revoke = fc.nat({ max: 7 });

/** The revocation of the nth extension that stands; an extension where there is none. */
function taken(log: readonly LogEntry[], nth: number): LogEntry {
  const standing = extensionsIn(log).filter(({ revocation }) => revocation === null);
  const { version } = standing[nth % Math.max(standing.length, 1)] ?? {};
  const who = { at: 0, by: 'spj.admin', reason: '误录' };
  if (version !== undefined) return { type: 'revocation', extension: version, ...who };
  return { type: 'extension', from: '2026-09-25', to: '2026-09-25', documentNumber: '顺延文号', ...who };
}

/** A log whose entries follow one another by up to four days, and a clock started under its first `known` entries. */
const cases = fc
  .record({
    raw: fc.array(fc.tuple(fc.oneof({ weight: 4, arbitrary: entries }, revoke), fc.integer({ min: 0, max: 96 })), {
      minLength: 1,
      maxLength: 8,
    }),
    known: fc.nat({ max: 3 }),
    from: fc.integer({ min: 0, max: 14 * 24 }),
    length: fc.integer({ min: 0, max: 7 }),
    endOfDay: fc.constantFrom('24:00', '17:30'),
  })
  .map(({ raw, known, from, length, endOfDay }) => {
    const log: LogEntry[] = [];
    for (const [said, hours] of raw) {
      const entry = typeof said === 'number' ? taken(log, said) : said;
      log.push({ ...entry, at: (log.at(-1)?.at ?? begin) + hours * HOUR });
    }
    const rule = { article: '17(1)', length, endOfDay };
    return {
      log,
      clock: startClock(log.slice(0, Math.min(known, log.length)), 2026, 'claim', rule, begin + from * HOUR),
    };
  });

describe('for any log and clock', () => {
  test('counting after each entry, or after any of them, or once at the end, comes to the same', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), ({ log, clock }, stops) => {
        const atOnce = recount(clock, log, (log.at(-1) as LogEntry).at);
        const moves: Move[] = [];
        let now = clock;
        for (let n = clock.version; n <= log.length; n++) {
          if (n < log.length && !stops[n]) continue;
          // Another array each time: it must not matter.
          const step = recount(now, log.slice(0, n), log[n - 1]?.at ?? begin);
          now = step.clock;
          moves.push(...step.moves);
        }
        expect(now).toEqual(atOnce.clock);
        expect(moves).toEqual(atOnce.moves);
      }),
      { numRuns: runs(600) },
    );
  });

  test('each move is the formula, none starts from a deadline that had passed, and they are a chain', () => {
    fc.assert(
      fc.property(cases, ({ log, clock }) => {
        const { moves, clock: after } = recount(clock, log, LATER);
        let deadline = clock.deadline;
        for (const move of moves) {
          expect(move.from).toBe(deadline);
          expect(move.from).toBeGreaterThan(move.at);
          expect(move.to).not.toBe(move.from);
          deadline = move.to;
        }
        expect(after.deadline).toBe(deadline);
      }),
      { numRuns: runs(400) },
    );
  });

  test('notices and extensions: new = max(recounted, min(old, end of the next working day))', () => {
    fc.assert(
      fc.property(cases, ({ log, clock }) => {
        const last = log.at(-1) as LogEntry;
        const before = recount(clock, log.slice(0, -1), last.at).clock;
        fc.pre(last.type !== 'rules' && before.version === log.length - 1 && before.deadline > last.at);
        const calendar = calendarAt(log, log.length, 2026);
        const recounted = deadlineOf(calendar, before.from, before.length, before.endOfDay).deadline;
        const next = endOfOrdinal(ordinalOf(nextWorkingDay(calendar, civilDateOf(last.at))), before.endOfDay);
        const { clock: after } = recount(clock, log, last.at);
        expect(after.deadline).toBe(Math.max(recounted, Math.min(before.deadline, next)));
        expect(after.by).toBe(civilDateOf(after.deadline - 1));
        if (after.deadline === recounted) expect(isWorking(calendar, after.by)).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  test('an entry about another time moves nothing', () => {
    fc.assert(
      fc.property(cases, ({ log, clock }) => {
        const now = (log.at(-1) as LogEntry).at + DAY;
        const { clock: settled } = recount(clock, log, now);
        fc.pre(settled.version === log.length);
        const far: LogEntry = {
          type: 'extension',
          at: now,
          by: 'x',
          from: '2028-03-01',
          to: '2028-03-02',
          documentNumber: '文',
          reason: '远',
        };
        expect(recount(settled, [...log, far], now).moves).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });
});
