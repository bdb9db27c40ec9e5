/**
 * What the index says of a push that has come to its end, as the quarterly tally reads it: from the record, and back.
 */
import { expect, test } from 'vitest';
import type { RunningClock } from '../../shared/calendar/types.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { sortable } from '../../shared/keys.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { type Mark, markOf, readMark } from '../../shared/pushes/mark.ts';
import { at, record, type Told } from '../reports/records.ts';

const PUSHED = at('2026-09-14T09:00');
const CLAIMED = at('2026-09-15T09:00');
const RUNS = { clock: { deadline: CLAIMED } as RunningClock };
const PASSED = { passed: [{ at: CLAIMED, org: 'SCJG', by: 'XIN', sides: ['to'] as const }] };

const end = (name: Mark['end'], when = Number.NaN): Mark => ({ end: name, pushed: PUSHED, at: when });

test.each<[string, Told, Partial<Exchange<PushBody>>, Mark | null]>([
  ['a copy or a document', { claimBy: null, state: 'for-information' }, {}, end('information')],
  ['a document whose lateness counts', { claimBy: null, body: { documentCounts: 'copiesLate' } }, {}, null],
  ['claimed', { claimed: CLAIMED }, {}, end('claimed', CLAIMED)],
  ['claimed, nobody knows when', { state: 'claimed' }, {}, null],
  ['deemed claimed, nobody named', { state: 'deemed-claimed', claimed: CLAIMED }, {}, null],
  ['deemed claimed, somebody named', { state: 'deemed-claimed', named: CLAIMED + 5 }, {}, end('named', CLAIMED + 5)],
  ['claimed, somebody named all the same', { claimed: CLAIMED, named: CLAIMED + 5 }, {}, end('claimed', CLAIMED)],
  ['withdrawn', { state: 'withdrawn' }, {}, end('withdrawn')],
  ['returned and readdressed', { state: 'returned' }, {}, end('returned')],
  ['returned, to be readdressed', { state: 'returned' }, RUNS, null],
  ['returned, readdressed too late', { state: 'returned', readdressEnded: CLAIMED }, {}, null],
  ['pending', { state: 'pending' }, {}, null],
  ['claimed, pushed late', { claimed: CLAIMED, lateSince: '2026-09-11' }, {}, null],
  ['claimed, its department has another in its place', { claimed: CLAIMED }, PASSED, null],
])('%s', (_what, told, more, expected) => {
  const mark = markOf({ ...record({ ...told, pushed: PUSHED }), ...more });
  expect(mark === null ? null : readMark(`${sortable(PUSHED)}#${mark}`)).toEqual(expected);
});

test('an entry without a mark tells nothing, nor one with a mark that is none', () => {
  for (const sort of [sortable(PUSHED), `${sortable(PUSHED)}#`, `${sortable(PUSHED)}#x000`, 'c']) {
    expect([sort, readMark(sort)]).toEqual([sort, null]);
  }
});
