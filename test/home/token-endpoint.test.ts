/** `POST /issuer/token` under a flood: who is starved, what is worked on, what the log says. */
import { expect, it } from 'vitest';
import { LOCAL_ISSUER, openIssuer } from '../../infra/local/issuer/issuer.ts';
import { makeSecret } from '../../infra/local/issuer/secrets.ts';
import { tokenEndpoint } from '../../infra/local/issuer/token-endpoint.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { bureauOf, type County } from '../../shared/county.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { eventOf, inProcess } from '../in-process.ts';

const FEW = demonstrationOrganisations().filter(({ code }) => code === 'SPJ');

async function endpoint() {
  const { platform, logged } = await inProcess({ organisations: FEW, matters: null });
  const { store } = platform.ports;
  const { jurisdiction } = platform.settings;
  const county = (await readCounty(store, jurisdiction)) as County;
  const secrets: Record<string, string> = {};
  for (const id of ['one', 'two']) {
    const identity = { issuer: LOCAL_ISSUER, subject: id };
    const machine = { name: '系统', roles: ['system' as const], sections: 'all' as const, scopes: [], active: true };
    await putAccount(store, county, bureauOf(county), id, { ...machine, ...identity });
    secrets[id] = await makeSecret(store, systemRandom, jurisdiction, id);
  }
  const handle = tokenEndpoint(platform, await openIssuer(store, systemRandom));
  const ask = (id: string, secret: string | undefined) => {
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret ?? '' };
    const body = Buffer.from(String(new URLSearchParams(form)));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return handle(eventOf('POST', '/issuer/token', { body, headers }, null));
  };
  const many = (count: number, id: (i: number) => string) =>
    Promise.all(Array.from({ length: count }, (_, i) => ask(id(i), 'wrong-secret')));
  return { ask, many, secrets, logged };
}

it("a flood of one client's wrong secrets is bounded and starves no other client", async () => {
  const { ask, many, secrets } = await endpoint();
  const flood = many(200, () => 'one');
  const genuine = await Promise.all(Array.from({ length: 5 }, () => ask('two', secrets.two)));
  expect(genuine.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  const answers = await flood;
  const refused = answers.filter(({ statusCode }) => statusCode === 401);
  const turnedAway = answers.filter(({ statusCode }) => statusCode === 503);
  expect([refused.length, turnedAway.length]).toEqual([17, 183]);
  expect(turnedAway[0]?.headers?.['retry-after']).toBe('1');
  expect((await ask('one', secrets.one)).statusCode).toBe(200);
});

it('an unknown client takes no turn, and gets the very answer of a wrong secret', async () => {
  const { ask, many, secrets } = await endpoint();
  const wrong = await ask('one', 'wrong-secret');
  const before = process.cpuUsage();
  const unknown = await many(300, (i) => (i % 3 === 0 ? 'nobody' : i % 3 === 1 ? `n${i}` : 'x'.repeat(2_000)));
  const { user } = process.cpuUsage(before);
  for (const answer of unknown) expect(answer).toEqual(wrong);
  // 300 secrets checked would take ten seconds of it and more.
  expect(user / 1_000).toBeLessThan(3_000);
  expect((await ask('two', secrets.two)).statusCode).toBe(200);
});

it('every request is logged with its client, none with a secret', async () => {
  const { ask, secrets, logged } = await endpoint();
  await ask('one', 'wrong-secret');
  await ask('two', secrets.two);
  await ask(secrets.two as string, 'wrong-secret');
  const lines = logged.filter(({ event }) => event === 'token').map(({ fields }) => fields);
  expect(lines).toMatchObject([
    { client: 'one', status: 401 },
    { client: 'two', status: 200 },
    { client: null, status: 401 },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(new RegExp(`wrong-secret|${secrets.two}`));
});
