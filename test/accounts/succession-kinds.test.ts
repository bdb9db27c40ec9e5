/**
 * An organisation ends while other kinds of work are under way: a draft of the list, a case, a task, a record that
 * cannot go.
 */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { CATERING, drafting } from '../list-drafts/story.ts';

const REFORM = { by: 'NYNC', on: '2026-09-28', documentNumber: '冠编〔2026〕3号' };

async function succeeded({ call, platform }: Pick<Here, 'call' | 'platform'>, org: string): Promise<void> {
  const asked = await call('POST', `/organisations/${org}/succeed`, { as: 'spj.admin', body: REFORM });
  await call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  await wakeKey(platform, `371525#succession#${org}`);
}

it('the successor answers the letter of a draft for the rows of the other', async () => {
  const here = await drafting();
  await here.change(CATERING, { department: 'NYNC', section: 'NZJG' });
  await here.act('submit');
  const letter = await here.letterOf('SCJG');
  await succeeded(here, 'SCJG');
  expectRefusal(await here.draft('', 'scjg.admin'), 404, 'not-found');
  const answer = { as: 'nync.admin', body: { position: 'object', rows: [{ code: CATERING, reason: '职能未划转' }] } };
  expect((await here.call('POST', `/letters/${letter}/reply`, answer)).status).toBe(200);
  expect((await here.reply('NYNC')).status).toBe(200);
  expect((await here.draft()).json.confirmations).toMatchObject([
    { org: 'NYNC', state: 'agreed' },
    { org: 'SCJG', state: 'objected' },
  ]);
  // The government office settles what was said for the organisation that has ended.
  const settled = await here.act('settle', { org: 'SCJG', reason: '按机构改革方案' }, 'zfb.office');
  expect(settled.json).toMatchObject({ status: 'confirmed', to: null });
});

it('a letter between the two ends where it was: nobody answers himself, and nobody is late with it', async () => {
  const here = await countyHere();
  const { call } = here;
  const write = async (from: string, to: string) => {
    const body = { purpose: 'inquiry', to: [{ org: to }], title: '商洽', text: '请说明。' };
    return (await call('POST', '/letters', { as: from, body })).json.items[0].id as string;
  };
  const ids = [await write('scjg.officer', 'NYNC'), await write('nync.officer', 'SCJG')] as const;
  const replied = await write('nync.officer', 'SCJG');
  await call('POST', `/letters/${replied}/reply`, { as: 'scjg.officer', body: { text: '收悉。' } });
  await succeeded(here, 'SCJG');
  here.clock.set('2026-10-12T09:00:00+08:00');
  for (const [id, from, to] of [
    [ids[0], 'SCJG', 'NYNC'],
    [ids[1], 'NYNC', 'SCJG'],
  ] as const) {
    const letter = (await call('GET', `/letters/${id}`, { as: 'nync.officer' })).json;
    const sides = { from: { org: from }, to: { org: to } };
    expect(letter).toMatchObject({ ...sides, status: 'concluded', withoutReply: true, late: null });
  }
  expect((await call('GET', `/letters/${replied}`, { as: 'nync.officer' })).json).toMatchObject({
    status: 'concluded',
    withoutReply: false,
  });
  expect((await call('GET', '/inbox', { as: 'nync.officer' })).json.items).toEqual([]);
});

it.each<[string[], string[], number]>([
  [[], ['NYNC'], 403],
  [['NYNC'], [], 200],
  [['SCJG'], [], 200],
])(
  'of a problem with %j whoever follows one that was merely asked stands as the better of both',
  async (orgs, consulted, status) => {
    const here = await countyHere();
    const raised = { type: 'other', title: '口径不一', text: '请研究。', with: orgs };
    const { id } = (await here.call('POST', '/problems', { as: 'wjj.officer', body: raised })).json;
    const act = (name: string, as: string, body: object) => here.call('POST', `/problems/${id}/${name}`, { as, body });
    const to = orgs.includes('SCJG') ? 'NYNC' : 'SCJG';
    expect((await act('consult', 'spj.officer', { to: [{ org: to }], text: '请提出意见。' })).status).toBe(200);
    await succeeded(here, 'SCJG');
    const { json } = await here.call('GET', `/problems/${id}`, { as: 'nync.officer' });
    expect(json.consulted).toEqual(consulted);
    expect((await act('affect', 'nync.officer', { name: '甲', loss: '重复整改' })).status).toBe(status);
  },
);

it('a participation and its case go on with the successor', async () => {
  const here = await countyHere();
  const { call } = here;
  const joint = {
    ...{
      type: 'joint-review',
      title: '联审会',
      place: '三楼',
      startsAt: '2026-09-28T09:00:00+08:00',
      agenda: '审查。',
    },
    invite: [{ org: 'SCJG' }, { org: 'WJJ' }],
  };
  const { json } = await call('POST', '/meetings', { as: 'spj.officer', body: joint });
  await succeeded(here, 'SCJG');
  const [part] = (await call('GET', '/participations', { as: 'nync.officer' })).json.items;
  expect(part).toMatchObject({ status: 'invited', of: 'meeting' });
  const listed = (await call('GET', '/meetings?box=part', { as: 'nync.officer' })).json.items;
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([json.id]);
  const came = { attendance: ['NYNC', 'WJJ'].map((org) => ({ org, people: ['张三'] })) };
  expect((await call('POST', `/meetings/${json.id}/hold`, { as: 'spj.officer', body: came })).status).toBe(200);
  const report = { position: 'agree', text: '符合要求。', signedBy: '王芳' };
  const said = await call('POST', `/participations/${part.id}/report`, { as: 'nync.officer', body: report });
  expect(said.json.status).toBe('reported');
});

describe('a case that has asked both', () => {
  const MEETING = {
    ...{ title: '联审会', place: '三楼', agenda: '审查。' },
    startsAt: '2026-09-28T09:00:00+08:00',
  };
  const both = [
    { org: 'SCJG', people: ['赵一'] },
    { org: 'NYNC', people: ['钱二'] },
  ];

  async function convened(invite: object[] = both, as = 'spj.officer') {
    const here = await countyHere();
    const type = as === 'spj.officer' ? 'joint-review' : 'business';
    const made = await here.call('POST', '/meetings', { as, body: { ...MEETING, type, invite } });
    const parts = async (org: string) =>
      (await here.call('GET', '/participations', { as: `${org}.officer` })).json.items as {
        id: string;
        status: string;
        asked: string[];
        people: string[];
      }[];
    const act = async (org: string, act: string, body: object = {}) => {
      const [part] = await parts(org);
      return here.call('POST', `/participations/${part?.id}/${act}`, { as: `${org}.officer`, body });
    };
    const hold = (orgs: string[]) => {
      const attendance = orgs.map((org) => ({ org, people: [`${org}来人`] }));
      return here.call('POST', `/meetings/${made.json.id}/hold`, { as, body: { attendance } });
    };
    return { here, parts, act, hold, id: made.json.id as string };
  }
  const states = (all: { status: string }[]) => all.map(({ status }) => status);

  it.each([
    ['invited', 'invited', 'invited'],
    ['accepted', 'invited', 'accepted'],
    ['invited', 'accepted', 'accepted'],
    ['invited', 'declined', 'invited'],
    ['accepted', 'declined', 'accepted'],
  ])('one %s, the successor %s: it is %s, once, for both', async (theirs, own, then) => {
    const { here, parts, act, hold } = await convened();
    for (const [org, state] of [
      ['scjg', theirs],
      ['nync', own],
    ] as const) {
      if (state === 'accepted') await act(org, 'accept', { people: ['孙三'] });
      if (state === 'declined') await act(org, 'decline', { reason: '另有会议' });
    }
    await succeeded(here, 'SCJG');
    expect(await parts('nync')).toMatchObject([{ status: then, asked: ['钱二', '赵一'] }]);
    expect((await parts('nync'))[0]?.people).toEqual(then === 'accepted' ? ['孙三'] : []);
    expect(states(await parts('scjg'))).toEqual(['cancelled']);
    expect((await hold(['NYNC'])).status).toBe(200);
    expect([states(await parts('nync')), states(await parts('scjg'))]).toEqual([['attended'], ['cancelled']]);
    const progress = (await here.call('GET', '/organisations/SCJG/succession', { as: 'spj.admin' })).json;
    expect(progress).toMatchObject({ state: 'done', failures: 0 });
  });

  it('where both came one opinion is owed; where the successor was absent, that of the other', async () => {
    const came = await convened();
    await came.hold(['SCJG', 'NYNC']);
    await succeeded(came.here, 'SCJG');
    expect(await came.parts('nync')).toMatchObject([{ status: 'attended', attended: ['NYNC来人', 'SCJG来人'] }]);
    expect(states(await came.parts('scjg'))).toEqual(['unreported']);
    const report = { position: 'agree', text: '同意。', signedBy: '王芳' };
    expect((await came.act('nync', 'report', report)).json.status).toBe('reported');
    const minutes = { text: '纪要', decisions: '通过', signedBy: '李四' };
    const closed = await came.here.call('POST', `/meetings/${came.id}/minutes`, { as: 'spj.officer', body: minutes });
    expect([closed.status, closed.json.withoutReply]).toEqual([200, false]);
    const absent = await convened();
    await absent.hold(['SCJG']);
    await succeeded(absent.here, 'SCJG');
    expect(states(await absent.parts('nync')).sort()).toEqual(['absent', 'attended']);
  });

  it('nobody takes part in a case of its own: neither of its own calling, nor of the other’s', async () => {
    const own = await convened([{ org: 'SCJG' }], 'nync.officer');
    await succeeded(own.here, 'SCJG');
    expect([states(await own.parts('nync')), states(await own.parts('scjg'))]).toEqual([[], ['cancelled']]);
    const theirs = await convened([{ org: 'NYNC' }, { org: 'WJJ' }], 'scjg.officer');
    await succeeded(theirs.here, 'SCJG');
    const read = await theirs.here.call('GET', `/meetings/${theirs.id}`, { as: 'nync.officer' });
    expect(read.json).toMatchObject({ from: { org: 'NYNC' }, status: 'announced' });
    expect([states(await theirs.parts('nync')), states(await theirs.parts('wjj'))]).toEqual([
      ...[['cancelled'], ['invited']],
    ]);
  });

  it('of two that go to a third one remains, too', async () => {
    const { here, parts } = await convened([{ org: 'SCJG' }, { org: 'WJJ' }]);
    await succeeded(here, 'SCJG');
    await succeeded(here, 'WJJ');
    expect(states(await parts('nync'))).toEqual(['invited']);
  });
});

it('what its push led to comes back to the successor', async () => {
  const here = await countyHere();
  const { call } = here;
  const supervision = { kind: 'supervision', summary: '责令停业', licence: { number: 'JY-1' } };
  const push = (await here.push('JG-1', supervision, 'scjg.officer')).json;
  await here.act(push.id, 'claim', 'spj.officer');
  await succeeded(here, 'SCJG');
  const [task] = (await call('GET', '/tasks', { as: 'spj.officer' })).json.items;
  const decided = { as: 'spj.officer', body: { outcome: 'keep', note: '维持许可。' } };
  expect((await call('POST', `/tasks/${task.id}/decide`, decided)).status).toBe(200);
  const received = async (as: string) =>
    (await call('GET', '/pushes?box=in', { as })).json.items.map(({ kind }: { kind: string }) => kind);
  expect([await received('nync.officer'), await received('scjg.officer')]).toEqual([['document'], []]);
});

it('a record that the successor has of its own already stays, is named, and keeps the other in use', async () => {
  const here = await countyHere();
  const { call } = here;
  const fields = { CF_XDR_MC: '冠县某某食品有限公司', CF_XDR_SHXYM: '91371525MA3C00001R', CF_WSH: '冠罚〔2026〕1号' };
  const body = { type: 'penalty', decidedOn: '2026-09-28', publish: true, fields };
  const [mine] = [await call('POST', '/credit-records', { as: 'scjg.officer', body })];
  await call('POST', '/credit-records', { as: 'nync.officer', body });
  await succeeded(here, 'SCJG');
  const progress = (await call('GET', '/organisations/SCJG/succession', { as: 'scjg.admin' })).json;
  expect(progress).toMatchObject({ state: 'done', failures: 1, failed: [mine.json.id] });
  expect((await call('GET', `/credit-records/${mine.json.id}`, { as: 'scjg.officer' })).json.status).toBe('incomplete');
  expect(here.logged.some(({ event }) => event === 'succession-failed')).toBe(true);
  // Once it is done with, another run takes what is left, and the count begins anew.
  const withdrawn = { as: 'scjg.officer', body: { reason: 'wrong' } };
  expect((await call('POST', `/credit-records/${mine.json.id}/withdraw`, withdrawn)).status).toBe(200);
  await succeeded(here, 'SCJG');
  expect((await call('GET', '/organisations/SCJG/succession', { as: 'scjg.admin' })).json.failures).toBe(0);
});

it.each(['before', 'after'])(
  'limb one of accountability hears the successor: taken over %s the approval',
  async (when) => {
    const here = await countyHere();
    const { call } = here;
    const push = (await here.push('A-1')).json.id;
    const { hash } = (await call('GET', `/pushes/${push}/history`, { as: 'zfb.office' })).json.items.at(-1);
    const evidence = [{ record: push, hash }];
    const body = { limb: 'late-forwarding', org: 'SCJG', conduct: '迟了两周', harm: '损失两万元', evidence };
    const { id } = (await call('POST', '/accountability', { as: 'zfb.office', body })).json;
    const act = (name: string, as: string, input: object) =>
      call('POST', `/accountability/${id}/${name}`, { as, body: input });
    if (when === 'before') await succeeded(here, 'SCJG');
    await act('approve', 'zfb.office', { approver: '李某' });
    if (when === 'after') await succeeded(here, 'SCJG');
    const waiting = (await call('GET', '/inbox', { as: 'nync.officer' })).json.items;
    expect(waiting.map((one: { id: string }) => one.id)).toContain(id);
    expectRefusal(await act('attribute', 'zfb.office', { org: 'NYNC', responsibility: '承担' }), 409, 'not-heard');
    expect((await act('state', 'nync.officer', { text: '我局的陈述' })).status).toBe(200);
    const attributed = await act('attribute', 'zfb.office', { org: 'NYNC', responsibility: '承担' });
    expect(attributed.json).toMatchObject({ status: 'attributed', org: 'SCJG', responsibleOrg: 'NYNC' });
  },
);
