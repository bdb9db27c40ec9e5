/**
 * Every route there is: none but the public ones without a token, and none that does anything for an account without a
 * right.
 */
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { demonstrationMatters, demonstrationOrganisations, seedCounty, subjectOf } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { neighbourhood } from './records.ts';

const here = await neighbourhood();
const withAccount = ROUTES.filter(({ security }) => security === 'account');
const addressed = (path: string): string =>
  path
    .replace('{id}', here.ids.push as string)
    .replace('{year}', '2027')
    .replace('{org}', 'SCJG')
    .replace('{quarter}', '2026Q3')
    .replace('{account}', 'scjg.officer');

/** What any account may read, also one that has no right at all: itself, and what is public or nearly so. */
const FOR_ANY_ACCOUNT = [
  '/me',
  '/organisations',
  '/organisations/{org}',
  '/county/settings',
  '/boundary-list/versions',
  '/rule-sets',
  '/calendar/extensions',
];

describe.each(withAccount.map((route) => ({ route, title: `${route.method} ${route.path}` })))(
  '$title',
  ({ route }) => {
    const body = route.body && sampleBody(route.body());

    it('has a body that fits, for these tests', () => expect(route.body?.().safeParse(body).success).not.toBe(false));

    it('needs a token', async () => {
      expectRefusal(await here.call(route.method, addressed(route.path), { body }), 401, 'unauthenticated');
    });

    it('does nothing for a machine without scopes', async () => {
      const answer = await here.call(route.method, addressed(route.path), { as: 'wjj.t-nothing', body });
      if (route.method === 'GET' && FOR_ANY_ACCOUNT.includes(route.path)) expect(answer.status).toBe(200);
      else if (answer.json?.results) expect(answer.json.results.some(({ ok }: { ok: boolean }) => ok)).toBe(false);
      else expect([403, 404, 422]).toContain(answer.status);
    });
  },
);

describe('another county of the same deployment', async () => {
  const other = '371524';
  const { issuer, token } = await testIssuer();
  const { ports } = here.platform;
  await seedCounty(ports.store, {
    ...{ jurisdiction: other, since: '2022-09-02', issuer: issuer.issuer },
    ...{ organisations: demonstrationOrganisations(), matters: demonstrationMatters() },
  });
  const bearer = async (account: string) => {
    return { authorization: `Bearer ${await token(subjectOf(other, account), ports.clock.now())}` };
  };

  it.each(['zjj.officer', 'spj.head', 'zfb.office', 'construction'])(
    '%s there finds nothing of this one',
    async (account) => {
      const headers = await bearer(account);
      expect((await here.call('GET', '/pushes?box=in', { headers })).json.items ?? []).toEqual([]);
      for (const id of Object.values(here.ids)) {
        expectRefusal(await here.call('GET', `/pushes/${id}`, { headers }), 404, 'not-found');
        expectRefusal(
          await here.call('POST', `/pushes/${id}/withdraw`, { headers, body: { reason: '某' } }),
          404,
          'not-found',
        );
      }
      expectRefusal(await here.call('GET', '/me?jurisdiction=371525', { headers }), 404, 'not-found');
    },
  );
});
