/** The demonstration's calls and tokens, and where they do not exist. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Product, runProgram } from './product.ts';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';

async function statusOf(product: Product, token: string): Promise<number> {
  return (await product.call('GET', '/pushes', { token })).status;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(token: string, at: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[at] as string, 'base64url').toString());
}

describe('/__dev/tokens', () => {
  it('gives a token for 400 days of the running clock', async () => {
    const product = await start({ clock: MONDAY });
    const { sub, exp, iat } = decode(await product.token('scjg.officer'), 1) as Record<string, number>;
    expect([sub, (exp as number) - (iat as number)]).toEqual(['scjg.officer', 400 * 86_400]);
    expect(iat).toBe(Date.parse(MONDAY) / 1000);
  });

  it.each([
    [{}, '/account'],
    [{ account: 1 }, '/account'],
    [{ account: 'nobody' }, '/account'],
    [{ account: 'scjg.officer', days: 1 }, '/days'],
  ])('%j is 422 at %s', async (body, pointer) => {
    const product = await start({ clock: MONDAY });
    const reply = await product.call('POST', '/__dev/tokens', { body });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('gives one for an account made meanwhile, and rights taken away are gone at once', async () => {
    const product = await start({ clock: MONDAY });
    const put = (more: object, headers: Record<string, string> = { 'if-match': '*' }) =>
      product.call('PUT', '/organisations/SCJG/accounts/scjg.new', {
        as: 'spj.admin',
        body: { name: '新同事', roles: ['officer'], sections: 'all', ...more },
        headers,
      });
    expect((await put({}, {})).status).toBe(201);
    const token = await product.token('scjg.new');
    expect(await statusOf(product, token)).toBe(200);
    const identity = { issuer: 'urn:shenguan:issuer:local', subject: 'scjg.new' };
    const pushed = await product.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    expect((await put({ ...identity, roles: ['org-admin'] })).status).toBe(200);
    const claim = await product.call('POST', `/pushes/${pushed.body.id}/claim`, { token, body: {} });
    expect([claim.status, claim.body.code]).toEqual([403, 'not-allowed']);
    await put({ ...identity, active: false });
    expect(await statusOf(product, token)).toBe(401);
  });
});

describe('tokens', () => {
  it('are refused unsigned, signed by something else, or changed', async () => {
    const product = await start({ clock: MONDAY });
    const token = await product.token('scjg.officer');
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const keys = (await product.call('GET', '/issuer/jwks')).body.keys;
    const hs = `${part({ alg: 'HS256', kid: keys[0].kid })}.${payload}`;
    const withKey = createHmac('sha256', JSON.stringify(keys[0])).update(hs).digest('base64url');
    const other = await (await start({ clock: MONDAY })).token('scjg.officer');
    for (const wrong of [
      `${part({ alg: 'none' })}.${payload}.`,
      `${part({ alg: 'none' })}.${payload}.${signature}`,
      `${hs}.${withKey}`,
      `${header}.${part({ ...decode(token, 1), sub: 'spj.admin' })}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      other,
      'x.y.z',
      'x',
    ]) {
      expect(await statusOf(product, wrong)).toBe(401);
    }
    expect(await statusOf(product, token)).toBe(200);
  });

  it('stay good when the key is rotated, but not when it is revoked', async () => {
    const dataDir = await folder();
    const rotate = (...more: string[]) =>
      runProgram(['infra/local/admin.ts', 'rotate-key', '--data-dir', dataDir, ...more]);
    const first = await start({ clock: MONDAY, dataDir });
    const old = await first.token('scjg.officer');
    await first.stop();
    expect((await rotate()).code).toBe(0);

    const second = await start({ clock: MONDAY, dataDir });
    const fresh = await second.token('scjg.officer');
    expect(decode(fresh, 0).kid).not.toBe(decode(old, 0).kid);
    expect((await second.call('GET', '/issuer/jwks')).body.keys.length).toBe(2);
    expect([await statusOf(second, old), await statusOf(second, fresh)]).toEqual([200, 200]);
    await second.stop();

    expect((await rotate('--revoke', 'yes')).code).toBe(0);
    const third = await start({ clock: MONDAY, dataDir });
    expect([await statusOf(third, old), await statusOf(third, fresh)]).toEqual([401, 401]);
    expect(await statusOf(third, await third.token('scjg.officer'))).toBe(200);
  });

  it('the issuer describes itself and shows no private key', async () => {
    const product = await start({ clock: MONDAY });
    const { body } = await product.call('GET', '/issuer/.well-known/openid-configuration');
    expect(body).toMatchObject({
      jwks_uri: `${product.url}/issuer/jwks`,
      token_endpoint: `${product.url}/issuer/token`,
    });
    expect(body.issuer).toBe(decode(await product.token('spj.head'), 1).iss);
    const keys = await product.call('GET', '/issuer/jwks');
    expect(Object.keys(keys.body.keys[0])).not.toContain('d');
  });
});

describe('/__dev/mail', () => {
  it('has what is due at this instant, oldest first', async () => {
    const product = await start({ clock: MONDAY });
    expect(await product.mail()).toEqual([]);
    const dangerous = { riskPoints: [{ description: '冷链不达标', severity: 'high' }] };
    for (let i = 0; i < 5; i++) {
      await product.call('POST', '/pushes', { as: 'spj.officer', body: approval(`GX-${i}`, dangerous) });
    }
    const mails = await product.mail();
    expect(mails.length).toBe(5);
    expect(Object.keys(mails[0])).toEqual(['at', 'to', 'subject', 'html', 'text', 'attachments']);
    expect(new Set(mails.map(({ at, to }) => `${at} ${to}`))).toEqual(
      new Set([`${MONDAY} scjg-spxk@guanxian.example`]),
    );
  });

  it('has what became due while something else of the record was being sent', async () => {
    const product = await start({ clock: MONDAY });
    const dangerous = { riskPoints: [{ description: '冷链不达标', severity: 'high' }] };
    const returned = Array.from({ length: 18 }, async (_, i) => {
      const body = approval(`GX-${i}`, dangerous);
      const { id } = (await product.call('POST', '/pushes', { as: 'spj.officer', body })).body;
      const back = { as: 'scjg.officer', body: { reason: '不属本局职责' } };
      expect((await product.call('POST', `/pushes/${id}/return`, back)).status).toBe(200);
    });
    await Promise.all(returned);
    const mails = (await product.mail()).filter(({ subject }) => subject.includes('推送被退回'));
    expect(mails.map(({ at }) => at)).toEqual(Array.from({ length: 18 }, () => MONDAY));
  });

  it('tells of what came at the next mail hour, in one mail', async () => {
    const product = await start({ clock: MONDAY });
    for (let i = 0; i < 5; i++) await product.call('POST', '/pushes', { as: 'spj.officer', body: approval(`GX-${i}`) });
    expect(await product.mail()).toEqual([]);
    await product.call('POST', '/__dev/clock', { body: { now: '2026-09-28T09:30:00+08:00' } });
    const [mail, ...more] = await product.mail();
    expect([mail?.at, mail?.to, more]).toEqual(['2026-09-28T09:30:00+08:00', 'scjg-spxk@guanxian.example', []]);
    for (let i = 0; i < 5; i++) expect(mail?.text).toContain(`GX-${i}`);
  });
});

describe('the calls do not exist', () => {
  it('for whoever is not at this machine', async () => {
    const product = await start({ clock: MONDAY, env: { HOST: '0.0.0.0' } });
    expect((await product.call('GET', '/__dev/accounts')).status).toBe(404);
    expect((await product.call('GET', '/pushes')).status).toBe(401);
    for (const said of ['警告：HOST=0.0.0.0', 'Warning: HOST=0.0.0.0']) expect(product.output()).toContain(said);
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'with %s, as a proxy on this machine adds it',
    async (name) => {
      const product = await start({ clock: MONDAY });
      const asked = { body: { account: 'scjg.officer' }, headers: { [name]: '127.0.0.1' } };
      expect((await product.call('POST', '/__dev/tokens', asked)).status).toBe(404);
      expect((await product.call('POST', '/__dev/tokens', { body: asked.body })).status).toBe(200);
      expect(product.output()).not.toContain('警告');
    },
  );

  it('under another name, as a proxy passes it on', async () => {
    const product = await start({ clock: MONDAY });
    const asked = async (host: string): Promise<string> => {
      const socket = connect(product.port, '127.0.0.1');
      socket.write(`GET /__dev/accounts HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      return (await text(socket)).slice(9, 12);
    };
    expect(await asked('shenguan.example')).toBe('404');
    expect(await asked('localhost:8787')).toBe('200');
    expect(await asked(`127.0.0.1:${product.port}`)).toBe('200');
    expect(await asked('[::1]:8787')).toBe('200');
  });

  it('clock without CLOCK', async () => {
    const product = await start();
    expect((await product.call('GET', '/__dev/clock')).status).toBe(404);
    expect((await product.call('GET', '/__dev/accounts')).status).toBe(200);
    expect((await product.call('POST', '/__dev/accounts')).status).toBe(405);
  });
});
