/** A real county's folder: made by a command, with its own issuer, and without anything of a demonstration. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oidc, startOidc } from './oidc.ts';
import { runProgram } from './product.ts';
import { folder, start } from './products.ts';

const ORGANISATIONS = [
  { code: 'SPJ', name: '莘县行政审批服务局', type: 'approval-bureau', sections: [{ code: 'SCK', name: '市场科' }] },
  { code: 'ZFB', name: '莘县人民政府办公室', type: 'government-office' },
  { code: 'SCJG', name: '莘县市场监督管理局', type: 'department', mail: 'scjg@shenxian.example' },
];

let oidc: Oidc;
beforeAll(async () => {
  oidc = await startOidc();
});
afterAll(() => oidc.close());

async function organisationsFile(content: unknown = ORGANISATIONS): Promise<string> {
  const path = join(await folder(), 'organisations.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function init(dataDir: string, more: Record<string, string | null> = {}) {
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
async function county(): Promise<string> {
  const dataDir = await folder();
  expect(await init(dataDir)).toMatchObject({ code: 0 });
  return dataDir;
}

const MACHINE = { name: '审批系统', roles: ['system'], scopes: ['pushes:read', 'pushes:write'] };

describe('npm run admin -- init', () => {
  it('makes a folder in which the first administrator can work', async () => {
    const dataDir = await county();
    const product = await start({ dataDir });
    expect(product.output()).toContain('莘县');
    expect(product.output()).not.toContain('演示');
    const token = await oidc.token('wang');
    const made = await product.call('PUT', '/organisations/SCJG/accounts/li', {
      token,
      body: { name: '李', roles: ['officer'], issuer: oidc.issuer, subject: 'li' },
    });
    expect(made.status).toBe(201);
    expect((await product.call('GET', '/pushes', { token: await oidc.token('li') })).status).toBe(200);
    expect((await product.call('GET', '/pushes', { token: await oidc.token('nobody') })).status).toBe(401);
  });

  it('has no demonstration: neither accounts nor calls', async () => {
    const product = await start({ dataDir: await county() });
    for (const [method, path] of [
      ['GET', '/__dev/accounts'],
      ['POST', '/__dev/tokens'],
      ['GET', '/__dev/mail'],
      ['GET', '/__dev/clock'],
      ['POST', '/__dev/clock'],
    ] as const) {
      expect((await product.call(method, path)).status).toBe(404);
    }
  });

  it('refuses a folder with data of ours, a demonstration or a county', async () => {
    const dataDir = await county();
    const again = await init(dataDir, { name: '冠县' });
    expect([again.code, again.output.includes('已有本平台的数据')]).toEqual([1, true]);

    const demonstration = await folder();
    const product = await start({ dataDir: demonstration });
    expect((await init(demonstration)).output).toContain('正被另一个进程使用');
    await product.stop();
    expect((await init(demonstration)).output).toContain('已有本平台的数据');
  });

  it.each([
    [{ jurisdiction: '37152' }, '应为六位数字'],
    [{ jurisdiction: null }, '缺少 --jurisdiction'],
    [{ name: '' }, '--name 后面缺少内容'],
    [{ 'admin-account': 'Wang' }, '账号由小写字母'],
    [{ issuer: 'http://login.example' }, '应为 https://'],
    [{ since: '2026-02-30' }, '日期不存在'],
    [{ algorithms: 'HS256' }, 'RS256'],
    [{ organisations: '/nowhere.json' }, '无法读取文件'],
    [{ colour: 'red' }, '不认识的选项 --colour'],
  ])('%j: says what is wrong and makes nothing', async (options, said) => {
    const dataDir = await folder();
    const { code, output } = await init(dataDir, options);
    expect([code, output.includes(said)]).toEqual([1, true]);
    expect(output).not.toContain('    at ');
    expect((await init(dataDir)).code).toBe(0);
  });

  it.each([
    ['{', '不是合法的 JSON'],
    [[], '/'],
    [ORGANISATIONS.slice(1), 'approval-bureau'],
    [[...ORGANISATIONS, ORGANISATIONS[2]], '/3/code：单位代码 SCJG 重复'],
    [[{ ...ORGANISATIONS[0], defaultSection: 'NONE' }, ORGANISATIONS[1]], '/0/defaultSection'],
    [[{ ...ORGANISATIONS[0], type: 'school' }, ORGANISATIONS[1]], '/0/type'],
    [[{ ...ORGANISATIONS[0], phone: '1' }, ORGANISATIONS[1]], '未知字段 phone'],
  ])('organisations %#: names the place', async (content, said) => {
    const { code, output } = await init(await folder(), { organisations: await organisationsFile(content) });
    expect([code, output.includes(said)]).toEqual([1, true]);
  });

  it('finds the keys by discovery, and says so where it cannot', async () => {
    const wrong = await init(await folder(), { issuer: `${oidc.issuer}/other` });
    expect([wrong.code, wrong.output.includes('--jwks')]).toEqual([1, true]);
    expect((await init(await folder(), { issuer: 'https://login.example', jwks: oidc.jwks })).code).toBe(0);
  });

  it('has a help', async () => {
    const { code, output } = await runProgram(['infra/local/admin.ts', 'help']);
    expect(code).toBe(0);
    for (const word of ['init', 'secret', 'rotate-key', '--admin-subject']) expect(output).toContain(word);
    expect((await runProgram(['infra/local/admin.ts', 'nonsense'])).code).toBe(1);
  });
});

describe('tokens of the county’s issuer', () => {
  it('are refused where anything is wrong with them', async () => {
    const product = await start({ dataDir: await county() });
    const status = async (token: string): Promise<number> => (await product.call('GET', '/pushes', { token })).status;
    const now = Math.floor(Date.now() / 1000);
    expect(await status(await oidc.token('wang'))).toBe(200);
    expect(await status(await oidc.token('wang', { aud: 'another' }))).toBe(401);
    expect(await status(await oidc.token('wang', { iss: 'https://another.example' }))).toBe(401);
    expect(await status(await oidc.token('wang', { exp: now - 1 }))).toBe(401);
    expect(await status(await oidc.token('wang', { nbf: now + 600 }))).toBe(401);
    expect(await status(await oidc.token('wang', { exp: undefined }))).toBe(401);
    expect(await status(await oidc.token('wang', {}, { alg: 'PS256' }).catch(() => 'a.b.c'))).toBe(401);
  });

  it('of a new key are taken without a restart, and of a withdrawn one no longer once that is known', async () => {
    const product = await start({ dataDir: await county() });
    const status = async (token: string): Promise<number> => (await product.call('GET', '/pushes', { token })).status;
    expect(await status(await oidc.token('wang'))).toBe(200);
    const old = await oidc.token('wang', { jti: 'old' });
    await oidc.rotate();
    await expect.poll(async () => status(await oidc.token('wang')), { timeout: 10_000, interval: 500 }).toBe(200);
    expect(await status(old)).toBe(401);
  });
});

describe('machines without a provider', () => {
  async function tokenFor(url: string, id: string, secret: string): Promise<Response> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
    return fetch(`${url}/issuer/token`, { method: 'POST', body });
  }

  it('get tokens of the local issuer by id and secret', async () => {
    const dataDir = await county();
    const first = await start({ dataDir });
    const put = await first.call('PUT', '/organisations/SPJ/accounts/exchange', {
      token: await oidc.token('wang'),
      body: MACHINE,
    });
    expect(put.status).toBe(201);
    const whileRunning = await runProgram([
      'infra/local/admin.ts',
      'secret',
      '--data-dir',
      dataDir,
      '--account',
      'exchange',
    ]);
    expect(whileRunning.output).toContain('正被另一个进程使用');
    await first.stop();

    const made = await runProgram(['infra/local/admin.ts', 'secret', '--data-dir', dataDir, '--account', 'exchange']);
    const secret = made.output.split('\n')[1] as string;
    expect([made.code, secret.length]).toEqual([0, 43]);
    for (const [account, said] of [
      ['nobody', '没有账号'],
      ['wang.admin', '不是系统账号'],
    ] as const) {
      const { code, output } = await runProgram([
        'infra/local/admin.ts',
        'secret',
        '--data-dir',
        dataDir,
        '--account',
        account,
      ]);
      expect([code, output.includes(said)]).toEqual([1, true]);
    }

    const second = await start({ dataDir });
    const answer = await tokenFor(second.url, 'exchange', secret);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { access_token: token, token_type, expires_in } = (await answer.json()) as Record<string, string>;
    expect([token_type, expires_in]).toEqual(['Bearer', 3600]);
    expect((await second.call('GET', '/pushes', { token })).status).toBe(200);

    const basic = await fetch(`${second.url}/issuer/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      headers: { authorization: `Basic ${Buffer.from(`exchange:${secret}`).toString('base64')}` },
    });
    expect(basic.status).toBe(200);
    expect((await tokenFor(second.url, 'exchange', `${secret}x`)).status).toBe(401);
    expect((await tokenFor(second.url, 'wang.admin', '')).status).toBe(401);
    expect((await fetch(`${second.url}/issuer/token`)).status).toBe(405);
    expect((await fetch(`${second.url}/issuer/token`, { method: 'POST', body: '{}' })).status).toBe(400);

    const off = await second.call('PUT', '/organisations/SPJ/accounts/exchange', {
      token: await oidc.token('wang'),
      body: { ...MACHINE, issuer: 'urn:shenguan:issuer:local', subject: 'exchange', active: false },
    });
    expect(off.status).toBe(200);
    expect((await second.call('GET', '/pushes', { token })).status).toBe(401);
    expect((await tokenFor(second.url, 'exchange', secret)).status).toBe(401);
  });
});
