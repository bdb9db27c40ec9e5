/**
 * The keys of an issuer whose endpoint fails in every way there is: 503 of ours, never a 401, and a day with the old
 * ones.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IssuerKeys } from '../../functions/http/issuer-keys.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

type Answers = (response: ServerResponse) => void;

let server: Server;
let uri: string;
let answers: Answers;
let asked = 0;
let well: Answers;
beforeAll(async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }];
  well = (response) => void response.end(JSON.stringify({ keys }));
  server = createServer((_request, response) => {
    asked += 1;
    answers(response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

let now = 0;
let keys: IssuerKeys;
let logged: string[];
beforeEach(() => {
  keys = new IssuerKeys(uri, () => now);
  [asked, answers, logged] = [0, well, []];
});

const log = { info: () => {}, error: (event: string) => void logged.push(event) };

/** The status with which a request with a token of that key ends. */
async function status(kid: string): Promise<number> {
  try {
    await keys.keyOf(log, { alg: 'ES256', kid }, { payload: '', signature: '' });
    return 200;
  } catch (error) {
    const { code, status: answered } = error as { code: string; status?: number };
    return code === 'ERR_JWKS_NO_MATCHING_KEY' ? 401 : (answered ?? 500);
  }
}

const FAILING: [string, Answers][] = [
  ['fails', (response) => void response.writeHead(500).end()],
  ['is not there', (response) => void response.writeHead(404).end('{}')],
  ['redirects', (response) => void response.writeHead(302, { location: uri }).end()],
  ['is not JSON', (response) => void response.end('<html>')],
  ['has no keys', (response) => void response.end('{"keys": []}')],
  ['has something else', (response) => void response.end('null')],
  ['hangs up', (response) => void response.destroy()],
];

describe.each(FAILING)('an endpoint that %s', (_name, failing) => {
  it('is 503 and logged, asked again no sooner than 5 s later', async () => {
    answers = failing;
    expect([await status('one'), await status('one')]).toEqual([503, 503]);
    expect([asked, logged]).toEqual([1, ['issuer-keys']]);
    answers = well;
    now += 5_001;
    expect(await status('one')).toBe(200);
  });

  it('leaves the keys read last in use for a day', async () => {
    expect(await status('one')).toBe(200);
    answers = failing;
    now += DAY - MINUTE;
    expect([await status('one'), logged]).toEqual([200, ['issuer-keys']]);
    expect(await status('new')).toBe(503);
    now += 2 * MINUTE;
    expect(await status('one')).toBe(503);
  });
});

it('an endpoint that never answers is given up after 2 s', async () => {
  answers = () => {};
  const begun = performance.now();
  expect(await status('one')).toBe(503);
  expect(performance.now() - begun).toBeLessThan(3_500);
});

it('an unknown key is 401 after a fetch, and many of them fetch once in 5 s', async () => {
  expect(await status('one')).toBe(200);
  now += 6_000;
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => status(`unknown-${i}`)));
  expect([new Set(all), asked]).toEqual([new Set([401]), 2]);
  expect(await status('one')).toBe(200);
});

it('keys are fetched again after ten minutes', async () => {
  expect(await status('one')).toBe(200);
  now += 11 * MINUTE;
  expect([await status('one'), asked]).toEqual([200, 2]);
});
