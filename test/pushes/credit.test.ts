/** The credit record of what a push tells (art. 19): each kind of decision by itself. */
import { expect, test } from 'vitest';
import type { Draft } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { emptyBody, type PushBody } from '../../shared/pushes/body.ts';
import { creditRecordsOf, handlingErrors } from '../../shared/pushes/credit.ts';
import { parseInstant } from '../../shared/time.ts';

const OCCURRED = parseInstant('2026-09-28T16:30:00+08:00') as number;
const SEALED = { shown: '冠****1', digest: 'd', box: 'b' };
const NONE = { documentNumber: null, name: null, number: null, decidedOn: null, validFrom: null, validTo: null };
const LICENCE = {
  ...{ documentNumber: '冠许1', name: '食品经营许可证', number: 'JY-1', decidedOn: '2026-09-25' },
  ...{ validFrom: '2026-10-01', validTo: '2031-09-30' },
} as PushBody['licence'];

type About = Record<'type' | 'documentNumber' | 'decidedOn' | 'fields', unknown> & object;

/** What one opens, in a county that hands on licences unless said otherwise. */
function opened(said: Partial<PushBody>, creditLicences = true) {
  const body = { ...emptyBody(OCCURRED, 'R-1'), kind: 'approval', decision: 'granted', summary: '准予', ...said };
  const draft = { id: 'p1', from: 'SPJ', party: null, licence: null, body } as unknown as Draft<PushBody>;
  return creditRecordsOf(draft, { county: { creditLicences } } as Facts).map(
    (effect) => 'input' in effect && effect.input,
  );
}

test.each([
  ['2026-09-27', []],
  ['2026-09-28', []],
  ['2026-09-29', ['/handling/decidedOn']],
  [undefined, []],
])('decided on %s, pushed on 2026-09-28', (decidedOn, wrong) => {
  const handling = decidedOn && { type: 'penalty', documentNumber: '冠市监字1', decidedOn };
  const errors = handlingErrors({ ...(handling && { handling }) } as PushBody, { now: OCCURRED } as Facts);
  expect(errors.map(({ pointer }) => pointer)).toEqual(wrong);
});

test('a record says what it is about, as far as the push does', () => {
  const handling = { type: 'penalty', documentNumber: '冠市监字1', decidedOn: '2026-09-24' };
  const about = (more: object, party: object | null) => {
    const body = { ...emptyBody(OCCURRED, 'R-1'), party, handling };
    const draft = { id: 'p1', from: 'SPJ', party: 'CODE', licence: 'JY-1', body, ...more };
    const [effect] = creditRecordsOf(draft as unknown as Draft<PushBody>, { county: {} } as Facts);
    const { type: _t, documentNumber: _n, decidedOn: _d, fields: _f, ...rest } = (effect as { input: About }).input;
    return rest;
  };
  const known = { origin: 'p1', from: 'SPJ', section: null, licence: 'JY-1' };
  const more = { application: 'APP-1', project: 'P-1' };
  expect(about(more, { name: '某公司' })).toEqual({ ...known, ...more, party: { name: '某公司', creditCode: 'CODE' } });
  const bare = about({}, null);
  expect([bare, Object.keys(bare)]).toEqual([
    { ...known, party: null },
    ['origin', 'from', 'section', 'licence', 'party'],
  ]);
});

test.each([
  ['inspection', 'inspection'],
  ['order', 'inspection'],
  ['penalty', 'penalty'],
] as const)('what a department handled by %s is a record of %s', (type, record) => {
  const handling = { type, documentNumber: '冠市监字1', decidedOn: '2026-09-24' } as PushBody['handling'];
  const said = { kind: 'supervision', decision: null, matterName: '食品经营许可', handling } as const;
  const fields = { JC_SX: '食品经营许可', JC_JG: '准予' };
  const about = { type: record, documentNumber: '冠市监字1', decidedOn: '2026-09-24', fields };
  expect(opened(said)).toMatchObject([about]);
  expect(opened(said, false)).toMatchObject([about]);
});

test.each<[string, Partial<PushBody>, boolean]>([
  ['granted', {}, true],
  ['changed', { decision: 'changed' }, true],
  ['renewed', { decision: 'renewed' }, true],
  ['refused', { decision: 'refused' }, false],
  ['cancelled', { decision: 'cancelled' }, false],
  ['a risk point', { kind: 'risk', decision: 'granted' }, false],
  ['a document', { kind: 'document', decision: null }, false],
])('of what is %s, the licence has a record: %s', (_name, said, has) => {
  expect(opened(said)).toHaveLength(has ? 1 : 0);
  expect(opened(said, false)).toEqual([]);
});

test.each<[string, Partial<PushBody>, object, object]>([
  [
    'all of the licence',
    { licence: LICENCE },
    { documentNumber: '冠许1', decidedOn: '2026-09-25' },
    { XK_XKZS: '食品经营许可证', XK_YXQZ: '2026-10-01', XK_YXQZI: '2031-09-30', XK_XKBH: 'JY-1' },
  ],
  [
    'without a day, that on which it was completed',
    { licence: NONE },
    { documentNumber: null, decidedOn: '2026-09-28' },
    { XK_XKZS: null, XK_YXQZ: null, XK_YXQZI: null, XK_XKBH: null },
  ],
  [
    'without a licence the same',
    { licence: null },
    { documentNumber: null, decidedOn: '2026-09-28' },
    { XK_XKZS: null, XK_YXQZ: null, XK_YXQZI: null, XK_XKBH: null },
  ],
  [
    'sealed numbers before those that are shown',
    {
      licence: LICENCE,
      sealedNumbers: { number: SEALED, documentNumber: SEALED },
    },
    { documentNumber: SEALED, decidedOn: '2026-09-25' },
    { XK_XKBH: SEALED },
  ],
])('hands on %s', (_name, said, record, fields) => {
  expect(opened(said)).toMatchObject([{ type: 'licence', ...record, fields: { ...fields, XK_NR: '准予' } }]);
});
