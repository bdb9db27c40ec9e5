/** Organisations and accounts (art. 16): the bureau's administrator puts all, an organisation's its own accounts. */
import {
  type Account,
  type AccountInput,
  accountErrors,
  accountId,
  accountInput,
  organisationErrors,
  organisationInput,
} from '../../shared/accounts/account.ts';
import { putAccount, putOrganisation, readAccounts } from '../../shared/accounts/directory.ts';
import { type Organisation, organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { code } from '../../shared/fields.ts';
import type { Issuer } from '../../shared/platform.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const tag = '单位与账号';
const ADMINISTRATORS = ['bureau-admin', 'org-admin'] as const;

const me = route({
  method: 'GET',
  path: '/me',
  id: 'readMe',
  summary: '当前账号及其权限',
  tag,
  answers: { 200: { description: '账号、单位、角色、科室', schema: async () => (await answers()).meAnswer } },
  handle: async ({ actor, desk }) => {
    const { county } = await desk.facts();
    const org = organisationOf(county, actor.org);
    const { account, name, roles, sections, scopes } = actor;
    const place = { jurisdiction: county.jurisdiction, county: county.name };
    return {
      status: 200,
      body: { account, name, org: actor.org, orgName: org?.name, roles, sections, scopes, ...place },
    };
  },
});

const organisations = route({
  method: 'GET',
  path: '/organisations',
  id: 'listOrganisations',
  summary: '单位名录',
  description: '单位、类型和科室。通知邮箱只有行政审批服务局管理员和本单位管理员可见。',
  tag,
  answers: { 200: { description: '全部单位', schema: async () => (await answers()).organisationsAnswer } },
  handle: async ({ desk, actor }) => {
    const { county } = await desk.facts();
    return { status: 200, body: { items: county.organisations.map((org) => visible(org, actor)), next: null } };
  },
});

const putOrg = route({
  method: 'PUT',
  path: '/organisations/{org}',
  id: 'putOrganisation',
  summary: '新增或修改单位',
  tag,
  body: organisationInput,
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).organisationAnswer },
    201: { description: '已新增', schema: async () => (await answers()).organisationAnswer },
  },
  handle: async ({ desk, actor, params, body }) => {
    const fits = code().safeParse(params.org);
    if (!fits.success) throw invalid([{ pointer: '/org', detail: fits.error.issues[0]?.message ?? '' }]);
    mustFit(organisationErrors(body));
    mustBe(actor, ['bureau-admin']);
    const { organisation, created } = await putOrganisation(desk.ports.store, desk.jurisdiction, fits.data, body);
    return { status: created ? 201 : 200, body: organisation };
  },
});

const accounts = route({
  method: 'GET',
  path: '/organisations/{org}/accounts',
  id: 'listAccounts',
  summary: '单位的账号',
  tag,
  answers: { 200: { description: '该单位全部账号', schema: async () => (await answers()).accountsAnswer } },
  handle: async ({ desk, actor, params }) => {
    const { county } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const found = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
    return { status: 200, body: { items: found, next: null } };
  },
});

const putOne = route({
  method: 'PUT',
  path: '/organisations/{org}/accounts/{account}',
  id: 'putAccount',
  summary: '新增或修改账号；active 为 false 即刻停用',
  tag,
  body: accountInput,
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).accountAnswer },
    201: { description: '已新增', schema: async () => (await answers()).accountAnswer },
  },
  handle: async ({ platform, desk, actor, params, body }) => {
    const fits = accountId().safeParse(params.account);
    if (!fits.success) throw invalid([{ pointer: '/account', detail: fits.error.issues[0]?.message ?? '' }]);
    const { county } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    mustFit(accountErrors(body, org));
    mustBe(actor, ADMINISTRATORS);
    const { store } = desk.ports;
    const known = await readAccounts(store, desk.jurisdiction, org.code);
    const before = known.find((a) => a.account === fits.data);
    mayGrant(actor, body, before);
    keepOneself(actor, fits.data, body, platform.settings.issuers);
    const { account, created } = await putAccount(store, county, org, fits.data, body);
    return { status: created ? 201 : 200, body: account };
  },
});

export const accountRoutes: readonly Route[] = [me, organisations, putOrg, accounts, putOne];

function visible(org: Organisation, actor: Actor): unknown {
  const admin = actor.roles.includes('bureau-admin') || (actor.roles.includes('org-admin') && actor.org === org.code);
  if (admin) return org;
  const sections = org.sections.map(({ code, name }) => ({ code, name }));
  return { code: org.code, name: org.name, type: org.type, sections, defaultSection: org.defaultSection };
}

/** An organisation's accounts exist for its own administrator and the bureau's; for others they are not there. */
function seen(org: Organisation | undefined, actor: Actor): Organisation {
  const bureauAdmin = actor.roles.includes('bureau-admin');
  if (!org || (org.code !== actor.org && !bureauAdmin)) throw notFound('该单位');
  return org;
}

/** What does not fit is said before what is not allowed. */
function mustFit(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

/** Machines and the bureau's own administration are granted by the bureau's administrator alone. */
function mayGrant(actor: Actor, input: { roles: readonly string[] }, before: Account | undefined): void {
  if (actor.roles.includes('bureau-admin')) return;
  const reserved = [...input.roles, ...(before?.roles ?? [])].some(
    (role) => role === 'system' || role === 'bureau-admin',
  );
  if (reserved) {
    throw new Problem('not-allowed', '系统账号和行政审批服务局管理员账号只能由行政审批服务局管理员设置。');
  }
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
