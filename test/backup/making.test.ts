/** A backup is made while the platform runs, by hand and each night; it has the bytes of files, each once. */
import { existsSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, test, vi } from 'vitest';
import { drop, keepNewest } from '../../infra/local/backup/keeping.ts';
import { makeBackup } from '../../infra/local/backup/making.ts';
import { dueDay, Nightly } from '../../infra/local/backup/nightly.ts';
import { openBackup } from '../../infra/local/backup/place.ts';
import { SqliteSnapshot } from '../../shared/adapters/sqlite-snapshot.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { parseInstant } from '../../shared/time.ts';
import { admin, CLOCK, push } from '../admin/county.ts';
import { homeWithFiles, id, PDF, PNG, sha } from '../admin/files.ts';
import { folder, start } from '../home/products.ts';

let source = '';
beforeAll(async () => {
  source = await homeWithFiles();
  return () => rm(source, { recursive: true, force: true });
});

const make = (file: string, from = source, replaces = false) =>
  makeBackup({ folder: from, file, replaces, now: parseInstant('2026-11-26T02:30:00+08:00') as number });

test.each([
  ['2026-11-26T02:29:59+08:00', '2026-11-25'],
  ['2026-11-26T02:30:00+08:00', '2026-11-26'],
  ['2026-11-26T23:59:59+08:00', '2026-11-26'],
  ['2027-01-01T00:00:00+08:00', '2026-12-31'],
])('at %s the last backup due is that of %s', (now, day) => {
  expect(dueDay(parseInstant(now) as number)).toBe(day);
});

describe('a backup', () => {
  it('that finds no room leaves neither itself nor its journal', async () => {
    const into = await folder();
    const copying = vi.spyOn(SqliteSnapshot.prototype, 'copyTo').mockImplementation((to) => {
      for (const left of [to, `${to}-journal`]) writeFileSync(left, 'begun');
      throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    });
    await expect(make(join(into, 'one.db'))).rejects.toThrow(/没有完成.*\nThe backup/);
    copying.mockRestore();
    expect(await readdir(into)).toEqual([]);
  });

  it('is one file for its owner alone, with the bytes beside it, each once; the next one adds only new ones', async () => {
    const into = await folder();
    const made = await make(join(into, 'one.db'));
    expect(made).toMatchObject({ files: 3, lost: [] });
    expect((await readdir(into)).sort()).toEqual(['attachments', 'erased.jsonl', 'one.db']);
    expect(await readFile(join(into, 'erased.jsonl'), 'utf8')).toBe('');
    expect((await readdir(join(into, 'attachments'))).sort()).toEqual([sha(PDF), sha(PNG)].sort());
    expect(await readFile(join(into, 'attachments', sha(PNG)))).toEqual(PNG);
    // A second name of the same bytes.
    expect((await stat(join(into, 'attachments', sha(PNG)))).ino).toBe(
      (await stat(join(source, 'attachments', '371525', id(3)))).ino,
    );
    const told = JSON.parse(await readFile(join(source, 'last-backup.json'), 'utf8'));
    expect(told).toEqual({ at: '2026-11-26T02:30:00+08:00', file: join(into, 'one.db'), bytes: made.bytes });

    const before = await stat(join(into, 'attachments', sha(PDF)));
    await make(join(into, 'two.db'));
    expect((await stat(join(into, 'attachments', sha(PDF)))).ctimeMs).toBe(before.ctimeMs);
  });

  it('is not written over another, nor made of what is no data folder', async () => {
    const into = await folder();
    await make(join(into, 'one.db'));
    await expect(make(join(into, 'one.db'))).rejects.toThrow('已经存在');
    await expect(make(join(into, 'two.db'), into)).rejects.toThrow('没有本平台的数据');
    await writeFile(join(into, 'shenguan.db'), 'not a database');
    await expect(make(join(into, 'two.db'), into)).rejects.toThrow('没有本平台的数据');
    expect(await readdir(into)).not.toContain('two.db');
  });

  it('names the files whose bytes are missing, and is made all the same', async () => {
    const [broken, into] = [await folder(), await folder()];
    await copyFile(join(source, 'shenguan.db'), join(broken, 'shenguan.db'));
    await mkdir(join(broken, 'attachments', '371525'), { recursive: true });
    await writeFile(join(broken, 'attachments', '371525', id(1)), PDF);
    const { lost } = await make(join(into, 'one.db'), broken);
    expect(lost.map((file) => file.id)).toEqual([id(3)]);
    expect(existsSync(join(into, 'one.db'))).toBe(true);
  });
});

test('fourteen nights are kept; bytes stay as long as any backup names them', async () => {
  const into = await folder();
  const tomorrow = join(into, 'shenguan-2026-11-17.db');
  await make(tomorrow);
  for (let day = 1; day <= 16; day++) {
    await make(join(into, `shenguan-2026-11-${String(day).padStart(2, '0')}.db`));
  }
  await make(join(into, 'by-hand.db'));
  // That of a clock that ran ahead is none of the fourteen.
  expect(keepNewest(into, 14, '2026-11-16').map((path) => path.slice(-13))).toEqual(['2026-11-01.db', '2026-11-02.db']);
  drop(into, [tomorrow]);
  expect((await readdir(into)).filter((name) => name.endsWith('.db'))).toHaveLength(15);
  drop(
    into,
    (await readdir(into)).filter((name) => name.startsWith('shenguan')).map((name) => join(into, name)),
  );
  expect(await readdir(join(into, 'attachments'))).toHaveLength(2);
  drop(into, [join(into, 'by-hand.db')]);
  expect(await readdir(join(into, 'attachments'))).toEqual([]);
});

describe('a place of backups that cannot be read', () => {
  it('is said in the log and looked at again later, and ends nothing', async () => {
    const file = join(await folder(), 'file');
    await writeFile(file, 'x');
    const said: string[] = [];
    const log = { info: () => {}, error: (event: string) => void said.push(event) };
    let now = parseInstant('2026-11-26T09:00:00+08:00') as number;
    const nightly = new Nightly({ folder: source, into: file, clock: { now: () => now }, log });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      nightly.start();
      for (const minutes of [0, 1, 13, 1]) {
        now += minutes * 60_000;
        vi.advanceTimersByTime(60_000);
      }
      expect(said).toEqual(['backup-failed', 'backup-failed']);
    } finally {
      nightly.stop();
      vi.useRealTimers();
    }
  });
});

it('a file in the place of the backups keeps no platform from starting', async () => {
  const [dataDir, file] = [await folder(), join(await folder(), 'file')];
  await writeFile(file, 'x');
  const product = await start({ dataDir, clock: CLOCK, env: { BACKUP_DIR: file } });
  expect((await product.call('GET', '/health')).status).toBe(200);
  expect(product.output()).toContain('backup-failed');
});

describe('with the platform running', () => {
  it('requests go on while it is made; the night is made at a start; a purge takes what was quarantined', async () => {
    const [dataDir, nights] = [await folder(), await folder()];
    // Made while the clock was decades ahead, say: it is not tonight's.
    await writeFile(join(nights, TO_COME), '');
    const product = await start({ dataDir, clock: CLOCK, env: { BACKUP_DIR: nights } });
    const take = async (reference: string, summary = '准予许可'): Promise<string> => {
      const body = { ...push(reference), summary };
      const made = await product.call('POST', '/pushes', { as: 'construction', body });
      expect(made.status).toBe(201);
      return made.body.id;
    };
    const secret = await take('S', SECRET);
    await oneNight(nights);
    const file = join(nights, 'by-hand.db');
    const [{ code, output }] = await Promise.all([
      admin('backup', '--data-dir', dataDir, '--out', file),
      (async () => {
        for (let n = 0; n < 30; n++) await take(`T${n}`);
      })(),
    ]);
    expect([code, output]).toEqual([0, expect.stringContaining(`已备份到 ${file}`)]);
    expect(holdsRecord(file, secret)).toBe(true);
    expect(await readFile(file, 'utf8')).toContain(SECRET);
    expect(JSON.parse(await readFile(join(dataDir, 'last-backup.json'), 'utf8'))).toMatchObject({ file });

    const quarantine = await product.call('POST', `/pushes/${secret}/quarantine`, {
      as: 'construction',
      body: { reason: '误发' },
    });
    expect(quarantine.status).toBe(200);
    const erased = (await readFile(join(nights, 'erased.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(erased.map((line) => JSON.parse(line))).toEqual([
      { at: CLOCK, jurisdiction: '371525', path: 'pushes', id: secret, by: 'construction', files: [] },
    ]);
    const purged = await admin('backup', '--data-dir', dataDir, '--out', join(nights, 'clean.db'), '--purge');
    expect([purged.code, purged.output]).toEqual([0, expect.stringContaining(file)]);
    expect(existsSync(file)).toBe(false);
    expect(await readFile(join(nights, 'clean.db'), 'utf8')).not.toContain(SECRET);
    await product.stop();
  });
});

const SECRET = '不应出现的涉密内容';
const TO_COME = 'shenguan-2099-01-01.db';

function holdsRecord(file: string, record: string): boolean {
  const open = openBackup(file);
  try {
    return open.get(exchangeKey('371525', record)) !== undefined;
  } finally {
    open.close();
  }
}

/** The night's backup, once it is there. */
async function oneNight(into: string): Promise<void> {
  for (let n = 0; n < 150; n++) {
    if ((await readdir(into)).some((name) => /^shenguan-.*\.db$/.test(name) && name !== TO_COME)) return;
    await sleep(200);
  }
  throw new Error('no backup of the night');
}
