/** Which county a person works in, where he has accounts in several, and what other counties ask him to agree to. */

import { html } from 'hono/html';
import { readCounty } from '../../shared/accounts/directory.ts';
import { accountsNaming, closedAccountsNaming } from '../../shared/accounts/memberships.ts';
import { isActive, organisationOf } from '../../shared/county.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import { ROLE_WORDS, type Role } from '../../shared/exchange/exchange.ts';
import { chooseCounty } from '../../shared/sessions/session.ts';
import type { Route } from '../http/route.ts';
import { isPerson } from '../http/signed-in.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { SignedInCall } from './call.ts';
import { signedInForm, signedInPage } from './declare.ts';
import { tokenField } from './kept-form.ts';
import { countyName, pageAnswer, seeOther } from './page.ts';
import { targetOf } from './refusal.ts';
import { SESSION_COOKIE } from './session.ts';

const PATH = '/console/county';

interface Offered {
  readonly jurisdiction: string;
  readonly county: string;
  readonly orgName: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const choose = signedInPage({
  path: PATH,
  id: 'pageCounty',
  summary: '选择县（市、区）',
  handle: async (call) => {
    const mine = await accountsOf(call);
    const invited = (await ask(call, 'listInvitations')).body.items as Offered[];
    const to = html`<input type="hidden" name="to" value="${targetOf((call.query as { to?: unknown }).to)}">`;
    const content = html`<h1>选择县（市、区）</h1>
${mine.map((one) => row(call, one, PATH, '进入', to))}
${mine.length + invited.length === 0 && (await noAccount(call))}
${invited.length > 0 && html`<h2>等待您同意的账号</h2>`}
${invited.map((one) => html`${described(one)}${answer(call, one, 'accept', '同意')}${answer(call, one, 'refuse', '不同意')}`)}
<form method="post" action="/console/sign-out">${tokenField(call.session)}<button class="second">退出登录</button></form>`;
    const { session, platform } = call;
    return pageAnswer({
      title: '选择县（市、区）',
      content,
      session,
      county: await countyName(platform, session.jurisdiction),
    });
  },
});

const chosen = signedInForm({
  path: PATH,
  id: 'pageCountySent',
  summary: '进入县（市、区）',
  handle: async (call) => {
    mustHaveToken(call);
    const { platform, cookies, form } = call;
    const found = (await accountsOf(call)).find(({ jurisdiction }) => jurisdiction === form.get('jurisdiction'));
    if (!found) throw notFound('该县（市、区）的账号');
    const { store, clock } = platform.ports;
    const secret = cookies.get(SESSION_COOKIE) as string;
    await chooseCounty(store, secret, found.jurisdiction, clock.now(), platform.settings.sessions);
    return seeOther(targetOf(form.get('to')));
  },
});

const answered = signedInForm({
  path: '/console/invitations',
  id: 'pageInvitationSent',
  summary: '答复其他县（市、区）的账号',
  handle: async (call) => {
    mustHaveToken(call);
    const act = call.form.get('act') === 'accept' ? 'acceptInvitation' : 'refuseInvitation';
    await ask(call, act, { params: { jurisdiction: call.form.get('jurisdiction') ?? '' } });
    return seeOther(PATH);
  },
});

export const countyRoutes: readonly Route[] = [choose, chosen, answered];

async function accountsOf({ platform, session }: SignedInCall): Promise<Offered[]> {
  const { store } = platform.ports;
  const named = (await accountsNaming(store, session.identity)).filter(({ account }) => isPerson(account));
  return Promise.all(
    named.map(async ({ at: { jurisdiction, org }, account: { name, roles } }) => {
      const county = await readCounty(store, jurisdiction);
      const orgName = (county && organisationOf(county, org)?.name) ?? org;
      return { jurisdiction, county: county?.name ?? jurisdiction, orgName, name, roles };
    }),
  );
}

/** Why there is no county to choose: each account is closed, or there has never been one. */
async function noAccount({ platform, session }: SignedInCall): Promise<Html> {
  const { store } = platform.ports;
  const closed = (await closedAccountsNaming(store, session.identity)).filter(({ account }) => isPerson(account));
  if (closed.length === 0) {
    return html`<p>您的登录身份还没有对应的账号。请联系本单位管理员开通账号，再重新登录。</p>`;
  }
  const told = closed.map(async ({ at: { jurisdiction, org }, account: { name } }) => {
    const county = await readCounty(store, jurisdiction);
    const of = county && organisationOf(county, org);
    const next =
      of && !isActive(of)
        ? '该单位已停用，请联系现在的单位管理员开通账号'
        : '需要恢复使用的，请联系本单位管理员启用该账号';
    return html`<p class="note care">账号已停用：${county?.name ?? jurisdiction}，${of?.name ?? org}，${name}。${next}，再重新登录。</p>`;
  });
  return html`${await Promise.all(told)}`;
}

function row(call: SignedInCall, one: Offered, action: string, words: string, more: Html | '' = ''): Html {
  return html`<form method="post" action="${action}">${tokenField(call.session)}${more}<input type="hidden" name="jurisdiction" value="${one.jurisdiction}">
<button>${words}${action === PATH && html`：${one.county}，${one.orgName}，${one.name}`}</button></form>
`;
}

function described({ county, orgName, name, roles }: Offered): Html {
  return html`<p>${county} ${orgName}为您设置了账号：${name}（${roles.map((role) => ROLE_WORDS[role]).join('、')}）。同意后，您在两地都有账号；不同意的，该账号不能以您的身份使用。</p>
`;
}

function answer(call: SignedInCall, one: Offered, act: 'accept' | 'refuse', words: string): Html {
  return row(call, one, '/console/invitations', words, html`<input type="hidden" name="act" value="${act}">`);
}

function mustHaveToken({ session, form }: SignedInCall & { form: URLSearchParams }): void {
  if (session.isToken(form.get('token'))) return;
  throw new Problem('not-allowed', '该页面打开之后您重新登录过，没有办理。请返回该页面，再选一次。');
}
