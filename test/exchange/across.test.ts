/** What does not fit together is told in the same round as what is wrong with single fields. */
import { expect, it } from 'vitest';
import { KINDS } from '../../shared/kinds.ts';
import { countyHere, FOOD } from '../contract-http/county.ts';

const ACROSS = [...KINDS.values()].flatMap(({ kind, opening }) => (opening?.across ? [[kind, opening] as const] : []));

it.each(ACROSS)('%s: says nothing of what cannot be read', (_kind, opening) => {
  const facts = { county: { organisations: [] }, now: 0, actor: { org: 'SCJG', roles: [] } };
  expect(opening.across?.({}, facts as never)).toEqual([]);
});

const here = await countyHere();
const NOBODY = 'QQJD';

it.each([
  [
    '/letters',
    'spj.officer',
    {
      purpose: 'inquiry',
      to: [{ org: 'SCJG' }, { org: 'SCJG' }],
      text: '请告知。',
      documentNumber: '冠审函〔2026〕1号',
    },
    ['/title', '/to/1/org', '/signedBy'],
  ],
  // An organisation that takes none, beside what is missing.
  ['/letters', 'spj.officer', { purpose: 'inquiry', to: [{ org: NOBODY }], text: '请告知。' }, ['/title', '/to/0/org']],
  [
    '/instructions',
    'zfb.office',
    { to: [{ org: 'SCJG' }, { org: 'SCJG' }], task: '' },
    ['/task', '/workingDays', '/to/1/org'],
  ],
  [
    '/offline-transfers',
    'spj.officer',
    { to: [{ org: 'SCJG' }], channel: 'person', sentOn: '2026-10-20', copies: 'x' },
    ['/copies', '/title', '/items', '/sentOn'],
  ],
  [
    '/meetings',
    'spj.officer',
    { type: 'business', title: '', startsAt: '2026-09-01T09:00:00+08:00', invite: [{ org: 'SPJ' }] },
    ['/title', '/place', '/invite/0/org', '/startsAt'],
  ],
  [
    '/surveys',
    'spj.officer',
    { type: '', matters: [FOOD], startsAt: '2026-09-01T09:00:00+08:00', invite: [{ org: 'SPJ' }] },
    ['/type', '/invite/0/org', '/startsAt'],
  ],
  [
    '/standards',
    'scjg.head',
    { type: 'cap', matters: [FOOD], title: '', validFrom: '2026-10-20', validTo: '2026-10-01' },
    ['/title', '/source', '/cap', '/validTo'],
  ],
  [
    '/problems',
    'scjg.officer',
    { type: 'other', title: '', text: '问题', with: ['WJJ', 'WJJ'] },
    ['/title', '/with/1'],
  ],
  [
    '/guidance',
    'spj.officer',
    { projectName: '', text: '概况', matters: [FOOD, FOOD] },
    ['/projectName', '/matters/1'],
  ],
  [
    '/experts',
    'scjg.officer',
    {
      name: '',
      level: 'county',
      specialties: ['食品'],
      employer: { name: '某所' },
      termTo: '2026-01-01',
      reviewBy: 'x',
    },
    ['/name', '/reviewBy', '/termTo'],
  ],
  [
    '/accountability',
    'spj.admin',
    { limb: 'late-forwarding', org: 'SPJ', conduct: '', harm: '损失' },
    ['/conduct', '/evidence', '/org'],
  ],
])('%s by %s tells all of it at once: %#', async (path, as, body, pointers) => {
  const { status, json } = await here.call('POST', path, { as, body });
  expect(status).toBe(422);
  const said = (json.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(said.toSorted()).toEqual([...pointers].toSorted());
});

it('an act tells of an organisation that cannot be named beside what is missing', async () => {
  const body = { type: 'other', title: '标准不一', text: '问题', with: [] };
  const { id } = (await here.call('POST', '/problems', { as: 'scjg.officer', body })).json;
  const asked = { to: [{ org: NOBODY }], text: '' };
  const { status, json } = await here.call('POST', `/problems/${id}/consult`, { as: 'spj.officer', body: asked });
  const said = (json.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  expect([status, said.toSorted()]).toEqual([422, ['/text', '/to/0/org']]);
});
