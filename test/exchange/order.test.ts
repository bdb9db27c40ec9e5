/**
 * The contract's order of refusals at every opening: fields (422) before the right (403), by role or by organisation.
 * Who may not open a kind is told here from its declaration; what is wrong beside is a record that nobody has.
 */
import { expect, it } from 'vitest';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { countyHere, expectRefusal } from '../contract-http/county.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { accountsOf, demonstrationOrganisations } from '../in-process/county.ts';

const here = await countyHere();
const SOME = ['SPJ', 'ZJJ', 'ZHZF', 'ZFB', 'JW'];
const people = demonstrationOrganisations()
  .filter(({ code }) => SOME.includes(code))
  .flatMap((org) => accountsOf(org).map(([account, { roles }]) => ({ account, roles, type: org.type })));
const NOBODYS = '0'.repeat(32);

/** Accounts that may not open it: with none of its roles, or of an organisation of another type. */
function strangersTo({ opening }: AnyKind): string[] {
  return people.flatMap(({ account, roles, type }) => {
    const byRole = opening?.roles.some((role) => roles.includes(role));
    return byRole && (opening?.organisations?.includes(type) ?? true) ? [] : [account];
  });
}

const refused: string[] = [];

it.each(
  [...KINDS.values()].filter(({ opening }) => opening && !opening.path).map((kind) => [kind.kind, kind] as const),
)('%s: fields are said before that somebody may not open it', async (name, kind) => {
  const body = sampleBody((kind.opening as NonNullable<AnyKind['opening']>).input());
  for (const as of strangersTo(kind)) {
    const fits = await here.call('POST', `/${kind.path}`, { as, body });
    expect([403, 422]).toContain(fits.status);
    if (fits.status !== 403) continue;
    refused.push(name);
    const wrong = await here.call('POST', `/${kind.path}`, { as, body: { ...body, about: [NOBODYS] } });
    expectRefusal(wrong, 422, 'invalid', ['/about/0']);
  }
});

it('was tried where the right was all that was wanting', () => {
  const most = ['account-request', 'guidance', 'instruction', 'list-draft', 'meeting', 'standard', 'support', 'survey'];
  expect([...new Set(refused)]).toEqual(expect.arrayContaining(most));
});
