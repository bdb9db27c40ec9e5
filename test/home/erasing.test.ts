/**
 * What was quarantined is gone from the bytes of the database: from its log at once, from the file for good after the
 * night.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Erasing } from '../../infra/local/home/erasing.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { plainItem } from '../../shared/change.ts';
import { parseInstant } from '../../shared/time.ts';
import { countyHere } from '../contract-http/county.ts';
import { folder } from './products.ts';

const SECRET = '绝密内容ZQX';
const at = (text: string): number => parseInstant(`${text}:00+08:00`) as number;

/** The files of a folder in which a text stands. */
async function filesWith(path: string, text: string): Promise<string[]> {
  const names = (await readdir(path)).sort();
  const bytes = await Promise.all(names.map((name) => readFile(join(path, name))));
  return names.filter((_, i) => bytes[i]?.includes(Buffer.from(text)));
}

it('a push with all that it caused', async () => {
  const path = await folder();
  const store = openSqliteStore(join(path, 'shenguan.db'));
  const here = await countyHere({ store });
  const erasing = new Erasing(store, here.platform.ports.log, at('2026-09-28T09:00'));
  const long = `${SECRET}${'许可内容'.repeat(400)}`;
  const said = { summary: long, conditions: long, party: { name: `${SECRET}公司` } };
  const { id } = (await here.push('E-1', said)).json;
  await here.act(id, 'claim', 'scjg.officer', { note: SECRET });
  const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: SECRET })).json;
  await here.call('POST', `/problems/${problem}/reply`, { as: 'spj.officer', body: { text: SECRET } });
  expect(await filesWith(path, SECRET)).not.toEqual([]);

  expect((await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' })).status).toBe(200);
  erasing.look(at('2026-09-29T01:59'));
  // In pages that were freed before, it stays until the night; nowhere else.
  expect((await filesWith(path, SECRET)).filter((name) => name !== 'shenguan.db')).toEqual([]);
  erasing.look(at('2026-09-29T02:00'));
  expect(await filesWith(path, SECRET)).toEqual([]);
  const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  expect((await here.call('GET', `/sealed/${held.id}`, { as: 'zfb.office' })).text).toContain(SECRET);
  expect(here.logged.filter(({ event }) => event === 'vacuumed').length).toBe(1);
  erasing.look(at('2026-09-30T02:00'));
  expect(here.logged.filter(({ event }) => event === 'vacuumed').length).toBe(1);
  store.close();
});

describe('the store', () => {
  const marker = 'ZQX'.repeat(3_000);

  it('cuts its log later where another process was reading, and owes it over a restart', async () => {
    const file = join(await folder(), 'store.db');
    const store = openSqliteStore(file);
    await store.commit([{ item: plainItem('371525#exchange#1', { text: marker }), expected: null }]);
    const [before] = await store.getMany(['371525#exchange#1']);
    const put = { item: plainItem('371525#exchange#1', { text: null }), expected: before?.head ?? '' };
    await store.commit([{ ...put, erases: true }]);
    store.close();
    const again = openSqliteStore(file);
    expect([again.erasing.checkpoint(), again.erasing.vacuum(), again.erasing.vacuum()]).toEqual([true, true, false]);
    again.close();
    expect((await readFile(file)).includes(Buffer.from('ZQXZQX'))).toBe(false);
  });

  it('owes nothing for a commit that lost', async () => {
    const store = openSqliteStore(':memory:');
    await store.commit([{ item: plainItem('k', 1), expected: 'other', erases: true }]);
    expect(store.erasing.vacuum()).toBe(false);
    store.close();
  });
});
