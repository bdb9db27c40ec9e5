/** Meetings and trainings (arts. 10, 11, 15, 20, 21): who calls which, who is asked for an opinion, and by when. */

import { describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { startOfDay } from '../../shared/time.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { post } from '../mail/post.ts';
import { reportingCounty } from '../reports/county.ts';

const NOW = '2026-09-28T09:00:00+08:00';
const AFTERNOON = '2026-09-28T14:30:00+08:00';
const joint = (more: object = {}) => ({
  ...{ type: 'joint-review', title: '冷链项目联审会', place: '三楼会议室', startsAt: NOW, agenda: '审查选址。' },
  invite: [{ org: 'SCJG' }, { org: 'WJJ' }],
  ...more,
});
const call = (here: Here, body: object = joint(), as = 'spj.officer') => here.call('POST', '/meetings', { as, body });
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/meetings/${id}/${name}`, { as, body });
const part = async (here: Here, as: string, nth = 0) =>
  (await here.call('GET', '/participations', { as })).json.items[nth];
const say = async (here: Here, as: string, name: string, body: object = {}) =>
  here.call('POST', `/participations/${(await part(here, as)).id}/${name}`, { as, body });
const OPINION = { position: 'agree', text: '选址符合要求。', signedBy: '王芳' };
const MINUTES = { text: '会议研究了选址。', decisions: '同意选址。', signedBy: '李强' };
const came = (...orgs: string[]) => ({ attendance: orgs.map((org) => ({ org, people: ['张三'] })) });

describe('a joint review', async () => {
  const here = await countyHere();
  const { status, json: meeting } = await call(here);

  it('gives each organisation invited a participation of its own, found by nobody else', async () => {
    expect([status, meeting.status, meeting.opinions, meeting.to]).toEqual([201, 'announced', true, null]);
    expect(await part(here, 'scjg.officer')).toMatchObject({
      ...{ status: 'invited', of: 'meeting', title: '冷链项目联审会', startsAt: NOW, due: null },
    });
    const listed = async (as: string) =>
      (await here.call('GET', '/meetings?box=part', { as })).json.items.map(({ id }: { id: string }) => id);
    expect([await listed('scjg.officer'), await listed('jtj.officer')]).toEqual([[meeting.id], []]);
    expectRefusal(await here.call('GET', `/meetings/${meeting.id}`, { as: 'jtj.officer' }), 404, 'not-found');
    const theirs = (await part(here, 'wjj.officer')).id;
    expectRefusal(await here.call('GET', `/participations/${theirs}`, { as: 'scjg.officer' }), 404, 'not-found');
  });

  it('is accepted, or declined with a reason; more are invited until it is held', async () => {
    expect((await say(here, 'scjg.officer', 'accept', { people: ['赵六'] })).json).toMatchObject({
      status: 'accepted',
    });
    // Sent twice, it stays; who comes can be changed.
    expect((await say(here, 'scjg.officer', 'accept')).json.people).toEqual(['赵六']);
    expect((await say(here, 'scjg.officer', 'accept', { people: ['钱七'] })).json).toMatchObject({
      ...{ status: 'accepted', people: ['钱七'] },
    });
    expect((await say(here, 'wjj.officer', 'decline', { reason: '另有会议' })).json.status).toBe('declined');
    expect((await act(here, meeting.id, 'invite', 'spj.officer', { org: 'JTJ' })).status).toBe(200);
    expect((await part(here, 'jtj.officer')).status).toBe('invited');
    const twice = await act(here, meeting.id, 'invite', 'spj.officer', { org: 'JTJ' });
    expectRefusal(twice, 422, 'invalid', ['/org']);
  });

  it('moved, asks again whoever had answered', async () => {
    const moved = await act(here, meeting.id, 'move', 'spj.officer', { startsAt: AFTERNOON });
    expect(moved.json).toMatchObject({ startsAt: AFTERNOON, place: '三楼会议室' });
    for (const as of ['scjg.officer', 'wjj.officer', 'jtj.officer']) {
      expect(await part(here, as)).toMatchObject({ status: 'invited', startsAt: AFTERNOON });
    }
  });

  it('is held not before it begins, with those alone who were invited', async () => {
    const early = await act(here, meeting.id, 'hold', 'spj.officer', came('SPJ', 'SCJG'));
    expectRefusal(early, 409, 'not-begun');
    here.clock.set(AFTERNOON);
    // Nobody at all would close it with everybody absent.
    expectRefusal(await act(here, meeting.id, 'hold', 'spj.officer', came()), 422, 'invalid', ['/attendance']);
    const strange = await act(here, meeting.id, 'hold', 'spj.officer', came('SCJG', 'ZJJ', 'SCJG'));
    expectRefusal(strange, 422, 'invalid', ['/attendance/1/org', '/attendance/2/org']);
    await say(here, 'scjg.officer', 'accept');
    const held = await act(here, meeting.id, 'hold', 'spj.officer', came('SPJ', 'SCJG', 'WJJ'));
    expect(held.json).toMatchObject({ status: 'held', attendance: came('SPJ', 'SCJG', 'WJJ').attendance });
    // The opinion is due on the working day after.
    expect(await part(here, 'scjg.officer')).toMatchObject({
      status: 'attended',
      due: '2026-09-29',
      attended: ['张三'],
    });
    expect(await part(here, 'jtj.officer')).toMatchObject({ status: 'absent', due: null });
    expectRefusal(await say(here, 'jtj.officer', 'report', OPINION), 409, 'not-attended');
    expectRefusal(await act(here, meeting.id, 'cancel', 'spj.officer', { reason: '某' }), 409, 'already-held');
  });

  it('waits with its minutes for the opinions, or for their day', async () => {
    expect((await say(here, 'scjg.officer', 'report', OPINION)).json).toMatchObject({
      ...{ status: 'reported', position: 'agree', late: null, reportedBy: 'scjg.officer' },
    });
    expectRefusal(await say(here, 'scjg.officer', 'report', OPINION), 409, 'already-reported');
    const open = await act(here, meeting.id, 'minutes', 'spj.officer', { ...MINUTES, withoutReply: true });
    expectRefusal(open, 409, 'opinions-open');
    here.clock.set('2026-09-30T00:00:00+08:00');
    expectRefusal(await act(here, meeting.id, 'minutes', 'spj.officer', MINUTES), 409, 'opinions-open');
    const closed = await act(here, meeting.id, 'minutes', 'spj.officer', { ...MINUTES, withoutReply: true });
    expect(closed.json).toMatchObject({ status: 'closed', withoutReply: true, minutes: '会议研究了选址。' });
    expect(await part(here, 'wjj.officer')).toMatchObject({ status: 'unreported', late: { due: '2026-09-29' } });
    expectRefusal(await act(here, meeting.id, 'minutes', 'spj.officer', MINUTES), 409, 'already-done');
  });
});

describe('an opinion', async () => {
  const here = await countyHere();
  const meeting = (await call(here)).json;
  await act(here, meeting.id, 'hold', 'spj.officer', came('SCJG', 'WJJ'));

  it('is not late on the last moment of its day; then it is for good, and is taken', async () => {
    here.clock.set('2026-09-29T23:59:59.999+08:00');
    expect((await part(here, 'scjg.officer')).late).toBe(null);
    here.clock.set('2026-09-30T00:00:00+08:00');
    const late = { due: '2026-09-29', at: '2026-09-30T00:00:00+08:00' };
    expect((await say(here, 'scjg.officer', 'report', OPINION)).json).toMatchObject({ status: 'reported', late });
  });

  it('names no checklist: that is a survey’s', async () => {
    const items = [{ point: '消防', result: 'pass' }];
    expectRefusal(await say(here, 'wjj.officer', 'report', { ...OPINION, items }), 422, 'invalid', ['/items']);
  });
});

describe('who came, said wrongly', async () => {
  const here = await countyHere();
  const meeting = (await call(here, joint({ invite: ['SCJG', 'WJJ', 'JTJ'].map((org) => ({ org })) }))).json;
  const correct = (attendance: object[], more: object = {}) =>
    act(here, meeting.id, 'correct-attendance', 'spj.officer', { attendance, reason: '签到表核对', ...more });
  const row = (org: string, ...people: string[]) => ({ org, people });
  const [OWN, FOOD, HEALTH] = [row('SPJ', '甲'), row('SCJG', '乙'), row('WJJ', '丙')];

  it('names everybody, each with those who came: none is absent', async () => {
    expectRefusal(await correct([OWN]), 409, 'not-held');
    expectRefusal(await act(here, meeting.id, 'hold', 'spj.officer', { attendance: [row('SPJ')] }), 422, 'invalid', [
      '/attendance',
    ]);
    const attendance = [OWN, FOOD, row('WJJ'), row('JTJ', '丁')];
    const held = await act(here, meeting.id, 'hold', 'spj.officer', { attendance });
    expect(held.json.attendance).toEqual([OWN, FOOD, row('JTJ', '丁')]);
    expect(await part(here, 'wjj.officer')).toMatchObject({ status: 'absent', due: null });
  });

  it('is put right: who was there owes an opinion from now on, who was not owes none and was late with none', async () => {
    here.clock.set('2026-09-30T09:00:00+08:00');
    expect((await part(here, 'jtj.officer')).late).toMatchObject({ due: '2026-09-29' });
    const corrected = await correct([OWN, row('SCJG', '乙', '戊'), HEALTH, row('JTJ')]);
    expect(corrected.json).toMatchObject({ status: 'held', attendance: [OWN, row('SCJG', '乙', '戊'), HEALTH] });
    expect(await part(here, 'wjj.officer')).toMatchObject({ status: 'attended', due: '2026-10-08', attended: ['丙'] });
    expect(await part(here, 'jtj.officer')).toMatchObject({ status: 'absent', due: null, late: null, attended: [] });
    expect(await part(here, 'scjg.officer')).toMatchObject({ due: '2026-09-29', attended: ['乙', '戊'] });
    const { json } = await here.call('GET', `/meetings/${meeting.id}/history`, { as: 'spj.officer' });
    expect([json.verified, json.items.at(-1).detail.reason]).toEqual([true, '签到表核对']);
  });

  it('not of whoever has reported, nor once the minutes say it', async () => {
    await say(here, 'scjg.officer', 'report', OPINION);
    expectRefusal(await correct([OWN, HEALTH]), 422, 'invalid', ['/attendance']);
    expect((await correct([OWN, row('SCJG', '戊'), HEALTH])).status).toBe(200);
    expect(await part(here, 'scjg.officer')).toMatchObject({ status: 'reported', attended: ['戊'] });
    await say(here, 'wjj.officer', 'report', OPINION);
    expect((await act(here, meeting.id, 'minutes', 'spj.officer', MINUTES)).json.status).toBe('closed');
    expectRefusal(await correct([OWN, FOOD, HEALTH]), 409, 'already-done');
  });
});

it('what the circular has counted against whoever was not there, it counts no more', async () => {
  const county = await reportingCounty('2026-09-28T09:00');
  await keepKindsSince(county.platform.ports.store, JURISDICTION, countedNames(KINDS), startOfDay('2026-07-01'));
  const here = county as unknown as Here;
  const { id } = (await call(here)).json;
  await act(here, id, 'hold', 'spj.officer', came('SPJ', 'SCJG'));
  county.clock.set('2026-10-08T09:00:00+08:00');
  await county.nine();
  const late = async () => {
    const { organisations, corrections } = await county.circular('2026Q3');
    const of = organisations.find(({ org }: { org: string }) => org === 'SCJG');
    return [of.annex.repliesLate, corrections.map(({ state }: { state: string }) => state)];
  };
  expect(await late()).toEqual([1, []]);
  await act(here, id, 'correct-attendance', 'spj.officer', { ...came('SPJ'), reason: '签到表核对' });
  expect(await late()).toEqual([0, ['accepted']]);
  const [correction] = (await county.circular('2026Q3')).corrections;
  expect(correction.reason).toContain('更正了到场情况');
});

describe('a training', async () => {
  const here = await countyHere();
  const training = joint({ type: 'training', title: '推送业务培训', invite: [{ org: 'SCJG' }, { org: 'QQJD' }] });
  const { json } = await call(here, training);

  it('asks for no opinions: held, it is closed, and minutes may follow', async () => {
    expect(json.opinions).toBe(false);
    const held = await act(here, json.id, 'hold', 'spj.officer', came('SPJ', 'SCJG'));
    expect(held.json.status).toBe('closed');
    expect(await part(here, 'scjg.officer')).toMatchObject({ status: 'attended', due: null });
    expect((await here.call('GET', '/inbox', { as: 'scjg.officer' })).json.items).toEqual([]);
    const both = { ...came('SPJ', 'SCJG', 'QQJD'), reason: '漏登记' };
    expect((await act(here, json.id, 'correct-attendance', 'spj.officer', both)).json.status).toBe('closed');
    expect(await part(here, 'qqjd.officer')).toMatchObject({ status: 'attended', due: null });
    expect((await act(here, json.id, 'minutes', 'spj.officer', MINUTES)).json.minutes).toBe('会议研究了选址。');
    expect((await part(here, 'scjg.officer')).status).toBe('attended');
  });
});

it('a list that names no box has what was convened and what one is invited to, each once', async () => {
  const here = await countyHere();
  const own = [];
  for (const n of [1, 2]) own.push((await call(here, joint({ title: `会议${n}` }), 'spj.officer')).json.id);
  const theirs = await call(here, joint({ type: 'business', invite: [{ org: 'SPJ' }] }), 'scjg.officer');
  const found: string[] = [];
  let next: string | null = '';
  do {
    const { json } = await here.call('GET', `/meetings?limit=1${next && `&cursor=${encodeURIComponent(next)}`}`, {
      as: 'spj.officer',
    });
    found.push(...json.items.map(({ id }: { id: string }) => id));
    next = json.next;
  } while (next !== null);
  expect(found.sort()).toEqual([...own, theirs.json.id].sort());
  const convened = (await here.call('GET', '/meetings?box=out', { as: 'spj.officer' })).json.items;
  expect(convened).toHaveLength(2);
});

describe('who may', async () => {
  const here = await countyHere();

  it.each([
    ['joint-review', 'scjg.officer', 403],
    ['joint-review', 'zfb.office', 403],
    ['special', 'scjg.officer', 403],
    ['special', 'zfb.office', 201],
    ['roundtable', 'spj.officer', 201],
    ['policy', 'scjg.officer', 201],
    ['business', 'qqjd.officer', 201],
    ['training', 'jw.discipline', 201],
  ])('%s by %s: %i', async (type, as, status) => {
    expect((await call(here, joint({ type, invite: [{ org: 'ZJJ' }] }), as)).status).toBe(status);
  });

  it('a department’s without the bureau is taken, with a warning', async () => {
    const alone = await call(here, joint({ type: 'policy', invite: [{ org: 'ZJJ' }] }), 'scjg.officer');
    expect(alone.json.warnings).toMatchObject([{ code: 'bureau-not-invited', pointer: '/invite' }]);
    const both = await call(here, joint({ type: 'policy', invite: [{ org: 'SPJ' }] }), 'scjg.officer');
    expect(both.json.warnings).toEqual([]);
    const office = await call(here, joint({ type: 'special', invite: [{ org: 'ZJJ' }] }), 'zfb.office');
    expect([office.json.warnings, office.json.bureauInvited]).toEqual([[], false]);
    const later = (await act(here, alone.json.id, 'invite', 'scjg.officer', { org: 'SPJ' })).json;
    expect([later.warnings, later.bureauInvited]).toEqual([[], true]);
  });

  it('discipline inspection, invited, answers by its own account, as officers do', async () => {
    const there = await countyHere();
    const { id } = (await call(there, joint({ invite: [{ org: 'JW' }] }))).json;
    expect((await say(there, 'jw.discipline', 'accept', { people: ['赵六'] })).json.status).toBe('accepted');
    await act(there, id, 'hold', 'spj.officer', came('JW'));
    expect((await say(there, 'jw.discipline', 'report', OPINION)).json).toMatchObject({
      ...{ status: 'reported', reportedBy: 'jw.discipline' },
    });
  });

  it.each([
    ['itself', { invite: [{ org: 'SPJ' }] }, ['/invite/0/org']],
    ['somebody twice', { invite: [{ org: 'WJJ' }, { org: 'WJJ' }] }, ['/invite/1/org']],
    ['nobody', { invite: [] }, ['/invite']],
    ['somebody unknown', { invite: [{ org: 'NOBODY' }] }, ['/invite/0/org']],
    ['yesterday', { startsAt: '2026-09-27T23:59:59+08:00' }, ['/startsAt']],
  ])('nobody invites %s', async (_name, more, pointers) => {
    expectRefusal(await call(here, joint(more)), 422, 'invalid', pointers);
  });

  it('sixty are invited by one commit, and one more is too many', async () => {
    const many = Array.from({ length: 61 }, () => ({ org: 'WJJ' }));
    expectRefusal(await call(here, joint({ invite: many })), 422, 'invalid', ['/invite']);
  });

  it('cancelled, tells all who were invited', async () => {
    const county = await post('2026-09-28T09:00');
    const { id } = (await county.call('POST', '/meetings', { as: 'spj.officer', body: joint({ startsAt: AFTERNOON }) }))
      .json;
    await county.until('2026-09-28T10:00');
    await county.call('POST', `/meetings/${id}/cancel`, { as: 'spj.officer', body: { reason: '改为书面征求意见' } });
    await county.until('2026-09-28T11:00');
    expect(county.sent.map(({ subject }) => subject.replace('【审管互动】', ''))).toEqual([
      ...['邀请参加会议', '邀请参加会议', '会议已取消', '会议已取消'],
    ]);
    expect(county.sent[0]?.text).toContain('2026-09-28 14:30');
    expect(county.sent[0]?.text).toMatch(/地点：\S/);
    expect(county.sent.map(({ text }) => text).join()).not.toContain('冷链');
  });

  it('reminds those who will come, and nobody of whom nothing is waited for any more', async () => {
    const county = await post('2026-09-28T09:00');
    const plan = joint({ startsAt: AFTERNOON, opinions: false, type: 'special', invite: [{ org: 'SCJG' }] });
    const { id } = (await county.call('POST', '/meetings', { as: 'spj.officer', body: plan })).json;
    const [part] = (await county.call('GET', '/participations', { as: 'scjg.officer' })).json.items;
    const on = (path: string, as: string, body: object) => county.call('POST', path, { as, body });
    const nudge = (as: string, channel: string) => on(`/participations/${part.id}/nudge`, as, { channel });
    await on(`/participations/${part.id}/accept`, 'scjg.officer', {});
    expectRefusal(await nudge('scjg.officer', 'notice'), 403, 'not-allowed');
    expect((await nudge('spj.officer', 'notice')).json.status).toBe('accepted');
    await county.until('2026-09-28T10:00');
    expect(county.sent.at(-1)?.subject).toContain('催办：参加会议');
    expect(county.sent.at(-1)?.text).toContain('请按时到场');
    await county.until('2026-09-28T14:30');
    const attendance = [{ org: 'SCJG', people: ['张三'] }];
    expect((await on(`/meetings/${id}/hold`, 'spj.officer', { attendance })).json.status).toBe('closed');
    expectRefusal(await nudge('spj.officer', 'phone'), 409, 'already-done');
  });

  it('quarantined by its convenor, takes its participations along', async () => {
    const fresh = await countyHere();
    const { id } = (await call(fresh)).json;
    const taken = await act(fresh, id, 'quarantine', 'spj.officer', { reason: '误发' });
    expect(taken.json).toMatchObject({ title: null, agenda: null, quarantined: true });
    expect(await part(fresh, 'scjg.officer')).toMatchObject({ title: null, quarantined: true });
  });
});
