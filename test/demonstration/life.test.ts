/** The living demonstration: weeks of a plausible county, the same for a day, made by the API itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { readEnvironment } from '../../infra/local/home/environment.ts';
import { live } from '../../infra/local/home/life/life.ts';
import { openSqliteStore, type SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { KINDS } from '../../shared/kinds.ts';
import type { Platform } from '../../shared/platform.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { type Instant, parseInstant } from '../../shared/time.ts';
import { start } from '../home/products.ts';
import { testSeals } from '../in-process/seals.ts';
import { offeredInVain } from './offered.ts';

interface Lived {
  records: Exchange[];
  store: SqliteStore;
  seals: ReturnType<typeof testSeals>;
  refused: object[];
  now: Instant;
}

async function livedUntil(time: string): Promise<Lived> {
  const store = openSqliteStore(':memory:');
  const refused: object[] = [];
  const log = { info: () => {}, error: (event: string, fields?: object) => void refused.push({ event, ...fields }) };
  const now = parseInstant(time) as Instant;
  const seals = testSeals();
  const ports = { seals, files: null as never, attachments: null as never };
  await live(store, { now, log, ...ports, settings: { mailDomain: 'shenguan.example' } });
  const values = [...store.all()].map(({ value }) => value as Exchange);
  const records = values.filter((value) => Array.isArray(value?.history) && KINDS.has(value.kind));
  return { records, store, seals, refused, now };
}

const told = ({ records }: Lived) => records.map(({ id, kind, state, history }) => [id, kind, state, history.at(-1)]);
const circulars = ({ store }: Lived) =>
  [...store.all()]
    .filter(({ key }) => /#report#\d{4}Q\d$/.test(key))
    .map(({ value }) => (value as { stage?: string }).stage);

describe('a Friday in November', () => {
  let lived: Lived;
  beforeAll(async () => {
    lived = await livedUntil('2026-11-27T10:00:00+08:00');
  });

  it('nothing that the story does is refused', () => {
    expect(lived.refused).toEqual([]);
  });

  it('has records of nearly every kind, open, done, late and disputed', () => {
    const { records } = lived;
    expect([...new Set(records.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(TOLD));
    const states = new Set(records.map(({ kind, state }) => `${kind} ${state}`));
    for (const state of ['push pending', 'push claimed', 'push deemed-claimed', 'push returned', 'problem open']) {
      expect(states).toContain(state);
    }
    expect(records.filter(({ late }) => late).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['letter', 'participation', 'certificate', 'instruction']),
    );
  });

  it('has a circular issued and one under review', () => {
    expect(circulars(lived)).toEqual(['issued', 'under-review']);
  });

  it('has an organisation that ends, its matters moved by a draft that one of those concerned has agreed to', () => {
    const [job] = [...lived.store.all()].filter(({ key }) => key === '371525#succession#SWJ');
    expect(job?.value).toMatchObject({ org: 'SWJ', by: 'GXJ', finishedAt: null });
    const draft = lived.records.find(({ kind }) => kind === 'list-draft');
    expect(draft?.body).toMatchObject({
      confirmations: [
        { org: 'GXJ', state: 'asked' },
        { org: 'SCJG', state: 'asked' },
        { org: 'SWJ', state: 'agreed' },
      ],
    });
  });

  it('has the review of that circular open yet, so that corrections can be tried on any day', async () => {
    const report = [...lived.store.all()].find(({ key }) => key.endsWith('2026Q3') && key.includes('report'));
    expect(report?.value).toMatchObject({ stage: 'under-review' });
    expect((report as { value: { review: { deadline: Instant } } }).value.review.deadline).toBeGreaterThan(lived.now);
  });

  it('has companies of which none holds several licences of a kind', () => {
    const pushes = lived.records.flatMap(({ kind, body }) => (kind === 'push' ? [body as PushBody] : []));
    const granted = pushes.filter(({ kind, supersedes, copyOf }) => kind === 'approval' && !supersedes && !copyOf);
    const held = granted.map(({ party, licence }) => `${party?.name} ${licence?.name}`);
    const twice = held.filter((one, i) => held.indexOf(one) < i);
    expect(twice.length).toBeLessThanOrEqual(3);
  });

  it('offers no act before its day: some form of each can be acted on', async () => {
    const { store, seals, records, now } = lived;
    const ports = { store, clock: { now: () => now }, seals, log: { info: () => {}, error: () => {} } };
    const platform = { ports, kinds: KINDS } as unknown as Platform;
    expect(await offeredInVain(deskAt(platform, '371525'), records)).toEqual([]);
  });

  it('says nothing of tomorrow', () => {
    const instants = lived.records.flatMap(({ history }) => history.map(({ at }) => at));
    expect(Math.max(...instants)).toBeLessThanOrEqual(lived.now);
  });

  it('is the same when it is made again', async () => {
    expect(told(await livedUntil('2026-11-27T10:00:00+08:00'))).toEqual(told(lived));
  });
});

/** The kinds that the story has scenes of: a further one is a line here. */
const TOLD = [
  ...['push', 'problem', 'task', 'correction', 'caution', 'accountability', 'feedback', 'letter', 'instruction'],
  ...['support', 'list-draft', 'participation', 'meeting', 'survey', 'guidance', 'certificate', 'commitment'],
  ...['talk', 'expert', 'draw', 'credit-record', 'standard', 'account-request', 'offline-transfer'],
];

it('is told on a Sunday before the first draft of a year, too', async () => {
  const lived = await livedUntil('2026-01-04T08:00:00+08:00');
  expect(lived.refused).toEqual([]);
  expect(circulars(lived)).toEqual(['issued', 'under-review']);
});

describe('npm start', () => {
  it.each([
    [{}, [], true],
    [{}, ['--empty'], false],
    [{ CLOCK: '2026-09-28T09:00:00+08:00' }, [], false],
    [{ CLOCK: '2026-09-28T09:00:00+08:00' }, ['--life'], true],
  ])('with %j and %j', (env, args, lives) => {
    expect(readEnvironment(env, args).lives).toBe(lives);
  });

  it.each([[['--full']], [['--life', '--empty']]])('refuses %j', (args) => {
    expect(() => readEnvironment({}, args)).toThrow(/--empty/);
  });

  it('shows it in a new folder, and goes on from there', async () => {
    const product = await start({ clock: '2026-09-28T10:00:00+08:00', args: ['--life'] });
    const { body } = await product.call('GET', '/inbox', { as: 'scjg.officer' });
    expect(body.items.length).toBeGreaterThan(3);
    expect(product.output()).not.toContain('life-');
    const first = body.items.find(
      ({ path, status }: { path: string; status: string }) => path === 'pushes' && status === 'pending',
    );
    const claimed = await product.call('POST', `/pushes/${first.id}/claim`, { as: 'scjg.officer', body: {} });
    expect(claimed.status).toBe(200);
    const spj = await product.call('GET', '/reports/quarters/2026Q2', { as: 'spj.admin' });
    expect(spj.body.stage).toBe('under-review');
  });
});
