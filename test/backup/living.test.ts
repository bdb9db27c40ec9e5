/** A county with records of nearly every kind, and two circulars: a check finds nothing, and misses each record. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../infra/local/backup/checking.ts';
import { openBackup } from '../../infra/local/backup/place.ts';
import { live } from '../../infra/local/home/life/life.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { PLACES } from '../../shared/exchange/item.ts';
import { type Instant, parseInstant } from '../../shared/time.ts';
import { testSeals } from '../in-process/seals.ts';
import { post } from '../mail/post.ts';

const place = mkdtempSync(join(tmpdir(), 'shenguan-living-'));
const whole = join(place, 'whole.db');
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeAll(async () => {
  const store = openSqliteStore(whole, { places: PLACES });
  const log = { info: () => {}, error: () => {} };
  const now = parseInstant('2026-11-27T10:00:00+08:00') as Instant;
  const ports = { seals: testSeals(), files: null as never, attachments: null as never };
  await live(store, { now, log, ...ports, settings: { mailDomain: 'shenguan.example' } });
  store.close();
});

async function found(file: string) {
  const store = openBackup(file);
  try {
    return await check({ store, now: null, pathOf: () => '' });
  } finally {
    store.close();
  }
}

it('nothing is missing in it', async () => {
  expect((await found(whole)).said('x').join('\n')).toContain('未发现问题');
});

it('all that are deleted from it are named by the store itself', async () => {
  const file = join(place, 'without.db');
  copyFileSync(whole, file);
  const db = new DatabaseSync(file);
  const { changes } = db.prepare("DELETE FROM items WHERE key LIKE '%#exchange#%'").run();
  db.close();
  expect((await found(file)).count('removed')).toBe(Number(changes));
});

it('a chain of readings that is gone with its end is named by what points to it', async () => {
  const file = join(place, 'readings.db');
  const store = openSqliteStore(file, { places: PLACES });
  const { call, push } = await post('2026-09-28T09:00', { store });
  for (const reference of ['R-1', 'R-2', 'R-3']) await push(reference);
  expect((await call('GET', '/timeline?party=91371525MA3C00001R', { as: 'zfb.office' })).json.items).toHaveLength(3);
  store.close();
  expect((await found(file)).isClean).toBe(true);
  const db = new DatabaseSync(file);
  db.exec(`DROP TRIGGER note_removals; DROP TABLE removed;
    DELETE FROM items WHERE key LIKE '%#audit#readings/zfb.office/%'`);
  db.close();
  const findings = await found(file);
  expect([findings.count('removed'), findings.count('missing')]).toEqual([0, 1]);
});

it('where the store does not know it, most records are still named by others', async () => {
  const file = join(place, 'each.db');
  copyFileSync(whole, file);
  const db = new DatabaseSync(file);
  db.exec('DROP TRIGGER note_removals; DROP TABLE removed');
  const keys = db.prepare("SELECT key FROM items WHERE key LIKE '%#exchange#%' ORDER BY key").all();
  const sample = keys.filter((_, i) => i % Math.ceil(keys.length / 24) === 0).map(({ key }) => String(key));
  let noticed = 0;
  for (const key of sample) {
    db.exec('BEGIN');
    db.prepare('DELETE FROM items WHERE key = ?1 OR key LIKE ?2').run(key, `%#part#${key.split('#')[2]}#%`);
    db.exec('COMMIT');
    noticed += (await found(file)).isClean ? 0 : 1;
    db.exec(`ATTACH '${whole}' AS whole; INSERT OR IGNORE INTO items SELECT * FROM whole.items; DETACH whole`);
  }
  db.close();
  expect(noticed).toBeGreaterThan(sample.length / 2);
});
