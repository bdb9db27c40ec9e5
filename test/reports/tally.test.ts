/** The tally on dated examples, and as properties over random quarters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarAt } from '../../shared/calendar/table.ts';
import type { CountedPush } from '../../shared/reports/counted.ts';
import { type Counted, type Scope, Tally } from '../../shared/reports/tally.ts';
import { MINUTE } from '../../shared/time.ts';
import { at, entry, record, type Told } from './records.ts';
import { recounted } from './recount.ts';

const Q3: Scope = {
  quarter: '2026Q3',
  asOf: at('2026-10-08T09:00'),
  since: at('2026-07-01T09:00'),
  calendar: calendarAt([], 0, 2026),
};

function tallied(pushes: readonly CountedPush[], scope = Q3): Tally {
  const tally = new Tally(scope);
  for (const push of pushes) tally.add(push);
  return tally;
}

function figures(told: readonly Told[], org = 'SCJG', scope = Q3): Counted {
  return tallied(told.map(record), scope).figures(org);
}

describe('where a push counts', () => {
  test.each<[string, Told, Partial<Counted>]>([
    ['claimed', { claimed: at('2026-09-15T09:00') }, { received: 1, claimedInTime: 1 }],
    ['deemed', { state: 'deemed-claimed' }, { received: 1, deemedClaimed: 1, notNamed: 1 }],
    ['returned', { state: 'returned' }, { received: 1, returned: 1 }],
    ['withdrawn', { state: 'withdrawn' }, { received: 1, withdrawn: 1 }],
    ['still pending', { state: 'pending' }, { received: 0 }],
    ['for information, without a clock', { state: 'for-information', claimBy: null }, { received: 0 }],
    ['due on the last day', { claimBy: '2026-09-30', state: 'deemed-claimed' }, { received: 1 }],
    ['due on the first day', { claimBy: '2026-07-01', state: 'deemed-claimed' }, { received: 1 }],
    ['due the day after', { claimBy: '2026-10-08', state: 'withdrawn' }, { received: 0 }],
    ['due the day before', { claimBy: '2026-06-30', state: 'deemed-claimed' }, { received: 0 }],
    // Pushed on 30 September before the holiday: 8 and 9 October count, so it counts in the fourth quarter.
    [
      'pushed in September, due in October',
      { claimBy: '2026-10-09', claimed: at('2026-09-30T15:00') },
      { received: 0 },
    ],
  ])('%s', (_what, told, expected) => {
    expect(figures([told])).toMatchObject(expected);
  });

  test('somebody named by the draft, after it, or not at all', () => {
    const deemed = { state: 'deemed-claimed' };
    const named = [{ ...deemed, named: at('2026-10-08T08:59') }, { ...deemed, named: at('2026-10-08T09:01') }, deemed];
    expect(figures(named)).toMatchObject({ deemedClaimed: 3, notNamed: 2 });
  });

  test.each(['transfer', 'hand-over', 'pass-on'])('what has gone to another by %s wants no name any more', (act) => {
    const gone = (at: number) => {
      const push = record({ state: 'deemed-claimed' });
      return { ...push, history: [...push.history, { ...push.history[0], act, at }] } as typeof push;
    };
    const pushes = [gone(Q3.asOf), gone(Q3.asOf + 1)];
    expect(tallied(pushes).figures('SCJG')).toMatchObject({ deemedClaimed: 2, notNamed: 1 });
  });

  test('named at the very instant of the draft is named, by the record and by its mark', () => {
    const named = record({ state: 'deemed-claimed', named: Q3.asOf });
    const later = record({ state: 'deemed-claimed', named: Q3.asOf + 1 });
    expect(tallied([named, later]).figures('SCJG')).toMatchObject({ deemedClaimed: 2, notNamed: 1 });
    const byMark = new Tally(Q3);
    const instants = [Q3.asOf - 1, Q3.asOf, Q3.asOf + 1];
    for (const at of instants) byMark.addMark('SCJG', { end: 'named', pushed: Q3.since, at });
    expect(byMark.figures('SCJG')).toMatchObject({ deemedClaimed: 3, notNamed: 1 });
  });

  test.each([
    ['claimed', 'claim'],
    ['deemed-claimed', 'deem'],
    ['returned', 'return'],
  ])('%s: for whoever had it when it came to its end', (state, end) => {
    const when = at('2026-09-20T09:00');
    const passed = [{ at: when, org: 'SCJG', by: 'XIN', sides: ['to'] as const }];
    const received = [
      [end, 'succeed'],
      ['succeed', end],
    ].map((acts) => {
      const push = record({ to: 'XIN', state, claimed: when });
      const history = [...push.history, ...acts.map((act) => entry(act, when))];
      const tally = tallied([{ ...push, passed, history }]);
      return ['SCJG', 'XIN'].map((org) => tally.figures(org).received);
    });
    expect(received).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test('by its mark as by its record, whatever its end', () => {
    const [pushed, claimed] = [at('2026-09-14T09:00'), at('2026-09-15T09:00')];
    const told = [
      { claimed },
      { state: 'returned' },
      { state: 'withdrawn' },
      { state: 'for-information', claimBy: null },
    ];
    const byMark = new Tally(Q3);
    byMark.addMark('SCJG', { end: 'claimed', pushed, at: claimed });
    for (const end of ['returned', 'withdrawn', 'information'] as const)
      byMark.addMark('SCJG', { end, pushed, at: Number.NaN });
    expect(byMark.figures('SCJG')).toEqual(figures(told));
  });

  test('late in the quarter before, and come to light at the instants between which a draft counts it', () => {
    const light = (pushed: number): Told => ({ claimBy: null, lateSince: '2026-06-30', pushed });
    const instants = [Q3.since - 1, Q3.since, Q3.asOf - 1, Q3.asOf];
    const found = instants.map((instant) => figures([light(instant)], 'SPJ').pushedLate);
    expect(found).toEqual([0, 1, 1, 0]);
  });
});

test.each([
  // Monday 09:00 to Monday 10:30.
  ['2026-09-14T09:00', '2026-09-14T10:30', 1.5],
  // Over the lunch break: 11:00–12:00 and 13:30–14:00.
  ['2026-09-14T11:00', '2026-09-14T14:00', 1.5],
  // Monday 17:00 to Tuesday 09:00: half an hour each.
  ['2026-09-14T17:00', '2026-09-15T09:00', 1],
  // Pushed on Saturday, claimed on Sunday: no office was open.
  ['2026-09-12T09:00', '2026-09-13T09:00', 0],
  // Friday 25 September is Mid-Autumn; Sunday the 20th is a make-up day, 7.5 hours.
  ['2026-09-20T08:30', '2026-09-20T20:00', 7.5],
])('pushed %s, claimed %s: %d working hours', (pushed, claimed, hours) => {
  const { medianWorkingHoursToClaim, p95WorkingHoursToClaim } = figures([{ pushed: at(pushed), claimed: at(claimed) }]);
  expect([medianWorkingHoursToClaim, p95WorkingHoursToClaim]).toEqual([hours, hours]);
});

describe('the annex', () => {
  const late = (lateSince: string, pushed: string): Told => ({ lateSince, pushed: at(pushed), claimBy: '2026-12-01' });
  test.each<[string, Told, number]>([
    ['due and pushed in the quarter', late('2026-08-03', '2026-08-05T09:00'), 1],
    ['due in the quarter, pushed before the draft', late('2026-09-30', '2026-10-08T08:59'), 1],
    ['due in the quarter, pushed after the draft: the next annex', late('2026-09-30', '2026-10-08T09:00'), 0],
    ['due the quarter before, pushed after its draft', late('2026-06-30', '2026-07-01T09:00'), 1],
    ['due the quarter before, pushed before its draft: stood there', late('2026-06-30', '2026-07-01T08:59'), 0],
    ['due a year ago', late('2025-06-30', '2026-08-01T08:59'), 1],
    ['due in the next quarter', late('2026-10-08', '2026-10-08T08:00'), 0],
    [
      'a successor, pushed late by what it succeeds',
      { ...late('2026-08-03', '2026-08-05T09:00'), body: { supersedes: 'x' } },
      0,
    ],
  ])('%s', (_what, told, count) => {
    expect(figures([told], 'SPJ').pushedLate).toBe(count);
  });

  test.each<[string, string, number]>([
    ['ended in the quarter', '2026-08-06T00:00', 1],
    ['ended at the very end of the quarter', '2026-10-01T00:00', 1],
    ['ended the quarter before, at its very end', '2026-07-01T00:00', 0],
    ['ended after it', '2026-10-10T00:00', 0],
  ])('readdressing %s', (_what, end, count) => {
    const told = { state: 'returned', readdressEnded: at(end) };
    expect(figures([told], 'SPJ').readdressedLate).toBe(count);
    // Struck since: the record says so.
    expect(figures([{ ...told, body: { readdressLate: false } }], 'SPJ').readdressedLate).toBe(0);
  });

  const paper = (pushDue: string): Told => ({
    ...{ state: 'for-information', claimBy: null, pushed: at('2026-08-05T09:00') },
    body: { kind: 'document', pushDue, pushedLate: true, documentCounts: 'copiesLate' },
  });
  test.each<[string, Told, object]>([
    ['passed on late in the quarter', paper('2026-08-03'), { late: { copiesLate: 1 } }],
    ['due in the next', paper('2026-10-08'), {}],
    ['a copy of it', { ...paper('2026-08-03'), body: { ...paper('2026-08-03').body, copyOf: 'x' } }, {}],
    ['not counted, since another push of it was first', { ...paper('2026-08-03'), body: { kind: 'document' } }, {}],
  ])('a document %s', (_what, told, more) => {
    const { late, pushedLate } = figures([told], 'SPJ');
    expect({ pushedLate, ...(late && { late }) }).toEqual({ pushedLate: 0, ...more });
    expect('late' in figures([told], 'SPJ')).toBe('late' in more);
  });

  test('in the first circular everything due before stands', () => {
    const first = { ...Q3, since: Number.NEGATIVE_INFINITY };
    expect(figures([late('2025-01-03', '2026-07-01T08:00')], 'SPJ', first).pushedLate).toBe(1);
  });
});

const anyPush: fc.Arbitrary<CountedPush> = fc
  .record({
    to: fc.constantFrom('SCJG', 'WJJ', 'SPJ'),
    state: fc.constantFrom('claimed', 'claimed', 'deemed-claimed', 'returned', 'withdrawn', 'pending'),
    claimBy: fc.constantFrom('2026-06-30', '2026-07-01', '2026-08-14', '2026-09-30', '2026-10-08'),
    pushedAfter: fc.nat(200),
    tookMinutes: fc.nat(3000),
    named: fc.boolean(),
    late: fc.boolean(),
    readdressedLate: fc.boolean(),
    document: fc.boolean(),
  })
  .map(({ pushedAfter, tookMinutes, named, late, readdressedLate, document, ...told }) => {
    const pushed = at('2026-09-18T08:00') + pushedAfter * MINUTE;
    const claimed = told.state === 'claimed' ? { claimed: pushed + tookMinutes * MINUTE } : {};
    return record({
      ...told,
      ...claimed,
      pushed,
      ...(named && { named: pushed }),
      ...(late && { lateSince: '2026-08-03' }),
      ...(readdressedLate && { readdressEnded: at('2026-08-06T00:00') }),
      ...(document && { body: { documentCounts: 'copiesLate' } }),
    });
  });
const quarter = fc.array(anyPush, { maxLength: 60 });
const ORGS = ['SCJG', 'WJJ', 'SPJ'];
const all = (tally: Tally) => ORGS.map((org) => tally.figures(org));

describe('over random quarters', () => {
  test('order does not matter', () => {
    const shuffled = quarter.chain((pushes) =>
      fc.tuple(fc.constant(pushes), fc.shuffledSubarray(pushes, { minLength: pushes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([pushes, other]) => {
        expect(all(tallied(other))).toEqual(all(tallied(pushes)));
      }),
    );
  });

  test('whoever reads the figures on the way changes nothing', () => {
    fc.assert(
      fc.property(quarter, fc.nat(60), (pushes, cut) => {
        const tally = tallied(pushes.slice(0, cut));
        all(tally);
        for (const push of pushes.slice(cut)) tally.add(push);
        expect(all(tally)).toEqual(all(tallied(pushes)));
      }),
    );
  });

  test('a merge of parts is the whole', () => {
    fc.assert(
      fc.property(quarter, fc.nat(60), (pushes, cut) => {
        const merged = tallied(pushes.slice(0, cut));
        all(merged);
        merged.merge(tallied(pushes.slice(cut)));
        merged.merge(tallied([]));
        expect(all(merged)).toEqual(all(tallied(pushes)));
      }),
    );
  });

  test('counts add up, and a recount in SQL says the same', () => {
    const hours = (minutes: number | null) => (minutes === null ? null : Math.floor(minutes / 6 + 0.5) / 10);
    fc.assert(
      fc.property(quarter, (pushes) => {
        const tally = tallied(pushes);
        for (const c of all(tally)) {
          expect(c.received).toBe(c.claimedInTime + c.deemedClaimed + c.returned + c.withdrawn);
        }
        const mine = all(tally).filter(({ received }) => received > 0);
        const again = recounted(pushes, '2026-07-01', '2026-09-30').map(
          ({ median, p95, claimed, deemed, ...rest }) => ({
            ...{ ...rest, claimedInTime: claimed, deemedClaimed: deemed },
            ...{ medianWorkingHoursToClaim: hours(median), p95WorkingHoursToClaim: hours(p95) },
          }),
        );
        const bare = mine.map(({ pushedLate: _p, readdressedLate: _r, late: _l, ...rest }) => rest);
        expect(bare.sort((a, b) => (a.org < b.org ? -1 : 1))).toEqual(again);
      }),
      { numRuns: 60 },
    );
  });
});
