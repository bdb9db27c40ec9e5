/** The commands of whoever runs the platform are entries too, and a county moves with its chains. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportCounty } from '../../infra/local/admin/export.ts';
import { importCounty } from '../../infra/local/admin/import.ts';
import { init } from '../../infra/local/admin/init.ts';
import { rotateKey } from '../../infra/local/admin/rotate-key.ts';
import { secret } from '../../infra/local/admin/secret.ts';
import { openFolder } from '../../infra/local/home/folder.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import { accountsKey } from '../../shared/accounts/stored.ts';
import type { Entry } from '../../shared/audit/entry.ts';
import { isAbout } from '../../shared/audit/things.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import { walkThing } from '../../shared/audit/walk.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { digest } from '../../shared/keys.ts';
import type { Item, Store } from '../../shared/ports.ts';
import { at } from '../desk.ts';

const A = '371522';
const ORGANISATIONS = [
  { code: 'SPJ', name: '莘县行政审批服务局', type: 'approval-bureau', sections: [{ code: 'SCK', name: '市场科' }] },
  { code: 'ZFB', name: '莘县人民政府办公室', type: 'government-office' },
  { code: 'JW', name: '莘县纪委监委', type: 'discipline' },
];
const ISSUER = 'https://sso.example.gov.cn';
const FROM = {
  ...{ jurisdiction: A, name: '莘县', since: '2026-01-01', issuer: ISSUER, audience: 'shenguan' },
  ...{ jwks: `${ISSUER}/jwks`, 'admin-account': 'wang.admin', 'admin-subject': 'wang' },
  ...{ 'discipline-account': 'jw.one', 'discipline-subject': 'one' },
};

let root: string;
let folder: string;

const argsOf = (given: Record<string, string>) =>
  Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);

async function inStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { store, close } = await openFolder(path);
  try {
    return await work(store);
  } finally {
    close();
  }
}

async function told(store: Store, thing: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { entry } of walkThing(store, A, thing, {})) {
    if (isAbout(entry.thing, thing)) found.push(`${entry.by} ${entry.act} ${entry.room}`);
  }
  return found;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shenguan-operator-'));
  folder = join(root, 'data');
  const organisations = join(root, 'organisations.json');
  await writeFile(organisations, JSON.stringify(ORGANISATIONS));
  await init.run(argsOf({ ...FROM, organisations, 'data-dir': folder }));
});

afterAll(() => rm(root, { recursive: true, force: true }));

it('begins the chains of a county with its first accounts', async () => {
  await inStore(folder, async (store) => {
    expect(await told(store, 'county')).toEqual(['operator init administration']);
    expect(await told(store, 'accounts/SPJ/wang.admin')).toEqual(['operator init administration']);
    expect(await told(store, 'accounts/JW/jw.one')).toEqual(['operator init discipline-accounts']);
    for (const chain of ['county', 'accounts/SPJ', 'accounts/JW']) {
      expect([chain, await verifyChain(store, A, chain)]).toMatchObject([chain, { entries: 1, verified: true }]);
    }
  });
});

it('refuses a first account of the operator’s name', async () => {
  const other = argsOf({ ...FROM, 'admin-account': 'operator', organisations: 'x', 'data-dir': join(root, 'other') });
  await expect(init.run(other)).rejects.toThrow('operator 由平台保留');
});

it('tells of secrets and keys that the operator makes', async () => {
  await inStore(folder, async (store) => {
    const county = (await readCounty(store, A)) as County;
    const machine = { name: '系统', roles: ['system' as const], sections: 'all' as const, scopes: [], active: true };
    const bureau = organisationOf(county, 'SPJ') as Organisation;
    const input = { ...machine, issuer: null, subject: null };
    await putAccount(store, county, bureau, 'exchange', input, { by: 'wang.admin', at: at('2026-09-28T09:00') });
  });
  await secret.run(argsOf({ 'data-dir': folder, account: 'exchange' }));
  await rotateKey.run(argsOf({ 'data-dir': folder }));
  await inStore(folder, async (store) => {
    expect(await told(store, 'secrets/exchange')).toEqual(['operator make-secret administration']);
    expect(await told(store, 'operations')).toEqual(['operator rotate-key administration']);
  });
});

it('moves with its chains; an export is told where it was made, and no part of the file', async () => {
  const [file, there] = [join(root, 'county.jsonl'), join(root, 'there')];
  expect(await exportCounty.run(argsOf({ 'data-dir': folder, out: file }))).toContain('审计链 5 条，全部校验通过。');
  expect(await importCounty.run(argsOf({ 'data-dir': there, in: file }))).toContain('审计链 5 条，全部校验通过。');
  await inStore(folder, async (store) => {
    expect((await told(store, 'operations'))[0]).toBe('operator export-county administration');
  });
  await inStore(there, async (store) => {
    expect(await told(store, 'operations')).toEqual(['operator rotate-key administration']);
    expect(await told(store, 'accounts/SPJ/exchange')).toEqual(['wang.admin add-account administration']);
    expect(await verifyChain(store, A, 'accounts/SPJ')).toMatchObject({ entries: 2, verified: true });
  });
  expect(await readFile(file, 'utf8')).not.toContain('export-county');
});

it('names the chains that do not hold, and moves them as they are', async () => {
  const key = accountsKey(A, 'SPJ');
  await inStore(folder, async (store) => {
    const before = (await store.get(key)) as Item;
    const value = { ...(before.value as object), accounts: [] };
    await store.commit([{ item: { ...before, head: digest(value), value }, expected: before.head }]);
    const first = (await store.get(`${A}#audit#county#000000001`)) as Item;
    const entry = { ...(first.value as Entry), by: 'somebody' };
    await store.commit([{ item: { ...first, head: digest(entry), value: entry }, expected: first.head }]);
  });
  const said = await exportCounty.run(argsOf({ 'data-dir': folder, out: join(root, 'again.jsonl') }));
  expect(said).toContain(`其中 2 条校验不通过（被平台以外的程序改动过）：\n${key}\n${A}#county#county`);
});
