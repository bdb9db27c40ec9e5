/** The accounts of organisations (art. 16): the bureau's administrator puts all, an organisation's its own. */
import type { Account } from '../../shared/accounts/account.ts';
import { putAccount, readAccounts } from '../../shared/accounts/directory.ts';
import { accountErrors, identityErrors } from '../../shared/accounts/fitting.ts';
import {
  type AccountGiven,
  type AccountInput,
  accountId,
  accountInput,
  accountLeftOut,
  accountMeant,
} from '../../shared/accounts/input.ts';
import { rolesLately, whenLastActive } from '../../shared/accounts/lately.ts';
import { KEPT_LAST, mustKeepLast } from '../../shared/accounts/quota.ts';
import { accountReasons, isRebound } from '../../shared/accounts/second-person.ts';
import { organisationOf } from '../../shared/county.ts';
import { invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { accountTold, isTold } from '../../shared/mail/account-by-other.ts';
import type { Issuer } from '../../shared/platform.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mustFit } from '../http/input.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';
import { nameErrors } from './account-name.ts';
import { ADMINISTRATORS, mayGrant, seen } from './administrators.ts';
import { confirmationRoutes } from './confirmations.ts';
import { ask } from './deciding.ts';
import { deputyRoutes } from './deputies.ts';
import { handOverRoutes } from './hand-over.ts';
import { importRoutes } from './import.ts';
import { organisationRoutes, WAITS } from './organisations.ts';
import { quotaRoutes } from './quota.ts';
import { successionRoutes } from './succession.ts';
import { tag } from './tag.ts';

declare module '../../shared/errors.ts' {
  interface Conflicts {
    'own-account': true;
  }
}

const answers = () => import('./answers.ts');

const list = route({
  method: 'GET',
  path: '/organisations/{org}/accounts',
  id: 'listAccounts',
  summary: '单位的账号',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '该单位全部账号', schema: async () => (await answers()).accountsAnswer } },
  handle: async (call) => {
    const { desk, actor, params } = call;
    const { county } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const found = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
    return pageOfWhole(call, found);
  },
});

const read = route({
  method: 'GET',
  path: '/organisations/{org}/accounts/{account}',
  id: 'readAccount',
  summary: '一个账号',
  tag,
  answers: { 200: { description: '账号', schema: async () => (await answers()).accountAnswer, headers: READ_TAG } },
  handle: async ({ desk, actor, params }) => {
    const org = seen(organisationOf((await desk.facts()).county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const known = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
    const body = known.find(({ account }) => account === params.account);
    if (!body) throw notFound('该账号');
    return { status: 200, body, headers: { etag: tagOfAccount(body) } };
  },
});

const put = route({
  method: 'PUT',
  path: '/organisations/{org}/accounts/{account}',
  id: 'putAccount',
  summary: '新增或修改账号；active 为 false 即刻停用',
  description:
    '修改时以 If-Match 携带读取所得的 ETag，并写明 sections、issuer、subject 等可能被清空的字段：不变的照旧填写，清空的填 null 或 []。',
  tag,
  body: accountInput,
  // Only whoever may change it is told what it has.
  wrongBeside: async ({ desk, actor, params }, json) => {
    const org = params.org as string;
    const mayRead = actor.roles.includes('bureau-admin') || (actor.roles.includes('org-admin') && actor.org === org);
    const known = mayRead ? await readAccounts(desk.ports.store, desk.jurisdiction, org) : [];
    const before = known.find(({ account }) => account === params.account);
    const fields = typeof json === 'object' && json !== null ? json : {};
    return before ? accountLeftOut(fields as AccountGiven, before) : [];
  },
  ifMatch: 'existing',
  conflicts: [
    'account-exists',
    'identity-in-use',
    'own-account',
    'quota-exceeded',
    'last-of-role',
    'organisation-ended',
  ],
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).accountAnswer },
    201: { description: '已新增', schema: async () => (await answers()).accountAnswer },
    202: WAITS,
  },
  handle: async ({ platform, desk, actor, params, body, headers }) => {
    const fits = accountId().safeParse(params.account);
    if (!fits.success) throw invalid([{ pointer: '/account', detail: fits.error.issues[0]?.message ?? '' }]);
    const { county } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    const { store } = desk.ports;
    const known = await readAccounts(store, desk.jurisdiction, org.code);
    const before = known.find(({ account }) => account === fits.data);
    const input = accountMeant(body, before);
    const { issuers } = platform.settings;
    mustFit([...accountErrors(input, org), ...identityErrors(issuers, desk.jurisdiction, fits.data, input, before)]);
    mustBe(actor, ADMINISTRATORS);
    const replaces = (before: Account | undefined): void => {
      mayGrant(actor, input, before);
      mustMatch(headers, before ? tagOfAccount(before) : null, '该账号');
      if (before) mustFit(accountLeftOut(body, before));
      else mustFit(nameErrors(actor, fits.data, county));
      keepOneself(actor, fits.data, input, issuers);
    };
    replaces(before);
    const rebound = before !== undefined && isRebound(before, input);
    const lately = rebound ? await rolesLately(store, desk.jurisdiction, org.code, desk.ports.clock.now()) : null;
    const reasons = accountReasons(org, actor.org, before, input, lately?.get(fits.data));
    const ownIssuer = issuers.some(({ issuer, ownOf }) => issuer === input.issuer && ownOf === desk.jurisdiction);
    if (reasons.length > 0) {
      if (before)
        mustKeepLast(
          known,
          known.map((one) => (one === before ? { ...one, ...input } : one)),
        );
      const wanted = { org: org.code, account: fits.data, input, ownIssuer };
      const opens = before !== undefined && !before.active && input.active;
      const active = opens && (await whenLastActive(store, desk.jurisdiction, org.code, fits.data));
      const what = { wanted, before: before ?? null, reasons, ...(active && { lastActive: active }) };
      return ask(desk, platform.settings, actor, what);
    }
    const facts = await desk.facts();
    const told = isTold(org, actor.org, before, input) ? [fits.data] : [];
    const { mailDomain } = platform.settings;
    const { account, created } = await putAccount(store, county, org, fits.data, input, {
      also: async () => accountTold(facts, org.code, told, actor.account, mailDomain),
      ...{ replaces, ownIssuer, last: KEPT_LAST, by: actor.account, at: desk.ports.clock.now() },
    });
    return { status: created ? 201 : 200, body: account, headers: { etag: tagOfAccount(account) } };
  },
});

/** All that is under `/organisations`, but for the secrets of machines. */
export const accountRoutes: readonly Route[] = [
  ...organisationRoutes,
  ...successionRoutes,
  list,
  read,
  put,
  ...quotaRoutes,
  ...deputyRoutes,
  ...confirmationRoutes,
  ...handOverRoutes,
  ...importRoutes,
];

/** The tag of what `PUT` replaces: a deputy is set by itself. */
function tagOfAccount({ deputy: _, ...account }: Account): string {
  return tagOf(account);
}

/** Nobody locks himself out: the last administrator would have nobody left to let him in again. */
function keepOneself(actor: Actor, account: string, input: AccountInput, issuers: readonly Issuer[]): void {
  if (account !== actor.account) return;
  const roles = actor.roles.filter((r) => r.endsWith('-admin')).every((r) => input.roles.includes(r));
  const known = input.subject !== null && issuers.some(({ issuer }) => issuer === input.issuer);
  if (input.active && roles && known) return;
  const detail = '不能停用自己的账号，取消自己的管理员角色，清空自己的登录身份或将其改为平台不接受的 issuer。';
  throw new Problem('own-account', `${detail}请由其他管理员办理。`);
}
