/**
 * By the boundary list: who may send what, to whom it goes, and what is still said of a matter that the list has
 * dropped.
 */
import { describe, expect, test } from 'vitest';
import type { Matter } from '../../shared/boundary/matter.ts';
import type { County, OrganisationType } from '../../shared/county.ts';
import { sectionOf } from '../../shared/exchange/known.ts';
import { addressErrors, addressee, copiesOf, type PushFacts, senderRefusal } from '../../shared/pushes/addressing.ts';
import { PUSH_KINDS, type PushKind } from '../../shared/pushes/fields.ts';
import type { PushInput } from '../../shared/pushes/input.ts';
import { at, record } from '../reports/records.ts';

const org = (code: string, type: OrganisationType, sections: string[] = [], defaultSection: string | null = null) => ({
  ...{ code, name: `${code}局`, type, mail: null, defaultSection },
  sections: sections.map((section) => ({ code: section, name: section, mail: null })),
});
const COUNTY: County = {
  ...{ jurisdiction: '371525', name: '冠县', since: '2022-09-02' },
  organisations: [
    org('SPJ', 'approval-bureau', ['XK'], 'XK'),
    org('SCJG', 'department', ['SP', 'YP'], 'SP'),
    org('WJJ', 'department', ['YZ']),
    org('ZHZF', 'enforcement-agency'),
    org('QQJD', 'township'),
  ],
};

const row = (more: Partial<Matter> = {}) =>
  ({
    ...{ addressing: 'listed', department: 'SCJG', section: 'YP', enforcementAgency: null, candidates: [] },
    ...{ approvingSection: 'XK', ...more },
  }) as unknown as Matter;
const NAMED = row({ addressing: 'named-per-push', department: null, section: null });

const input = (more: Partial<PushInput> = {}) =>
  ({
    ...{ kind: 'approval', reference: 'R-1', matter: 'M-1', decision: 'granted', to: null, copyTo: [], corrects: null },
    ...{ occurredAt: at('2026-09-28T09:00'), ...more },
  }) as unknown as PushInput;

const facts = (more: Partial<PushFacts> = {}, by = 'SPJ') =>
  ({
    ...{ now: at('2026-09-28T10:00'), county: COUNTY, actor: { org: by }, list: { version: 'v', matter: row() } },
    ...{ earlier: null, dropped: null, corrected: [], sameNumber: [], ...more },
  }) as unknown as PushFacts;
const listed = (matter: Matter | null) => ({ list: { version: 'v', matter } });
const to = (code: string, section: string | null = null) => ({ org: code, section });

type Case = [string, Partial<PushInput>, Partial<PushFacts>, string[]];
const KINDS = Object.keys(PUSH_KINDS) as PushKind[];

test.each<Case>([
  ['as the list says', {}, {}, []],
  ['no such matter', {}, listed(null), ['/matter']],
  ['a document without a matter', { kind: 'document', matter: null, to: to('SCJG') }, listed(null), []],
  ['somebody else than the list says', { to: to('WJJ') }, {}, ['/to']],
  ['a document about a listed matter to another', { kind: 'document', to: to('WJJ') }, {}, []],
  ['nobody, where each push names', {}, listed(NAMED), ['/to']],
  ['one that supervises', { to: to('WJJ') }, listed(NAMED), []],
  ['one that supervises nothing', { to: to('QQJD') }, listed(NAMED), ['/to/org']],
  ['a candidate', { to: to('WJJ') }, listed(row({ ...NAMED, candidates: ['WJJ', 'SCJG'] })), []],
  ['no candidate', { to: to('ZHZF') }, listed(row({ ...NAMED, candidates: ['WJJ', 'SCJG'] })), ['/to/org']],
  ['a supervision result where each push names', { kind: 'supervision' }, listed(NAMED), []],
  ['somebody named in a supervision result', { kind: 'supervision', to: to('WJJ') }, listed(NAMED), ['/to']],
  ['itself', { kind: 'document', to: to('SPJ') }, {}, ['/to/org']],
  ['a copy to itself', { kind: 'document', to: to('WJJ'), copyTo: [to('SCJG'), to('SPJ')] }, {}, ['/copyTo']],
  ['a copy to nobody known', { kind: 'document', to: to('WJJ'), copyTo: [to('X')] }, {}, ['/copyTo/0/org']],
  ['a section that is not there', { kind: 'document', to: to('SCJG', 'NO') }, {}, ['/to/section']],
  ['what was pushed before', { corrects: 'R-0' }, { corrected: [record({})] }, []],
  ['what was never pushed', { corrects: 'R-0' }, {}, ['/corrects']],
  ...KINDS.flatMap((was) =>
    KINDS.map((kind): Case => {
      const known = { corrected: [record({ body: { kind: was } })] };
      const more = kind === 'document' ? { to: to('SCJG') } : {};
      return [
        `a ${was} corrected by a ${kind}`,
        { corrects: 'R-0', kind, ...more },
        known,
        was === kind ? [] : ['/corrects'],
      ];
    }),
  ),
])('to %s', (_what, said, known, pointers) => {
  expect(addressErrors(input(said), facts(known)).map(({ pointer }) => pointer)).toEqual(pointers);
});

describe('of a matter dropped from 2026-09-01 on', () => {
  const before = at('2026-08-31T23:59');
  const on = at('2026-09-01T00:00');
  test.each<[string, Partial<PushInput>, boolean]>([
    ['what was completed the day before', { occurredAt: before }, true],
    ['what is granted on the day', { occurredAt: on }, false],
    ['what says no decision', { occurredAt: on, decision: null }, false],
    ...['changed', 'withdrawn', 'revoked', 'cancelled'].map((decision): [string, Partial<PushInput>, boolean] => [
      decision,
      { occurredAt: on, decision: decision as PushInput['decision'] },
      true,
    ]),
    ['renewed', { occurredAt: on, decision: 'renewed' }, false],
    ['a supervision result', { kind: 'supervision', occurredAt: on, decision: null }, true],
    ['a document, of whatever day', { kind: 'document', to: to('SCJG'), occurredAt: before }, false],
  ])('%s', (_what, said, taken) => {
    const errors = addressErrors(input(said), facts({ dropped: { from: '2026-09-01' } }));
    expect(errors.map(({ pointer }) => pointer)).toEqual(taken ? [] : ['/matter']);
  });
});

test.each<[string, Partial<PushInput>, string, Partial<PushFacts>, boolean]>([
  ['the bureau an approval', {}, 'SPJ', {}, true],
  ['no department an approval', {}, 'SCJG', {}, false],
  ['anybody a document', { kind: 'document' }, 'QQJD', {}, true],
  ['the department a supervision result', { kind: 'supervision' }, 'SCJG', {}, true],
  ['no other department one', { kind: 'supervision' }, 'WJJ', {}, false],
  ['the enforcement agency one', { kind: 'supervision' }, 'ZHZF', listed(row({ enforcementAgency: 'ZHZF' })), true],
  ['whom the list of its day named', { kind: 'supervision' }, 'WJJ', { earlier: row({ department: 'WJJ' }) }, true],
  ['whom the list names now', { kind: 'supervision' }, 'SCJG', { earlier: row({ department: 'WJJ' }) }, true],
  ['a candidate', { kind: 'supervision' }, 'WJJ', listed(row({ ...NAMED, candidates: ['WJJ'] })), true],
  [
    'no other than the candidates',
    { kind: 'supervision' },
    'SCJG',
    listed(row({ ...NAMED, candidates: ['WJJ'] })),
    false,
  ],
  ['any that supervises, where there are none', { kind: 'supervision' }, 'WJJ', listed(NAMED), true],
  ['not the bureau then', { kind: 'supervision' }, 'SPJ', listed(NAMED), false],
  ['nor a township', { kind: 'supervision' }, 'QQJD', listed(NAMED), false],
  [
    'not any, where the list names a department',
    { kind: 'supervision' },
    'WJJ',
    listed(row({ candidates: [] })),
    false,
  ],
])('may send: %s', (_who, said, by, known, may) => {
  expect(senderRefusal(input(said), facts(known, by)) === null).toBe(may);
});

test('it goes to whom it names, a result to the bureau, all else to the department of the list', () => {
  expect(addressee(input({ to: to('WJJ') }), facts())).toEqual(to('WJJ'));
  expect(addressee(input({ kind: 'supervision' }), facts())).toEqual(to('SPJ', 'XK'));
  expect(addressee(input(), facts())).toEqual(to('SCJG', 'YP'));
});

test.each<[string, Partial<PushInput>, Matter | null, string[]]>([
  ['the enforcement agency', {}, row({ enforcementAgency: 'ZHZF' }), ['ZHZF']],
  ['nobody, where the list names none', {}, row(), []],
  ['nobody, where that sends it', {}, row({ enforcementAgency: 'SPJ' }), []],
  ['nobody, where that gets it', {}, row({ enforcementAgency: 'SCJG' }), []],
  ['nobody, without a matter', {}, null, []],
  [
    'of a document whom it names',
    { kind: 'document', copyTo: [to('WJJ')] },
    row({ enforcementAgency: 'ZHZF' }),
    ['WJJ'],
  ],
])('a copy to %s', (_whom, said, matter, copies) => {
  const found = copiesOf(input(said), 'SCJG', 'entry', facts(listed(matter)));
  expect(found.map((copy) => copy.org)).toEqual(copies);
});

const before = (more: object) => ({
  state: 'claimed',
  to: 'SCJG',
  participants: ['ZHZF'],
  body: { entry: 'entry' },
  ...more,
});
test.each<[string, Partial<PushInput>, object, string[]]>([
  ['what it corrects', { corrects: 'A' }, { corrected: [before({})] }, ['ZHZF']],
  ['what it corrects, and was withdrawn: nobody', {}, { corrected: [before({ state: 'withdrawn' })] }, []],
  ['the licence that it ends', { decision: 'cancelled' }, { sameNumber: [before({})] }, ['ZHZF']],
  ['the licence that it changes: nobody', { decision: 'changed' }, { sameNumber: [before({})] }, []],
  ['another licence of that number: nobody', { decision: 'revoked' }, { sameNumber: [before({ body: {} })] }, []],
  ['a document, and whom that was for', { kind: 'document' }, { corrected: [before({ to: 'WJJ' })] }, ['ZHZF', 'WJJ']],
  ['what is for itself now: nobody', {}, { corrected: [before({ participants: ['SCJG', 'SPJ'] })] }, []],
])('a copy to whoever was informed of %s', (_what, said, known, copies) => {
  const found = copiesOf(input(said), 'SCJG', 'entry', facts(known as Partial<PushFacts>));
  expect(found.map((copy) => copy.org)).toEqual(copies);
});

test('the section named, else the usual one of the organisation, else none', () => {
  const found = [
    ['SCJG', 'YP'],
    ['SCJG', null],
    ['SCJG', 'GONE'],
    ['WJJ', null],
    ['NIEMAND', 'YP'],
  ] as const;
  expect(found.map(([code, section]) => sectionOf(COUNTY, code, section))).toEqual(['YP', 'SP', 'SP', null, null]);
});
