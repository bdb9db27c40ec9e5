/** Folders that cannot be used: refused in two languages with what to do, and nothing in them is written over. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { seedDemonstration } from '../../infra/local/home/demonstration.ts';
import { openFolder } from '../../infra/local/home/folder.ts';
import { unusable } from '../../infra/local/home/unusable.ts';
import { intoFolder } from '../../infra/local/moving/into-folder.ts';
import { Refused } from '../../infra/local/refused.ts';
import { diskFault } from '../../shared/adapters/disk-faults.ts';
import { EmlMailer } from '../../shared/adapters/eml-mailer.ts';
import { SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { MAIL, SENDER, SENT_AT } from '../contract/mailer.contract.ts';
import { runProgram } from './product.ts';

const root = mkdtempSync(join(tmpdir(), 'shenguan-damaged-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

/** A folder with the demonstration in it, closed. */
async function whole(): Promise<string> {
  const path = join(root, String(++folders));
  const folder = await openFolder(path);
  await seedDemonstration(folder.store, Date.parse('2026-09-28T09:00:00+08:00'));
  folder.close();
  return path;
}

/** What lies in a folder, by name, but for the lock. */
function contents(path: string): [string, string][] {
  if (!statSync(path).isDirectory()) return [['', readFileSync(path, 'latin1')]];
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map(({ parentPath, name }): [string, string] => [
    name,
    readFileSync(join(parentPath, name), 'latin1'),
  ]);
  return files.filter(([name]) => !/^lock\.|-shm$/.test(name)).sort();
}

async function refusal(path: string): Promise<string> {
  try {
    (await openFolder(path)).close();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  throw new Error('opened');
}

const db = (path: string): string => join(path, 'shenguan.db');

type Case = [name: string, damage: (path: string) => void, said: RegExp];

const CASES: Case[] = [
  [
    'the database is gone and its log is there',
    (path) => {
      rmSync(db(path));
      writeFileSync(`${db(path)}-wal`, 'frames');
    },
    /不见了，而 shenguan\.db-wal 还在/,
  ],
  [
    'the database is gone and files of records are there',
    (path) => {
      rmSync(db(path));
      mkdirSync(join(path, 'attachments', '371525'), { recursive: true });
    },
    /不见了，而 attachments\/ 还在/,
  ],
  [
    'the database is gone and mails are there',
    (path) => {
      rmSync(db(path));
      mkdirSync(join(path, 'mail'));
      writeFileSync(join(path, 'mail', '20260928T085000.000-00000001.json'), '{}');
    },
    /不见了，而 mail\/ 还在/,
  ],
  ['the database has 0 bytes', (path) => truncateSync(db(path)), /0 字节/],
  [
    'the database is a text',
    (path) => writeFileSync(db(path), '姓名,单位\n张三,县审批局\n'.repeat(400)),
    /不是数据库文件/,
  ],
  ['the database is cut off', (path) => truncateSync(db(path), statSync(db(path)).size / 2), /损坏或被截断/],
  ['the database lacks all but its first page', (path) => truncateSync(db(path), 4096), /损坏或被截断/],
  ['the database is cut off within its header', (path) => truncateSync(db(path), 60), /损坏或被截断/],
  ['the database lacks its last 100 bytes', (path) => truncateSync(db(path), statSync(db(path)).size - 100), /被截断/],
  [
    'the database is a folder',
    (path) => {
      rmSync(db(path));
      mkdirSync(db(path));
    },
    /是一个目录/,
  ],
  [
    'the database is another program’s',
    (path) => {
      rmSync(db(path));
      const other = new DatabaseSync(db(path));
      other.exec('CREATE TABLE books (title TEXT)');
      other.close();
    },
    /不是本平台的数据库/,
  ],
  [
    'a later version wrote it',
    (path) => {
      const later = new DatabaseSync(db(path));
      later.exec('PRAGMA user_version = 99');
      later.close();
    },
    /由更新版本的平台写入/,
  ],
  ['the lock is a text', (path) => writeFileSync(join(path, 'lock.db'), 'x'.repeat(5000)), /不是数据库文件/],
  [
    'a file is in the folder’s place',
    (path) => {
      rmSync(path, { recursive: true });
      writeFileSync(path, 'a file');
    },
    /不是目录/,
  ],
];

/** What may lie in the folder of a county whose database is gone: any of it says that there was one. */
const LEFT: [name: string, leave: (path: string) => void][] = [
  ['lock.db', () => {}],
  ['lock.db', (path) => leave(path, 'lock.db-journal', 'lock.pid')],
  ['seal.key', (path) => leave(path, 'seal.key')],
  ['shenguan.db-shm', (path) => leave(path, 'shenguan.db-shm')],
  ['shenguan.db-wal', (path) => leave(path, 'shenguan.db-wal')],
  ['shenguan.db-journal', (path) => leave(path, 'shenguan.db-journal')],
  ['shenguan.db.format-2.2026-11-26', (path) => leave(path, 'shenguan.db.format-2.2026-11-26')],
  ['shenguan-2026-11-27.db', (path) => leave(path, 'shenguan-2026-11-27.db')],
  ['last-backup.json', (path) => leave(path, 'last-backup.json')],
  ['erased.jsonl', (path) => leave(path, 'erased.jsonl')],
  ['mail/', (path) => mkdirSync(join(path, 'mail'))],
  ['mail', (path) => symlinkSync('/nowhere/mail', join(path, 'mail'))],
  ['attachments/', (path) => mkdirSync(join(path, 'attachments', 'arriving'), { recursive: true })],
  // Nor does what a first start leaves say that there was none.
  ['seal.key', (path) => leave(path, 'seal.key', 'shenguan.db.making', 'lock.pid')],
];

function leave(path: string, ...names: string[]): void {
  for (const name of names) writeFileSync(join(path, name), '');
}

describe('a folder without its database is no new folder where there is', () => {
  it.each(LEFT)('%s', async (left, damage) => {
    const path = await whole();
    rmSync(db(path));
    damage(path);
    const before = readdirSync(path, { recursive: true }).sort();
    expect(await refusal(path)).toContain(`不见了，而 ${left} 还在`);
    const after = readdirSync(path, { recursive: true }).sort();
    expect(after.filter((name) => !String(name).startsWith('lock.'))).toEqual(
      before.filter((name) => !String(name).startsWith('lock.')),
    );
    expect(await refusal(path)).toContain('不见了');
  });

  it('a log alone, into which nothing is imported either', async () => {
    const path = join(root, String(++folders));
    mkdirSync(path);
    leave(path, 'shenguan.db-wal');
    const nothing = { items: (async function* () {})(), last: null, bytes: async () => {} };
    await expect(intoFolder(path, nothing)).rejects.toThrow(/不见了，而 shenguan\.db-wal 还在/);
    expect(readdirSync(path)).toContain('shenguan.db-wal');
  });
});

it('a first start that was killed, at whatever moment, is followed by another', async () => {
  const path = join(root, String(++folders));
  const copies: string[] = [];
  const exec = DatabaseSync.prototype.exec;
  const watched = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    exec.call(this, sql);
    const copy = `${path}-${copies.length}`;
    cpSync(path, copy, { recursive: true });
    copies.push(copy);
  });
  (await openFolder(path)).close();
  watched.mockRestore();
  const making = copies.filter((copy) => !existsSync(db(copy)));
  expect([making.length > 2, making.length < copies.length]).toEqual([true, true]);
  expect(making.some((copy) => existsSync(join(copy, 'lock.pid')))).toBe(true);
  for (const copy of copies) {
    (await openFolder(copy)).close();
    expect(readdirSync(copy).sort()).toEqual(['lock.db', 'shenguan.db']);
  }
});

it('an import that was killed or has failed may be made again, or another folder begun', async () => {
  const path = join(root, String(++folders));
  const failing = { items: (async function* () {})(), last: null, bytes: () => Promise.reject(new Error('cut off')) };
  await expect(intoFolder(path, failing)).rejects.toThrow('cut off');
  await intoFolder(path, { ...failing, items: (async function* () {})(), bytes: async () => {} });
  expect(readdirSync(path).sort()).toEqual(['lock.db', 'shenguan.db']);
});

describe('a folder that cannot be made is told in both languages', () => {
  it.each<[string, () => string, RegExp]>([
    ['a link to nowhere', () => linked('/nowhere/at/all'), /ENOENT.*没有挂载/],
    ['a folder within such a link', () => join(linked('/nowhere/at/all'), 'data'), /ENOENT.*没有挂载/],
    ['a link to itself', () => linked(join(root, `link-${folders + 1}`)), /ELOOP/],
    ['a name that is too long', () => join(root, 'x'.repeat(300)), /ENAMETOOLONG/],
    ['a link to a file', () => linked(fileIn(root)), /不是目录/],
  ])('%s', async (_name, make, said) => {
    const path = make();
    const message = await refusal(path);
    expect(message).toMatch(said);
    expect(message.split('\n')).toEqual([
      expect.stringContaining(path),
      expect.stringMatching(/^The data folder .*\.$/),
    ]);
  });
});

function linked(target: string): string {
  const path = join(root, `link-${++folders}`);
  symlinkSync(target, path);
  return path;
}

function fileIn(path: string): string {
  const file = join(path, `file-${++folders}`);
  writeFileSync(file, 'x');
  return file;
}

describe('a disk without room is told in both languages', () => {
  const FULL = /^数据目录 .* 所在的磁盘已满。请腾出磁盘空间后再试。\nThe data folder .* lies on a full disk\./;
  const item = (n: number) => ({ key: `371525#x#${n}`, head: 'h', value: {}, places: {} });

  it('by an import, which leaves nothing half done', async () => {
    const path = join(root, String(++folders));
    const committing = vi.spyOn(SqliteStore.prototype, 'commit').mockImplementation(async () => {
      throw diskFault('disk-full');
    });
    // The commit has failed while the file is still being read.
    const items = (async function* () {
      for (let n = 0; n < 150; n++) yield item(n);
      await new Promise((resolve) => setTimeout(resolve, 5));
    })();
    await expect(intoFolder(path, { items, last: null, bytes: async () => {} })).rejects.toThrow(FULL);
    committing.mockRestore();
    expect(readdirSync(path).filter((name) => name.endsWith('.db') && name !== 'lock.db')).toEqual([]);
  });

  it('where SQLite takes it for a failing one', () => {
    const failing = Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 | (19 << 8) });
    expect(unusable(root, failing)?.message).toContain('读写出错');
    expect(unusable('/proc', failing)?.message).toMatch(FULL);
  });
});

describe('a folder is refused and left as it is where', () => {
  it.each(CASES)('%s', async (_name, damage, said) => {
    const path = await whole();
    damage(path);
    const before = contents(path);
    const message = await refusal(path);
    const [zh = '', en = ''] = message.split('\n');
    expect(zh).toMatch(said);
    expect(zh).toContain(path);
    expect(zh).toMatch(/请|改用|另存/);
    expect(en).toMatch(/^The data folder .*\./);
    expect(message).not.toMatch(/undefined|\n {4}at /);
    expect(contents(path)).toEqual(before);
    // Nor is it taken by a second try.
    expect(await refusal(path)).toBe(message);
  });

  it('lies in a file', async () => {
    const file = join(root, `file-${++folders}`);
    writeFileSync(file, 'x');
    expect(await refusal(join(file, 'deeper'))).toMatch(/不是目录，或其上级是一个文件/);
  });
});

describe('what the system says', () => {
  const sqlite = (errcode: number) => Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode });
  const system = (code: string) => Object.assign(new Error(code), { code });
  it.each<[string, unknown, RegExp | null]>([
    ['a file in place of another folder', Object.assign(system('ENOTDIR'), { path: '/backups' }), null],
    ['rights of a file in it', Object.assign(system('EACCES'), { path: '/data/mail' }), /属主和权限/],
    ['a file above it', Object.assign(system('ENOTDIR'), { path: '/' }), /不是目录/],
    ['a full disk', system('ENOSPC'), /磁盘已满/],
    ['a full disk, by SQLite', sqlite(13), /磁盘已满/],
    ['a quota', system('EDQUOT'), /磁盘已满/],
    ['a read-only disk', system('EROFS'), /以只读方式挂载/],
    ['rights', system('EACCES'), /属主和权限/],
    ['a read-only file', sqlite(8), /以只读方式挂载/],
    ['a file that was moved (SQLITE_READONLY_DBMOVED)', sqlite(8 | (4 << 8)), /被移走了/],
    ['a disk that fails (SQLITE_IOERR_READ)', sqlite(10 | (1 << 8)), /读写出错/],
    ['another program that holds it', sqlite(5), /其他程序占用/],
    ['a wrong statement, which is ours', sqlite(1), null],
    ['anything else', new Error('x'), null],
  ])('of %s', (_name, error, said) => {
    const message = unusable('/data', error)?.message;
    if (said === null) expect(message).toBeUndefined();
    else expect(message).toMatch(said);
  });
});

it('is made where there is none, whole or not at all', async () => {
  const path = await whole();
  expect(contents(path).map(([name]) => name)).toEqual(['shenguan.db']);
  (await openFolder(path)).close();
  const other = join(root, `other-${++folders}`);
  mkdirSync(other);
  // What a start left that was killed while it made the store.
  writeFileSync(join(other, 'shenguan.db.making'), 'half');
  writeFileSync(join(other, 'notes.txt'), 'x');
  (await openFolder(other)).close();
  expect(contents(other).map(([name]) => name)).toEqual(['notes.txt', 'shenguan.db']);
});

it('the program ends with the words alone', async () => {
  const path = await whole();
  truncateSync(db(path));
  const { code, output } = await runProgram(['infra/local/main.ts'], { DATA_DIR: path, PORT: '0' });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(2);
  expect(output).toContain('0 字节');
  const nowhere = await runProgram(['infra/local/main.ts'], { DATA_DIR: linked('/nowhere/at/all'), PORT: '0' });
  expect([nowhere.code, nowhere.output.trim().split('\n').length]).toEqual([1, 2]);
  expect(nowhere.output).toContain('没有挂载');
});

it('a mail folder that was removed is made again', async () => {
  const folder = join(root, `mail-${++folders}`);
  const mailer = new EmlMailer({ folder, from: SENDER, clock: { now: () => SENT_AT } });
  await mailer.send(MAIL);
  rmSync(join(folder, 'mail'), { recursive: true });
  await mailer.send(MAIL);
  expect(readdirSync(join(folder, 'mail')).sort()).toEqual([
    expect.stringMatching(/-00000002\.eml$/),
    expect.stringMatching(/-00000002\.json$/),
  ]);
});
