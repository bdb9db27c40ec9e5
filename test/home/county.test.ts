/** A real county's folder: made by a command, with its own issuer, and without anything of a demonstration. */
import { describe, expect, it } from 'vitest';
import { county, init, ORGANISATIONS, oidc, organisationsFile } from './county.ts';
import { runProgram } from './product.ts';
import { folder, start } from './products.ts';

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

  it('says at once what is wrong: each option, what they say together, and the organisations', async () => {
    const organisations = await organisationsFile([{ ...ORGANISATIONS[0], name: '' }, ORGANISATIONS[1]]);
    const { code, output } = await init(await folder(), {
      ...{ organisations, jurisdiction: '000000', audience: null, 'admin-subject': null, since: '2026-02-30' },
      ...{ 'regulation-title': '办法', 'office-account': 'zfb.one', 'discipline-account': 'jw.one' },
    });
    expect(code).toBe(1);
    for (const said of [
      ...['--jurisdiction 000000：应为六位数字，首位不为 0', '--since 2026-02-30：', '缺少 --audience'],
      ...['缺少 --admin-subject', '--regulation-title 和 --regulation-number 须同时填写'],
      ...['--office-account 与 --office-subject', '--discipline-account 与 --discipline-subject'],
      ...['--discipline-account：单位清单中没有类型为 discipline 的单位', `${organisations} /0/name：`],
    ])
      expect(output).toContain(said);
    expect(output.match(/^· /gm)).toHaveLength(9);
  });

  it('refuses options that mean nothing with the issuer', async () => {
    const idle = { ...{ audience: 'a', jwks: oidc.jwks, tokens: 'id', algorithms: 'RS256' }, 'client-id': 'c' };
    const subjects = { 'office-account': 'zfb.one', 'office-subject': 'zfb' };
    const { code, output } = await init(await folder(), { issuer: 'builtin', ...idle, ...subjects });
    expect(code).toBe(1);
    for (const name of [...Object.keys(idle), 'admin-subject', 'office-subject'])
      expect(output).toContain(`--${name} 在 --issuer builtin 时没有作用，请删去`);
    expect(output.match(/^· /gm)).toHaveLength(7);
    const other = await init(await folder(), { address: 'https://sg.county.example' });
    expect([other.code, other.output]).toEqual([
      1,
      expect.stringContaining('--address 只用于 --issuer builtin，请删去'),
    ]);
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
    expect(await status(await oidc.token('wang', { exp: now - 61 }))).toBe(401);
    expect(await status(await oidc.token('wang', { exp: now - 30 }))).toBe(200);
    expect(await status(await oidc.token('wang', { nbf: now + 600 }))).toBe(401);
    expect(await status(await oidc.token('wang', { nbf: now + 30, iat: now + 30 }))).toBe(200);
    expect(await status(await oidc.token('wang', { iat: now + 90 }))).toBe(401);
    expect(await status(await oidc.token('wang', { nonce: 'n' }))).toBe(401);
    expect(await status(await oidc.token('wang', { at_hash: 'h' }))).toBe(401);
    expect(await status(await oidc.token('wang', { token_use: 'id' }))).toBe(401);
    expect(await status(await oidc.token('wang', {}, { typ: 'logout+jwt' }))).toBe(401);
    expect(await status(await oidc.token('wang', {}, { typ: 'application/at+jwt' }))).toBe(200);
    expect(await status(await oidc.token('wang', {}, { typ: 'JWT' }))).toBe(200);
    expect(await status(await oidc.token('wang', { exp: undefined }))).toBe(401);
    expect(await status(await oidc.token('wang', {}, { alg: 'PS256' }).catch(() => 'a.b.c'))).toBe(401);
  });

  it('are answered with why they are refused', async () => {
    const product = await start({ dataDir: await county() });
    const now = Math.floor(Date.now() / 1000);
    const challenge = async (token?: string) =>
      (await product.call('GET', '/pushes', { token })).headers.get('www-authenticate');
    expect(await challenge()).toBe('Bearer');
    for (const [claims, why] of [
      [{ exp: now - 61 }, 'The token has expired'],
      [{ aud: 'another' }, 'The token is for another audience'],
      [{ sub: 'nobody' }, 'The account is unknown'],
      [{ iss: 'https://another.example' }, 'The issuer is not known'],
      [{ nonce: 'n' }, 'An ID token is no access token'],
    ] as const) {
      const said = await challenge(await oidc.token('wang', claims));
      expect(said).toBe(`Bearer error="invalid_token", error_description="${why}"`);
    }
  });

  it('that are ID tokens are taken of an issuer that is set so', async () => {
    const dataDir = await folder();
    expect(await init(dataDir, { tokens: 'id' })).toMatchObject({ code: 0 });
    const product = await start({ dataDir });
    const token = await oidc.token('wang', { nonce: 'n', token_use: 'id' });
    expect((await product.call('GET', '/pushes', { token })).status).toBe(200);
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
