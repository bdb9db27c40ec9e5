/** A new demonstration whose story fails: what passes leaves an empty county, a full disk leaves nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { Environment } from '../../infra/local/home/environment.ts';
import type { Folder } from '../../infra/local/home/folder.ts';
import { makeDemonstration } from '../../infra/local/home/life/making.ts';
import { readMarker } from '../../infra/local/home/marker.ts';
import { diskFault } from '../../shared/adapters/disk-faults.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';

const fails = vi.hoisted(() => ({ with: new Error() }));
vi.mock('../../infra/local/home/life/life.ts', () => ({ liveInto: () => Promise.reject(fails.with) }));

const path = mkdtempSync(join(tmpdir(), 'shenguan-making-'));
afterAll(() => rmSync(path, { recursive: true }));

async function made(error: Error): Promise<{ home?: string | undefined; said: string[]; thrown?: unknown }> {
  fails.with = error;
  const store = openSqliteStore(':memory:');
  const said: string[] = [];
  const log = { info: () => {}, error: (event: string) => void said.push(event) };
  const environment = { lives: true, files: {}, mailFrom: 'a@b.example' } as unknown as Environment;
  const thrown = await makeDemonstration(environment, { store, path } as Folder, Date.now(), log).catch((e) => e);
  return { home: (await readMarker(store))?.home, said, thrown };
}

it('begins empty where no calendar knows the days, and is not made at all on a full disk', async () => {
  expect(await made(new Error('no calendar'))).toEqual({ home: 'demonstration', said: ['life-failed'] });
  const full = await made(diskFault('disk-full'));
  expect(full).toMatchObject({ said: [], thrown: { code: 'disk-full' } });
  expect(full.home).toBeUndefined();
});
