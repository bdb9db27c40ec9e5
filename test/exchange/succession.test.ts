/** What goes to the organisation that takes another's place (机构改革), and who stood on a side when. */
import { expect, test } from 'vitest';
import type { County } from '../../shared/county.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { ActFacts, Facts } from '../../shared/exchange/facts.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { forHeir, goesAlong, heldAtLast, heldBefore, sidesOf, succeedIn } from '../../shared/exchange/succession.ts';
import { at, record } from '../reports/records.ts';

const NOW = at('2026-10-08T09:00');
const org = (code: string, sections: string[], more: object = {}) => ({
  ...{ code, name: code, type: 'department', defaultSection: sections[0] ?? null },
  ...{ sections: sections.map((section) => ({ code: section, name: section })), ...more },
});
const succeededBy = { by: 'XIN', on: '2026-10-08', documentNumber: '1' };
const county = { organisations: [org('SCJG', ['SP'], { succeededBy }), org('XIN', ['ZH', 'YP'])] } as unknown as County;

const one = (more: object = {}): Exchange =>
  ({
    ...record({ id: 'a' }),
    section: 'SP',
    handler: 'scjg.officer',
    handlerAccount: 'scjg.officer',
    ...more,
  }) as Exchange;

/** What the succession of SCJG by XIN sets. */
function set(exchange: Exchange, kind: object = {}) {
  const facts = { county, now: NOW } as ActFacts;
  return succeedIn(kind as AnyKind).apply?.(exchange, { org: 'SCJG', by: 'XIN' } as never, facts)
    .set as Partial<Exchange>;
}

test('what lay with it lies with the other, in a section of that one, in nobody’s hands', () => {
  const after = set(one({ participants: ['SCJG', 'WJJ', 'XIN'] }));
  expect(after).toMatchObject({ from: 'SPJ', to: 'XIN', section: 'ZH', handler: null, participants: ['XIN', 'WJJ'] });
  expect(['handlerAccount' in after, after.handlerAccount]).toEqual([true, undefined]);
  expect(after.passed).toEqual([{ at: NOW, org: 'SCJG', by: 'XIN', sides: ['to', 'participant'] }]);
  expect(set(one({ section: 'YP' })).section).toBe('YP');
});

test('what it sent stays where it lies', () => {
  const after = set(one({ from: 'SCJG', to: 'WJJ', passed: [{ at: 1, org: 'LAO', by: 'SCJG', sides: ['from'] }] }));
  expect(after).toMatchObject({ from: 'XIN', to: 'WJJ' });
  expect(['section', 'handler', 'handlerAccount'].filter((name) => name in after)).toEqual([]);
  expect(after.passed?.map(({ org: of, sides }) => [of, sides])).toEqual([
    ['LAO', ['from']],
    ['SCJG', ['from']],
  ]);
});

test('mail that has not begun goes to the one that has to act now', () => {
  const owed = (more: object) => ({ type: 'arrival', org: 'SCJG', section: 'SP', done: null, begun: null, ...more });
  const mails = [owed({}), owed({ org: 'SPJ' }), owed({ done: 1 }), owed({ begun: 1 })];
  expect(set(one({ mails })).mails?.map(({ org: to, section }) => [to, section])).toEqual([
    ...[
      ['XIN', 'ZH'],
      ['SPJ', 'SP'],
      ['SCJG', 'SP'],
      ['SCJG', 'SP'],
    ],
  ]);
});

test('a kind changes what it keeps of it beside', () => {
  const kind = { succeeded: () => ({ body: 'own', set: { section: null } }) };
  expect(set(one(), kind)).toMatchObject({ to: 'XIN', section: null });
});

test.each<[object, string[]]>([
  [{}, ['to']],
  [{ from: 'SCJG', to: 'WJJ' }, ['from']],
  [{ to: 'WJJ', participants: ['SCJG'] }, ['participant']],
  [{ from: 'SCJG', to: 'SCJG', participants: ['SCJG'] }, ['from', 'to', 'participant']],
  [{ to: null }, []],
])('%j: on the sides %j', (more, sides) => expect(sidesOf(one(more), 'SCJG')).toEqual(sides));

const KIND = { states: { pending: { open: true }, claimed: { open: false } } };
test.each<[string, object, object, boolean]>([
  ['open', { state: 'pending' }, {}, true],
  ['closed', { state: 'claimed' }, {}, false],
  ['of another', { state: 'pending', to: 'WJJ' }, {}, false],
  ['closed, and waiting for it', { state: 'claimed' }, { awaits: () => ['SCJG'] }, true],
  ['closed, and waiting for another', { state: 'claimed' }, { awaits: () => ['WJJ'] }, false],
  ['closed, and living on', { state: 'claimed' }, { livesOn: () => true }, true],
  ['closed for good', { state: 'claimed' }, { livesOn: () => false }, false],
])('what is %s goes along: %s', (_name, record, kind, goes) => {
  expect(goesAlong({ ...KIND, ...kind } as unknown as AnyKind, one(record), 'SCJG')).toBe(goes);
});

const PASSED = [
  { at: 10, org: 'LAO', by: 'SCJG', sides: ['to'] },
  { at: 20, org: 'SCJG', by: 'XIN', sides: ['to', 'from'] },
];

test('who stood on a side until an instant: what ran out with the day before was owed by whoever ended then', () => {
  const exchange = one({ to: 'XIN', from: 'XIN', passed: PASSED });
  expect([10, 11, 20, 21].map((when) => heldBefore(exchange, 'to', when))).toEqual(['LAO', 'SCJG', 'SCJG', 'XIN']);
  expect([10, 20, 21].map((when) => heldBefore(exchange, 'from', when))).toEqual(['SCJG', 'SCJG', 'XIN']);
});

test.each([
  [['return', 'succeed', 'succeed'], 'LAO'],
  [['succeed', 'return', 'succeed'], 'SCJG'],
  [['succeed', 'succeed', 'return'], 'XIN'],
  [['succeed', 'succeed'], 'XIN'],
])('of %j all in one instant, it was returned by %s', (acts, org) => {
  const history = acts.map((act) => ({ act, at: 20 }));
  expect(heldAtLast(one({ to: 'XIN', passed: PASSED, history }), 'to', ['claim', 'return'])).toBe(org);
});

test.each([
  ['SCJG', '2026-10-08T00:00', { to: 'XIN', section: 'ZH' }],
  ['SCJG', '2026-10-07T23:59', { to: 'SCJG', section: 'SP' }],
  ['XIN', '2026-10-08T00:00', { to: 'XIN', section: 'SP' }],
  [null, '2026-10-08T00:00', { to: null, section: 'SP' }],
])('what is opened for %s at %s is for %j', (to, now, draft) => {
  expect(forHeir({ to, section: 'SP' }, { county, now: at(now) } as Facts)).toEqual(draft);
});
