/**
 * What stands in an address becomes part of a key or of a place in an index. The store of these tests takes no more
 * than the port allows, as a table on AWS does; whatever is too long, or nothing, is refused before it gets there.
 */
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { listQuery } from '../../functions/pushes/wanted.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { writeCursor } from '../../shared/exchange/list.ts';
import type { Store } from '../../shared/ports.ts';
import { countyHere } from '../contract-http/county.ts';
import { sampleBody } from './sample.ts';

const here = await countyHere({ store: strict(openSqliteStore(':memory:')) });
const LONG = 'x'.repeat(3000);
const PARAMETERS = [
  LONG,
  '甲'.repeat(32),
  '甲'.repeat(700),
  `0`.repeat(32),
  '0',
  '-1',
  '1e5',
  '%00',
  '%23',
  '2026Q3%23',
];

function strict(store: Store): Store {
  const holds = (text: string | undefined, most: number): void => {
    if (text === undefined) return;
    const bytes = Buffer.byteLength(text);
    if (bytes < 1 || bytes > most) throw new Error(`${bytes} bytes reach the store`);
  };
  return {
    get: (key) => {
      holds(key, 512);
      return store.get(key);
    },
    getMany: (keys) => {
      for (const key of keys) holds(key, 512);
      return store.getMany(keys);
    },
    commit: (puts, first) => store.commit(puts, first),
    query: (index, partition, page) => {
      holds(partition, 512);
      for (const text of [page.from, page.to, page.after?.sort, page.after?.key]) holds(text, 512);
      return store.query(index, partition, page);
    },
  };
}

async function statusOf(method: string, path: string, as: string, body?: unknown): Promise<number> {
  const answer = await here.call(method, path, { as, ...(body !== undefined && { body }) });
  return answer.status;
}

const addressed = ROUTES.filter(({ path }) => path.includes('{'));

it.each(addressed.map((route) => ({ route, title: `${route.method} ${route.path}` })))(
  '$title: whatever stands in its place',
  async ({ route }) => {
    const body = route.body && sampleBody(route.body());
    for (const value of PARAMETERS) {
      const path = route.path.replace(/\{\w+\}/g, encodeURIComponent(decodeURIComponent(value)));
      for (const as of ['spj.admin', 'spj.officer', 'zfb.office']) {
        expect([path.slice(0, 60), (await statusOf(route.method, path, as, body)) < 500]).toEqual([
          path.slice(0, 60),
          true,
        ]);
      }
    }
  },
);

describe('a county', () => {
  const NONE = [LONG, '甲'.repeat(2000), '', '37152', '371525x', '３７１５２５', '999999', '_'];

  it.each(NONE.map((asked) => ({ asked, title: asked.slice(0, 10) })))(
    'that is none ($title) is not found',
    async ({ asked }) => {
      const query = `jurisdiction=${encodeURIComponent(asked)}`;
      for (const path of ['/', '/calendar/2026', '/public/boundary-list', '/public/boundary-list.json']) {
        const { status, json } = await here.call('GET', `${path}?${query}`);
        expect([path, status, json.code]).toEqual([path, 404, 'not-found']);
      }
      expect(await statusOf('GET', `/me?${query}`, 'spj.officer')).toBe(404);
    },
  );
});

/** The filters of a list of pushes that was asked for without any, as a cursor is bound to them. */
const { cursor: _cursor, limit: _limit, ...NO_FILTERS } = listQuery().parse({});

describe('a cursor that was never given out', async () => {
  const { id } = (await here.push('A')).json;
  await here.act(id, 'claim', 'scjg.officer');
  const [entry] = (await here.call('GET', '/register', { as: 'scjg.officer' })).json.items;
  const days = { from: '2026-10-12', to: '2026-10-12', documentNumber: '某', reason: '某' };
  const entered = await here.call('POST', '/calendar/extensions', { as: 'spj.admin', body: days });
  expect(entered.status).toBe(200);
  const partition = `371525#SCJG#feedback#${entry.id}`;
  const lists: [path: string, as: string, owner: unknown, partition: string][] = [
    ['/pushes?', 'scjg.officer', ['scjg.officer', 'SCJG', NO_FILTERS], '371525#SCJG#push#open'],
    ['/notices?', 'spj.admin', ['spj.admin', 'notices', 'parked'], '371525#notices#parked'],
    ['/calendar/jobs/1/spared?', 'spj.admin', ['spj.admin', '371525#retiming#1'], '371525#retiming#1'],
    [`/register/${entry.id}/feedback?`, 'scjg.officer', ['scjg.officer', partition], partition],
  ];
  const bad = [
    { sort: LONG, key: 'k' },
    { sort: '1', key: LONG },
    { sort: '', key: 'k' },
    { sort: '1', key: '' },
    { sort: '甲'.repeat(200), key: '甲' },
    { sort: '\ud800', key: 'k' },
    { sort: 1, key: 'k' },
  ];
  const asked = (path: string, as: string, owner: unknown, partition: string, entry: object) =>
    here.call('GET', `${path}cursor=${writeCursor({ partition, entry: entry as never }, owner)}`, { as });

  it.each(lists)('%s', async (path, as, owner, partition) => {
    expect((await asked(path, as, owner, partition, { sort: '1', key: 'k' })).status).toBe(200);
    for (const entry of bad) {
      const { status, json } = await asked(path, as, owner, partition, entry);
      expect([entry, status, json.errors?.[0].pointer]).toEqual([entry, 422, '?cursor']);
    }
  });

  it.each(['-1', '1.5', 'NaN', 'Infinity', '1e999', '9'.repeat(20)])(
    'of a number that is none (%s) in the list of what was spared',
    async (sort) => {
      const [path, as, owner, partition] = lists[2] as (typeof lists)[number];
      const { status, json } = await asked(path, as, owner, partition, { sort, key: 'k' });
      expect([status, json.errors?.[0].pointer]).toEqual([422, '?cursor']);
    },
  );
});
