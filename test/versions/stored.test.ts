/** A boundary list as folders of format 2 hold it is read as it was. */
import { expect, it } from 'vitest';
import { readMatter, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import { digest } from '../../shared/keys.ts';
import { memory } from './list.ts';

const ROW = { code: 'M-1', name: '某事项', department: null, candidates: [] };
const VERSION = {
  ...{ version: 'v1-d7a9c2', validFrom: '2022-09-02', publishedAt: 1_790_000_000_000 },
  ...{ by: 'spj.admin', count: 1, content: `d7a9c2${'0'.repeat(58)}` },
};

it('keeps keys, places and shapes', async () => {
  const store = memory();
  const place = { partition: '371525#boundary#v1-d7a9c2', sort: 'M-1' };
  const heads = { versions: [VERSION] };
  const items = [
    { key: '371525#boundary#v1-d7a9c2#M-1', head: digest(ROW), value: ROW, places: { in: place } },
    { key: '371525#boundary#versions', head: digest(heads), value: heads, places: {} },
  ];
  await store.commit(items.map((item) => ({ item, expected: null })));
  expect(await readVersions(store, '371525')).toEqual([VERSION]);
  expect(await readMatters(store, '371525', VERSION)).toEqual([ROW]);
  expect(await readMatter(store, '371525', VERSION, 'M-1')).toEqual(ROW);
  expect(await readMatter(store, '371525', VERSION, 'M-2')).toBeNull();
  expect(await readMatter(store, '371525', undefined, 'M-1')).toBeNull();
});
