/** Which figures of a draft count a record, and against whom: a correction of what they do not count takes nothing. */
import { expect, test } from 'vitest';
import { plainItem } from '../../shared/change.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { DraftFigures } from '../../shared/reports/assemble.ts';
import type { CorrectionLine } from '../../shared/reports/circular.ts';
import { uncountedIn } from '../../shared/reports/figures-counting.ts';
import { testCounty } from '../desk.ts';
import { at, entry, record } from './records.ts';

const { desk } = await testCounty(at('2026-10-08T09:00'));
const ENDED = at('2026-09-17T00:00');
const ANNEX = { repliesLate: ['letter'], copiesLate: ['push'] };
const FIGURES = {
  ...{ quarter: '2026Q3', asOf: at('2026-10-08T09:00'), annexKinds: ANNEX },
  organisations: [{ org: 'SCJG' }, { org: 'SPJ' }],
} as unknown as DraftFigures;

const history = [entry('open', at('2026-09-14T09:00')), entry('overdue', ENDED, 'clock')];
const letter: Exchange = { ...record({ id: 'L' }), kind: 'letter', late: { due: '2026-09-16', at: ENDED }, history };
const copied = { kind: 'document', documentCounts: 'copiesLate', pushDue: '2026-09-11' } as const;
const pushed = record({ id: 'P', lateSince: '2026-09-11', readdressEnded: ENDED });
const RECORDS: Exchange[] = [
  ...[letter, pushed, record({ id: 'in time' }), record({ id: 'D', body: copied })],
  record({ id: 'W', from: 'WJJ', lateSince: '2026-09-11' }),
  {
    ...pushed,
    id: 'H',
    from: 'SCJG',
    passed: [{ at: ENDED + 1, org: 'SPJ', by: 'SCJG', sides: ['from'] }],
  } as Exchange,
];

const puts = RECORDS.map((value) => ({
  item: plainItem(exchangeKey(desk.jurisdiction, value.id), value),
  expected: null,
}));
await desk.ports.store.commit(puts);

/** Whether the figures count it so. */
async function counts(line: object, figures: object = {}): Promise<boolean> {
  const lines = [
    { id: 'c', ...line },
    { id: 'of a push', push: 'P' },
  ] as unknown as CorrectionLine[];
  return (await uncountedIn(desk, { ...FIGURES, ...figures }, lines)).length === 0;
}

test.each<[record: string, figure: string, org: string, counted: boolean]>([
  ['L', 'repliesLate', 'SCJG', true],
  ['L', 'repliesLate', 'SPJ', false],
  ['L', 'creditLate', 'SCJG', false],
  ['P', 'pushedLate', 'SPJ', true],
  ['P', 'readdressedLate', 'SPJ', true],
  ['P', 'copiesLate', 'SPJ', false],
  ['P', 'pushedLate', 'SCJG', false],
  ['in time', 'pushedLate', 'SPJ', false],
  ['in time', 'readdressedLate', 'SPJ', false],
  ['D', 'copiesLate', 'SPJ', true],
  ['D', 'forwardedLate', 'SPJ', false],
  ['D', 'pushedLate', 'SPJ', false],
  // The circular does not list it.
  ['W', 'pushedLate', 'WJJ', false],
  // Who sent it, and was readdressing it, has ended since.
  ['H', 'pushedLate', 'SPJ', true],
  ['H', 'pushedLate', 'SCJG', false],
  ['gone', 'repliesLate', 'SCJG', false],
])('%s counts in %s of %s: %s', async (id, figure, org, counted) => {
  expect(await counts({ record: id, figure, org })).toBe(counted);
});

test.each<[string, object, object, boolean]>([
  ['a figure of no kind', { record: 'D', figure: 'copiesLate', org: 'SPJ' }, { annexKinds: { copiesLate: [] } }, false],
  ['a figure that is not counted yet', { record: 'L', figure: 'repliesLate', org: 'SCJG' }, { annexKinds: {} }, false],
  [
    'a kind that it does not count',
    { record: 'L', figure: 'repliesLate', org: 'SCJG' },
    { annexKinds: { repliesLate: ['task'] } },
    false,
  ],
  ['circulars of before', { record: 'P', figure: 'pushedLate', org: 'SPJ' }, { annexKinds: undefined }, true],
  ['lateness after its instant', { record: 'L', figure: 'repliesLate', org: 'SCJG' }, { asOf: ENDED }, false],
  ['lateness just before it', { record: 'L', figure: 'repliesLate', org: 'SCJG' }, { asOf: ENDED + 1 }, true],
  ['another quarter', { record: 'L', figure: 'repliesLate', org: 'SCJG' }, { quarter: '2026Q2' }, false],
])('%s', async (_name, line, figures, counted) => expect(await counts(line, figures)).toBe(counted));
