/** `GET /inbox`: what waits for one organisation's next act, of every kind, nearest deadline first. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

type Waiting = { id: string; kind: string; title: string; due: string | null; status: string; late: unknown };

async function inbox(here: Here, as: string, query = ''): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (let cursor = ''; ; ) {
    const { status, json } = await here.call('GET', `/inbox?limit=2${query}${cursor}`, { as });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
    found.push(...json.items);
    if (json.next === null) return found;
    cursor = `&cursor=${encodeURIComponent(json.next)}`;
  }
}

const lines = (found: Waiting[]): string[] => found.map(({ kind, due, status }) => `${kind} ${due} ${status}`);

describe('the inbox of a department', async () => {
  const here = await countyHere();
  const first = (await here.push('A')).json.id;
  here.clock.set('2026-09-29T09:00:00+08:00');
  const second = (await here.push('B')).json.id;
  const disputed = (await here.push('C')).json.id;
  await here.act(disputed, 'claim', 'scjg.officer');
  const { problem } = (await here.act(disputed, 'dispute', 'scjg.officer', { reason: '不属本单位职责' })).json;

  it('has what has to be claimed, nearest deadline first', async () => {
    const found = await inbox(here, 'scjg.officer');
    expect(found.map(({ id }) => id)).toEqual([first, second]);
    expect(lines(found)).toEqual(['push 2026-09-30 pending', 'push 2026-10-08 pending']);
    expect(found[0]?.title).toBe('审批信息：食品经营许可');
  });

  it('has at the bureau the problem that somebody opened, with the day of its reply', async () => {
    expect((await inbox(here, 'spj.officer')).map(({ id }) => id)).toEqual([problem]);
    expect(lines(await inbox(here, 'spj.officer'))).toEqual(['problem 2026-10-12 open']);
  });

  it('is filtered by kind, section and day', async () => {
    expect(await inbox(here, 'scjg.officer', '&kind=problem')).toEqual([]);
    expect((await inbox(here, 'scjg.officer', '&section=SPXK')).map(({ id }) => id)).toEqual([first, second]);
    expect(await inbox(here, 'scjg.officer', '&section=XYJG')).toEqual([]);
    expect(await inbox(here, 'scjg.officer', '&due=today')).toEqual([]);
    here.clock.set('2026-09-30T09:00:00+08:00');
    expect((await inbox(here, 'scjg.officer', '&due=today')).map(({ id }) => id)).toEqual([first]);
  });

  it('is one’s own organisation’s alone; the government office may ask for any', async () => {
    expect(await inbox(here, 'wjj.officer')).toEqual([]);
    expectRefusal(await here.call('GET', '/inbox?org=SCJG', { as: 'wjj.officer' }), 403, 'not-allowed');
    expect((await inbox(here, 'zfb.office', '&org=SCJG')).map(({ id }) => id)).toEqual([first, second]);
  });

  it('takes no cursor of another list or caller', async () => {
    const { next } = (await here.call('GET', '/inbox?limit=1', { as: 'scjg.officer' })).json;
    const asked = `/inbox?limit=1&cursor=${encodeURIComponent(next)}`;
    expectRefusal(await here.call('GET', asked, { as: 'scjg.head' }), 422, 'invalid', ['?cursor']);
    const ofPushes = (await here.call('GET', '/pushes?limit=1', { as: 'scjg.officer' })).json.next;
    const foreign = `/inbox?cursor=${encodeURIComponent(ofPushes)}`;
    expectRefusal(await here.call('GET', foreign, { as: 'scjg.officer' }), 422, 'invalid', ['?cursor']);
  });

  it('after the deadline has what nobody has been named for, until somebody is', async () => {
    here.clock.set('2026-10-01T00:00:00+08:00');
    expect(lines(await inbox(here, 'scjg.officer'))).toEqual([
      'push 2026-09-30 deemed-claimed',
      'push 2026-10-08 pending',
    ]);
    await here.act(first, 'responsible', 'scjg.officer', { name: '王芳' });
    expect((await inbox(here, 'scjg.officer')).map(({ id }) => id)).toEqual([second]);
  });
});

it('a returned push waits for its sender, until it is readdressed', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A')).json;
  await here.act(id, 'return', 'scjg.officer', { reason: '不属本单位职责' });
  expect(await inbox(here, 'scjg.officer')).toEqual([]);
  expect(lines(await inbox(here, 'spj.officer'))).toEqual(['push 2026-09-29 returned']);
  await here.act(id, 'readdress', 'spj.officer', { org: 'WJJ' });
  expect(await inbox(here, 'spj.officer')).toEqual([]);
  expect(lines(await inbox(here, 'wjj.officer'))).toEqual(['push 2026-09-30 pending']);
});

it('what its own clock moves to the end is met there, on the same page', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A')).json;
  await here.act(id, 'return', 'scjg.officer', { reason: '不属本单位职责' });
  // The day for readdressing passes: nobody has looked yet.
  here.clock.set('2026-09-30T09:00:00+08:00');
  const { json } = await here.call('GET', '/inbox?kind=push', { as: 'spj.officer' });
  expect(lines(json.items)).toEqual(['push 2026-09-29 returned']);
  expect(json.items[0].late).toMatchObject({ due: '2026-09-29' });
});

it('of more than one page of usual length nothing is passed over', async () => {
  const here = await countyHere();
  const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '某', text: '某' };
  for (let n = 0; n < 105; n++) await here.call('POST', '/letters', { as: 'spj.officer', body: letter });
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const { json } = await here.call('GET', `/inbox${cursor}`, { as: 'scjg.officer' });
    ids.push(...json.items.map(({ id }: Waiting) => id));
    if (json.next === null) break;
    cursor = `?cursor=${encodeURIComponent(json.next)}`;
  }
  expect([ids.length, new Set(ids).size]).toEqual([105, 105]);
});

it('what an answer has stopped the clock of stands last, without that day', async () => {
  const here = await countyHere();
  const about = { matter: '371525-SCJG-001', application: 'BJ-1', justification: '专业性强' };
  const letter = { purpose: 'gatekeeping', to: [{ org: 'SCJG' }], title: '专业把关', text: '某', ...about };
  const { items } = (await here.call('POST', '/letters', { as: 'spj.officer', body: letter })).json;
  const reply = { conclusion: 'meets', text: '符合', signedBy: '王芳' };
  const path = `/letters/${items[0].id}/reply`;
  expect((await here.call('POST', path, { as: 'scjg.officer', body: reply })).status).toBe(200);
  here.clock.set('2026-10-12T09:00:00+08:00');
  const { id } = (await here.push('A')).json;
  await here.act(id, 'return', 'scjg.officer', { reason: '不属本单位职责' });
  expect(lines(await inbox(here, 'spj.officer'))).toEqual(['push 2026-10-13 returned', 'letter null replied']);
});
