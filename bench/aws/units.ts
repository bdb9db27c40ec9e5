/**
 * Write and read units of every operation of a push's life, counted by DynamoDB Local with the deployed adapters'
 * store. The platform runs in this process, on a clock that is moved.
 */
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import type { Store } from '../../shared/ports.ts';
import { pushInput } from '../../shared/pushes/input.ts';
import { type Naming, namingOf } from '../../shared/pushes/party-names.ts';
import { startDynamoDbLocal } from '../../test/emulator/emulators.ts';
import { createTable } from '../../test/emulator/table.ts';
import { type InProcess, inProcess } from '../../test/in-process.ts';
import { counting, type Units } from './counting.ts';

export interface Step extends Units {
  name: string;
  /** Timers set: near ones by the queue, far ones by a schedule. */
  queued: number;
  scheduled: number;
}

/** The most usual push: every field that a clerk fills in, one risk point, one attachment. */
export function usualPush(reference: string, occurredAt: string) {
  return {
    kind: 'approval',
    reference,
    matter: '371525-SCJG-001',
    party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
    licence: {
      documentNumber: `冠审批许字〔2026〕${reference}号`,
      name: '食品经营许可证',
      number: `JY1371525${reference}`,
      decidedOn: '2026-09-28',
      validFrom: '2026-09-28',
      validTo: '2031-09-27',
    },
    occurredAt,
    summary:
      '经审查，申请材料齐全，经营场所、设备布局和工艺流程符合要求，准予许可，经营项目为预包装食品销售（含冷藏冷冻食品）。',
    site: { township: '清泉街道', address: '振兴路128号' },
    contact: { name: '张某某', phone: '0635-5230000' },
    riskPoints: [{ description: '冷藏设备数量偏少，夏季应关注温度记录', severity: 'medium' }],
    attachments: [{ name: '许可决定书.pdf', sha256: 'a3'.repeat(32), size: 182_733, mediaType: 'application/pdf' }],
  };
}

export async function countUnits(): Promise<Step[]> {
  const emulator = await startDynamoDbLocal();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const client = dynamoDbClient({ endpoint: emulator.endpoint, region: 'cn-north-1', timeout: 20_000 });
  try {
    await createTable(client, 'units');
    const taken = counting(client);
    const store = new DynamoDbStore({ table: 'units', client });
    await warmUp(store);
    const platform = await inProcess({ store });
    taken();
    return await life(platform, taken);
  } finally {
    client.destroy();
    await emulator.stop();
  }
}

/** The emulator's first calls take seconds, more than a request waits. */
export async function warmUp(store: Store): Promise<void> {
  const put = (n: number) => ({ item: { key: `000000#name#${n}`, head: 'h', value: {}, places: {} }, expected: null });
  for (let n = 0; n < 200; n += 4) {
    await Promise.all([store.get('000000#name#0'), store.commit([put(n)]), store.commit([put(n + 1), put(n + 2)])]);
    await Promise.all([store.getMany(['a', 'b']), store.query('in', '000000', { limit: 1 })]);
  }
}

async function life(home: InProcess, taken: () => Units): Promise<Step[]> {
  const { call, clock, timers, platform } = home;
  const steps: Step[] = [];
  let seen = 0;
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const now = clock.now();
    const result = await work();
    const set = timers.slice(seen);
    seen = timers.length;
    const queued = set.filter(({ at }) => at - now <= 30_000).length;
    steps.push({ name, ...taken(), queued, scheduled: set.length - queued });
    return result;
  };
  const push = async (name: string, reference: string): Promise<string> => {
    const made = await step(name, () =>
      call('POST', '/pushes', { as: 'spj.officer', body: usualPush(reference, '2026-09-28T08:50:00+08:00') }),
    );
    if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
    return made.json.id as string;
  };
  const wakeDue = async (name: string): Promise<void> => {
    const due = new Set(timers.filter(({ at }) => at <= clock.now()).map(({ key }) => key));
    timers.splice(0, timers.length, ...timers.filter(({ at }) => at > clock.now()));
    seen = timers.length;
    await step(name, async () => {
      for (const key of due) await wakeKey(platform, key);
    });
  };
  // The first use of a token is written as a sign-in: once for each account and hour, not at each request.
  for (const as of ['spj.officer', 'scjg.officer', 'scjg.head'])
    await call('GET', '/pushes?box=in&status=pending', { as });
  taken();
  // One push in ten has a name that the county has not had yet: what it costs besides, so that it can be added.
  const { party } = pushInput().parse(usualPush('000123', '2026-09-28T08:50:00+08:00'));
  const desk = deskAt(platform, platform.settings.jurisdiction);
  await step('a new name, beside its push', async () => {
    const { first, ended } = (await namingOf(desk, party, clock.now())) as Naming;
    await desk.ports.store.commit(first.at(-1) ?? [], first.slice(0, -1));
    ended();
  });
  const first = await push('the first push of an instance', '000123');
  await step('the same push again', () =>
    call('POST', '/pushes', { as: 'spj.officer', body: usualPush('000123', '2026-09-28T08:50:00+08:00') }),
  );
  await step('inbox with 1 open', () => call('GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' }));
  await step('read it', () => call('GET', `/pushes/${first}`, { as: 'scjg.officer' }));
  await step('claim it', () => call('POST', `/pushes/${first}/claim`, { as: 'scjg.officer', body: {} }));
  await step('claim it again: 409', () => call('POST', `/pushes/${first}/claim`, { as: 'scjg.officer', body: {} }));
  await step('assign it', () =>
    call('POST', `/pushes/${first}/assign`, { as: 'scjg.head', body: { handler: 'scjg.officer' } }),
  );
  const second = await push('push', '000124');
  clock.set('2026-10-12T00:00:00+08:00');
  await wakeDue('its timer deems it (the claimed one’s finds nothing)');
  await step('name the responsible', () =>
    call('POST', `/pushes/${second}/responsible`, { as: 'scjg.officer', body: { name: '张三' } }),
  );
  return steps;
}
