/** Promises and their verification (告知承诺, arts. 6, 19): opened when the push is taken over, ended by a verdict. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';

const DEPT = 'scjg.officer';
const send = async (here: Here, reference: string, more: object = {}) =>
  (
    await here.call('POST', '/pushes', {
      as: 'spj.officer',
      body: {
        ...{
          kind: 'approval',
          reference,
          matter: FOOD,
          party: { name: '冠县某店' },
          summary: '准予',
          commitment: true,
        },
        ...{ occurredAt: '2026-09-28T08:50:00+08:00', licence: { number: `JY-${reference}` }, ...more },
      },
    })
  ).json;
const on = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/pushes/${id}/${name}`, { as, body });
const claimed = async (here: Here, reference: string, more: object = {}): Promise<string> => {
  const { id } = await send(here, reference, more);
  return (await on(here, id, 'claim', DEPT)).json.verification;
};
const read = async (here: Here, id: string, as = DEPT) => (await here.call('GET', `/commitments/${id}`, { as })).json;
const verify = (here: Here, id: string, body: object, as = DEPT) =>
  here.call('POST', `/commitments/${id}/verify`, { as, body: { on: '2026-09-28', text: '现场核查', ...body } });

describe('opened', async () => {
  const here = await countyHere();

  it('by the claim, from the decision; not while the push is pending, nor where nothing was promised', async () => {
    const push = await send(here, 'A-1');
    expect(push.verification).toBeNull();
    const { verification } = (await on(here, push.id, 'claim', DEPT)).json;
    expect(await read(here, verification)).toMatchObject({ status: 'pending', due: '2026-11-27', push: push.id });
    expect(await claimed(here, 'A-2', { commitment: false })).toBeNull();
  });

  it('by a deemed claim, too; from that where the push was late', async () => {
    const { id } = await send(here, 'A-3');
    const late = await send(here, 'A-4', { occurredAt: '2026-09-24T08:50:00+08:00' });
    here.clock.set('2026-10-08T09:00:00+08:00');
    const due = async (push: string) => {
      const { json } = await here.call('GET', `/pushes/${push}`, { as: DEPT });
      expect(json.claimMode).toBe('deemed');
      return (await read(here, json.verification)).due;
    };
    expect([await due(id), await due(late.id)]).toEqual(['2026-11-27', '2026-12-01']);
  });
});

describe('whose push was returned and readdressed in time', () => {
  it.each<[string, object, string]>([
    ['counts from the decision', {}, '2026-11-27'],
    ['counts from the claim where it had been pushed late', { occurredAt: '2026-09-24T08:50:00+08:00' }, '2026-12-01'],
  ])('%s', async (_says, more, due) => {
    const here = await countyHere();
    const { id } = await send(here, 'R-1', more);
    await on(here, id, 'return', DEPT, { reason: '不归' });
    here.clock.set('2026-09-29T10:00:00+08:00');
    const next = (await on(here, id, 'readdress', 'spj.officer', { org: 'WJJ' })).json;
    here.clock.set('2026-09-30T10:00:00+08:00');
    const { verification } = (await on(here, next.id, 'claim', 'wjj.officer')).json;
    expect((await read(here, verification, 'wjj.officer')).due).toBe(due);
  });
});

describe('a verdict', async () => {
  const here = await countyHere();

  it('that it was kept ends it', async () => {
    const id = await claimed(here, 'V-1');
    expectRefusal(await verify(here, id, { outcome: 'kept' }, 'spj.officer'), 403, 'not-allowed');
    expectRefusal(await verify(here, id, { outcome: 'kept', on: '2020-09-28' }), 422, 'invalid', ['/on']);
    expect((await verify(here, id, { outcome: 'kept' })).json).toMatchObject({ status: 'kept', due: null });
    expectRefusal(await verify(here, id, { outcome: 'broken' }), 409, 'already-done');
  });

  it.each([
    ['a day to come', { outcome: 'kept', on: '2026-09-29' }, '/on'],
    ['rectification without a day', { outcome: 'to-rectify' }, '/rectifyBy'],
    ['rectification by today', { outcome: 'to-rectify', rectifyBy: '2026-09-28' }, '/rectifyBy'],
    ['a day where nothing is to be rectified', { outcome: 'kept', rectifyBy: '2026-10-09' }, '/rectifyBy'],
  ])('takes no %s', async (what, body, pointer) => {
    const id = await claimed(here, `V-${what}`);
    expectRefusal(await verify(here, id, body), 422, 'invalid', [pointer]);
  });

  it('that it was broken is the bureau’s task', async () => {
    const id = await claimed(here, 'V-2');
    expect((await verify(here, id, { outcome: 'broken' })).json.status).toBe('broken');
    const { items } = (await here.call('GET', '/tasks', { as: 'spj.officer' })).json;
    expect(items.map(({ licence, reportedBy }: Record<string, string>) => [licence, reportedBy])).toEqual([
      ['JY-V-2', 'SCJG'],
    ]);
  });

  it('may ask for rectification, once, to the end of its day: both are told, and nothing is late', async () => {
    const id = await claimed(here, 'V-3');
    const { json } = await verify(here, id, { outcome: 'to-rectify', rectifyBy: '2026-10-09' });
    expect(json).toMatchObject({ status: 'rectifying', due: '2026-10-09', deadline: '2026-10-10T00:00:00+08:00' });
    const again = await verify(here, id, { outcome: 'to-rectify', rectifyBy: '2026-10-12' });
    expectRefusal(again, 422, 'invalid', ['/outcome']);
    // No notice moves a day that somebody has set.
    const extension = { from: '2026-10-09', to: '2026-10-09', documentNumber: '冠政〔2026〕1号', reason: '停电' };
    expect((await here.call('POST', '/calendar/extensions', { as: 'spj.admin', body: extension })).status).toBe(200);
    expect((await read(here, id)).due).toBe('2026-10-09');
    here.clock.set('2026-10-10T09:00:00+08:00');
    expect(await read(here, id)).toMatchObject({ status: 'rectifying', rectifyOverdue: true, late: null });
    expect((await verify(here, id, { outcome: 'kept', on: '2026-10-10' })).json.status).toBe('kept');
  });
});

it('the day for rectifying ends when the county’s days do', async () => {
  const here = await countyHere();
  const rule = { source: '冠政办字〔2026〕30号', from: '2026-09-29', endOfDay: '17:30' };
  expect((await here.call('POST', '/rule-sets', { as: 'spj.admin', body: rule })).status).toBe(200);
  const [before, after] = [await claimed(here, 'D-1'), await claimed(here, 'D-2')];
  const by = async (id: string) => (await verify(here, id, { outcome: 'to-rectify', rectifyBy: '2026-10-09' })).json;
  expect((await by(before)).deadline).toBe('2026-10-10T00:00:00+08:00');
  here.clock.set('2026-09-29T09:00:00+08:00');
  expect(await by(after)).toMatchObject({ due: '2026-10-09', deadline: '2026-10-09T17:30:00+08:00' });
  here.clock.set('2026-10-09T17:30:00+08:00');
  expect((await read(here, before)).rectifyOverdue).toBe(false);
  expect((await read(here, after)).rectifyOverdue).toBe(true);
});

describe('without a verdict', async () => {
  const here = await countyHere();

  it('it is late for good, and may be verified still', async () => {
    const id = await claimed(here, 'L-1');
    here.clock.set('2026-11-28T09:00:00+08:00');
    expect(await read(here, id)).toMatchObject({ status: 'pending', late: { due: '2026-11-27' } });
    const { json } = await verify(here, id, { outcome: 'kept' });
    expect(json).toMatchObject({ status: 'kept', late: { due: '2026-11-27' } });
  });
});

describe('ends', async () => {
  const here = await countyHere();

  it('with the licence, by a correction, and where the push is transferred, whose successor has its own', async () => {
    const cancelled = await claimed(here, 'E-1');
    await send(here, 'E-1b', { decision: 'cancelled', licence: { number: 'JY-E-1' } });
    expect(await read(here, cancelled)).toMatchObject({ status: 'ended', endReason: 'licence', due: null });
    const corrected = await claimed(here, 'E-2');
    await send(here, 'E-2b', { corrects: 'E-2', licence: { number: 'JY-E-2' } });
    expect(await read(here, corrected)).toMatchObject({ status: 'ended', endReason: 'corrected' });
    const push = await send(here, 'E-3');
    const { verification } = (await on(here, push.id, 'claim', DEPT)).json;
    const { problem } = (await on(here, push.id, 'dispute', DEPT, { reason: '不归' })).json;
    const body = { org: 'WJJ', reason: '归卫健' };
    expect((await here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body })).status).toBe(200);
    expect(await read(here, verification)).toMatchObject({ status: 'ended', endReason: 'readdressed' });
    const next = (await here.call('GET', `/pushes/${push.id}`, { as: 'spj.officer' })).json.supersededBy;
    const there = (await on(here, next, 'claim', 'wjj.officer')).json.verification;
    expect((await read(here, there, 'wjj.officer')).status).toBe('pending');
  });
});
