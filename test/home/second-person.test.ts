/** The first account of an office: named at `init`, or confirmed by the operator while nobody else could. */
import { describe, expect, it } from 'vitest';
import { county, init, ORGANISATIONS, oidc, organisationsFile } from './county.ts';
import { runProgram } from './product.ts';
import { folder, start } from './products.ts';

const admin = (...args: string[]) => runProgram(['infra/local/admin.ts', ...args]);
const office = (subject: string) => {
  return { name: '督办', roles: ['government-office'], sections: 'all', issuer: oidc.issuer, subject };
};

describe('npm run admin -- confirm', () => {
  it('confirms what nobody in the county could, and nothing any more once somebody can', async () => {
    const dataDir = await county();
    const ask = async (account: string): Promise<string> => {
      const product = await start({ dataDir });
      const body = office(account);
      const path = `/organisations/ZFB/accounts/${account}`;
      const asked = await product.call('PUT', path, { token: await oidc.token('wang'), body });
      expect([asked.status, (await product.call('GET', '/me', { token: await oidc.token(account) })).status]).toEqual([
        202, 401,
      ]);
      expect((await admin('confirm', asked.body.id, '--data-dir', dataDir)).output).toContain('正被另一个进程使用');
      await product.stop();
      return asked.body.id;
    };
    const first = await ask('zfb.first');
    const done = await admin('confirm', first, '--data-dir', dataDir);
    expect([done.code, done.output.includes('confirmed')]).toEqual([0, true]);
    const again = await admin('confirm', first, '--data-dir', dataDir);
    expect([again.code, again.output.includes('该变更已确认')]).toEqual([1, true]);

    const second = await ask('zfb.next');
    const refused = await admin('confirm', second, '--data-dir', dataDir);
    expect([refused.code, refused.output.includes('zfb.first 登录平台确认')]).toEqual([1, true]);

    const product = await start({ dataDir });
    const confirmed = await product.call('POST', `/changes/${second}/confirm`, {
      token: await oidc.token('zfb.first'),
      body: {},
    });
    expect(confirmed.status).toBe(200);
    expect((await product.call('GET', '/me', { token: await oidc.token('zfb.next') })).body.roles).toEqual([
      'government-office',
    ]);
  });

  it.each([
    [[], '缺少 --id'],
    [['x'], '应为 32 位十六进制的编号'],
    [['0'.repeat(32)], '没有找到该变更'],
  ])('%j: says what is wrong', async (args, said) => {
    const { code, output } = await admin('confirm', ...args, '--data-dir', await county());
    expect([code, output.includes(said)]).toEqual([1, true]);
  });
});

describe('npm run admin -- init', () => {
  it('names the first people of the office and of discipline, who can confirm from the first day', async () => {
    const organisations = await organisationsFile([
      ...ORGANISATIONS,
      { code: 'JW', name: '莘县纪委监委', type: 'discipline' },
    ]);
    const dataDir = await folder();
    const named = { 'office-account': 'zfb.office', 'office-subject': 'zhao' };
    const discipline = { 'discipline-account': 'jw.one', 'discipline-subject': 'qian' };
    expect(await init(dataDir, { organisations, ...named, ...discipline })).toMatchObject({ code: 0 });
    const product = await start({ dataDir });
    const roles = async (sub: string) =>
      (await product.call('GET', '/me', { token: await oidc.token(sub) })).body.roles;
    expect([await roles('zhao'), await roles('qian')]).toEqual([['government-office'], ['discipline']]);
    const path = '/organisations/ZFB/accounts/zfb.two';
    const asked = await product.call('PUT', path, { token: await oidc.token('wang'), body: office('sun') });
    expect(asked.status).toBe(202);
    const token = await oidc.token('zhao');
    expect((await product.call('POST', `/changes/${asked.body.id}/confirm`, { token, body: {} })).status).toBe(200);
    expect(await roles('sun')).toEqual(['government-office']);
  });

  it.each<[Record<string, string>, string]>([
    [{ 'office-account': 'zfb.office' }, '同时填写或同时省略'],
    [{ 'discipline-account': 'jw.one', 'discipline-subject': 'qian' }, '没有类型为 discipline 的单位'],
    [{ 'office-account': 'zfb.office', 'office-subject': 'wang' }, '各不相同'],
    [{ 'office-account': 'wang.admin', 'office-subject': 'zhao' }, '各不相同'],
  ])('%j: says what is wrong and makes nothing', async (options, said) => {
    const dataDir = await folder();
    const { code, output } = await init(dataDir, options);
    expect([code, output.includes(said)]).toEqual([1, true]);
    expect((await init(dataDir)).code).toBe(0);
  });
});
