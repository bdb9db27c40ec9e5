/**
 * Who has read what was not his organisation's to handle: written before it is answered, told to those whose record it
 * is.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Item, Store } from '../../shared/ports.ts';
import { countyHere, expectRefusal, type Here, WITH_AGENCY } from '../contract-http/county.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { neighbourhood } from '../isolation/records.ts';
import { reportingCounty } from '../reports/county.ts';

const OFFICE = 'zfb.office';

async function readings(here: Pick<Here, 'call'>, id: string, as = 'scjg.officer'): Promise<string[]> {
  const { status, json, text } = await here.call('GET', `/pushes/${id}/readings`, { as });
  expect([status, text]).toEqual([200, text]);
  return json.items.map(
    // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
    ({ at, org, by, act, route, sight }: any) => [at.slice(0, 16), org, by, act, route, sight].join(' '),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
async function entriesOf(here: Pick<Here, 'call'>, as = OFFICE): Promise<any[]> {
  return (await here.call('GET', `/audit?thing=readings/${OFFICE}/2026-09&limit=200`, { as })).json.items;
}

describe('what the government office reads', () => {
  let here: Here;
  let id: string;
  let other: string;

  beforeAll(async () => {
    here = await countyHere();
    id = (await here.push('A')).json.id;
    other = (await here.push('B', { party: { name: '冠县乙公司' } })).json.id;
    const { call, clock } = here;
    await call('GET', `/pushes/${id}`, { as: OFFICE });
    clock.set('2026-09-28T10:00:00+08:00');
    await call('GET', `/pushes/${id}/history`, { as: OFFICE });
    clock.set('2026-09-28T11:00:00+08:00');
    await call('GET', '/pushes?org=SCJG&box=in&status=pending', { as: OFFICE });
    clock.set('2026-09-28T14:00:00+08:00');
    await call('GET', `/pushes?org=SPJ&box=out&name=${encodeURIComponent('乙公司')}`, { as: OFFICE });
    clock.set('2026-09-28T15:00:00+08:00');
    await call('GET', '/inbox?org=SCJG', { as: OFFICE });
  });

  it('is told to sender and addressee, newest first, with the lists that it was in', async () => {
    const expected = [
      '2026-09-28T11:00 ZFB zfb.office list /pushes lead',
      '2026-09-28T10:00 ZFB zfb.office read /pushes/{id}/history lead',
      '2026-09-28T09:00 ZFB zfb.office read /pushes/{id} lead',
    ];
    const withInbox = ['2026-09-28T15:00 ZFB zfb.office list /inbox lead', ...expected];
    expect(await readings(here, id)).toEqual(withInbox);
    expect(await readings(here, id, 'spj.officer')).toEqual(withInbox);
    expect(await readings(here, other)).toEqual([
      '2026-09-28T15:00 ZFB zfb.office list /inbox lead',
      '2026-09-28T14:00 ZFB zfb.office list /pushes lead',
      '2026-09-28T11:00 ZFB zfb.office list /pushes lead',
    ]);
  });

  it('comes in pages', async () => {
    const first = (await here.call('GET', `/pushes/${id}/readings?limit=3`, { as: 'scjg.officer' })).json;
    const path = `/pushes/${id}/readings?limit=3&cursor=${first.next}`;
    const second = (await here.call('GET', path, { as: 'scjg.officer' })).json;
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null]);
    expectRefusal(await here.call('GET', path, { as: 'spj.officer' }), 422, 'invalid', ['?cursor']);
  });

  it('is one entry a request, with what was asked for and the records that were shown', async () => {
    const entries = await entriesOf(here);
    expect(entries.map(({ detail }) => detail.route)).toEqual([
      ...['/inbox', '/pushes', '/pushes', '/pushes/{id}/history', '/pushes/{id}'],
    ]);
    expect(entries[1]).toMatchObject({
      ...{ by: OFFICE, act: 'list', records: [other] },
      detail: { route: '/pushes', filter: { box: 'out', org: 'SPJ', name: '乙公司' }, org: 'ZFB', sight: 'lead' },
    });
    expect(entries[2].records.toSorted()).toEqual([id, other].toSorted());
    const verified = await here.call('GET', `/audit/chain?thing=readings/${OFFICE}/2026-09`, { as: OFFICE });
    expect(verified.json).toMatchObject({ entries: 5, verified: true });
  });

  it('is not told to the bureau’s administrators in the audit, nor to others at all', async () => {
    const all = (await here.call('GET', '/audit?limit=200', { as: 'spj.admin' })).json.items;
    expect(all.filter(({ thing }: { thing: string }) => thing.startsWith('readings/'))).toEqual([]);
    expect(await entriesOf(here, 'spj.admin')).toEqual([]);
    expectRefusal(await here.call('GET', `/pushes/${id}/readings`, { as: 'wjj.officer' }), 404, 'not-found');
    expectRefusal(await here.call('GET', `/pushes/${id}/readings`, { as: OFFICE }), 403, 'not-allowed');
  });

  it('of a copy is told to whoever got the copy', async () => {
    const made = (await here.push('C', { matter: WITH_AGENCY })).json;
    await here.call('GET', `/pushes/${made.copies[0]}`, { as: OFFICE });
    expect(await readings(here, made.copies[0], 'zhzf.officer')).toHaveLength(1);
    expectRefusal(await here.call('GET', `/pushes/${made.id}/readings`, { as: 'zhzf.officer' }), 403, 'not-allowed');
  });

  it('quotes nothing of what is quarantined afterwards; when and by whom it was read stays', async () => {
    await here.call('POST', `/pushes/${other}/quarantine`, { as: 'spj.officer', body: { reason: '误传' } });
    const entries = await entriesOf(here);
    expect(JSON.stringify(entries)).not.toContain('乙公司');
    const [searched, listed] = entries.slice(-4);
    expect([searched.detail, searched.records]).toEqual([null, [other]]);
    expect(listed.detail.filter).toMatchObject({ box: 'in', org: 'SCJG', status: 'pending' });
    expect(await readings(here, other)).toEqual([
      '2026-09-28T15:00 ZFB zfb.office list /inbox lead',
      '2026-09-28T14:00  zfb.office list  ',
      '2026-09-28T11:00 ZFB zfb.office list /pushes lead',
    ]);
    const verified = await here.call('GET', `/audit/chain?thing=readings/${OFFICE}/2026-09`, { as: OFFICE });
    expect(verified.json.verified).toBe(true);
  });
});

it('masks an identity number that was searched for', async () => {
  const here = await countyHere();
  const number = 'T371525199001011239';
  const licence = { documentNumber: number, number: '1' };
  const { status, json } = await here.call('GET', `/pushes?org=SPJ&box=out&documentNumber=${number}`, { as: OFFICE });
  expect([status, json.items]).toEqual([200, []]);
  await here.push('A', { licence });
  await here.call('GET', `/pushes?org=SPJ&box=out&documentNumber=${number}`, { as: OFFICE });
  const [entry] = await entriesOf(here);
  expect(entry.detail.filter.documentNumber).toBe('T371525********1239');
});

it('of a page of 200 each record tells', async () => {
  const here = await countyHere();
  const ids: string[] = [];
  for (let n = 0; n < 130; n++) ids.push((await here.push(`L-${n}`)).json.id);
  const { json } = await here.call('GET', '/pushes?org=SCJG&limit=200', { as: OFFICE });
  expect(json.items).toHaveLength(130);
  for (const id of [ids[0], ids[97], ids[98], ids[99], ids[129]]) {
    expect(await readings(here, id as string)).toEqual(['2026-09-28T09:00 ZFB zfb.office list /pushes lead']);
  }
});

it('is not answered where it cannot be written', async () => {
  const store = new FaultyStore(openSqliteStore(':memory:'));
  const here = await countyHere({ store });
  const { id } = (await here.push('A')).json;
  for (const as of [OFFICE, 'scjg.officer']) await here.call('GET', '/me', { as });
  store.reschedule(({ method }) => (method === 'commit' ? { outcome: 'fail' } : undefined));
  expectRefusal(await here.call('GET', `/pushes/${id}`, { as: OFFICE }), 503, 'unavailable');
  expect((await here.call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).status).toBe(200);
});

it('costs a clerk nothing: who reads, pushes or claims what is his organisation’s writes no entry', async () => {
  const committed: Item[] = [];
  const inner = openSqliteStore(':memory:');
  const commit: Store['commit'] = (puts, first) => {
    committed.push(...[...puts, ...(first ?? []).flat()].map(({ item }) => item));
    return inner.commit(puts, first);
  };
  const store = new Proxy(inner, {
    get: (target, name) => {
      if (name === 'commit') return commit;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  }) as Store;
  const here = await countyHere({ store });
  for (const as of ['spj.officer', 'scjg.officer']) await here.call('GET', '/me', { as });
  committed.length = 0;
  const { id } = (await here.push('A')).json;
  for (const path of [`/pushes/${id}`, `/pushes/${id}/history`, '/pushes', '/inbox']) {
    await here.call('GET', path, { as: 'scjg.officer' });
  }
  await here.act(id, 'claim', 'scjg.officer');
  expect(committed.filter(({ key }) => key.includes('#audit#'))).toEqual([]);
  expect(committed.filter(({ key }) => key.includes('#exchange#'))).toHaveLength(2);
});

describe('what was referred to discipline inspection', () => {
  const DISCIPLINE = 'jw.discipline';
  let here: Here;
  let id: string;
  let found: string;

  beforeAll(async () => {
    here = await countyHere();
    id = (await here.push('A')).json.id;
    const other = (await here.push('B')).json.id;
    const { items } = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
    const evidence = [{ record: id, hash: items.at(-1).hash }];
    const body = { limb: 'misconduct', org: 'SCJG', conduct: '不作为', harm: '造成损失', evidence };
    found = (await here.call('POST', '/accountability', { as: OFFICE, body })).json.id;
    await here.call('POST', `/accountability/${found}/approve`, { as: OFFICE, body: { approver: '李某' } });
    await here.call('POST', `/accountability/${found}/refer`, { as: OFFICE, body: { reason: '造成不良后果' } });
    here.clock.set('2026-09-28T10:00:00+08:00');
    expect((await here.call('GET', `/accountability/${found}/evidence/${id}`, { as: DISCIPLINE })).status).toBe(200);
    await here.call('GET', '/pushes?org=SCJG', { as: OFFICE });
    await here.call('GET', `/pushes/${other}`, { as: OFFICE });
  });

  it('is its own entry, which the office does not see', async () => {
    const mine = (await here.call('GET', `/audit?by=${DISCIPLINE}&act=read`, { as: DISCIPLINE })).json.items;
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ records: [id], detail: { filter: { case: found }, sight: 'referral' } });
    for (const as of [OFFICE, 'spj.admin']) {
      const all = (await here.call('GET', '/audit?limit=200', { as })).json.items;
      expect(all.filter(({ by }: { by: string }) => by === DISCIPLINE)).toEqual([]);
    }
  });

  it('shows it what else was done to what was referred, and nothing of what was not', async () => {
    const all = (await here.call('GET', '/audit?act=list&limit=200', { as: DISCIPLINE })).json.items;
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ by: OFFICE, records: [id], detail: null });
    const reads = (await here.call('GET', `/audit?act=read&by=${OFFICE}`, { as: DISCIPLINE })).json.items;
    expect(reads).toEqual([]);
  });

  it('is told to those whose record it is once the case is closed, not before', async () => {
    const lead = '2026-09-28T10:00 ZFB zfb.office list /pushes lead';
    expect(await readings(here, id)).toEqual([lead]);
    here.clock.set('2026-09-29T10:00:00+08:00');
    await here.call('POST', `/accountability/${found}/close`, { as: OFFICE, body: { outcome: '已处理' } });
    const told = '2026-09-28T10:00 JW jw.discipline read /accountability/{id}/evidence/{record} referral';
    expect((await readings(here, id)).toSorted()).toEqual([told, lead].toSorted());
  });
});

it('an export is told to those whose records were in it', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const [mine = ''] = await county.pushes('SCJG', 1, 1);
  const [theirs = ''] = await county.pushes('WJJ', 1, 1);
  await county.nineAt('2026-10-08');
  const path = '/reports/quarters/2026Q3/evidence.csv';
  for (const [as, query] of [
    [OFFICE, '?org=SCJG'],
    ['wjj.officer', ''],
  ] as const) {
    expect((await county.call('GET', `${path}${query}`, { as })).status).toBe(200);
    county.clock.advance(60_000);
  }
  const route = '/reports/quarters/{quarter}/evidence.csv';
  expect(await readings(county, mine)).toEqual([`2026-10-08T09:00 ZFB zfb.office export ${route} lead`]);
  expect(await readings(county, theirs, 'wjj.officer')).toEqual([]);
  const exports = (await county.call('GET', '/audit?act=export', { as: OFFICE })).json.items;
  expect(exports.map(({ by, detail }: { by: string; detail: object }) => [by, detail])).toEqual([
    ['wjj.officer', { route, filter: { quarter: '2026Q3' }, org: 'WJJ', sight: 'own' }],
    [OFFICE, { route, filter: { quarter: '2026Q3', org: 'SCJG' }, org: 'ZFB', sight: 'lead' }],
  ]);
});

/**
 * The ids of the records in an answer; one that is named elsewhere, as a copy or a cause, says nothing of the record.
 */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value === null || typeof value !== 'object') return [];
  const { id } = value as { id?: unknown };
  return [...(typeof id === 'string' ? [id] : []), ...Object.values(value).flatMap(idsIn)];
}

describe('every route by which the office sees a record of others', async () => {
  const here = await neighbourhood();
  const office = 'zfb.t-government-office';
  /** What shows ids of records without what they say, or is the audit itself. */
  const SAYS_NOTHING = ['/audit', '/audit/chain', '/changes'];
  const shown = ROUTES.filter(({ method, path, security }) => {
    return method === 'GET' && security === 'account' && !SAYS_NOTHING.includes(path) && !path.endsWith('/readings');
  });

  it.each(shown.map(({ path }) => path))('GET %s is noted', async (path) => {
    const foreign = new Set<string>();
    for (const id of Object.values(here.ids)) {
      const { from, to, participants } = await here.stored(id);
      if (![from, to, ...participants].includes('ZFB')) foreign.add(id);
    }
    const kind = path.split('/')[1] as string;
    for (const id of path.includes('{id}') ? Object.values(here.ids) : ['']) {
      const asked = path
        .replace('{id}', id)
        .replace('{record}', here.ids.push as string)
        .replace('{org}', 'SCJG')
        .replace('{quarter}', '2026Q3')
        .replace('{year}', '2026')
        .replace('{account}', 'scjg.officer');
      for (const query of path.includes('{') ? [''] : ['', '?org=ZJJ', '?org=SPJ&box=out']) {
        const { status, json } = await here.call('GET', `${asked}${query}`, { as: office });
        if (status !== 200) continue;
        const seen = [...idsIn(json), ...(path.includes('{id}') ? [id] : [])].filter((one) => foreign.has(one));
        const last = (await here.call('GET', `/audit?thing=readings/${office}/2026-09&limit=1`, { as: office })).json
          .items[0];
        const noted = last?.detail?.route === path ? last.records : [];
        expect([kind, asked, query, seen.filter((one) => !noted.includes(one))]).toEqual([kind, asked, query, []]);
      }
    }
  });
});
