/** What a check says of a store, whole and damaged in each way that it knows. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { check as checkCommand } from '../../infra/local/admin/check.ts';
import { restore as restoreCommand } from '../../infra/local/admin/restore.ts';
import { check } from '../../infra/local/backup/checking.ts';
import type { Finding } from '../../infra/local/backup/findings.ts';
import { backupsIn, openBackup } from '../../infra/local/backup/place.ts';
import { openFolder } from '../../infra/local/home/folder.ts';
import { Refused } from '../../infra/local/refused.ts';
import { FolderAttachments } from '../../shared/adapters/folder-attachments.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { plainItem } from '../../shared/change.ts';
import { PLACES } from '../../shared/exchange/item.ts';
import { fileItem, fileKey } from '../../shared/files/file.ts';
import { parseInstant } from '../../shared/time.ts';
import { admin } from '../admin/county.ts';
import { FILES, homeWithFiles, id } from '../admin/files.ts';
import { upload } from '../files/sample.ts';
import { inProcess } from '../in-process.ts';
import { reportingCounty } from '../reports/county.ts';

const place = mkdtempSync(join(tmpdir(), 'shenguan-check-'));
const whole = join(place, 'whole.db');
const attachments = join(place, 'attachments');
const NOW = parseInstant('2026-09-28T10:00:00+08:00') as number;
afterAll(() => rmSync(place, { recursive: true, force: true }));

const PUSH = {
  kind: 'approval',
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司' },
  licence: { name: '食品经营许可证', number: 'JY1', decidedOn: '2026-09-28' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予许可',
};

/** A push with a file, a problem with participants, a mail that waits, a boundary list, accounts. */
beforeAll(async () => {
  const store = openSqliteStore(whole, { places: PLACES });
  const ports = { attachments: new FolderAttachments({ folder: attachments, random: systemRandom }) };
  const { call } = await inProcess({ store, ports });
  const must = async (as: string, path: string, body: unknown) => {
    const made = await call('POST', path, { as, body });
    expect([made.status, made.text]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()]);
    return made.json;
  };
  const file = await upload(call, 'spj.officer');
  const push = await must('spj.officer', '/pushes', { ...PUSH, reference: 'GX-1', attachments: [{ file }] });
  await must('scjg.officer', `/pushes/${push.id}/claim`, {});
  await must('scjg.officer', `/pushes/${push.id}/dispute`, { reason: '不属于本单位职责' });
  await must('spj.officer', '/letters', {
    ...{ purpose: 'inquiry', title: '关于冷藏设备的函', text: '请函告意见' },
    to: [{ org: 'SCJG' }],
  });
  await must('scjg.officer', '/problems', {
    ...{ type: 'boundary-unclear', title: '夜间餐饮油烟', text: '多个部门均不认领', with: ['WJJ'] },
  });
  store.close();
});

it.each([
  ['index places', 'UPDATE places SET version = 99'],
  ['items', 'PRAGMA user_version = 99'],
])(
  'a backup with %s of a later version is refused by check and restore, in both languages',
  async (name, statement) => {
    const later = join(place, `later ${name}.db`);
    copyFileSync(whole, later);
    const db = new DatabaseSync(later);
    db.exec(statement);
    db.close();
    const said = /^备份 .*later.* 由更新版本的平台写入。请改用.*\nThe backup .* was written by a later version\./;
    expect(() => openBackup(later)).toThrow(Refused);
    await expect(checkCommand.run(['--in', later])).rejects.toThrow(said);
    const restored = restoreCommand.run(['--in', later, '--data-dir', join(place, 'restored')]);
    await expect(restored).rejects.toThrow(said);
    // It is a backup all the same: the bytes beside it are not taken for nobody's.
    expect(() => backupsIn(place)).toThrow(said);
    rmSync(later);
  },
);

/** Checks the store after a statement, or something else, has changed it. */
async function found(
  damage: string | null | ((file: string) => void),
  now: number | null = NOW,
  from = whole,
  before?: string,
) {
  const file = join(place, 'damaged.db');
  copyFileSync(from, file);
  if (typeof damage === 'function') damage(file);
  if (typeof damage === 'string') {
    const db = new DatabaseSync(file);
    db.exec(damage);
    db.close();
  }
  const store = openBackup(file);
  const earlier = before === undefined ? undefined : openBackup(before);
  try {
    return await check({
      store,
      now,
      ...(earlier && { earlier }),
      pathOf: (one) => join(attachments, one.jurisdiction, one.id),
    });
  } finally {
    store.close();
    earlier?.close();
  }
}

const REPORT = "WHERE key = '371525#report#2026Q3'";
const FROZEN = "WHERE key LIKE '371525#report#content-%'";
const RECORDS = "key LIKE '371525#exchange#%'";

it('finds nothing in a store that is whole', async () => {
  const findings = await found(null);
  expect([findings.isClean, findings.records, findings.files]).toEqual([true, 4, 1]);
  expect(findings.said('x').join('\n')).toContain('未发现问题');
});

describe('what other programs have changed is found', () => {
  test.each<[finding: Finding, count: number, sql: string]>([
    ['chains', 1, `UPDATE items SET value = replace(value, '准予许可', '不予许可') WHERE ${RECORDS}`],
    ['chains', 4, `UPDATE items SET head = 'x' WHERE ${RECORDS}`],
    ['unreadable', 4, `UPDATE items SET value = '{}' WHERE ${RECORDS}`],
    ['wakes', 3, `UPDATE items SET wake_partition = NULL, wake_sort = NULL WHERE ${RECORDS}`],
    ['places', 4, `UPDATE items SET out_sort = '0' WHERE ${RECORDS}`],
    ['parts', 1, "DELETE FROM items WHERE key LIKE '371525#part#%'"],
    ['identities', 1, "DELETE FROM items WHERE key = (SELECT min(key) FROM items WHERE key LIKE '_#identity#%')"],
    ['named', 1, "DELETE FROM items WHERE key LIKE '371525#file#%'"],
    ['bytes', 1, "UPDATE items SET value = replace(value, '\"size\":', '\"size\":1') WHERE key LIKE '371525#file#%'"],
  ])('%s: %i', async (finding, count, sql) => {
    const findings = await found(sql);
    expect(findings.count(finding)).toBe(count);
    expect(findings.said('x').join('\n')).toContain('npm run admin -- restore');
  });

  it('names what was written while the clock was ahead', async () => {
    const findings = await found(null, parseInstant('2026-09-28T08:54:59+08:00') as number);
    expect(findings.count('future')).toBe(4);
    expect(findings.said('x').join('\n')).toContain('本机时间曾经走快过');
    expect((await found(null, parseInstant('2026-09-28T08:55:00+08:00') as number)).isClean).toBe(true);
  });

  it('a damaged page stops the rest', async () => {
    const findings = await found((file) => {
      const bytes = readFileSync(file);
      bytes.fill(0xff, bytes.length - 4096);
      writeFileSync(file, bytes);
    });
    expect(findings.count('pages')).toBeGreaterThan(0);
    expect(findings.items).toBe(0);
  });
});

describe('a circular, issued, and another under way', () => {
  const issued = join(place, 'issued.db');
  const LATER = parseInstant('2027-01-05T10:00:00+08:00') as number;
  let stored: ReturnType<typeof openSqliteStore>;

  beforeAll(async () => {
    stored = openSqliteStore(issued, { places: PLACES });
    const county = await reportingCounty('2026-09-28T09:00', { store: stored });
    await county.pushes('SCJG', 3, 2);
    await county.nineAt('2026-10-08');
    await county.nineAt('2026-10-16');
    const body = { documentNumber: '冠审批字〔2026〕1号', signedBy: '王某' };
    const { status } = await county.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body });
    expect(status).toBe(200);
    await county.nineAt('2027-01-04');
    stored.close();
  });

  it('is what was frozen and hashed', async () => {
    expect((await found(null, LATER, issued)).isClean).toBe(true);
  });

  // A row by which pushes are addressed; figures before and after they are signed; the hash; a page left out.
  test.each<[what: string, count: number, sql: string]>([
    ['its figures', 3, `UPDATE items SET value = replace(value, 'deemedClaimed\\":1', 'deemedClaimed\\":0') ${FROZEN}`],
    ['its hash', 1, `UPDATE items SET value = replace(value, '"contentHash":"', '"contentHash":"0') ${REPORT}`],
    ['who signed', 1, `UPDATE items SET value = replace(value, '王某', '李某') ${REPORT}`],
    ['what it rests on', 2, `DELETE FROM items ${FROZEN}`],
    [
      'a row',
      1,
      `UPDATE items SET value = replace(value, '"SCJG"', '"WJJ"') WHERE key LIKE '371525#boundary#%SCJG-001'`,
    ],
  ])('%s: %i', async (_what, count, sql) => {
    const findings = await found(sql, LATER, issued);
    expect(findings.count('contents')).toBe(count);
    expect(findings.said('x').join('\n')).toContain('内容与其摘要不符');
  });
});

describe('what was deleted by another program is named', () => {
  const PUSH_KEY = "(SELECT key FROM items WHERE key LIKE '371525#exchange#%' AND value LIKE '%GX-1%' LIMIT 1)";
  const named = (findings: Awaited<ReturnType<typeof found>>): string => findings.said('x').join('\n');

  test.each<[what: string, from: 'whole' | 'issued', sql: string]>([
    ['a record alone', 'whole', `DELETE FROM items WHERE key = ${PUSH_KEY}`],
    ['all records, and all that names them', 'whole', "DELETE FROM items WHERE key NOT LIKE '371525#county#%'"],
    ['the evidence of a circular', 'issued', `DELETE FROM items ${FROZEN}`],
    ['an account', 'whole', "DELETE FROM items WHERE key = '371525#accounts#SCJG'"],
    [
      'the end of a chain',
      'whole',
      "DELETE FROM items WHERE key = (SELECT max(key) FROM items WHERE key LIKE '%#audit#%')",
    ],
  ])('%s', async (_what, from, sql) => {
    const file = from === 'whole' ? whole : join(place, 'issued.db');
    const gone: string[] = [];
    const findings = await found(
      (damaged) => {
        const db = new DatabaseSync(damaged);
        const keys = db.prepare(sql.replace('DELETE FROM items', 'SELECT key FROM items')).all();
        const expiring = db.prepare('SELECT key FROM expiring').all();
        gone.push(...keys.map(({ key }) => String(key)).filter((key) => !expiring.some((one) => one.key === key)));
        db.exec(sql);
        db.close();
      },
      null,
      file,
    );
    expect(gone.length).toBeGreaterThan(0);
    expect(findings.count('removed')).toBe(gone.length);
    for (const key of gone.sort().slice(0, 20)) expect(named(findings)).toContain(key);
  });

  // By whoever knows that deletions are noted, and takes that away too.
  const UNNOTED = 'DROP TRIGGER note_removals; DROP TABLE removed';
  test.each<[what: string, finding: Finding, sql: string]>([
    ['a push that a problem came of', 'missing', `DELETE FROM items WHERE key = ${PUSH_KEY}`],
    [
      'the problem that came of it, with its participants',
      'missing',
      `DELETE FROM items WHERE key LIKE '371525#part#%' OR (key LIKE '371525#exchange#%'
       AND value LIKE '%"kind":"problem"%' AND value LIKE '%不属于本单位职责%')`,
    ],
    [
      'all accounts of an organisation, with their chain and identities',
      'missing',
      `DELETE FROM items WHERE key = '371525#accounts#SCJG' OR key LIKE '371525#audit#accounts/SCJG%'
       OR (key LIKE '_#identity#%' AND value LIKE '%SCJG%')`,
    ],
  ])('%s, and nothing notes it: %s', async (_what, finding, sql) => {
    const findings = await found(`${UNNOTED}; ${sql}`);
    expect(findings.count('removed')).toBe(0);
    expect(findings.count(finding)).toBeGreaterThan(0);
  });

  it('a report whose mails are there, and a push that only its figures know', async () => {
    const [issued, later] = [join(place, 'issued.db'), parseInstant('2027-01-05T10:00:00+08:00') as number];
    const report = await found(`${UNNOTED}; DELETE FROM items ${REPORT}`, later, issued);
    expect(named(report)).toContain('371525#report#2026Q3 ←');
    const push = await found(
      `${UNNOTED}; DELETE FROM items WHERE key =
       (SELECT max(key) FROM items WHERE key LIKE '371525#exchange#%' AND value LIKE '%"push"%')`,
      later,
      issued,
    );
    expect(named(push)).toContain('371525 2026Q3 SCJG 2/3');
  });

  it('and, by an earlier backup, what is gone or rewritten without a trace in the store', async () => {
    const before = join(place, 'before.db');
    copyFileSync(whole, before);
    const letter = "key LIKE '371525#exchange#%' AND value LIKE '%关于冷藏设备的函%'";
    const deleted = await found(`${UNNOTED}; DELETE FROM items WHERE ${letter}`, null, whole, before);
    expect([deleted.count('removed'), deleted.count('gone'), deleted.count('rewritten')]).toEqual([0, 1, 0]);
    const said = ['"hash":"', '"hash":"0'].map((text) => `'${text}'`).join();
    const changed = await found(
      `UPDATE items SET value = replace(value, ${said}) WHERE ${letter}`,
      null,
      whole,
      before,
    );
    expect([changed.count('gone'), changed.count('rewritten')]).toEqual([0, 1]);
    expect((await found(null, NOW, whole, before)).isClean).toBe(true);
  });

  it('that nothing notes deletions any more', async () => {
    const findings = await found('DROP TRIGGER note_removals');
    expect(named(findings)).toContain('TRIGGER note_removals');
  });

  it('not what the platform itself lets expire, nor what was put back', async () => {
    const file = join(place, 'expiring.db');
    copyFileSync(whole, file);
    const store = openSqliteStore(file, { places: PLACES });
    await store.commit([{ item: plainItem('371525#token#x', {}), expected: null, expires: NOW }]);
    expect(store.dropExpired(NOW)).toBeGreaterThan(0);
    store.close();
    const db = new DatabaseSync(file);
    db.exec('CREATE TEMP TABLE kept AS SELECT * FROM items; DELETE FROM items; INSERT INTO items SELECT * FROM kept');
    db.close();
    expect((await found(null, NOW, file)).isClean).toBe(true);
  });
});

describe('what lies under seal', () => {
  const held = join(place, 'held.db');
  const HELD = "key LIKE '371525#held#%' AND key NOT LIKE '%.%'";
  const PIECES = "key LIKE '371525#held#%.%'";

  /** Two disputed pushes are quarantined; of one the sealed content is destroyed. */
  beforeAll(async () => {
    const store = openSqliteStore(held, { places: PLACES });
    const { call } = await inProcess({ store });
    for (const reference of ['GX-1', 'GX-2']) {
      const { json } = await call('POST', '/pushes', { as: 'spj.officer', body: { ...PUSH, reference } });
      await call('POST', `/pushes/${json.id}/claim`, { as: 'scjg.officer', body: {} });
      await call('POST', `/pushes/${json.id}/dispute`, { as: 'scjg.officer', body: { reason: '不属于本单位职责' } });
      const taken = { as: 'spj.officer', body: { reason: '误填个人信息' } };
      expect((await call('POST', `/pushes/${json.id}/quarantine`, taken)).status).toBe(200);
    }
    const { json } = await call('GET', '/sealed', { as: 'zfb.office' });
    expect(json.items).toHaveLength(2);
    await call('GET', `/sealed/${json.items[0].id}`, { as: 'zfb.office' });
    const confirmed = await call('POST', `/sealed/${json.items[1].id}/confirm`, { as: 'zfb.office', body: {} });
    expect(confirmed.status).toBe(200);
    store.close();
  });

  it('is whole, and so are the records it was taken from', async () => {
    expect((await found(null, NOW, held)).isClean).toBe(true);
  });

  test.each<[what: string, count: number, sql: string]>([
    [
      'a piece is gone',
      1,
      `DELETE FROM items WHERE key = (SELECT max(key) FROM items WHERE ${PIECES} AND value NOT LIKE '%null%')`,
    ],
    [
      'a reading was taken out',
      1,
      `UPDATE items SET value = replace(value, '"act":"read"', '"act":"confirm"') WHERE ${HELD}`,
    ],
    [
      'what was destroyed is said to be held',
      1,
      `UPDATE items SET value = replace(value, '"destroyed"', '"held"') WHERE ${HELD}`,
    ],
    [
      'another has decided',
      1,
      `UPDATE items SET value = replace(value, '"by":"zfb.office","reason"', '"by":"zfb.other","reason"') WHERE ${HELD}`,
    ],
    ['pieces belong to nothing', 2, `DELETE FROM items WHERE ${HELD}`],
  ])('%s: %i', async (_what, count, sql) => {
    const findings = await found(sql, NOW, held);
    expect(findings.count('held')).toBe(count);
    expect(findings.said('x').join('\n')).toContain('封存内容不完整');
  });
});

test('the command looks at a folder beside its files, and ends with 1 where one is missing', async () => {
  const source = await homeWithFiles();
  const { store, close } = await openFolder(source);
  // The record that these files name is made up.
  for (const { records: _, ...file } of FILES) {
    const before = await store.get(fileKey('371525', file.id));
    await store.commit([{ item: fileItem(file), expected: before?.head ?? null }]);
  }
  close();
  const before = join(place, 'folder.db');
  copyFileSync(join(source, 'shenguan.db'), before);
  expect(await admin('check', '--data-dir', source, '--before', before)).toMatchObject({ code: 0 });
  rmSync(join(source, 'attachments', '371525', id(3)));
  const { code, output } = await admin('check', '--data-dir', source);
  expect([code, output]).toEqual([1, expect.stringContaining(id(3))]);
  writeFileSync(join(source, 'shenguan.db'), 'no database');
  expect(await admin('check', '--data-dir', source)).toMatchObject({ code: 1 });
  rmSync(source, { recursive: true, force: true });
});
