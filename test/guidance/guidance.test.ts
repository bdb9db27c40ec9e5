/** Pre-approval guidance (art. 11): who begins it, who is asked, the comprehensive opinion, the hand-over. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';

const PROJECT = { projectName: '冷链物流园', text: '拟建冷库三座。', matters: [FOOD], grounds: ['public-safety'] };
const begin = (here: Here, as = 'spj.officer', more: object = {}) =>
  here.call('POST', '/guidance', { as, body: { ...PROJECT, ...more } });
const act = (here: Here, id: string, name: string, body: object = {}, as = 'spj.officer') =>
  here.call('POST', `/guidance/${id}/${name}`, { as, body });
const ask = (here: Here, id: string, ...orgs: string[]) => act(here, id, 'ask', { to: orgs.map((org) => ({ org })) });
const read = async (here: Here, id: string, as = 'spj.officer') =>
  (await here.call('GET', `/guidance/${id}`, { as })).json;
const letter = async (here: Here, as: string) => (await here.call('GET', '/letters', { as })).json.items[0];
const reply = async (here: Here, as: string, text: string) =>
  here.call('POST', `/letters/${(await letter(here, as)).id}/reply`, { as, body: { position: 'agree', text } });
const OPINION = { feasibility: 'feasible', problems: '用电负荷。', opinion: '可以推进。', signedBy: '李强' };

describe('a guidance of the bureau’s', async () => {
  const here = await countyHere();
  const { status, json } = await begin(here);

  it('has no clock of its own, and is concluded only of what was asked', async () => {
    expect([status, json.status, json.due]).toEqual([201, 'open', null]);
    expectRefusal(await act(here, json.id, 'conclude', OPINION), 409, 'nobody-asked');
    expectRefusal(
      await act(here, json.id, 'hand-over', { on: '2026-09-28', to: '某', method: '送达' }),
      409,
      'not-concluded',
    );
  });

  it('asks each by a letter, nobody twice', async () => {
    expect((await ask(here, json.id, 'SCJG', 'WJJ')).json.asked.map(({ org }: { org: string }) => org)).toEqual([
      ...['SCJG', 'WJJ'],
    ]);
    expect(await letter(here, 'scjg.officer')).toMatchObject({
      ...{
        purpose: 'guidance',
        title: '关于冷链物流园征求意见的函',
        text: '拟建冷库三座。',
        case: json.id,
        due: '2026-10-10',
      },
    });
    expectRefusal(await ask(here, json.id, 'JTJ', 'WJJ'), 409, 'already-asked');
    expectRefusal(await ask(here, json.id, 'SPJ', 'QQJD'), 422, 'invalid', ['/to/0/org', '/to/1/org']);
  });

  it('shows those asked what the others said once it is concluded', async () => {
    await reply(here, 'scjg.officer', '选址符合。');
    expect((await read(here, json.id, 'wjj.officer')).opinions).toEqual([]);
    expectRefusal(await act(here, json.id, 'conclude', { ...OPINION, withoutReply: true }), 409, 'opinions-open');
    here.clock.set('2026-10-11T00:00:00+08:00');
    expectRefusal(await act(here, json.id, 'conclude', OPINION), 409, 'opinions-open');
    expect((await act(here, json.id, 'conclude', { ...OPINION, withoutReply: true })).json).toMatchObject({
      ...{ status: 'concluded', withoutReply: true, feasibility: 'feasible' },
    });
    expect((await read(here, json.id, 'wjj.officer')).opinions).toEqual([
      { org: 'SCJG', position: 'agree', text: '选址符合。' },
    ]);
  });

  it('ends its letters: what was asked ends with what asked it', async () => {
    expect(await letter(here, 'scjg.officer')).toMatchObject({ status: 'concluded', withoutReply: false });
    expect(await letter(here, 'wjj.officer')).toMatchObject({
      ...{ status: 'concluded', withoutReply: true, late: { due: '2026-10-10' } },
    });
  });

  it('is handed to the project, on a day that has come', async () => {
    const hand = (on: string) => act(here, json.id, 'hand-over', { on, to: '某物流公司', method: '书面' });
    expectRefusal(await hand('2026-10-12'), 422, 'invalid', ['/on']);
    expectRefusal(await hand('2026-10-10'), 422, 'invalid', ['/on']);
    expect((await hand('2026-10-11')).json).toMatchObject({ status: 'handed-over', handedOverTo: '某物流公司' });
  });
});

describe('a guidance begun by a department', async () => {
  const here = await countyHere();
  const { json } = await begin(here, 'scjg.officer');

  it('runs a clock at the bureau until its first step, and counts as asked', async () => {
    expect(json).toMatchObject({ status: 'open', from: { org: 'SCJG' }, to: { org: 'SPJ' }, due: '2026-10-10' });
    expectRefusal(await ask(here, json.id, 'SCJG'), 409, 'already-asked');
    expectRefusal(await act(here, json.id, 'ask', { to: [{ org: 'WJJ' }] }, 'scjg.officer'), 403, 'not-allowed');
    expect((await ask(here, json.id, 'WJJ')).json.due).toBe(null);
  });

  it('is late at the bureau where it does nothing', async () => {
    const other = (await begin(here, 'jtj.officer')).json.id;
    here.clock.set('2026-10-11T09:00:00+08:00');
    expect(await read(here, other)).toMatchObject({ status: 'open', late: { due: '2026-10-10' } });
    expect((await act(here, other, 'conclude', OPINION)).json.status).toBe('concluded');
  });
});

describe('a joint review', async () => {
  const here = await countyHere();
  const { id } = (await begin(here)).json;
  const startsAt = '2026-09-28T15:00:00+08:00';

  it('is convened by it, and waited for', async () => {
    const convened = await act(here, id, 'convene', { startsAt, place: '三楼会议室', invite: [{ org: 'ZJJ' }] });
    expect(convened.status).toBe(200);
    const [meeting] = (await here.call('GET', '/meetings?box=part', { as: 'zjj.officer' })).json.items;
    expect(meeting).toMatchObject({ type: 'joint-review', title: '冷链物流园联审会', startsAt, opinions: true });
    expectRefusal(await act(here, id, 'conclude', OPINION), 409, 'opinions-open');
  });

  it('closed before it is held, takes the meeting along', async () => {
    await ask(here, id, 'WJJ');
    expect((await act(here, id, 'close', { reason: '项目终止' })).json.status).toBe('closed');
    const [meeting] = (await here.call('GET', '/meetings?box=part', { as: 'zjj.officer' })).json.items;
    expect(meeting).toMatchObject({ status: 'cancelled', reason: '项目终止' });
    const [part] = (await here.call('GET', '/participations', { as: 'zjj.officer' })).json.items;
    expect(part.status).toBe('cancelled');
    expect((await letter(here, 'wjj.officer')).status).toBe('withdrawn');
    expect((await here.call('GET', '/inbox', { as: 'wjj.officer' })).json.items).toEqual([]);
  });
});

describe('what was said in a joint review', () => {
  /** A county in which ZJJ and WJJ have come to the joint review of a guidance. */
  const reviewed = async () => {
    const here = await countyHere();
    const { id } = (await begin(here)).json;
    const startsAt = '2026-09-28T09:00:00+08:00';
    await act(here, id, 'convene', { startsAt, place: '三楼会议室', invite: [{ org: 'ZJJ' }, { org: 'WJJ' }] });
    const [meeting] = (await here.call('GET', '/meetings?box=out', { as: 'spj.officer' })).json.items;
    const post = (path: string, as: string, body: object) => here.call('POST', path, { as, body });
    const at = `/meetings/${meeting.id}`;
    const attendance = ['ZJJ', 'WJJ'].map((org) => ({ org, people: ['张三'] }));
    await post(`${at}/hold`, 'spj.officer', { attendance });
    const part = async (as: string) => (await here.call('GET', '/participations', { as })).json.items[0];
    const report = async (as: string, text: string) =>
      post(`/participations/${(await part(as)).id}/report`, as, { position: 'agree', text, signedBy: '王芳' });
    return { here, id, at, post, part, report };
  };

  it('stands among the opinions, and goes from there with the report', async () => {
    const { here, id, at, post, part, report } = await reviewed();
    await ask(here, id, 'SCJG');
    await reply(here, 'scjg.officer', '选址符合。');
    await report('zjj.officer', '结构可行。');
    await report('wjj.officer', '绝密内容。');
    await post(`${at}/minutes`, 'spj.officer', { text: '纪要。', signedBy: '李强' });
    await act(here, id, 'conclude', OPINION);
    const opinions = async () => {
      const said = (await read(here, id, 'zjj.officer')).opinions as { org: string; text: string | null }[];
      return Object.fromEntries(said.map(({ org, text }) => [org, text]));
    };
    const quarantine = async (path: string, as: string) =>
      expect((await post(`${path}/quarantine`, as, { reason: '误录' })).status).toBe(200);
    const all = { SCJG: '选址符合。', ZJJ: '结构可行。', WJJ: '绝密内容。' };
    expect(await opinions()).toEqual(all);
    await quarantine(`/participations/${(await part('wjj.officer')).id}`, 'wjj.officer');
    expect(await opinions()).toEqual({ ...all, WJJ: null });
    await quarantine(`/letters/${(await letter(here, 'scjg.officer')).id}`, 'scjg.officer');
    expect(await opinions()).toEqual({ ...all, SCJG: null, WJJ: null });
    await quarantine(at, 'spj.officer');
    expect(await opinions()).toEqual({ SCJG: null, ZJJ: null, WJJ: null });
    const { verified } = (await here.call('GET', `/guidance/${id}/history`, { as: 'spj.officer' })).json;
    expect(verified).toBe(true);
  });

  it('stands there again once the report, the reply or the meeting has been put back', async () => {
    const { here, id, at, post, part, report } = await reviewed();
    await ask(here, id, 'SCJG');
    await reply(here, 'scjg.officer', '选址符合。');
    await report('zjj.officer', '结构可行。');
    await report('wjj.officer', '工艺可行。');
    await post(`${at}/minutes`, 'spj.officer', { text: '纪要。', signedBy: '李强' });
    await act(here, id, 'conclude', OPINION);
    const opinions = async () => (await read(here, id, 'zjj.officer')).opinions;
    const before = await opinions();
    const paths = [
      [`/participations/${(await part('wjj.officer')).id}`, 'wjj.officer', 1],
      [`/letters/${(await letter(here, 'scjg.officer')).id}`, 'scjg.officer', 1],
      [at, 'spj.officer', 2],
    ] as const;
    for (const [path, as, gone] of paths) {
      const { hash } = (await here.call('GET', `${path}/history`, { as: 'zfb.office' })).json.items.at(-1);
      const evidence = [{ record: path.split('/').at(-1), hash }];
      const found = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence };
      expect((await post('/accountability', 'zfb.office', found)).status).toBe(201);
      await post(`${path}/quarantine`, as, { reason: '误录' });
      expect((await opinions()).filter(({ text }: never) => text === null)).toHaveLength(gone);
      const { items } = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json;
      const held = items.find(({ state }: { state: string }) => state === 'held');
      expect((await post(`/sealed/${held.id}/restore`, 'zfb.office', { reason: '系证据' })).json.state).toBe(
        'restored',
      );
      expect(await opinions()).toEqual(before);
    }
    const { items, verified } = (await here.call('GET', `/guidance/${id}/history`, { as: 'spj.officer' })).json;
    expect([verified, JSON.stringify(items).includes('工艺可行')]).toEqual([true, false]);
  });

  it('without minutes it holds nothing up once every opinion is in or past its day, and that is shown', async () => {
    const { here, id, at, part, report } = await reviewed();
    await report('zjj.officer', '结构可行。');
    const without = { ...OPINION, withoutReply: true };
    expectRefusal(await act(here, id, 'conclude', without), 409, 'opinions-open');
    here.clock.set('2026-09-30T09:00:00+08:00');
    expectRefusal(await act(here, id, 'conclude', OPINION), 409, 'opinions-open');
    expect((await act(here, id, 'conclude', without)).json).toMatchObject({
      ...{ status: 'concluded', withoutReply: true },
      opinions: [{ org: 'ZJJ', position: 'agree', text: '结构可行。' }],
    });
    const states = [await part('zjj.officer'), await part('wjj.officer')].map(({ status }) => status);
    expect(states).toEqual(['reported', 'unreported']);
    expect((await here.call('GET', at, { as: 'spj.officer' })).json).toMatchObject({ status: 'closed', minutes: null });
  });

  it('asks nobody who was asked by letter, and no letter asks whom it asks; who does not come is free', async () => {
    const { here, id, at } = await reviewed();
    expect((await ask(here, id, 'SCJG')).status).toBe(200);
    const convene = (...orgs: string[]) => {
      const invite = orgs.map((org) => ({ org }));
      return act(here, id, 'convene', { startsAt: '2026-09-28T15:00:00+08:00', place: '三楼', invite });
    };
    expectRefusal(await convene('JTJ', 'SCJG'), 409, 'already-asked');
    expect((await convene('JTJ')).status).toBe(200);
    const [later] = (await here.call('GET', '/meetings?box=part', { as: 'jtj.officer' })).json.items;
    const invite = { as: 'spj.officer', body: { org: 'SCJG' } };
    expectRefusal(await here.call('POST', `/meetings/${later.id}/invite`, invite), 409, 'already-asked');
    expectRefusal(await ask(here, id, 'WJJ'), 409, 'already-asked');
    expectRefusal(await convene('WJJ'), 409, 'already-asked');
    const came = { attendance: [{ org: 'ZJJ', people: ['张三'] }], reason: '误登' };
    const put = await here.call('POST', `${at}/correct-attendance`, { as: 'spj.officer', body: came });
    expect(put.status).toBe(200);
    expect((await ask(here, id, 'WJJ')).status).toBe(200);
  });

  it('is waited for no more once the guidance is closed: the meeting is over, and nobody is late after it', async () => {
    const { here, id, at, post, part, report } = await reviewed();
    await report('zjj.officer', '结构可行。');
    expect((await act(here, id, 'close', { reason: '项目终止' })).json.status).toBe('closed');
    const meeting = async () => (await here.call('GET', at, { as: 'spj.officer' })).json;
    expect(await meeting()).toMatchObject({ status: 'closed', withoutReply: true, minutesAt: null });
    here.clock.set('2026-09-30T09:00:00+08:00');
    expect(await part('wjj.officer')).toMatchObject({ status: 'unreported', due: null, late: null });
    for (const as of ['spj.officer', 'wjj.officer'])
      expect((await here.call('GET', '/inbox', { as })).json.items).toEqual([]);
    await post(`${at}/minutes`, 'spj.officer', { text: '纪要。', signedBy: '李强' });
    expect(await meeting()).toMatchObject({ minutes: '纪要。', withoutReply: true });
  });
});

describe('what fits, and who may', async () => {
  const here = await countyHere();

  it.each([
    ['a matter that is not on the list', { matters: ['371525-XX-001'] }, ['/matters/0']],
    ['a ground of its own', { grounds: ['profit'] }, ['/grounds/0']],
    ['a ground twice', { grounds: ['ecology', 'ecology'] }, ['/grounds/1']],
    ['a matter twice', { matters: [FOOD, FOOD] }, ['/matters/1']],
  ])('not %s', async (_name, more, pointers) => {
    expectRefusal(await begin(here, 'spj.officer', more), 422, 'invalid', pointers);
  });

  it.each(['zfb.office', 'qqjd.officer', 'jw.discipline'])('%s begins none', async (as) => {
    expectRefusal(await begin(here, as), 403, 'not-allowed');
  });

  it('whoever was only asked takes its own letter from sight, not the whole', async () => {
    const { id } = (await begin(here)).json;
    await ask(here, id, 'WJJ');
    expectRefusal(await act(here, id, 'quarantine', { reason: '某' }, 'wjj.officer'), 409, 'not-yours');
    expectRefusal(await act(here, id, 'quarantine', { reason: '某' }, 'jtj.officer'), 404, 'not-found');
    expect((await act(here, id, 'quarantine', { reason: '误发' })).json).toMatchObject({
      projectName: null,
      text: null,
    });
    expect((await letter(here, 'wjj.officer')).text).toBe(null);
  });
});
