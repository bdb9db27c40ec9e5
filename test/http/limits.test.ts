/**
 * How often callers may ask: by account with a valid token, else by address; what is answered to more, and where nobody
 * is counted.
 */
import { describe, expect, it } from 'vitest';
import { Limiter } from '../../shared/limiter.ts';
import { networkOf } from '../../shared/network.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { type CallOptions, inProcess } from '../in-process.ts';

const FEW = demonstrationOrganisations().filter(({ code }) => ['SPJ', 'SCJG'].includes(code));

async function county(exempt: string[] = []) {
  let now = 0;
  const limiter = new Limiter({ now: () => now, exempt: (address) => exempt.includes(address) });
  const { call } = await inProcess({ organisations: FEW, matters: null, limiter });
  const many = async (count: number, path: string, asked: CallOptions = {}) => {
    const answers = await Promise.all(Array.from({ length: count }, () => call('GET', path, asked)));
    const statuses = answers.map(({ status }) => status);
    return { answers, refused: statuses.filter((one) => one === 429).length, statuses: new Set(statuses) };
  };
  const wait = (millis: number): void => {
    now += millis;
  };
  return { call, many, wait };
}

describe('an account', () => {
  it('has 200 at once and 50 a second from then on, its others beside it', async () => {
    const { call, many, wait } = await county();
    expect((await many(210, '/me', { as: 'spj.officer' })).refused).toBe(10);
    expect((await call('GET', '/me', { as: 'spj.head' })).status).toBe(200);
    wait(1_000);
    expect((await many(60, '/me', { as: 'spj.officer' })).refused).toBe(10);
    wait(10_000);
    expect((await many(210, '/me', { as: 'spj.officer' })).refused).toBe(10);
  });

  it('is told how much is left, and when to come again', async () => {
    const { call, many } = await county();
    const { headers } = await call('GET', '/me', { as: 'spj.officer' });
    expect([headers['ratelimit-policy'], headers.ratelimit]).toEqual(['"account";q=200;w=4', '"account";r=199;t=1']);
    await many(199, '/me', { as: 'spj.officer' });
    const refused = await call('GET', '/me', { as: 'spj.officer' });
    expectRefusal(refused, 429, 'too-many-requests');
    expect([refused.headers['retry-after'], refused.headers.ratelimit]).toEqual(['1', '"account";r=0;t=4']);
  });

  it('is counted on public pages by its address, whatever token it shows there', async () => {
    const { many } = await county();
    const asked = { headers: { authorization: 'Bearer anything' } };
    expect((await many(105, '/health', asked)).refused).toBe(5);
  });
});

describe('without a valid token', () => {
  it.each<[string, string, CallOptions, number]>([
    ['a public page', '/health', {}, 200],
    ['no token', '/me', {}, 401],
    ['a token that is none', '/me', { headers: { authorization: 'Bearer x' } }, 401],
    ['a token nobody gave', '/me', { headers: { authorization: `Bearer sgt_371525_SPJ_x_${'A'.repeat(43)}` } }, 401],
    ['no such address', '/nowhere', {}, 404],
    ['no such address, with a header', '/nowhere', { headers: { authorization: 'Bearer x' } }, 404],
  ])('%s: 100 at once, 20 a second', async (_name, path, asked, status) => {
    const { many, wait } = await county();
    const first = await many(110, path, asked);
    expect([first.refused, first.statuses]).toEqual([10, new Set([status, 429])]);
    const refused = first.answers.find((one) => one.status === 429);
    expect([refused?.json.code, refused?.headers['retry-after']]).toEqual(['too-many-requests', '1']);
    wait(1_000);
    expect((await many(25, path, asked)).refused).toBe(5);
  });

  it('a department behind one address opens its pages at half past eight: 500 at once, 20 a second', async () => {
    const { call, many, wait } = await county();
    const before = await many(510, '/console/sign-in');
    expect([before.refused, before.answers[0]?.headers['ratelimit-policy']]).toEqual([10, '"sign-in";q=500;w=25']);
    wait(1_000);
    const stale = { headers: { cookie: `__Host-session=${'A'.repeat(43)}` } };
    expect((await many(25, '/console', stale)).refused).toBe(5);
    // What asks the API from there is counted by itself.
    expect((await call('GET', '/health')).status).toBe(200);
  });

  it('takes nothing from accounts at the same address', async () => {
    const { call, many } = await county();
    await many(110, '/me');
    expect((await call('GET', '/me', { as: 'spj.officer' })).status).toBe(200);
  });

  it('wrong secrets of machines are counted too', async () => {
    const { call } = await county();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'grant_type=client_credentials&client_id=construction&client_secret=wrong';
    const answers = await Promise.all(
      Array.from({ length: 110 }, () => call('POST', '/oauth/token', { body, headers })),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBe(10);
  });

  it('a proxy of ours is not counted', async () => {
    const { many } = await county(['127.0.0.1']);
    const { statuses, answers } = await many(150, '/health');
    expect([statuses, answers[0]?.headers.ratelimit]).toEqual([new Set([200]), undefined]);
  });
});

it('nobody is counted where there is no limiter: in a demonstration', async () => {
  const { call } = await inProcess({ organisations: FEW, matters: null });
  const answers = await Promise.all(Array.from({ length: 300 }, () => call('GET', '/health')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it('no more buckets are kept than there is room for', () => {
  const limiter = new Limiter({ now: () => 0 });
  for (let i = 0; i < 100; i++) limiter.ofAddress('192.0.2.1');
  expect(limiter.ofAddress('192.0.2.1')?.allowed).toBe(false);
  for (let i = 0; i < 20_001; i++) limiter.ofAccount(`${i}`);
  expect(limiter.ofAddress('192.0.2.1')?.allowed).toBe(true);
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:0db8:0000:0000::/64'],
  ['2001:db8:0:0:ffff::9', '2001:0db8:0000:0000::/64'],
  ['2001:DB8:1:2:3:4:5:6', '2001:0db8:0001:0002::/64'],
  ['fe80::1%eth0', 'fe80:0000:0000:0000::/64'],
  ['::1', '0000:0000:0000:0000::/64'],
  ['', ''],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
