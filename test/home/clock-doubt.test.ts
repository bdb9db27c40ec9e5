/** A platform whose machine's clock jumps ahead: it writes nothing until that has stood for two minutes. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openClock } from '../../infra/local/timers/clock.ts';
import { Scheduler } from '../../infra/local/timers/scheduler.ts';
import { issueToken } from '../../shared/accounts/machine-tokens.ts';
import { makeSecret } from '../../shared/accounts/secrets.ts';
import { DoubtingStore } from '../../shared/adapters/doubting-store.ts';
import { DynamoDbClock } from '../../shared/adapters/dynamodb-clock.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { DAY, formatInstant, HOUR, MINUTE, parseInstant } from '../../shared/time.ts';
import { inProcess } from '../in-process.ts';
import type { Product } from './product.ts';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const SECOND = 1_000;
const MONDAY = '2026-09-28T09:00:00+08:00';
const MACHINE = { jurisdiction: '371525', org: 'SPJ', account: 'construction' };
const schedulers: Scheduler[] = [];
afterEach(() => Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop())));

/** The demonstration county on a machine whose two clocks are told what to say. */
async function county() {
  const time = { wall: parseInstant(MONDAY) as number, monotonic: 5_000 };
  const store = openSqliteStore(':memory:');
  const clock = await openClock(store, null, { now: () => time.wall, monotonic: () => time.monotonic });
  store.onCommit((items) => clock.committed(items));
  const here = await inProcess({ now: MONDAY, store: new DoubtingStore(store, clock), ports: { clock } });
  const scheduler = new Scheduler(here.platform, clock);
  schedulers.push(scheduler);
  scheduler.start();
  const tell = (ahead: number, passed: number): void => {
    time.wall += ahead + passed;
    time.monotonic += passed;
    here.clock.set(time.wall);
    clock.now();
  };
  return {
    ...here,
    time,
    scheduler,
    machine: clock,
    dropExpired: (now: number) => store.dropExpired(now),
    /** Both clocks go on. */
    pass: (millis: number) => tell(0, millis),
    /** The wall clock alone goes ahead, or back. */
    jump: (millis: number) => tell(millis, 0),
    /** All that is stored, but for tokens. */
    stored: () => JSON.stringify([...store.all()].filter(({ key }) => !key.includes('#token#'))),
  };
}

async function pushed({ call }: Awaited<ReturnType<typeof county>>): Promise<string> {
  const made = await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
  expect(made.status).toBe(201);
  return made.json.id;
}

describe('forty days ahead for three seconds', () => {
  it('write nothing, whoever asks, and the push is still to be claimed', async () => {
    const here = await county();
    const { call, pass, jump, scheduler } = here;
    const id = await pushed(here);
    await scheduler.runDue();
    const [before, mails] = [here.stored(), here.mails.length];
    jump(40 * DAY);
    for (const [method, path, as, body] of [
      ['GET', `/pushes/${id}`, 'scjg.officer', undefined],
      ['GET', '/pushes?box=in&status=pending', 'scjg.officer', undefined],
      ['POST', '/pushes', 'spj.officer', approval('GX-2')],
      ['POST', `/pushes/${id}/claim`, 'scjg.officer', {}],
    ] as const) {
      const refused = await call(method, path, { as, ...(body && { body }) });
      expect([path, refused.status, refused.json.code]).toEqual([path, 503, 'clock-distrusted']);
      expect(Number(refused.headers['retry-after'])).toBe(120);
    }
    const batch = await call('POST', '/pushes/claim', { as: 'scjg.officer', body: { ids: [id] } });
    expect(batch.json.results).toEqual([{ id, ok: false, code: 'clock-distrusted' }]);
    await scheduler.runDue();
    expect([here.stored(), here.mails.length]).toEqual([before, mails]);
    pass(3 * SECOND);
    jump(-40 * DAY);
    // What was decided by the wrong instant must not be written after all.
    expect((await call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} })).status).toBe(503);
    pass(2 * MINUTE);
    const claimed = await call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} });
    expect([claimed.status, claimed.json.claimMode]).toEqual([200, 'manual']);
    expect(claimed.json.claimedAt).toBe('2026-09-28T09:02:03+08:00');
    const { items } = (await call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
    expect(items.map(({ by }: { by: string }) => by)).not.toContain('clock');
  });

  it('let everything else go on', async () => {
    const here = await county();
    const { call, jump, clock } = here;
    jump(40 * DAY);
    for (const [path, as] of [
      ['/health', undefined],
      ['/me', 'spj.officer'],
      ['/calendar/2026', undefined],
      ['/organisations', 'spj.officer'],
      ['/pushes?box=in', 'scjg.officer'],
    ] as const) {
      expect([path, (await call('GET', path, as && { as })).status]).toEqual([path, 200]);
    }
    expect((await call('GET', '/health')).json).toMatchObject({
      clock: 'distrusted',
      status: 'attention',
      now: formatInstant(clock.now()),
    });
    // Tokens are judged by the machine's clock as always: one of a year ago is over.
    const old = await here.token('spj.officer');
    jump(402 * DAY);
    expect((await call('GET', '/me', { headers: { authorization: `Bearer ${old}` } })).status).toBe(401);
  });

  it('let machines sign in, with a token that is no good once the clock is right again', async () => {
    const { platform, call, jump, time, pass } = await county();
    const { store } = platform.ports;
    await makeSecret(store, systemRandom, MACHINE, { by: 'spj.admin', at: time.wall, room: 'administration' });
    jump(40 * DAY);
    const token = await issueToken(platform.ports, { at: MACHINE, generation: 0 });
    const me = async () => (await call('GET', '/me', { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await me()).toBe(200);
    pass(MINUTE);
    jump(-40 * DAY);
    expect(await me()).toBe(401);
  });
});

describe('a jump that stands', () => {
  it('is believed after two minutes: what is due is done then, once', async () => {
    const here = await county();
    const { call, pass, jump, scheduler } = here;
    const id = await pushed(here);
    jump(4 * DAY);
    pass(2 * MINUTE - 1);
    expect((await call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).status).toBe(503);
    pass(1);
    await scheduler.runDue();
    const after = await call('GET', `/pushes/${id}`, { as: 'scjg.officer' });
    expect(after.json).toMatchObject({ status: 'deemed-claimed', claimedAt: '2026-10-01T00:00:00+08:00' });
    expect(here.machine.now()).toBe(here.time.wall);
  });

  it('holds the clock to nothing before it is believed', async () => {
    const { machine, time, jump, pass } = await county();
    jump(40 * DAY);
    expect(machine.now()).toBe(time.wall);
    jump(-40 * DAY);
    expect(machine.now()).toBe(time.wall);
    pass(2 * MINUTE);
    expect([machine.now(), machine.doubt()]).toEqual([time.wall, null]);
    jump(-HOUR);
    expect(machine.now()).toBe(time.wall + HOUR);
  });

  it('is told when it begins and when it ends, each once', async () => {
    const { machine, jump, pass } = await county();
    const told: unknown[] = [];
    machine.onDoubt((one) => told.push(one));
    for (const step of [() => jump(HOUR), () => pass(MINUTE), () => pass(MINUTE), () => pass(MINUTE)]) {
      step();
      machine.now();
    }
    expect(told).toEqual([
      { inDoubt: true, ahead: HOUR },
      { inDoubt: false, ahead: HOUR },
    ]);
  });
});

describe('a clock that steps back', () => {
  it('stands, says so in /health and the log, and goes on once the machine is past it', async () => {
    const { call, machine, time, jump, pass } = await county();
    const told: unknown[] = [];
    machine.onBehind((behind) => told.push(behind));
    const stood = machine.now();
    const health = async () => {
      const { status, json } = await call('GET', '/health');
      return [status, json.status, json.clock, json.checks.clock.says];
    };
    jump(-5 * MINUTE);
    expect([machine.now(), machine.behind(), told]).toEqual([stood, null, []]);
    jump(-2 * DAY);
    expect([machine.now(), machine.behind()]).toEqual([stood, 2 * DAY + 5 * MINUTE]);
    expect(await health()).toEqual([
      200,
      'attention',
      'behind',
      expect.stringMatching(/落后.* 2885 分钟.*核对本机时间/),
    ]);
    pass(2 * DAY);
    expect([machine.now(), machine.behind()]).toEqual([stood, 5 * MINUTE]);
    pass(6 * MINUTE);
    expect([machine.now(), machine.behind()]).toEqual([time.wall, null]);
    expect((await health())[2]).toBe('trusted');
    expect(told).toEqual([2 * DAY + 5 * MINUTE, null]);
  });
});

describe('while the clock stands because the machine’s was ahead', () => {
  it('tokens are judged by the machine’s own: people sign in, and an hour is an hour', async () => {
    const { platform, call, token, machine, time, jump, pass, dropExpired } = await county();
    const { store } = platform.ports;
    await makeSecret(store, systemRandom, MACHINE, { by: 'spj.admin', at: time.wall, room: 'administration' });
    jump(5 * HOUR);
    pass(2 * MINUTE);
    expect(machine.doubt()).toBeNull();
    jump(-5 * HOUR);
    const [person, own] = [
      await token('spj.officer'),
      await issueToken(platform.ports, { at: MACHINE, generation: 0 }),
    ];
    const me = async (bearer: string) =>
      (await call('GET', '/me', { headers: { authorization: `Bearer ${bearer}` } })).status;
    expect([await me(person), await me(own), machine.behind()]).toEqual([200, 200, 5 * HOUR]);
    dropExpired(machine.now());
    pass(HOUR - MINUTE);
    expect(await me(own)).toBe(200);
    pass(MINUTE);
    expect([await me(own), machine.behind()]).toEqual([401, 4 * HOUR]);
  });
});

describe('the product', () => {
  it('goes on where it was after it was killed while its clock was wrong', async () => {
    const dataDir = await folder();
    const ahead = join(await folder(), 'ahead');
    const env = { NODE_OPTIONS: `--import ${new URL('./wrong-clock.mjs', import.meta.url)}`, WRONG_CLOCK: ahead };
    const first = await start({ dataDir, env });
    const push = (product: Product, reference: string) =>
      product.call('POST', '/pushes', { as: 'spj.officer', body: approval(reference) });
    expect((await push(first, 'GX-1')).status).toBe(201);
    await writeFile(ahead, String(40 * DAY));
    const refused = await push(first, 'GX-2');
    expect([refused.status, refused.body.code]).toEqual([503, 'clock-distrusted']);
    expect((await first.call('GET', '/me', { as: 'spj.officer' })).status).toBe(200);
    expect(first.output()).toContain('clock-distrusted');
    await first.kill();
    await rm(ahead);
    const second = await start({ dataDir, env });
    expect((await push(second, 'GX-2')).status).toBe(201);
    expect((await second.call('GET', '/pushes?box=in', { as: 'scjg.officer' })).body.items).toHaveLength(2);
    await second.kill();
    await writeFile(ahead, String(40 * DAY));
    // As the next start sees it: nothing tells a wrong clock from a platform that was off for so long.
    const late = await start({ dataDir, env });
    expect(late.output()).toContain('比数据目录最后一次写入晚 40 天');
    expect(late.output()).toContain('clock-long-after-last-write');
  });
});

describe('a start', () => {
  it.each<[string, number | null, number | null]>([
    ['in a new folder says nothing', null, null],
    ['knows how long after the last write it is', 3 * DAY, 3 * DAY],
    ['a little before the last write is none', -MINUTE, 0],
  ])('%s', async (_name, later, expected) => {
    const store = openSqliteStore(':memory:');
    const now = parseInstant(MONDAY) as number;
    if (later !== null) await openClock(store, now - later);
    const clock = await openClock(store, null, { now: () => now, monotonic: () => 0 });
    expect([clock.sinceLastWrite, clock.doubt()]).toEqual([expected, null]);
  });
});

describe('a deployed function', () => {
  it('compares its clock with DynamoDB’s', () => {
    const logged: unknown[] = [];
    const client = { config: { systemClockOffset: 0 } };
    const clock = new DynamoDbClock(client, { info: () => {}, error: (event, fields) => logged.push([event, fields]) });
    const inDoubt = [0, -5 * MINUTE, -5 * MINUTE - 1, -HOUR, HOUR, 0].map((offset) => {
      client.config.systemClockOffset = offset;
      return clock.doubt() !== null;
    });
    expect(inDoubt).toEqual([false, false, true, true, false, false]);
    expect(logged).toEqual([['clock-distrusted', { ahead: 300 }]]);
  });
});
