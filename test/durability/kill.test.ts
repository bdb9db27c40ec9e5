/** Killed (`kill -9`) many times under load on one folder: whatever was answered is there, once, and can be proven. */
import { rm } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { type Product, startProduct, temporaryFolder } from '../home/product.ts';
import { runs } from '../runs.ts';
import { actAgain, pushAgain, type Sent, untilKilled } from './load.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? runs(20));
const MONDAY = '2026-09-28T09:00:00+08:00';
const DEADLINE = '2026-10-01T00:00:00+08:00';

const dataDir = await temporaryFolder();
let product: Product | undefined;
afterAll(async () => {
  await product?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

/** Eight at a time. */
async function each(all: readonly Sent[], check: (one: Sent) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async (): Promise<void> => {
    for (let one = left.pop(); one; one = left.pop()) await check(one);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

/** What a busy machine puts off (503) is asked again, as its answer says. */
async function historyOf(here: Product, one: Sent, tries = 5): Promise<Awaited<ReturnType<Product['call']>>> {
  const told = await here.call('GET', `/pushes/${one.id}/history`, { as: 'zfb.office' });
  if (told.status !== 503 || tries === 0) return told;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return historyOf(here, one, tries - 1);
}

/** Sent again it is the same; its history holds and says everything once; an act sent again is not done twice. */
async function holds(here: Product, one: Sent): Promise<void> {
  const again = await pushAgain(here, one);
  expect([one.reference, again.status]).toEqual([one.reference, one.id === null ? again.status : 200]);
  expect([200, 201]).toContain(again.status);
  one.id ??= again.body.id;
  expect([one.reference, again.body.id]).toEqual([one.reference, one.id]);
  expect(one.states).toContain(again.body.status);
  if (one.act !== null) {
    const done = await actAgain(here, one);
    expect([one.reference, done.status, done.body.status]).toEqual([one.reference, 200, one.states.at(-1)]);
    one.states = [done.body.status];
  }
  const { status, body } = await historyOf(here, one);
  expect([one.reference, status]).toEqual([one.reference, 200]);
  const acts = body.items.map(({ act }: { act: string }) => act);
  expect([one.reference, body.verified, acts]).toEqual([
    one.reference,
    true,
    ['open', ...(one.act === null ? [] : [one.act])],
  ]);
}

async function counted(here: Product): Promise<number> {
  let count = 0;
  for (let cursor = ''; ; ) {
    const { body } = await here.call('GET', `/pushes?box=out&limit=200${cursor}`, { as: 'spj.officer' });
    count += body.items.length;
    if (body.next === null) return count;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

it(`loses nothing that it answered in ${ROUNDS} rounds`, { timeout: 300_000 }, async () => {
  const all: Sent[] = [];
  let sent: Sent[] = [];
  for (let round = 1; round <= ROUNDS + 1; round++) {
    const started = await startProduct({ dataDir, clock: MONDAY });
    product = started;
    await Promise.all(['spj.officer', 'scjg.officer', 'zfb.office'].map((account) => started.token(account)));
    await each(sent, (one) => holds(started, one));
    all.push(...sent);
    if (round <= ROUNDS) sent = await untilKilled(started, round, 10 + ((round * 37) % 61));
  }
  expect(all.filter(({ states }) => states.length === 1).length).toBeGreaterThan(ROUNDS * 5);

  const last = product as Product;
  expect(await counted(last)).toBe(all.length);
  await last.kill();

  product = await startProduct({ dataDir, clock: '2026-10-09T09:00:00+08:00' });
  const here = product;
  await each(all, async ({ id, act, states }) => {
    const { body } = await here.call('GET', `/pushes/${id}`, { as: 'spj.officer' });
    if (act !== null) expect(body.status).toBe(states[0]);
    else
      expect(body).toMatchObject({
        status: 'deemed-claimed',
        claimedAt: DEADLINE,
        claimedBy: null,
        claimMode: 'deemed',
      });
  });
  process.stdout.write(`killed ${ROUNDS + 1} times, ${all.length} pushes, all of them there\n`);
});
