/** A circular that had been issued is under review again after a restore, and only then may be issued as it was. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reissue } from '../../infra/local/admin/reissue.ts';
import { restore } from '../../infra/local/backup/restoring.ts';
import { openFolder } from '../../infra/local/home/folder.ts';
import { markerPut } from '../../infra/local/home/marker.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { PLACES } from '../../shared/exchange/item.ts';
import { type Report, reportKey } from '../../shared/reports/report.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { reportingCounty } from '../reports/county.ts';

const place = mkdtempSync(join(tmpdir(), 'shenguan-unissued-'));
const backup = join(place, 'night.db');
const HASH = 'a'.repeat(64);
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The backup of a night on which the circular of 2026Q3 was under review. */
beforeAll(async () => {
  const store = openSqliteStore(backup, { places: PLACES });
  const county = await reportingCounty('2026-09-28T09:00', { store });
  await store.commit([markerPut({ home: 'county', jurisdiction: JURISDICTION, issuers: [] })]);
  await county.nineAt('2026-10-08');
  store.close();
});

async function unissuedIn(folder: string) {
  const { store, close } = await openFolder(folder);
  const report = (await store.get(reportKey(JURISDICTION, '2026Q3')))?.value as Report;
  close();
  return report.unissued;
}

it.each<[string, Map<string, string> | null, object | undefined]>([
  [
    'with the folder before: by the hash that people hold',
    new Map([[`${JURISDICTION} 2026Q3`, HASH]]),
    { contentHash: HASH },
  ],
  ['with the folder before, where it had not been issued: not at all', new Map(), undefined],
  ['without: whatever had been issued', null, {}],
])('%s', async (what, issued, more) => {
  const folder = join(place, what.slice(0, 7) + (issued?.size ?? 'none'));
  await restore({ backup, folder, erased: [], issued, mails: 'park', sealKey: null });
  expect(await unissuedIn(folder)).toEqual(more && { at: expect.any(Number), ...more });
  if (more) return;
  // A folder that knows nothing of it is told by whoever runs the platform.
  const args = ['--data-dir', folder, '--hash', HASH, '--quarter'];
  await expect(reissue.run([...args, '2026Q4'])).rejects.toThrow('不在审核中');
  expect(await reissue.run([...args, '2026Q3'])).toContain('可由行政审批服务局管理员');
  expect(await unissuedIn(folder)).toEqual({ at: expect.any(Number), contentHash: HASH });
});
