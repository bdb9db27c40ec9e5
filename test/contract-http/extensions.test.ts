/** 期限顺延: entered, listed, taken back; what is in the past; an outage of the platform's own. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from './county.ts';

const as = 'spj.admin';
const said = { documentNumber: '冠审〔2026〕1号', reason: '平台故障' };

function enter({ call }: Here, from: string, to: string, more: object = {}, headers = {}) {
  return call('POST', '/calendar/extensions', { as, body: { from, to, ...said, ...more }, headers });
}

function revoke({ call }: Here, id: string, headers = {}) {
  return call('POST', `/calendar/extensions/${id}/revoke`, { as, body: { reason: '误录' }, headers });
}

it('is listed, taken back once, and listed as taken back', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A')).json;
  const deadline = async () => (await here.read(id, 'spj.officer')).json.claimDeadline;
  const etag = async () => (await here.call('GET', '/calendar/2026')).headers.etag;
  const before = await etag();
  expect((await enter(here, '2026-09-29', '2026-09-30')).json).toEqual({ retimed: 1, unchanged: 0, spared: [] });
  expect(await deadline()).toBe('2026-10-10T00:00:00+08:00');
  const entered = await etag();
  const list = async () => (await here.call('GET', '/calendar/extensions', { as: 'scjg.officer' })).json;
  const item = { id: '1', from: '2026-09-29', to: '2026-09-30', ...said, outage: false, enteredBy: as };
  expect(await list()).toMatchObject({ items: [{ ...item, revokedAt: null, revokeReason: null }], next: null });
  here.clock.set('2026-09-28T15:00:00+08:00');
  const taken = await revoke(here, '1', { 'idempotency-key': 'k' });
  expect([taken.status, taken.json]).toEqual([200, { retimed: 1, unchanged: 0, spared: [] }]);
  expect(await deadline()).toBe('2026-10-01T00:00:00+08:00');
  expect((await revoke(here, '1', { 'idempotency-key': 'k' })).json).toEqual(taken.json);
  expectRefusal(await revoke(here, '1'), 409, 'already-revoked');
  const revoked = { revokedAt: '2026-09-28T15:00:00+08:00', revokedBy: as, revokeReason: '误录' };
  expect((await list()).items).toMatchObject([{ ...item, ...revoked }]);
  expect(new Set([before, entered, await etag()]).size).toBe(3);
  const history = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
  expect([history.items.at(-1).detail.source, history.verified]).toEqual(['撤销期限顺延（冠审〔2026〕1号）', true]);
});

it('taken back leaves the rest of the day and the next one worked, and what it spared', async () => {
  const here = await countyHere();
  const [pending, claimed] = [(await here.push('A')).json.id, (await here.push('B')).json.id];
  await enter(here, '2026-09-29', '2026-09-30');
  here.clock.set('2026-10-08T10:00:00+08:00');
  await here.act(claimed, 'claim', 'scjg.officer');
  await revoke(here, '1');
  expect((await here.read(pending, 'spj.officer')).json).toMatchObject({ status: 'pending', claimBy: '2026-10-09' });
  expect((await here.read(claimed, 'spj.officer')).json).toMatchObject({ status: 'claimed', claimMode: 'manual' });
});

describe('what does not fit', async () => {
  const here = await countyHere();
  await enter(here, '2026-09-29', '2026-09-29');

  it.each<[string, string, string, object, string[]]>([
    ['wholly in the past', '2026-09-24', '2026-09-25', {}, ['/to']],
    ['backwards', '2026-09-30', '2026-09-29', {}, ['/to']],
    ['31 days, not confirmed', '2026-10-01', '2026-10-31', {}, ['/confirm']],
    ['31 days, not confirmed in words', '2026-10-01', '2026-10-31', { confirm: false }, ['/confirm']],
    ['more than a year', '2026-10-01', '2027-10-04', { confirm: true }, ['/to']],
    // Its fifth working day was Friday 09-25; 09-20, a Sunday, was worked, and 09-25 to 09-27 were Mid-Autumn.
    ['an outage of six working days ago', '2026-09-17', '2026-09-18', { outage: true }, ['/to']],
  ])('%s', async (_name, from, to, more, pointers) => {
    expectRefusal(await enter(here, from, to, more), 422, 'invalid', pointers);
  });

  it.each<[string, string, string, object]>([
    ['30 days', '2026-10-01', '2026-10-30', {}],
    ['31 days, confirmed', '2026-10-01', '2026-10-31', { confirm: true }],
    ['partly in the past', '2026-09-24', '2026-09-28', {}],
    ['an outage of five working days ago', '2026-09-19', '2026-09-21', { outage: true }],
  ])('%s does', async (_name, from, to, more) => expect((await enter(here, from, to, more)).status).toBe(200));

  it('nothing is taken back that is not there, nor by who may not', async () => {
    for (const id of ['0', '99', 'x', '1%2f1']) expectRefusal(await revoke(here, id), 404, 'not-found');
    const body = { reason: '误录' };
    const mine = await here.call('POST', '/calendar/extensions/1/revoke', { as: 'scjg.admin', body });
    expectRefusal(mine, 403, 'not-allowed');
    const empty = await here.call('POST', '/calendar/extensions/1/revoke', { as, body: {} });
    expectRefusal(empty, 422, 'invalid', ['/reason']);
  });
});

it('sent again on a later day answers what it entered, though it is past by then', async () => {
  const here = await countyHere();
  const headers = { 'idempotency-key': 'once' };
  const first = await enter(here, '2026-09-28', '2026-09-28', {}, headers);
  expect(first.status).toBe(200);
  here.clock.set('2026-10-08T10:00:00+08:00');
  expect((await enter(here, '2026-09-28', '2026-09-28', {}, headers)).json).toEqual(first.json);
  expect((await here.call('GET', '/calendar/extensions', { as })).json.items).toHaveLength(1);
  expectRefusal(await enter(here, '2026-09-28', '2026-09-28'), 422, 'invalid', ['/to']);
});

it('an outage lists what was deemed with its last day in it, opens a correction for each, and lengthens what runs', async () => {
  const here = await countyHere();
  const { id } = (await here.push('DEEMED')).json;
  here.clock.set('2026-09-29T09:00:00+08:00');
  const later = (await here.push('LATER')).json.id;
  here.clock.set('2026-10-08T09:00:00+08:00');
  expect((await here.read(id, 'spj.officer')).json).toMatchObject({ status: 'deemed-claimed', claimBy: '2026-09-30' });
  const outage = await enter(here, '2026-09-30', '2026-09-30', { outage: true });
  expect(outage.json).toMatchObject({ retimed: 1, spared: [id] });
  expect((await here.read(id, 'spj.officer')).json).toMatchObject({ status: 'deemed-claimed', claimBy: '2026-09-30' });
  expect((await here.read(later, 'spj.officer')).json).toMatchObject({ status: 'pending', claimBy: '2026-10-09' });
  // An extension that is no outage spares nobody of what is past.
  expect((await enter(here, '2026-09-30', '2026-10-08', { outage: false })).json.spared).toEqual([]);
  const { items } = (await here.call('GET', '/corrections?box=in', { as })).json;
  expect(items).toHaveLength(1);
  const correction = (await here.call('GET', `/corrections/${items[0].id}`, { as })).json;
  expect(correction).toMatchObject({ push: id, org: 'SCJG', reason: expect.stringContaining('平台故障期间') });
});

it('an outage is entered until the county’s end of the last day', async () => {
  const here = await countyHere();
  const rule = { source: '冠政办字〔2026〕30号', from: '2026-10-01', endOfDay: '18:00' };
  const { status } = await here.call('POST', '/rule-sets', {
    as,
    body: { ...rule, clocks: { 'outage-entry': { length: 2 } } },
  });
  expect(status).toBe(200);
  const tried = async (at: string, day: string) => {
    here.clock.set(`${at}+08:00`);
    return (await enter(here, day, day, { outage: true })).status;
  };
  // Two working days after Friday 10-16: Monday and Tuesday.
  expect(await tried('2026-10-20T17:59:59', '2026-10-16')).toBe(200);
  expect(await tried('2026-10-20T18:00:00', '2026-10-16')).toBe(422);
  expect(await tried('2026-10-20T18:00:00', '2026-10-17')).toBe(422);
  expect(await tried('2026-10-20T18:00:00', '2026-10-19')).toBe(200);
});
