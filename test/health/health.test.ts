/** `GET /health`: it writes, and finds what an operator should look after; faults that last have codes of their own. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { PROBE_KEY } from '../../functions/health/figures.ts';
import { giveRegulation, seedDemonstration } from '../../infra/local/home/demonstration.ts';
import { type Marker, readMarker } from '../../infra/local/home/marker.ts';
import { upkeepOf } from '../../infra/local/home/upkeep.ts';
import { regulationWarning } from '../../infra/local/home/warnings.ts';
import { upgraded } from '../../infra/local/moving/upgrade.ts';
import { countyKey, readCounty } from '../../shared/accounts/directory.ts';
import { asPortFault, portFault } from '../../shared/adapters/aws-faults.ts';
import { asDiskFault, diskFault, PageFaults, StoreMoved } from '../../shared/adapters/disk-faults.ts';
import { ITEM_FORMAT } from '../../shared/adapters/item-format.ts';
import { SqliteItems } from '../../shared/adapters/sqlite-items.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import { keyOf, sortable, wakeShard } from '../../shared/keys.ts';
import type { Lasting } from '../../shared/lasting.ts';
import { type Item, MailRefused, MailServerDown, type Store } from '../../shared/ports.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { browserOf } from '../console/browser.ts';
import { approval } from '../home/push.ts';
import { inProcess } from '../in-process.ts';
import { post } from '../mail/post.ts';

const root = mkdtempSync(join(tmpdir(), 'shenguan-health-'));
afterAll(() => rmSync(root, { recursive: true }));
let names = 0;
const newName = () => join(root, `h${++names}`);
const MONDAY = Date.parse('2026-09-28T09:00:00+08:00');

describe('a platform that is well', () => {
  it('says so of each thing, and really writes, once in five seconds', async () => {
    const { call, platform, clock } = await inProcess();
    const { status, json } = await call('GET', '/health');
    expect([status, json.status, json.clock, json.checks.backup, json.checks.disk]).toEqual([
      200,
      'ok',
      'trusted',
      null,
      null,
    ]);
    expect(json.checks.writes).toEqual({ status: 'ok', says: '正常' });
    expect(json.checks.timers).toEqual({ status: 'ok', says: '正常', oldestDue: null });
    expect((await platform.ports.store.get(PROBE_KEY))?.value).toEqual({ at: MONDAY });
    clock.advance(1_000);
    await Promise.all(Array.from({ length: 50 }, () => call('GET', '/health')));
    expect((await platform.ports.store.get(PROBE_KEY))?.value).toEqual({ at: MONDAY });
    expect((await call('GET', '/health')).json.now).toBe('2026-09-28T09:00:01+08:00');
  });
});

/** A store that answers commits with a fault. */
function failing(fault: () => unknown): { store: Store; begin: () => void } {
  const inner = openSqliteStore(':memory:');
  let begun = false;
  const store: Store = {
    get: (key) => inner.get(key),
    getMany: (keys) => inner.getMany(keys),
    query: (...asked) => inner.query(...asked),
    commit: (...asked) => (begun ? Promise.reject(fault()) : inner.commit(...asked)),
  };
  const begin = (): void => {
    begun = true;
  };
  return { store, begin };
}

describe('a store that cannot be written', () => {
  it.each<[Lasting, number]>([
    ['disk-full', 507],
    ['disk-failing', 503],
    ['store-read-only', 503],
    ['store-damaged', 503],
    ['store-gone', 503],
    ['store-denied', 503],
  ])('%s: nobody is told to try again', async (code, status) => {
    const { store, begin } = failing(() => (code === 'store-denied' ? portFault(code) : diskFault(code)));
    const { call } = await inProcess({ store });
    begin();
    const health = await call('GET', '/health');
    expect([health.status, health.json.code, health.json.fault]).toEqual([503, 'unhealthy', code]);
    expect(health.json.checks.writes.status).toBe('failing');
    expect(health.json.checks.regulation.status).toBe('ok');
    const refused = await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([status, code, undefined]);
    expect(refused.json.detail).toMatch(/请系统管理员.+重新提交也不会成功/);
    expect(refused.json.detail).not.toMatch(/稍后|再试/);
  });

  it('is read on, also by whoever has asked for nothing before, and health sees within a second when that is over', async () => {
    const { store, begin } = failing(() => diskFault('disk-full'));
    let full = true;
    const emptied: Store = {
      ...store,
      commit: (...asked) => (full ? store.commit(...asked) : Promise.resolve({ committed: true })),
    };
    const home = await inProcess({ store: emptied });
    const { json: push } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    const browser = await browserOf(home, 'scjg.head');
    begin();
    home.clock.advance(6 * MINUTE);
    for (const path of ['/me', '/pushes', `/pushes/${push.id}`, '/inbox']) {
      expect([path, (await home.call('GET', path, { as: 'scjg.officer' })).status]).toEqual([path, 200]);
    }
    const page = await browser.get(`/console/pushes/${push.id}`);
    expect([page.status, page.text.includes('认领')]).toEqual([200, true]);
    const claim = await home.call('POST', `/pushes/${push.id}/claim`, { as: 'scjg.officer', body: {} });
    expect([claim.status, claim.json.code]).toEqual([507, 'disk-full']);
    expect((await home.call('GET', '/health')).status).toBe(503);
    full = false;
    await vi.waitFor(async () => expect((await home.call('GET', '/health')).status).toBe(200), {
      timeout: 900,
      interval: 50,
    });
  });

  it('that only does not answer is 503 with Retry-After, and asked anew by the next', async () => {
    let down = true;
    const { store, begin } = failing(() => asDiskFault(new Error('busy')));
    const now: Store = {
      ...store,
      commit: (...asked) => (down ? store.commit(...asked) : Promise.resolve({ committed: true })),
    };
    const { call } = await inProcess({ store: now });
    begin();
    const health = await call('GET', '/health');
    expect([health.status, health.json.code, health.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
    down = false;
    expect((await call('GET', '/health')).status).toBe(200);
  });
});

describe('a file that was taken away from a running platform', () => {
  it.each(['', '-wal'])('shenguan.db%s: what would be gone with the process is not taken', async (end) => {
    const file = newName();
    const { call } = await inProcess({ store: openSqliteStore(file) });
    expect((await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') })).status).toBe(201);
    rmSync(`${file}${end}`);
    const refused = await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-2') });
    expect([refused.status, refused.json.code]).toEqual([503, 'store-gone']);
    expect((await call('GET', '/health')).json.fault).toBe('store-gone');
    // What it has is still read.
    expect((await call('GET', '/pushes?box=out', { as: 'spj.officer' })).json.items).toHaveLength(1);
    // Nor is another file of that name the same.
    writeFileSync(`${file}${end}`, '');
    expect((await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-3') })).json.code).toBe('store-gone');
  });

  it('a page that was overwritten is damage', async () => {
    const file = newName();
    const first = openSqliteStore(file);
    const values = Array.from({ length: 200 }, (_, i) => plainItem(`a#county#${i}`, 'x'.repeat(900)));
    for (let i = 0; i < 200; i += 50)
      await first.commit(values.slice(i, i + 50).map((item) => ({ item, expected: null })));
    first.close();
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(40 * 4096, 0xff), 0, 40 * 4096, 8 * 4096);
    closeSync(handle);
    const store = openSqliteStore(file);
    const read = Promise.all(values.map(({ key }) => store.get(key)));
    await expect(read).rejects.toMatchObject({ code: 'store-damaged' });
  });
});

describe('a page that was overwritten while the platform runs', () => {
  const upkeepFor = (faults: PageFaults) =>
    upkeepOf({
      folder: root,
      isCounty: false,
      backups: null,
      sinceLastWrite: null,
      faults,
      missedRuns: async () => [],
    });

  it('is told by health once anybody has met it, also where it still writes', async () => {
    const file = newName();
    const store = openSqliteStore(file, { cache: { items: 0, bytes: 0 } });
    const { call, platform } = await inProcess({ store });
    platform.upkeep = upkeepFor(store.faults);
    for (let n = 0; n < 60; n++) {
      const body = { ...approval(`GX-${n}`), summary: '摘要'.repeat(200) };
      expect((await call('POST', '/pushes', { as: 'spj.officer', body })).status).toBe(201);
    }
    expect((await call('GET', '/health')).json.checks.writes.status).toBe('ok');
    const broken = vi.spyOn(SqliteItems.prototype, 'page').mockImplementation(() => {
      throw Object.assign(new Error('database disk image is malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
    });
    const list = await call('GET', '/pushes?box=out', { as: 'spj.officer' });
    expect([list.status, list.json.code]).toEqual([503, 'store-damaged']);
    // Nobody meets it any more, and what health itself reads and writes is whole.
    broken.mockRestore();
    for (let n = 0; n < 2; n++) {
      const health = await call('GET', '/health');
      expect([health.status, health.json.code, health.json.fault]).toEqual([503, 'unhealthy', 'store-damaged']);
      expect(health.json.checks.writes.says).toMatch(/请停止平台/);
    }
  });

  it.each<[string, number, Lasting | null]>([
    ['SQLITE_CORRUPT', 11, 'store-damaged'],
    ['SQLITE_CORRUPT_INDEX', 11 | (3 << 8), 'store-damaged'],
    ['SQLITE_NOTADB', 26, 'store-damaged'],
    ['SQLITE_IOERR_READ', 10 | (1 << 8), 'disk-failing'],
    ['SQLITE_IOERR_CORRUPTFS', 10 | (33 << 8), 'disk-failing'],
    // What passes once the disk has room, or may: health finds it by itself for as long as it lasts.
    ['SQLITE_IOERR_WRITE', 10 | (3 << 8), null],
    ['SQLITE_IOERR_SHMSIZE', 10 | (19 << 8), null],
    ['SQLITE_FULL', 13, null],
    ['SQLITE_BUSY', 5, null],
  ])('%s is remembered as %#', (_name, errcode, met) => {
    const faults = new PageFaults();
    const error = Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode });
    expect(faults.noted(error).code).toBe((asDiskFault(error) as { code: string }).code);
    expect(faults.met).toBe(met);
    faults.noted(Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode: 5 }));
    expect(faults.met).toBe(met);
  });
});

describe('what the outside says', () => {
  const sqlite = (errcode: number) => Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode });
  const system = (code: string) => Object.assign(new Error(code), { code });
  const aws = (name: string, httpStatusCode = 400) =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
  it.each<[string, unknown, string | undefined]>([
    ['SQLITE_FULL', asDiskFault(sqlite(13)), 'disk-full'],
    ['SQLITE_READONLY', asDiskFault(sqlite(8)), 'store-read-only'],
    ['SQLITE_READONLY_DBMOVED', asDiskFault(sqlite(1032)), 'store-gone'],
    ['SQLITE_IOERR_WRITE', asDiskFault(sqlite(778)), 'disk-failing'],
    ['SQLITE_CORRUPT', asDiskFault(sqlite(11)), 'store-damaged'],
    ['SQLITE_NOTADB', asDiskFault(sqlite(26)), 'store-damaged'],
    ['SQLITE_BUSY', asDiskFault(sqlite(5)), 'unavailable'],
    ['a store that moved', asDiskFault(new StoreMoved()), 'store-gone'],
    ['ENOSPC', asDiskFault(system('ENOSPC')), 'disk-full'],
    ['EROFS', asDiskFault(system('EROFS')), 'store-read-only'],
    ['ENOENT', asDiskFault(system('ENOENT')), 'unavailable'],
    ['AccessDeniedException', asPortFault(aws('AccessDeniedException')), 'store-denied'],
    ['AccessDenied (S3)', asPortFault(aws('AccessDenied', 403)), 'store-denied'],
    ['ExpiredTokenException', asPortFault(aws('ExpiredTokenException')), 'store-denied'],
    ['ResourceNotFoundException', asPortFault(aws('ResourceNotFoundException')), 'store-gone'],
    ['NoSuchBucket', asPortFault(aws('NoSuchBucket', 404)), 'store-gone'],
    ['ThrottlingException', asPortFault(aws('ThrottlingException')), 'unavailable'],
    ['InternalServerError', asPortFault(aws('InternalServerError', 500)), 'unavailable'],
    ['ValidationException, a fault of ours', asPortFault(aws('ValidationException')), undefined],
  ])('%s', (_name, fault, code) => {
    expect((fault as { code?: string }).code).toBe(code);
  });
});

describe('what needs somebody', () => {
  it('a county without its measures', async () => {
    const { call, platform } = await inProcess();
    const { store } = platform.ports;
    const found = await store.get(countyKey('371525'));
    const named = found?.value as County;
    const { regulation: _, ...county } = named;
    await store.commit([{ item: plainItem(countyKey('371525'), county), expected: found?.head ?? null }]);
    const { status, json } = await call('GET', '/health');
    expect([status, json.status]).toEqual([200, 'attention']);
    expect(json.checks.regulation).toEqual({ status: 'attention', says: expect.stringMatching(/^冠县没有登记/) });
    expect(regulationWarning(county)).toHaveLength(2);
    expect(regulationWarning(named)).toEqual([]);
  });

  it('records that no timer wakes, and since when', async () => {
    const { call, clock } = await inProcess();
    await call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    clock.set('2026-10-01T01:00:00+08:00');
    const { json } = await call('GET', '/health');
    expect(json.checks.timers).toMatchObject({
      status: 'attention',
      oldestDue: expect.stringMatching(/^2026-09-2\d|^2026-10-01T00:00/),
    });
  });

  it('a mail server that is down, since when', async () => {
    const county = await post('2026-09-28T09:00', {
      send: async () => {
        throw new MailServerDown('down');
      },
    });
    await county.push('A');
    await county.until('2026-09-28T11:30');
    const { json } = await county.call('GET', '/health');
    expect(json.checks.mails).toMatchObject({
      status: 'attention',
      oldestUnsent: '2026-09-28T09:00:00+08:00',
      parked: 0,
    });
    expect(json.checks.mails.says).toMatch(/2 小时 未能发出/);
  });

  it('mails tried in vain, also at night and at the weekend, behind whatever is due before the offices open', async () => {
    let down = true;
    const county = await post('2026-09-24T16:00', {
      send: async () => {
        if (down) throw new MailServerDown('down');
      },
    });
    await county.push('A');
    await county.until('2026-09-24T17:00');
    const { store } = county.platform.ports;
    // Saturday, a day off. In each shard of the wake index much is due before Monday's 08:30.
    await county.until('2026-09-26T23:00');
    const others = (sort: string | null) => async (n: number) => {
      const key = keyOf('371525', 'exchange', `other${n}`);
      const places = sort === null ? {} : { wake: { partition: wakeShard(key), sort } };
      const expected = (await store.get(key))?.head ?? null;
      await store.commit([{ item: { ...plainItem(key, { mails: [] }), places }, expected }]);
    };
    const numbers = Array.from({ length: 300 }, (_, n) => n);
    await Promise.all(numbers.map(others(sortable(county.clock.now() + HOUR))));
    const told = (await county.call('GET', '/health')).json.checks.mails;
    expect(told).toMatchObject({ status: 'attention', oldestUnsent: '2026-09-24T16:00:00+08:00', parked: 0 });
    expect(told.says).toMatch(/2 天 未能发出/);
    const waiting = { wake: expect.anything(), in: { partition: '371525#notices#waiting', sort: expect.anything() } };
    const [outgoing] = await county.outgoing();
    const key = keyOf('371525', 'notice', outgoing?.id ?? '');
    expect((await store.get(key))?.places).toEqual(waiting);
    expect(upgraded({ ...((await store.get(key)) as Item), places: {} }, ITEM_FORMAT)[0].places).toEqual(waiting);
    await Promise.all(numbers.map(others(null)));
    down = false;
    await county.until('2026-09-28T09:00');
    expect((await store.get(key))?.places).toEqual({});
  });

  it('parked mails', async () => {
    const county = await post('2026-09-28T09:00', {
      send: async () => {
        throw new MailRefused('no');
      },
    });
    await county.push('A');
    await county.until('2026-09-28T09:00');
    const { json } = await county.call('GET', '/health');
    expect(json.checks.mails).toMatchObject({ status: 'attention', parked: 1 });
  });
});

describe('the home', () => {
  it('knows its last backup and its disk', async () => {
    const folder = newName();
    const upkeep = upkeepOf({
      folder: root,
      isCounty: true,
      backups: null,
      sinceLastWrite: 2 * DAY,
      faults: new PageFaults(),
      missedRuns: async (late) => [String(late)],
    });
    expect(await upkeep.lastBackup()).toBeNull();
    writeFileSync(
      join(root, 'last-backup.json'),
      JSON.stringify({ at: '2026-09-27T02:30:00+08:00', file: folder, bytes: 42 }),
    );
    expect(await upkeep.lastBackup()).toEqual({ at: MONDAY - 30.5 * 3_600_000, bytes: 42 });
    expect([(await upkeep.freeBytes()) > 0, upkeep.startedLate(), upkeep.wantsBackups, upkeep.nightly]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(await upkeep.missedRuns()).toEqual(['3600000']);
    writeFileSync(join(root, 'last-backup.json'), '{');
    expect(await upkeep.lastBackup()).toBeNull();
  });

  it('gives a demonstration of before the measures of Guan, once', async () => {
    const store = openSqliteStore(':memory:');
    await seedDemonstration(store, MONDAY);
    const county = async () => (await readCounty(store, '371525')) as County;
    const marker = async () => (await readMarker(store)) as Marker;
    const without = async () => {
      const [found, { regulation: _, ...rest }] = [await store.get(countyKey('371525')), await county()];
      await store.commit([{ item: plainItem(countyKey('371525'), rest), expected: found?.head ?? null }]);
    };
    // Taken away since: it stays so.
    await without();
    await giveRegulation(store, await marker(), MONDAY);
    expect((await county()).regulation).toBeUndefined();
    const { regulationGiven: _, ...before } = await marker();
    await giveRegulation(store, before, MONDAY);
    expect((await county()).regulation?.documentNumber).toBe('冠政办字〔2022〕12号');
    expect((await marker()).regulationGiven).toBe(true);
    const real: Marker = { ...before, home: 'county' };
    await without();
    await giveRegulation(store, real, MONDAY);
    expect((await county()).regulation).toBeUndefined();
  });
});
