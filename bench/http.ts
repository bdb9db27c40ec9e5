/** Push and claim over HTTP, durable, against a bare server that does the same number of commits; inbox and storm. */
import { type Client, client } from './client.ts';
import { type Figures, load, percentile, ratio } from './measure.ts';
import { pageFigures, pageMillis, signIn } from './pages.ts';
import { startBare, startProduct, tokenOf } from './product.ts';

export const CONNECTIONS = 32;

function pushBody(i: number, matter: string, prefix: string): Record<string, unknown> {
  return {
    kind: 'approval',
    reference: `${prefix}-${i}`,
    matter,
    // A party has some ten pushes in its life: a name is kept for searching at its first.
    party: { type: 'organisation', name: `冠县第${Math.floor(i / 10)}食品有限公司`, creditCode: '91371525MA3C00001R' },
    licence: { documentNumber: `冠审批许字〔2026〕${prefix}${i}号`, name: '许可证', number: `JY${prefix}${i}` },
    occurredAt: '2026-09-13T09:50:00+08:00',
    summary: '经审查，申请材料齐全，符合法定形式和条件，准予许可。',
    riskPoints: [{ description: '冷藏设备容量偏小，须关注高温季节食品储存。', severity: 'medium' }],
  };
}

export async function push(to: Client, i: number, matter: string, prefix: string): Promise<string> {
  return (await to.call('POST', '/pushes', pushBody(i, matter, prefix))).body.id as string;
}

export async function claim(by: Client, id: string): Promise<void> {
  await by.call('POST', `/pushes/${id}/claim`, {});
}

/** Requests a second, p50 and p99 of pushing and claiming, the bare server's beside them. */
export async function benchPushAndClaim(count: number): Promise<Figures> {
  const bare = await startBare();
  const toBare = client(bare.address, null, CONNECTIONS);
  await load(CONNECTIONS, 2000, (i) => push(toBare, i, 'M', 'W').then(() => {}));
  const barePush = await load(CONNECTIONS, count, (i) => push(toBare, i, 'M', 'B').then(() => {}));
  const bareClaim = await load(CONNECTIONS, count, (i) => claim(toBare, `B-${i}`));
  toBare.close();
  await bare.stop();

  const product = await startProduct();
  const bureau = client(product.address, await tokenOf(product.address, 'spj.officer'), CONNECTIONS);
  const food = client(product.address, await tokenOf(product.address, 'scjg.officer'), CONNECTIONS);
  await load(CONNECTIONS, 2000, (i) => push(bureau, i, '371525-SCJG-001', 'W').then(() => {}));
  const ids: string[] = [];
  const pushed = await load(CONNECTIONS, count, async (i) => {
    ids[i] = await push(bureau, i, '371525-SCJG-001', 'B');
  });
  const claimed = await load(CONNECTIONS, count, (i) => claim(food, ids[i] as string));
  bureau.close();
  food.close();
  await product.stop();
  return {
    'push, requests/s': pushed.perSecond,
    'push, p50 ms': pushed.p50,
    'push, p99 ms': pushed.p99,
    'claim, requests/s': claimed.perSecond,
    'claim, p50 ms': claimed.p50,
    'claim, p99 ms': claimed.p99,
    'bare server push, requests/s': barePush.perSecond,
    'bare server claim, requests/s': bareClaim.perSecond,
    'push / bare': ratio(pushed.perSecond, barePush.perSecond),
    'claim / bare': ratio(claimed.perSecond, bareClaim.perSecond),
  };
}

/** One department's inbox with 100 pushes in the store and with `count`; then all of them fall due at one instant. */
export async function benchInboxAndStorm(count: number): Promise<{ inbox: Figures; storm: Figures }> {
  const product = await startProduct();
  const { address } = product;
  const bureau = client(address, await tokenOf(address, 'spj.officer'), CONNECTIONS);
  const health = client(address, await tokenOf(address, 'wjj.officer'), CONNECTIONS);
  const ids: string[] = [];
  for (let i = 0; i < 100; i++) ids.push(await push(bureau, i, '371525-WJJ-001', 'H'));
  const few = await inbox(health);
  const fewPages = await pageMillis(address, await signIn(address, 'wjj.officer'));
  const filled = await load(CONNECTIONS, count, async (i) => {
    ids.push(await push(bureau, i, '371525-SCJG-001', 'F'));
  });
  const memory = product.memory();
  const many = await inbox(health);
  const manyPages = await pageMillis(address, await signIn(address, 'scjg.officer'));
  const storm = await benchStorm(address, bureau, ids, filled.perSecond);
  bureau.close();
  health.close();
  await product.stop();
  return {
    inbox: {
      'inbox p99 ms, 100 pushes in the store': percentile(few, 99),
      [`inbox p99 ms, ${count} pushes in the store`]: percentile(many, 99),
      'p99 ratio': ratio(percentile(many, 99), percentile(few, 99)),
      [`requests/s while ${count} came in`]: filled.perSecond,
      [`memory after ${count} pushes, MB`]: memory,
      ...pageFigures(fewPages, manyPages, count),
    },
    storm,
  };
}

async function inbox(reader: Client): Promise<number[]> {
  const millis: number[] = [];
  for (let i = 0; i < 600; i++) {
    const begun = performance.now();
    await reader.call('GET', '/pushes?box=in&status=pending&limit=50');
    if (i >= 100) millis.push(performance.now() - begun);
  }
  return millis;
}

/** A read takes so long on its own (p99). */
async function quietly(reader: Client, ids: readonly string[]): Promise<number> {
  const millis: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const begun = performance.now();
    await reader.call('GET', `/pushes/${ids[(i * 7919) % ids.length]}`);
    millis.push(performance.now() - begun);
  }
  return percentile(millis, 99);
}

/**
 * Moves the clock to the deadline of all and reads meanwhile: whoever reads after the deadline must be told `deemed`.
 * What is written a second is compared with what was pushed a second in the same run, reads with reads on their own.
 */
async function benchStorm(address: string, bureau: Client, ids: string[], pushed: number): Promise<Figures> {
  const dev = client(address, null, 2);
  const { claimDeadline } = (await bureau.call('GET', `/pushes/${ids[0]}`)).body;
  // The mornings before, with their mails and digests, are not what is measured.
  const before = new Date(Date.parse(claimDeadline as string) - 1000).toISOString();
  await client(address, null, 1).call('POST', '/__dev/clock', { now: before });
  const quiet = await quietly(bureau, ids);
  let over = false;
  let reads = 0;
  let wrong = 0;
  const millis: number[] = [];
  const read = async (): Promise<void> => {
    while (!over) {
      const before = (await dev.call('GET', '/__dev/clock')).body.now as string;
      const begun = performance.now();
      const { status } = (await bureau.call('GET', `/pushes/${ids[(reads * 7919) % ids.length]}`)).body;
      millis.push(performance.now() - begun);
      if (before >= (claimDeadline as string) && status !== 'deemed-claimed') wrong += 1;
      reads += 1;
    }
  };
  const reader = read();
  const begun = performance.now();
  await client(address, null, 1).call('POST', '/__dev/clock', { now: claimDeadline });
  const seconds = (performance.now() - begun) / 1000;
  over = true;
  await reader;
  dev.close();
  return {
    'deadlines at one instant': ids.length,
    'seconds until all are written': Math.round(seconds * 10) / 10,
    'written per second': Math.round(ids.length / seconds),
    'written / pushed a second': ratio(ids.length / seconds, pushed),
    'reads meanwhile': reads,
    'reads told wrong': wrong,
    'read p99 ms meanwhile': percentile(millis, 99),
    'read p99 / on its own': ratio(percentile(millis, 99), quiet),
  };
}
