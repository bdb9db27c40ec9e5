/** Machines of a county that has no provider for them: tokens of the local issuer, by client id and secret. */
import { describe, expect, it } from 'vitest';
import { county, oidc } from './county.ts';
import { runProgram } from './product.ts';
import { start } from './products.ts';

const MACHINE = { name: '审批系统', roles: ['system'], sections: 'all', scopes: ['pushes:read', 'pushes:write'] };

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
      headers: { 'if-match': '*' },
    });
    expect(off.status).toBe(200);
    expect((await second.call('GET', '/pushes', { token })).status).toBe(401);
    expect((await tokenFor(second.url, 'exchange', secret)).status).toBe(401);
  });
});
