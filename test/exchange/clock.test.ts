/**
 * The clock of a record, on dated examples around the turn of 2026: how entries in the calendar move it while it runs,
 * what its end leaves, and what an entry after the end takes back. Until its notice is entered, 2027 has the days of
 * the law alone.
 */
import { describe, expect, test } from 'vitest';
import { startClock } from '../../shared/calendar/recount.ts';
import type { LogEntry, RunningClock } from '../../shared/calendar/types.ts';
import { endOf, overdue, retime, runsUntil } from '../../shared/exchange/clock.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { append, verify } from '../../shared/exchange/history.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { spared } from '../../shared/exchange/lateness.ts';
import { formatInstant, type Instant } from '../../shared/time.ts';
import { at } from '../desk.ts';
import { record as pushed } from '../reports/records.ts';

const LAW_2027 = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
  2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);
const ANSWERED = { annex: 'repliesLate' };
const STATES = { pending: { open: true }, replied: { open: true }, concluded: { open: false } };
const LETTER = { kind: 'letter', clock: { pending: ANSWERED, held: 'close' }, states: STATES } as unknown as AnyKind;
const COUNTED = { ...LETTER, counted: true } as AnyKind;
const CLOCKLESS = { kind: 'note', states: STATES } as unknown as AnyKind;

/** Of Wednesday 2026-12-30, three working days: Thursday, and by the days of the law Monday 4 and Tuesday 5 January. */
const CLOCK = clockOf('2026-12-30T09:00', 3);
const END = at('2027-01-06T00:00');

function clockOf(from: string, length: number): RunningClock {
  return startClock([], 2026, 'reply', { article: '10', length, endOfDay: '24:00' }, at(from));
}

function notice(entered: string, off: readonly string[], year = 2027): LogEntry {
  const days = [...LAW_2027, ...off].map((date) => ({ date, working: false, name: '放假', source: '通知' }));
  return { type: 'notice', at: at(entered), by: 'spj.admin', year, source: `${entered}的通知`, days };
}

const facts = (log: readonly LogEntry[], now = '2027-01-20T09:00'): Facts =>
  ({ log, now: at(now) }) as unknown as Facts;

function record(more: Partial<Exchange>): Exchange {
  const bare = { ...pushed({}), kind: 'letter', state: 'pending', claimBy: '2027-01-05', clock: CLOCK, history: [] };
  return append({ ...bare, ...more }, said('open', at('2026-12-30T09:00'), 'spj.officer'));
}

function said(act: string, when: Instant, by: string) {
  return { at: when, by, act, detail: null, request: 'r', said: '' };
}

const told = ({ history }: Exchange) => history.slice(1).map(({ act, at, detail }) => [act, formatInstant(at), detail]);

test.each<[string, Partial<Exchange>, AnyKind, unknown]>([
  ['what it waits for', {}, LETTER, ANSWERED],
  ['an act', { state: 'held' }, LETTER, 'close'],
  ['nothing, once it has ended', { clock: { ...CLOCK, ended: true } }, LETTER, undefined],
  ['nothing, without a clock', { clock: null }, LETTER, undefined],
  ['nothing, in a state that waits for nothing', { state: 'replied' }, LETTER, undefined],
  ['nothing, of a kind without clocks', {}, CLOCKLESS, undefined],
])('at its end: %s', (_what, more, kind, end) => {
  expect(endOf(kind, record(more))).toEqual(end);
  expect(runsUntil(kind, record(more))).toBe(end === undefined ? null : END);
});

describe('entries while it runs', () => {
  const confirming = notice('2026-12-31T09:00', []);
  const moving = notice('2026-12-31T10:00', ['2027-01-04']);
  const further = notice('2026-12-31T11:00', ['2027-01-04', '2027-01-06']);
  const DAYS = ['2027-01-06T00:00:00+08:00', '2027-01-07T00:00:00+08:00', '2027-01-08T00:00:00+08:00'];
  const line = (act: string, entered: string, from: number, to: number, version: number) => [
    act,
    `${entered}:00+08:00`,
    { from: DAYS[from], to: DAYS[to], version, source: `${entered}的通知` },
  ];

  test('one confirms the day, the next moves it, the last moves it on: a line for each, and each proves', () => {
    const before = record({});
    const after = retime(COUNTED, before, facts([confirming, moving, further]));
    expect(told(after)).toEqual([
      line('confirmed', '2026-12-31T09:00', 0, 0, 1),
      line('retimed', '2026-12-31T10:00', 0, 1, 2),
      line('retimed', '2026-12-31T11:00', 1, 2, 3),
    ]);
    expect(after).toMatchObject({ claimBy: '2027-01-07', clock: { by: '2027-01-07', provisional: false, version: 3 } });
    expect(verify(after)).toBe(true);
    // What the record was after each of them is what it is where no more was entered by then.
    for (const n of [1, 2]) {
      const then = retime(COUNTED, before, facts([confirming, moving, further].slice(0, n)));
      expect([then.claimBy, then.clock?.deadline]).toEqual([`2027-01-0${4 + n}`, at(`2027-01-0${5 + n}T00:00`)]);
    }
    const kept = { ...after, claimBy: '2027-01-06', clock: { ...CLOCK, deadline: at('2027-01-07T00:00'), version: 2 } };
    expect(verify({ ...kept, history: after.history.slice(0, 3) })).toBe(true);
  });

  test.each<[string, AnyKind, string, string]>([
    ['what waits, of a kind that is counted by it', COUNTED, 'pending', '2027-01-06'],
    ['what is closed', COUNTED, 'concluded', '2027-01-05'],
    ['what is in no state of its kind', COUNTED, 'gone', '2027-01-05'],
    ['of another kind', LETTER, 'pending', '2027-01-05'],
  ])('the day by which figures count it, of %s', (_what, kind, state, claimBy) => {
    expect(retime(kind, record({ state }), facts([moving])).claimBy).toBe(claimBy);
  });

  test.each<[string, Partial<Exchange>, LogEntry[]]>([
    ['no clock', { clock: null }, [moving]],
    ['nothing entered since', { clock: { ...CLOCK, version: 1 } }, [moving]],
    ['what says nothing of its days', { clock: clockOf('2026-09-14T09:00', 2) }, [moving]],
  ])('%s: no line', (_what, more, log) => {
    expect(told(retime(COUNTED, record(more), facts(log)))).toEqual([]);
  });
});

describe('its end', () => {
  test('leaves it late by its day, at its deadline, and the state as it was', () => {
    const late = overdue(record({}));
    expect(late).toMatchObject({ state: 'pending', late: { due: '2027-01-05', at: END }, clock: { ended: true } });
    expect(told(late)).toEqual([['overdue', '2027-01-06T00:00:00+08:00', { due: '2027-01-05' }]]);
    expect(verify(late)).toBe(true);
  });

  test('of a second clock leaves the first lateness; without a clock nothing ends', () => {
    const first = { due: '2026-12-01', at: at('2026-12-02T00:00') };
    expect(overdue(record({ late: first })).late).toEqual(first);
    const without = record({ clock: null });
    expect(overdue(without)).toBe(without);
  });
});

describe('an entry after the end', () => {
  const ENTERED = '2027-01-08T09:00';
  const moving = notice(ENTERED, ['2027-01-04']);
  const NEW_END = at('2027-01-07T00:00');

  function late(acts: readonly [string, Instant, string?][] = [], more: Partial<Exchange> = {}): Exchange {
    const begun = overdue(record({}));
    return {
      ...acts.reduce((now, [act, when, by]) => append(now, said(act, when, by ?? 'scjg.officer')), begun),
      ...more,
    };
  }
  const replied = (...acts: readonly [string, Instant, string?][]) => late(acts, { state: 'replied' });

  test('by which it would have ended later: what is waited for is late no longer, and its clock runs on', () => {
    const after = spared(LETTER, late(), facts([moving]));
    expect('late' in after).toBe(false);
    expect(after.clock).toEqual({ ...CLOCK, by: '2027-01-06', deadline: NEW_END, provisional: false, version: 1 });
    expect(told(after).at(-1)).toEqual([
      ...['spared', `${ENTERED}:00+08:00`],
      { due: '2027-01-05', to: '2027-01-06', version: 1, source: `${ENTERED}的通知` },
    ]);
    expect(verify(after)).toBe(true);
  });

  test('what was done meanwhile, before the new end: late no longer, and the clock stays spent', () => {
    const after = spared(LETTER, replied(['reply', NEW_END - 1]), facts([moving]));
    expect([after.late, after.clock?.ended, after.clock?.by]).toEqual([undefined, true, '2027-01-06']);
  });

  const other = notice('2027-01-08T08:00', []);
  test.each<[string, Exchange, LogEntry[], boolean]>([
    ['what was done at the new end', replied(['reply', NEW_END]), [moving], false],
    ['what was done after it', replied(['reply', NEW_END + 1]), [moving], false],
    ['what nobody did', replied(), [moving], false],
    ['what only the clock did', replied(['close', END + 1, 'clock']), [moving], false],
    ['what was said beside', replied(['nudge', END + 1], ['comment', END + 2], ['assign', END + 3]), [moving], false],
    ['what was said beside, then done', replied(['nudge', END + 1], ['reply', END + 2]), [moving], true],
    ['what is not late', record({ clock: { ...CLOCK, ended: true } }), [moving], false],
    [
      'what has another clock by now',
      late([], { clock: { ...clockOf('2026-12-29T09:00', 3), ended: true } }),
      [moving],
      false,
    ],
    ['what has a clock that runs', late([], { clock: CLOCK }), [moving], false],
    ['what has none', late([], { clock: null }), [moving], false],
    ['nothing was entered', late(), [], false],
    ['it was counted with that already', late([], { clock: { ...CLOCK, ended: true, version: 1 } }), [moving], false],
    ['an entry that moves nothing', late(), [other], false],
    ['the second that was entered', late(), [other, moving], true],
    ['of a year that it does not reach', late(), [notice(ENTERED, ['2027-01-04'], 2029)], false],
  ])('%s', (_what, before, log, isSpared) => {
    const after = spared(LETTER, before, facts(log));
    expect(after === before).toBe(!isSpared);
    if (isSpared) expect(after.history.at(-1)).toMatchObject({ act: 'spared', detail: { version: log.length } });
  });

  test('that the next takes back: it is spared by the first, and waits until the end that had', () => {
    const after = spared(LETTER, late(), facts([moving, notice('2027-01-09T09:00', [])]));
    expect(after.clock).toMatchObject({ by: '2027-01-06', version: 1 });
  });

  test('for a year says something about the December before, from its first day', () => {
    const clock: RunningClock = { ...clockOf('2026-11-30T09:00', 1), ended: true };
    const before = late([], { clock, late: { due: '2026-12-01', at: clock.deadline } });
    const after = spared(LETTER, before, facts([notice('2026-12-20T09:00', ['2026-12-01'])]));
    expect(after.clock).toMatchObject({ by: '2026-12-02', version: 1 });
  });

  test('of a kind without clocks: by when it was done', () => {
    const done = replied(['reply', NEW_END - 1]);
    expect(spared(CLOCKLESS, done, facts([moving])).late).toBeUndefined();
  });
});
