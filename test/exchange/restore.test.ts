/** Putting back what a quarantine took: only what the record was, and only where nothing has come in its place. */
import { expect, test } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { append, verify } from '../../shared/exchange/history.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { restored } from '../../shared/exchange/restore.ts';
import { record } from '../reports/records.ts';

const PARTY = { type: 'organisation', name: '某公司', creditCode: null } as unknown as Exchange['party'];
const LICENCE = 'JY-1';
const KIND = { own: { note: null } } as unknown as AnyKind;
const said = (act: string, request = act) => ({ by: 'x', act, at: 0, detail: { reason: act }, request, said: '' });

function opened(more: Partial<Exchange> = {}): Exchange {
  const body = { summary: '某', note: '记', other: '它' };
  const held = { party: PARTY, licence: LICENCE, handler: 'scjg.officer', handlerAccount: 'scjg.officer' };
  const bare = { ...record({ id: 'a' }), ...held, body, history: [] };
  return append({ ...bare, ...more } as Exchange, said('open'));
}

/** The same after a quarantine. */
function taken(before: Exchange, more: Partial<Exchange> = {}): Exchange {
  const { reference } = before;
  const history = before.history.map((entry) => ({ ...entry, detail: null }));
  const unheld = { party: null, licence: null, handler: null, handlerAccount: undefined };
  const blank = { ...unheld, body: { summary: '某', note: null, other: null }, quarantined: true };
  return append({ ...before, reference, ...blank, history, ...more } as Exchange, said('quarantine'));
}

const back = (now: Exchange, before: Exchange) => restored(KIND, now, before, said('put back'));

test('what was taken is there again, one entry more, and the chain holds', () => {
  const before = opened({ application: 'APP-1', subject: 'S-1', project: 'P-1' } as Partial<Exchange>);
  const bare = { application: undefined, subject: undefined, project: undefined };
  const after = back(taken(before, bare), before);
  const { party, licence, handler, handlerAccount, body, application, subject, project, quarantined } = after;
  expect({ party, licence, handler, handlerAccount, body, quarantined }).toEqual({
    ...{ party: PARTY, licence: LICENCE, handler: 'scjg.officer', handlerAccount: 'scjg.officer', quarantined: false },
    // The kind says which of its words its addressee took by itself.
    body: { summary: '某', note: '记', other: null },
  });
  expect([application, subject, project]).toEqual(['APP-1', 'S-1', 'P-1']);
  expect(after.history.map(({ act, detail }) => [act, detail])).toEqual([
    ...[
      ['open', { reason: 'open' }],
      ['quarantine', { reason: 'quarantine' }],
      ['restore', { reason: 'put back' }],
    ],
  ]);
  expect(verify(after)).toBe(true);
  expect(['application', 'subject', 'project'].filter((name) => name in back(taken(opened()), opened()))).toEqual([]);
});

test('what has come since stays', () => {
  const before = opened();
  const since = { handler: 'scjg.head', handlerAccount: 'scjg.head', body: { summary: '新', note: '另记' } };
  const after = back(taken(before, since as Partial<Exchange>), before);
  const { handler, handlerAccount, body } = after;
  expect({ handler, handlerAccount, body }).toEqual(since);
});

test('of two quarantines the first that is taken back leaves it quarantined', () => {
  const before = opened();
  const twice = append(taken(before), said('quarantine', 'again'));
  const first = back(twice, before);
  expect([first.quarantined, back(first, before).quarantined]).toEqual([true, false]);
});

test.each<[string, (before: Exchange) => Exchange]>([
  ['another record', (before) => ({ ...before, id: 'b' })],
  ['a record of another chain', () => opened({ createdAt: 1 })],
  ['what its chain does not prove', (before) => ({ ...before, state: 'returned' })],
])('never %s', (_name, other) => {
  const before = opened();
  expect(() => back(taken(before), other(before))).toThrow('is not as it was');
});
