/** Since when a county has each kind of records, and what is therefore counted in a quarter. */
import { describe, expect, it, test } from 'vitest';
import { readCounty } from '../../shared/accounts/directory.ts';
import { keepKindsSince, unknownKinds } from '../../shared/accounts/kinds-since.ts';
import { countyKey } from '../../shared/accounts/stored.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { plainItem } from '../../shared/change.ts';
import { type County, FIRST_KINDS, kindSince, kindsCounted } from '../../shared/county.ts';
import type { Store } from '../../shared/ports.ts';
import { startOfDay } from '../../shared/time.ts';

const COUNTY: County = { jurisdiction: '371525', name: '冠县', since: '2022-09-02', organisations: [] };
const FIRST = [...FIRST_KINDS];

async function kept(county: County = COUNTY): Promise<{ store: Store; commits: () => number }> {
  const store = openSqliteStore(':memory:');
  await store.commit([{ item: plainItem(countyKey('371525'), county), expected: null }]);
  let commits = 0;
  store.onCommit(() => {
    commits += 1;
  });
  return { store, commits: () => commits };
}

const since = async (store: Store) => (await readCounty(store, '371525'))?.kindsSince;

describe('a start or sweep', () => {
  it('keeps the day of each kind that is new, once', async () => {
    const { store, commits } = await kept();
    await keepKindsSince(store, '371525', [...FIRST, 'letter'], startOfDay('2026-12-01'));
    await keepKindsSince(store, '371525', [...FIRST, 'letter'], startOfDay('2026-12-02'));
    expect([await since(store), commits()]).toEqual([{ letter: '2026-12-01' }, 1]);
    await keepKindsSince(store, '371525', [...FIRST, 'letter', 'meeting'], startOfDay('2027-01-04'));
    expect([await since(store), commits()]).toEqual([{ letter: '2026-12-01', meeting: '2027-01-04' }, 2]);
  });

  it('writes nothing where the kinds are those of 2026-11-26, or where there is no county', async () => {
    const { store, commits } = await kept();
    await keepKindsSince(store, '371525', FIRST, startOfDay('2026-12-01'));
    await keepKindsSince(store, '371526', [...FIRST, 'letter'], startOfDay('2026-12-01'));
    expect([await readCounty(store, '371525'), commits()]).toEqual([COUNTY, 0]);
  });

  it('of two at once keeps one day, and what else was changed meanwhile', async () => {
    const { store } = await kept();
    const days = ['2026-12-01', '2026-12-02'];
    await Promise.all(days.map((day) => keepKindsSince(store, '371525', ['letter'], startOfDay(day))));
    expect(days).toContain((await since(store))?.letter);
    expect((await readCounty(store, '371525'))?.name).toBe('冠县');
  });
});

describe('a figure of the annex', () => {
  const county = { ...COUNTY, kindsSince: { letter: '2026-12-01', meeting: '2027-01-01' } };
  test.each<[firstDay: string, kinds: string[], counted: string[]]>([
    ['2026-10-01', ['letter'], []],
    ['2026-10-01', ['letter', 'problem'], ['problem']],
    ['2027-01-01', ['letter', 'problem'], ['letter', 'problem']],
    ['2027-01-01', ['meeting'], ['meeting']],
    ['2022-07-01', ['problem'], []],
    ['2022-10-01', ['problem'], ['problem']],
    ['2027-01-01', ['survey'], []],
  ])('in the quarter that begins on %s counts of %j: %j', (firstDay, kinds, counted) => {
    expect(kindsCounted(county, kinds, firstDay)).toEqual(counted);
  });

  it('knows since when each kind is there', () => {
    expect(['push', 'letter', 'survey'].map((kind) => kindSince(county, kind))).toEqual([
      '2022-09-02',
      '2026-12-01',
      null,
    ]);
    expect(unknownKinds(county, new Set(['push', 'letter']))).toEqual(['meeting']);
    expect(unknownKinds(COUNTY, new Set())).toEqual([]);
  });
});
