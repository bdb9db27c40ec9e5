/** The main job through the running product: what the others hold in this process, over HTTP and with its own clock. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from '../home/product.ts';
import { approval } from '../home/push.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ clock: '2026-09-28T09:00:00+08:00' });
});
afterAll(async () => {
  expect(await product.stop()).toBe(0);
});

it('pushed, explained with a bare plus, claimed; another deemed at its deadline while nobody looked', async () => {
  const { call } = product;
  const [first, second] = await Promise.all(
    ['A', 'B'].map((reference) => call('POST', '/pushes', { as: 'construction', body: approval(reference) })),
  );
  expect([first?.status, first?.headers.get('location')]).toEqual([201, `/pushes/${first?.body.id}`]);
  const why = await call('GET', `/calendar/explain?from=${first?.body.pushedAt}&workingDays=2`);
  expect([why.body.by, why.body.deadline]).toEqual([first?.body.claimBy, first?.body.claimDeadline]);
  const headers = { 'Idempotency-Key': 'k' };
  for (let n = 0; n < 2; n++) {
    const claimed = await call('POST', `/pushes/${first?.body.id}/claim`, { as: 'scjg.officer', body: {}, headers });
    expect([claimed.status, claimed.body.status]).toEqual([200, 'claimed']);
  }

  await product.clock('2026-10-09T08:00:00+08:00');
  expect((await product.mail()).map(({ subject }) => subject).join()).toMatch(/推送/);
  const late = await call('POST', `/pushes/${second?.body.id}/claim`, { as: 'scjg.officer', body: {} });
  expect([late.status, late.body]).toEqual([
    409,
    expect.objectContaining({ code: 'claim-deadline-passed', claimedBy: null }),
  ]);
  const { body } = await call('GET', '/pushes?box=in', { as: 'scjg.officer' });
  expect(
    body.items.map(({ reference, status, claimedAt }: Record<string, string>) => [reference, status, claimedAt]).sort(),
  ).toEqual([
    ['A', 'claimed', '2026-09-28T09:00:00+08:00'],
    ['B', 'deemed-claimed', '2026-10-01T00:00:00+08:00'],
  ]);
});

it('an organisation that has another account sees nothing of it', async () => {
  const { body } = await product.call('GET', '/pushes?box=in', { as: 'scjg.officer' });
  for (const as of ['wjj.officer', 'wjj.admin', 'jw.discipline', 'qqjd.officer']) {
    expect((await product.call('GET', `/pushes/${body.items[0].id}`, { as })).status).toBe(404);
  }
});
