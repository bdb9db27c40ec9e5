/** Versions of a made-up list: which is in force, and that nobody ever sees half of one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../shared/errors.ts';
import type { Store } from '../../shared/ports.ts';
import { addDays } from '../../shared/time.ts';
import {
  type RowPage,
  readPage,
  readRow,
  readRows,
  rowPut,
  rowRemoval,
  writeRows,
} from '../../shared/versions/rows.ts';
import {
  inForce,
  publication,
  publish,
  readVersions,
  rowsOf,
  type Version,
  versionsItem,
} from '../../shared/versions/versions.ts';
import { type Fault, FaultyStore, scripted } from '../faulty-store/store.ts';
import { ANIMALS, type Animal, BY, many, memory } from './list.ts';

const rowsIn = (store: Store, version: Version) => readRows<Animal>(store, ANIMALS, rowsOf(version), version.count);

describe('in force', () => {
  const published = ['2026-01-01', '2026-07-01', '2026-03-01', '2026-07-01'].map((validFrom, i) => ({ validFrom, i }));

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 0],
    ['2026-02-28', 0],
    ['2026-03-01', 2],
    ['2026-06-30', 2],
    ['2026-07-01', 3],
    ['2030-01-01', 3],
  ])('on %s is number %s', (day, number) => expect(inForce(published, day)?.i).toBe(number));

  it('is exactly the last version whose first day is not after that day, whatever day', () => {
    const day = fc.nat(40).map((n) => addDays('2026-01-01', n));
    const heads = fc.array(day, { maxLength: 8 }).map((days) => days.map((validFrom, i) => ({ validFrom, i })));
    fc.assert(
      fc.property(heads, day, (versions, on) => {
        const begun = versions.filter(({ validFrom }) => validFrom <= on);
        const latest = begun
          .map(({ validFrom }) => validFrom)
          .sort()
          .at(-1);
        expect(inForce(versions, on)).toBe(begun.findLast(({ validFrom }) => validFrom === latest));
      }),
    );
  });
});

it('publishes 2,000 rows as items of their own, reads one, all, and all in pages', async () => {
  const store = memory();
  const items = many(2000, '黑');
  const { made, created } = await publish(store, ANIMALS, { validFrom: '2026-10-01', items }, BY);
  expect([created, made.version.slice(0, 3), made.count]).toEqual([true, 'v1-', 2000]);
  expect((await readRow<Animal>(store, ANIMALS, rowsOf(made), 'M-1999')).row).toEqual(items[1998]);
  expect(await readRow(store, ANIMALS, rowsOf(made), 'M-2001')).toEqual({ row: null, head: null });
  expect(await rowsIn(store, made)).toEqual(items);
  const paged: Animal[] = [];
  let after: string | null = null;
  do {
    const page: RowPage<Animal> = await readPage(store, ANIMALS, rowsOf(made), { after, limit: 190 });
    paged.push(...page.rows);
    after = page.next;
  } while (after !== null);
  expect(paged).toEqual(items);
});

it('publishes the same again as the same version, another as the next, beside another list', async () => {
  const store = memory();
  const draft = { validFrom: '2026-10-01', items: many(3, '黑') };
  const first = await publish(store, ANIMALS, draft, BY);
  expect(await publish(store, ANIMALS, draft, BY)).toEqual({ made: first.made, created: false });
  const second = await publish(store, ANIMALS, { ...draft, items: many(2, '白') }, BY);
  expect(second.made.version).toMatch(/^v2-/);
  await publish(store, { ...ANIMALS, jurisdiction: '371522' }, draft, BY);
  expect((await readVersions(store, ANIMALS)).map(({ version }) => version)).toEqual([
    first.made.version,
    second.made.version,
  ]);
  expect(await rowsIn(store, first.made)).toEqual(many(3, '黑'));
  expect(await rowsIn(store, second.made)).toEqual(many(2, '白'));
});

describe('whatever fails while 120 rows are published', () => {
  const old = { validFrom: '2026-01-01', items: many(120, '黑') };
  const fresh = { validFrom: '2026-10-01', items: many(120, '白') };

  // Three commits of rows, then the head of the version.
  const outcomes: Fault['outcome'][] = ['fail', 'lose', 'late'];
  const cases = [0, 1, 2, 3].flatMap((commit) => outcomes.map((outcome) => ({ commit, outcome })));

  it.each(cases)('commit $commit ($outcome): the old list or the whole new one', async ({ commit, outcome }) => {
    const store = new FaultyStore(memory());
    await publish(store, ANIMALS, old, BY);
    store.reschedule(scripted([...Array<Fault>(commit).fill({}), { outcome }]));
    await expect(publish(store, ANIMALS, fresh, BY)).rejects.toThrow(Problem);
    store.reschedule();
    await store.land();
    const versions = await readVersions(store, ANIMALS);
    expect(versions).toHaveLength(commit === 3 && outcome !== 'fail' ? 2 : 1);
    for (const [i, version] of versions.entries()) {
      expect(await rowsIn(store, version)).toEqual([old, fresh][i]?.items);
    }
    const { made } = await publish(store, ANIMALS, fresh, BY);
    expect(await rowsIn(store, made)).toEqual(fresh.items);
    expect(await readVersions(store, ANIMALS)).toHaveLength(2);
  });
});

it('lets one of two who publish at the same time come first, and loses neither', async () => {
  const store = new FaultyStore(memory(), () => ({ delay: 0 }));
  const drafts = ['黑', '白', '黄'].map((colour) => ({ validFrom: '2026-10-01', items: many(60, colour) }));
  const results = await Promise.all(drafts.map((draft) => publish(store, ANIMALS, draft, BY)));
  expect(results.map(({ created }) => created)).toEqual([true, true, true]);
  for (const [i, { made }] of results.entries()) expect(await rowsIn(store, made)).toEqual(drafts[i]?.items);
  const versions = await readVersions(store, ANIMALS);
  expect(versions.map(({ version }) => version.slice(0, 3))).toEqual(['v1-', 'v2-', 'v3-']);
});

it('answers no list in part while an index does not show all its rows yet', async () => {
  const store = new FaultyStore(memory());
  const { made } = await publish(store, ANIMALS, { validFrom: '2026-10-01', items: many(120, '黑') }, BY);
  store.lag({ hidden: 2 });
  await expect(rowsIn(store, made)).rejects.toMatchObject({ code: 'unavailable' });
  store.lag();
  expect(await rowsIn(store, made)).toHaveLength(120);
});

describe('a draft', async () => {
  const store = memory();
  const { made } = await publish(store, ANIMALS, { validFrom: '2026-01-01', items: many(3, '黑') }, BY);
  await writeRows(store, ANIMALS, 'draft-1', await rowsIn(store, made));
  const drafted = (code: string) => readRow<Animal>(store, ANIMALS, 'draft-1', code);
  const committed = async (...puts: Parameters<Store['commit']>[0]) => (await store.commit(puts)).committed;

  it('changes a row where it is as it was read', async () => {
    const { head } = await drafted('M-0001');
    const put = rowPut(ANIMALS, 'draft-1', { code: 'M-0001', colour: '白' } as Animal, head);
    expect([await committed(put), await committed(put)]).toEqual([true, false]);
    expect((await drafted('M-0001')).row).toEqual({ code: 'M-0001', colour: '白' });
  });

  it('takes a row out, once, and takes it in again', async () => {
    const { head } = await drafted('M-0002');
    const removal = rowRemoval(ANIMALS, 'draft-1', 'M-0002', head as string);
    expect([await committed(removal), await committed(removal)]).toEqual([true, false]);
    const gone = await drafted('M-0002');
    expect(gone.row).toBeNull();
    expect(await readRows(store, ANIMALS, 'draft-1', 2)).toHaveLength(2);
    expect((await readPage(store, ANIMALS, 'draft-1', { after: null, limit: 200 })).rows).toHaveLength(2);
    expect(await committed(rowPut(ANIMALS, 'draft-1', { code: 'M-0002' }, null))).toBe(false);
    expect(await committed(rowPut(ANIMALS, 'draft-1', { code: 'M-0002' }, gone.head))).toBe(true);
    expect((await drafted('M-0002')).row).toEqual({ code: 'M-0002' });
  });

  it('becomes a version without its rows being written again, in one commit with its own record', async () => {
    const head = {
      validFrom: '2026-11-01',
      publishedAt: 1,
      by: 'somebody',
      count: 3,
      content: 'abcdef12',
      rows: 'draft-1',
    };
    const { version, put } = publication(ANIMALS, await versionsItem(store, ANIMALS), head);
    const record = { item: { key: '371525#request#draft', head: 'published', value: {}, places: {} }, expected: null };
    expect([await committed(put, record), await committed(put, record)]).toEqual([true, false]);
    expect(version.version).toBe('v2-abcdef');
    expect((await rowsIn(store, version)).map(({ colour }) => colour)).toEqual(['白', undefined, '黑']);
    expect((await rowsIn(store, made)).map(({ colour }) => colour)).toEqual(['黑', '黑', '黑']);
  });
});
