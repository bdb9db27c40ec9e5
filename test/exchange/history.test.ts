/** The chain of a record: its instants never run back, whatever an act or a clock that was set back says. */
import { expect, test } from 'vitest';
import type { Entry, Exchange } from '../../shared/exchange/exchange.ts';
import { append, isTakenSince, verify } from '../../shared/exchange/history.ts';
import { at, testCounty } from '../desk.ts';
import { record } from '../reports/records.ts';

test('an entry said to be earlier than the one before has its instant', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  const said = { by: 'clock', act: 'retimed', detail: null, request: 'r', said: '' };
  const back = append(push, { ...said, at: at('2026-09-14T08:00') });
  const on = append(back, { ...said, at: at('2026-09-14T09:30') });
  expect(on.history.map((entry) => entry.at)).toEqual(
    ['2026-09-14T09:00', '2026-09-14T09:00', '2026-09-14T09:30'].map(at),
  );
  expect(verify(on)).toBe(true);
});

test('who stood in for whom stands in the entry, and nothing where nobody did', () => {
  const bare: Exchange = { ...record({ id: 'a' }), history: [] };
  const said = { by: 'x', act: 'claim', at: 0, detail: null, request: 'r', said: '' };
  const [deputy, own] = [append(bare, { ...said, standsFor: 'scjg.b' }), append(bare, said)];
  expect([deputy, own].map(({ history: [entry] }) => entry && 'standsFor' in entry && entry.standsFor)).toEqual([
    ...['scjg.b', false],
  ]);
  expect([deputy, own].map(verify)).toEqual([true, true]);
  const [entry] = deputy.history as [Entry];
  expect(verify({ ...deputy, history: [{ ...entry, standsFor: 'scjg.c' }] })).toBe(false);
});

/** A record that was opened, nudged and claimed; the second entry is changed afterwards. */
function changed(change: Partial<Entry>, more: Partial<Exchange> = {}): Exchange {
  const bare: Exchange = { ...record({ id: 'a' }), history: [] };
  const said = (act: string) => ({ by: 'x', act, at: 0, detail: { reason: '某' }, request: act, said: '' });
  const whole = ['open', 'nudge', 'claim'].reduce((exchange, act) => append(exchange, said(act)), bare);
  const history = whole.history.map((entry, i) => (i === 1 ? { ...entry, ...change } : entry));
  return { ...whole, history, ...more };
}

test.each<[string, Exchange, boolean]>([
  ['nothing changed', changed({}), true],
  ['a detail taken by a quarantine', changed({ detail: null }), true],
  ['another detail', changed({ detail: { reason: '另' } }), false],
  ['another act', changed({ act: 'return' }), false],
  ['another account', changed({ by: 'y' }), false],
  ['another instant', changed({ at: 1 }), false],
  ['another digest', changed({ detail: null, digest: 'd' }), false],
  ['another one before it', changed({ previousHash: null }), false],
  ['another hash', changed({ hash: 'h' }), false],
  ['another record', changed({}, { state: 'returned' }), false],
  ['no history', changed({}, { history: [] }), false],
])('%s', (_name, exchange, holds) => expect(verify(exchange)).toBe(holds));

test('an entry left out, or two exchanged, breaks the chain', () => {
  const { history, ...rest } = changed({});
  const [first, second, third] = history as [Entry, Entry, Entry];
  const chains = [
    [first, third],
    [second, third],
    [second, first, third],
  ];
  expect(chains.map((entries) => verify({ ...rest, history: entries }))).toEqual([false, false, false]);
});

test('a record that was taken from sight is so, though its clock ended in the same writing', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  const next = (from: typeof push, act: string) =>
    append(from, { at: at('2026-09-17T00:00'), by: 'clock', act, detail: null, request: 'r', said: '' });
  const taken = next(push, 'quarantine');
  const later = next(taken, 'overdue');
  expect([isTakenSince(push, taken), isTakenSince(push, later)]).toEqual([true, true]);
  expect([isTakenSince(taken, later), isTakenSince(null, taken)]).toEqual([false, false]);
});
