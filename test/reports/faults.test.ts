/** Objecting while the store fails at every step, and a review whose days change under way. */
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { FaultyStore, scripted } from '../faulty-store/store.ts';
import { reportingCounty } from './county.ts';

const ISSUE = { as: 'spj.admin', body: { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' } };

test.each(['fail', 'lose', 'late'] as const)('objecting, with commits that end as %s', async (outcome) => {
  for (let step = 0; step <= 2; step++) {
    const store = new FaultyStore(openSqliteStore(':memory:'));
    const county = await reportingCounty('2026-09-14T09:00', { store });
    const [push] = await county.pushes('SCJG', 1, 0);
    county.clock.set('2026-10-08T09:00:00+08:00');
    await county.nine();
    const object = (key: string) =>
      county.call('POST', '/reports/quarters/2026Q3/corrections', {
        ...{ as: 'scjg.officer', headers: { 'idempotency-key': key }, body: { push, reason: '系统故障' } },
      });
    store.reschedule(
      scripted([...Array.from({ length: step }, () => ({})), ...Array.from({ length: 40 }, () => ({ outcome }))]),
    );
    const first = await object('a');
    expect([201, 200, 503]).toContain(first.status);
    await store.land();
    store.reschedule();
    const again = await object('a');
    expect([200, 201]).toContain(again.status);
    const { corrections } = await county.circular('2026Q3');
    expect(corrections, `${outcome} at ${step}`).toHaveLength(1);
    expect(corrections[0].id).toBe(again.json.id);
    county.clock.set('2026-10-15T00:00:00+08:00');
    expect((await county.call('POST', '/reports/quarters/2026Q3/issue', ISSUE)).json.code).toBe('corrections-open');
  }
});

test('an objection that was named and never opened holds nothing up', async () => {
  const store = new FaultyStore(openSqliteStore(':memory:'));
  const county = await reportingCounty('2026-09-14T09:00', { store });
  const [push] = await county.pushes('SCJG', 1, 0);
  county.clock.set('2026-10-08T09:00:00+08:00');
  await county.nine();
  store.reschedule(scripted([{}, ...Array.from({ length: 40 }, () => ({ outcome: 'fail' as const }))]));
  const body = { push, reason: '系统故障' };
  const refused = await county.call('POST', '/reports/quarters/2026Q3/corrections', { as: 'scjg.officer', body });
  expect(refused.status).toBe(503);
  store.reschedule();
  county.clock.set('2026-10-15T00:00:00+08:00');
  expect((await county.call('POST', '/reports/quarters/2026Q3/issue', ISSUE)).status).toBe(200);
});

test('an open correction blocks issuing even where no index has seen it yet', async () => {
  const store = new FaultyStore(openSqliteStore(':memory:'));
  const county = await reportingCounty('2026-09-14T09:00', { store });
  const [push] = await county.pushes('SCJG', 1, 0);
  county.clock.set('2026-10-08T09:00:00+08:00');
  await county.nine();
  const body = { push, reason: '系统故障' };
  const { id } = (await county.call('POST', '/reports/quarters/2026Q3/corrections', { as: 'scjg.officer', body })).json;
  store.lag({ hidden: 2 });
  county.clock.set('2026-10-15T00:00:00+08:00');
  expect((await county.call('POST', '/reports/quarters/2026Q3/issue', ISSUE)).json.code).toBe('corrections-open');
  await county.call('POST', `/corrections/${id}/accept`, { as: 'spj.admin', body: { reason: '属实' } });
  const issued = await county.call('POST', '/reports/quarters/2026Q3/issue', ISSUE);
  expect(issued.json.corrections).toMatchObject([{ id, state: 'accepted' }]);
  expect(issued.json.totals.corrected).toBe(1);
});

test('an emergency in the review makes it longer, and the time for issuing with it', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 1, 0);
  await county.nineAt('2026-10-08');
  const days = { from: '2026-10-13', to: '2026-10-14', documentNumber: '冠政发〔2026〕8号', reason: '暴雨红色预警' };
  await county.call('POST', '/calendar/extensions', { as: 'spj.admin', body: days });
  expect((await county.circular('2026Q3')).reviewEnds).toBe('2026-10-17T00:00:00+08:00');
  county.clock.set('2026-10-16T23:59:00+08:00');
  expect((await county.call('POST', '/reports/quarters/2026Q3/issue', ISSUE)).json.code).toBe('review-running');
  // 19 to 23 October, instead of 15 to 21.
  await county.until('2026-10-23T23:59');
  const told = () =>
    county
      .outbox()
      .filter((line) => line.includes('超期未印发'))
      .map((line) => line.slice(0, 16));
  expect(told()).toEqual([]);
  await county.until('2026-10-26T12:00');
  expect(told()).toEqual(['2026-10-26T08:30']);
});
