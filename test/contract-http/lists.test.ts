/** Lists: pages true at their own instant, in order, of all quarters, each record once; cursors of their owner only. */
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/time.ts';
import {
  type Anywhere,
  CLOCK_STANDS,
  countyAnywhere,
  countyHere,
  DEADLINE,
  expectRefusal,
  FOOD,
  MONDAY,
  WITH_AGENCY,
} from './county.ts';

type Item = Record<string, unknown> & { id: string; reference: string };

/** All pages of a list, one after the other. */
async function all(here: Pick<Anywhere, 'call'>, path: string, as: string, limit = 200): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let cursor: string | null = null; ; ) {
    const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await here.call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${more}`, {
      as,
    });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
    pages.push(json.items);
    cursor = json.next;
    if (cursor === null) return pages;
  }
}

const references = (pages: Item[][]): string[] => pages.flat().map(({ reference }) => reference);

describe('the inbox', async () => {
  const here = await countyAnywhere();
  const creditCode = '91371525MA3C00001R';
  for (const [i, reference] of ['A', 'B', 'C', 'D', 'E'].entries()) {
    const party = { name: reference, ...(i % 2 === 0 && { creditCode }) };
    await here.push(reference, { party });
    here.clock?.advance(DAY / 4);
  }

  it('nearest deadline first, whatever the page', async () => {
    for (const limit of [1, 2, 3, 200]) {
      const pages = await all(here, '/pushes?box=in&status=pending', 'scjg.officer', limit);
      expect(references(pages).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
      const deadlines = pages.flat().map(({ claimDeadline }) => claimDeadline);
      expect(deadlines).toEqual([...deadlines].sort());
      // Where the clock stands, each has a deadline of its own or shares it with the one before.
      if (CLOCK_STANDS) expect(new Set(deadlines).size).toBe(2);
    }
  });

  it('of one party too', async () => {
    const pages = await all(here, `/pushes?box=in&status=pending&party=${creditCode}`, 'scjg.officer', 2);
    expect(references(pages).sort()).toEqual(['A', 'C', 'E']);
  });

  it('of another matter, another organisation: none', async () => {
    expect(await all(here, `/pushes?status=pending&matter=${WITH_AGENCY}`, 'scjg.officer')).toEqual([[]]);
    expect(await all(here, '/pushes?status=pending', 'wjj.officer')).toEqual([[]]);
    expect(await all(here, '/pushes?box=out&status=pending', 'scjg.officer')).toEqual([[]]);
  });

  it('shows what a line needs', async () => {
    const items = (await all(here, '/pushes', 'scjg.officer')).flat();
    const first = items.find(({ reference }) => reference === 'A') as Item;
    expect(Object.keys(first).sort()).toEqual(
      `claimBy claimDeadline claimMode claimedAt copyOf decision from id kind licence matter matterName party provisional
       pushedAt reference status to`.split(/\s+/),
    );
    expect(first).toMatchObject({ matter: FOOD, licence: null, party: { name: 'A', creditCode }, claimedAt: null });
  });
});

describe.runIf(CLOCK_STANDS)('what the clock has done', async () => {
  const here = await countyHere();
  for (const reference of ['A', 'B', 'C']) await here.push(reference, { occurredAt: MONDAY });
  await here.act((await here.push('D', { occurredAt: MONDAY })).json.id, 'claim', 'scjg.officer');
  here.clock.set(DEADLINE);

  it('is listed at once, each once, and not as pending', async () => {
    const whole = await all(here, '/pushes?box=in', 'scjg.officer', 2);
    expect(references(whole).sort()).toEqual(['A', 'B', 'C', 'D']);
    expect(new Set(whole.flat().map(({ status }) => status))).toEqual(new Set(['claimed', 'deemed-claimed']));
    expect(await all(here, '/pushes?status=pending', 'scjg.officer')).toEqual([[]]);
    expect(references(await all(here, '/pushes?status=deemed-claimed', 'scjg.officer')).length).toBe(3);
    expect(references(await all(here, '/pushes?box=out&status=deemed-claimed', 'spj.officer')).length).toBe(3);
  });
});

describe.runIf(CLOCK_STANDS)('all quarters', async () => {
  const here = await countyHere({ now: '2025-12-30T09:00:00+08:00' });
  await here.push('2025Q4', { occurredAt: '2025-12-30T08:00:00+08:00' });
  await here.act(
    (await here.push('due in 2026Q1', { occurredAt: '2025-12-30T08:00:00+08:00' })).json.id,
    'claim',
    'scjg.officer',
  );
  here.clock.set('2026-09-28T09:00:00+08:00');
  await here.push('2026Q3', { occurredAt: MONDAY });
  const far = { from: '2026-10-01', to: '2027-06-30', documentNumber: '1', reason: '停运' };
  await here.call('POST', '/calendar/extensions', { as: 'spj.admin', body: far });
  here.clock.set('2026-09-30T09:00:00+08:00');
  await here.act((await here.push('due in 2027Q3', { occurredAt: MONDAY })).json.id, 'claim', 'scjg.officer');

  it.each(['/pushes?box=in', '/pushes?box=out'])('%s', async (path) => {
    const as = path.endsWith('in') ? 'scjg.officer' : 'spj.officer';
    for (const limit of [1, 3, 200]) {
      expect(references(await all(here, path, as, limit)).sort()).toEqual([
        '2025Q4',
        '2026Q3',
        'due in 2026Q1',
        'due in 2027Q3',
      ]);
    }
  });
});

describe('cursors', async () => {
  const here = await countyAnywhere();
  for (let i = 0; i < 4; i++) await here.push(`P-${i}`);
  const first = await here.call('GET', '/pushes?box=out&limit=1', { as: 'spj.officer' });
  const next = encodeURIComponent(first.json.next);

  it.each([
    ['of another account', `/pushes?box=out&limit=1&cursor=${next}`, 'spj.head'],
    ['of another organisation', `/pushes?box=out&limit=1&cursor=${next}`, 'scjg.officer'],
    ['with another filter', `/pushes?box=out&status=pending&cursor=${next}`, 'spj.officer'],
    ['of another box', `/pushes?box=in&cursor=${next}`, 'spj.officer'],
    ['of another list', `/problems?box=out&cursor=${next}`, 'spj.officer'],
    ['of a list of another form', `/register?cursor=${next}`, 'spj.officer'],
    ['with a letter changed', `/pushes?box=out&cursor=A${next.slice(1)}`, 'spj.officer'],
    ['cut off', `/pushes?box=out&cursor=${next.slice(0, 20)}`, 'spj.officer'],
    ['endless', `/pushes?box=out&cursor=${'a'.repeat(2001)}`, 'spj.officer'],
  ])('%s do not fit', async (_name, path, as) => {
    expectRefusal(await here.call('GET', path, { as }), 422, 'invalid', ['?cursor']);
  });

  it('go on with another page size, and end with null', async () => {
    const rest = await here.call('GET', `/pushes?box=out&limit=200&cursor=${next}`, { as: 'spj.officer' });
    expect([rest.json.items.length, rest.json.next]).toEqual([3, null]);
  });

  it('end exactly at the last one', async () => {
    expect((await all(here, '/pushes?box=out', 'spj.officer', 4)).length).toBe(1);
    expect((await all(here, '/pushes?box=out', 'spj.officer', 2)).map((page) => page.length)).toEqual([2, 2]);
  });

  it('show nobody anything when what was pending is claimed meanwhile', async () => {
    const page = await here.call('GET', '/pushes?status=pending&limit=2', { as: 'scjg.officer' });
    for (const { id } of page.json.items) await here.act(id, 'claim', 'scjg.officer');
    const after = encodeURIComponent(page.json.next);
    const rest = await here.call('GET', `/pushes?status=pending&limit=2&cursor=${after}`, { as: 'scjg.officer' });
    expect(rest.json.items.map(({ status }: { status: string }) => status)).toEqual(['pending', 'pending']);
  });
});

it('a page ends at 2 MB, however many bytes a character takes', async () => {
  const here = await countyAnywhere();
  const riskPoints = Array.from({ length: 50 }, () => ({ description: '险'.repeat(500), severity: 'medium' }));
  for (let n = 0; n < 30; n++) await here.push(`L-${n}`, { summary: '准'.repeat(2000), riskPoints });
  const sizes: number[] = [];
  let found = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `/pushes?box=in&detail=whole&limit=200${cursor && `&cursor=${cursor}`}`;
    const { json, text } = await here.call('GET', path, { as: 'scjg.officer' });
    sizes.push(Buffer.byteLength(text));
    found += json.items.length;
    cursor = json.next;
  }
  expect([found, sizes.length > 1, Math.max(...sizes) < 2_200_000]).toEqual([30, true, true]);
});

describe('a list that is read whole', async () => {
  const here = await countyHere();

  it.each([
    ['/organisations', 'scjg.officer'],
    ['/organisations/SCJG/accounts', 'scjg.admin'],
    ['/colleagues', 'scjg.officer'],
  ])('%s comes at once, or in pages where these are asked for', async (path, as) => {
    const { items, next } = (await here.call('GET', path, { as })).json;
    expect([items.length > 2, next]).toEqual([true, null]);
    const pages = await all(here, path, as, 2);
    expect([pages.flat(), pages[0]?.length]).toEqual([items, 2]);
    expectRefusal(await here.call('GET', `${path}?limit=201`, { as }), 422, 'invalid', ['?limit']);
  });

  it('gives cursors of its own, for its reader alone', async () => {
    const first = await here.call('GET', '/organisations/SCJG/accounts?limit=1', { as: 'scjg.admin' });
    const cursor = encodeURIComponent(first.json.next);
    for (const [path, as] of [
      ['/organisations/SCJG/accounts', 'spj.admin'],
      ['/organisations', 'scjg.admin'],
    ]) {
      expectRefusal(await here.call('GET', `${path}?cursor=${cursor}`, { as }), 422, 'invalid', ['?cursor']);
    }
  });
});

it('the government office may ask for any organisation; nobody else for another', async () => {
  const here = await countyAnywhere();
  await here.push('A');
  expect((await all(here, '/pushes?org=SCJG', 'zfb.office')).flat().length).toBe(1);
  expectRefusal(await here.call('GET', '/pushes?org=SCJG', { as: 'wjj.officer' }), 403, 'not-allowed');
});
