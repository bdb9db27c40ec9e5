/** The fixture itself: seeded accounts can call, a push goes its way, the clock moves when told. */
import { expect, it } from 'vitest';
import { inProcess } from './in-process.ts';

const body = {
  kind: 'approval',
  reference: 'GX-2026-000123',
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予食品经营许可',
};

it('carries a push from the bureau to the department, and deems it claimed when the clock has passed', async () => {
  const { call, clock } = await inProcess();
  const made = await call('POST', '/pushes', { as: 'construction', body });
  expect([made.status, made.json.status, made.json.source]).toEqual([201, 'pending', 'construction']);
  const claimed = await call('POST', `/pushes/${made.json.id}/claim`, { as: 'scjg.officer', body: {} });
  expect([claimed.status, claimed.json.claimedBy]).toEqual([200, 'scjg.officer']);
  const second = await call('POST', '/pushes', { as: 'spj.officer', body });
  expect(second.status).toBe(201);
  clock.set('2026-10-09T00:00:00+08:00');
  const deemed = await call('GET', `/pushes/${second.json.id}`, { as: 'zfb.office' });
  expect([deemed.status, deemed.json.status, deemed.json.claimMode]).toEqual([200, 'deemed-claimed', 'deemed']);
});

it('refuses whoever does not say who he is, and hides what is not his', async () => {
  const { call } = await inProcess();
  const made = await call('POST', '/pushes', { as: 'spj.officer', body });
  expect((await call('GET', `/pushes/${made.json.id}`)).status).toBe(401);
  expect((await call('GET', `/pushes/${made.json.id}`, { as: 'wjj.officer' })).status).toBe(404);
});
