/** A real county as tests make one: `npm run admin -- init` with an issuer of the test's own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Oidc, startOidc } from './oidc.ts';
import { runProgram } from './product.ts';
import { folder } from './products.ts';

export const ORGANISATIONS = [
  { code: 'SPJ', name: '莘县行政审批服务局', type: 'approval-bureau', sections: [{ code: 'SCK', name: '市场科' }] },
  { code: 'ZFB', name: '莘县人民政府办公室', type: 'government-office' },
  { code: 'SCJG', name: '莘县市场监督管理局', type: 'department', mail: 'scjg@shenxian.example' },
];

/** Set before the tests of the file that imports this. */
export let oidc: Oidc;
beforeAll(async () => {
  oidc = await startOidc();
});
afterAll(() => oidc.close());

export async function organisationsFile(content: unknown = ORGANISATIONS): Promise<string> {
  const path = join(await folder(), 'organisations.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Runs `init` with everything it needs; `more` replaces options, or takes them away (null). */
export async function init(dataDir: string, more: Record<string, string | null> = {}) {
  const options: Record<string, string | null> = {
    'data-dir': dataDir,
    jurisdiction: '371522',
    name: '莘县',
    organisations: more.organisations ?? (await organisationsFile()),
    'admin-account': 'wang.admin',
    'admin-subject': 'wang',
    issuer: oidc.issuer,
    audience: 'shenguan-county',
    since: '2026-01-01',
    ...more,
  };
  const args = Object.entries(options).flatMap(([name, value]) => (value === null ? [] : [`--${name}`, value]));
  return runProgram(['infra/local/admin.ts', 'init', ...args]);
}

/** A county with its machine account `exchange` at the bureau. */
export async function county(): Promise<string> {
  const dataDir = await folder();
  expect(await init(dataDir)).toMatchObject({ code: 0 });
  return dataDir;
}
