/**
 * What the annex counts of a record that is no push: against whom, since when it was known, and until when it is taken
 * back.
 */
import { expect, test } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Kinds } from '../../shared/exchange/kind.ts';
import { lateRecord } from '../../shared/reports/late-records.ts';
import { latenessOf } from '../../shared/reports/lateness.ts';
import { at, entry, record } from './records.ts';

/** A letter counts against its addressee; a report against whoever it names, here in `body.owing`. */
const KINDS = new Map<string, unknown>([
  [
    'letter',
    {
      clock: { pending: { annex: 'repliesLate' } },
      unreadable: true,
      takenBack: ({ state }: Exchange) => state === 'withdrawn',
    },
  ],
  [
    'report',
    { clock: { pending: { annex: 'creditLate' } }, owed: ({ body }: Exchange<{ owing: string | null }>) => body.owing },
  ],
  ['talk', { clock: { pending: { annex: null }, held: 'close' } }],
]) as Kinds;

const DUE = '2026-09-16';
const ENDED = at('2026-09-17T00:00');
const ASKED = at('2026-09-14T09:00');

function late(more: Partial<Exchange> = {}): Exchange {
  const history = [entry('open', ASKED), entry('overdue', ENDED, 'clock')];
  return { ...record({}), kind: 'letter', late: { due: DUE, at: ENDED }, history, ...more };
}

const lateAt = (exchange: Exchange, asOf = Number.POSITIVE_INFINITY) => lateRecord(KINDS, exchange, asOf);
const passed = (when: number, side: 'from' | 'to', org: string, by: string) => [{ at: when, org, by, sides: [side] }];
const owing = (org: string | null) => ({ kind: 'report', body: { owing: org } });

test.each<[string, Partial<Exchange>, [org: string, holder: string] | null]>([
  ['its addressee', {}, ['SCJG', 'SCJG']],
  [
    'the addressee of then, where another has its place from the next day on',
    { to: 'XIN', passed: passed(ENDED, 'to', 'SCJG', 'XIN') },
    ['SCJG', 'XIN'],
  ],
  [
    'the one that had taken its place by then',
    { to: 'XIN', passed: passed(ENDED - 1, 'to', 'SCJG', 'XIN') },
    ['XIN', 'XIN'],
  ],
  ['its sender, where the kind says so', owing('SPJ'), ['SPJ', 'SPJ']],
  [
    'the sender of then',
    { ...owing('XIN'), from: 'XIN', passed: passed(ENDED + 1, 'from', 'SPJ', 'XIN') },
    ['SPJ', 'XIN'],
  ],
  ['one that is on neither side', owing('WJJ'), ['WJJ', 'WJJ']],
  ['nobody, where the kind says so', owing(null), null],
  ['nobody, without an addressee', { to: null }, null],
  ['nobody, where it was not late', { late: undefined }, null],
  ['nobody, where no figure counts its kind', { kind: 'talk' }, null],
  ['nobody, of a kind that is no more', { kind: 'gone' }, null],
])('counts against %s', (_whom, more, against) => {
  const found = lateAt(late(more));
  expect(found && [found.org, found.holder, found.due]).toEqual(against && [...against, DUE]);
  expect(latenessOf(KINDS, late(more))).toEqual(found ? [found] : []);
});

test.each<[string, Exchange['history'], number]>([
  ['when its clock ended', [entry('open', ASKED), entry('overdue', ENDED, 'clock')], ENDED],
  [
    'when it was written, where its clock had ended before',
    [entry('open', ENDED + 5), entry('overdue', ENDED, 'clock')],
    ENDED + 5,
  ],
  [
    'when what set its clock going was written',
    [
      entry('open', ASKED),
      entry('claim', ENDED + 7),
      entry('retimed', ENDED + 9, 'clock'),
      entry('overdue', ENDED, 'clock'),
    ],
    ENDED + 7,
  ],
  [
    'whatever was done afterwards',
    [
      entry('open', ASKED),
      entry('overdue', ENDED, 'clock'),
      entry('reply', ENDED + 7),
      entry('overdue', ENDED + 9, 'clock'),
    ],
    ENDED,
  ],
  [
    'by its own end, where an earlier one was struck',
    [
      entry('open', ASKED),
      entry('overdue', ENDED - 9, 'clock'),
      entry('reply', ENDED + 3),
      entry('overdue', ENDED, 'clock'),
    ],
    ENDED + 3,
  ],
  ['at its end, where its history does not tell', [entry('open', ENDED + 5), entry('reply', ENDED + 7)], ENDED],
])('came to light %s', (_when, history, light) => {
  expect(lateAt(late({ history }))?.light).toBe(light);
});

const TAKEN = ENDED + 1000;
const back = late({
  state: 'withdrawn',
  history: [...late().history, entry('withdraw', TAKEN), entry('quarantine', TAKEN + 9), entry('restore', TAKEN + 19)],
});
test.each<[string, Exchange, number, boolean]>([
  ['the moment before it was taken back', back, TAKEN - 1, true],
  ['the moment at which it was', back, TAKEN, false],
  ['afterwards', back, TAKEN + 1, false],
  ['whenever, where it was answered', late({ state: 'replied', history: back.history }), TAKEN + 1, true],
])('of what its sender took back, drafted %s', (_when, exchange, asOf, counts) => {
  expect(lateAt(exchange, asOf) !== null).toBe(counts);
});

const taken = (act: string, when: number, more: Partial<Exchange> = {}) =>
  late({
    quarantined: true,
    history: [entry('open', ASKED), entry(act, when), entry('overdue', ENDED, 'clock')],
    ...more,
  });
test.each<[string, Exchange, boolean]>([
  ['before its day, counts for nobody', taken('quarantine', ENDED - 1), false],
  ['from its day on, counts as before', taken('quarantine', ENDED), true],
  ['and put back, counts as before', taken('quarantine', ENDED - 1, { quarantined: false }), true],
  ['of a kind that others may take from sight, counts as before', taken('quarantine', ENDED - 1, owing('SCJG')), true],
])('what its sender took from sight %s', (_when, exchange, counts) => {
  expect(lateAt(exchange) !== null).toBe(counts);
});

test('of a push each lateness by itself, against its sender of then', () => {
  const passedOn = { from: 'XIN', passed: passed(ENDED, 'from', 'SPJ', 'XIN') };
  const told = { lateSince: '2026-09-11', readdressEnded: ENDED, pushed: ASKED };
  expect(latenessOf(KINDS, { ...record(told), ...passedOn } as Exchange)).toEqual([
    { figure: 'pushedLate', org: 'SPJ', holder: 'XIN', due: '2026-09-11', light: ASKED },
    { figure: 'readdressedLate', org: 'SPJ', holder: 'XIN', due: '2026-09-16', light: ENDED },
  ]);
  const paper = {
    lateSince: '2026-09-11',
    pushed: ASKED,
    body: { kind: 'document', documentCounts: 'copiesLate' },
  } as const;
  expect(latenessOf(KINDS, record(paper))).toMatchObject([{ figure: 'copiesLate', org: 'SPJ', due: '2026-09-11' }]);
  expect(latenessOf(KINDS, record({}))).toEqual([]);
});
