/**
 * Signing in to a demonstration: the issuer's page lists the accounts, one click each. The flow is that of every issuer
 * (code, PKCE, ID token); codes are good for a minute, once, and are exchanged in this process alone.
 */
import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { anyQuery } from '../../../functions/console/declare.ts';
import { countyName, pageAnswer, seeOther } from '../../../functions/console/page.ts';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import { jurisdictionsOf } from '../../../functions/timers/jurisdictions.ts';
import { allAccounts, type Found } from '../../../shared/accounts/search.ts';
import { notFound } from '../../../shared/errors.ts';
import { ROLE_WORDS } from '../../../shared/exchange/exchange.ts';
import type { Platform, SignIn } from '../../../shared/platform.ts';
import type { Clock, Random } from '../../../shared/ports.ts';
import { type Instant, MINUTE } from '../../../shared/time.ts';
import { CONSOLE_CLIENT, LOCAL_ISSUER, type LocalIssuer } from './issuer.ts';

const PATH = '/issuer/authorize';
/** Codes that wait for their exchange; the oldest goes where there would be more. */
const CODES_AT_MOST = 1_000;

interface Granted {
  readonly subject: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
  readonly until: Instant;
}

export class OneClick {
  readonly #issuer: LocalIssuer;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #codes = new Map<string, Granted>();

  constructor(issuer: LocalIssuer, clock: Clock, random: Random) {
    this.#issuer = issuer;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * How the console signs people in at `address`. `ahead`: milliseconds by which the clock is ahead of the machine's.
   */
  signIn(address: string, ahead: () => number): SignIn {
    const endpoints = { authorization: `${address}${PATH}`, token: `${address}/issuer/token` };
    return { clientId: CONSOLE_CLIENT, endpoints, ahead, fetch: (_url, { body }) => this.#exchange(String(body)) };
  }

  /** The page with the accounts, and what their buttons ask. For whoever sits at this machine alone. */
  routes(): Route[] {
    const common = { tag: '演示', path: PATH, security: 'public', sameOrigin: true, hidden: true } as const;
    const answers = { 200: { description: '网页', contentType: 'text/html' } };
    const described = { ...common, answers, query: anyQuery };
    return [
      { ...described, method: 'GET', id: 'pageAccounts', summary: '选择演示账号', handle: (call) => this.#list(call) },
      {
        ...{ ...described, method: 'POST', id: 'pageAccount', summary: '以演示账号登录', form: anyQuery },
        handle: (call) => this.#grant(call),
      },
    ];
  }

  async #list({ platform, query }: Call): Promise<Answer> {
    const asked = askedFor(query as Record<string, unknown>, platform.settings.address);
    const people = await peopleOf(platform);
    const hidden = Object.entries(asked).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    );
    const of = (name: string) => people.find((each) => nameOf(each, platform) === name);
    const first = Object.entries(FIRST).flatMap(([name, words]) => {
      const found = of(name);
      return found ? [{ found, words }] : [];
    });
    const others = people.filter((each) => !first.some(({ found }) => found === each));
    const byOrg = [...Map.groupBy(others, ({ org }) => org)].sort(([a], [b]) => placeOf(a) - placeOf(b));
    const one = new Set(people.map(({ county }) => county.jurisdiction)).size <= 1;
    const content = html`<h1>选择演示账号</h1>
<form method="post" action="${PATH}">${hidden}
${
  first.length > 0 &&
  html`<h2>可以先从这几个账号看起</h2>
<ul class="plain">${first.map(({ found, words }) => html`<li>${button(found, platform)} ${words}</li>`)}</ul>
`
}
${byOrg.map(
  ([org, found]) => html`<h2>${one ? '' : `${found[0]?.county.name}：`}${org.name}</h2>
<p>${found.map((each) => button(each, platform))}</p>
`,
)}</form>`;
    return pageAnswer({ title: '选择演示账号', content, session: null, county: await countyName(platform) });
  }

  async #grant({ platform, form }: Call): Promise<Answer> {
    const sent = form ?? new URLSearchParams();
    const asked = askedFor(Object.fromEntries(sent), platform.settings.address);
    const found = (await peopleOf(platform)).find((one) => nameOf(one, platform) === sent.get('account'));
    if (!found) throw notFound('该演示账号');
    const code = Buffer.from(this.#random.bytes(32)).toString('base64url');
    const { redirect_uri: redirect, code_challenge: challenge, nonce, state } = asked;
    const until = this.#clock.now() + MINUTE;
    this.#codes.set(code, { subject: found.account.subject as string, nonce, challenge, redirect, until });
    if (this.#codes.size > CODES_AT_MOST) this.#codes.delete(this.#codes.keys().next().value as string);
    return seeOther(`${redirect}?${new URLSearchParams({ code, state, iss: LOCAL_ISSUER })}`);
  }

  /** The token endpoint (RFC 6749, 4.1.3; RFC 7636). */
  async #exchange(body: string): Promise<Response> {
    const form = new URLSearchParams(body);
    const code = form.get('code') ?? '';
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const good =
      granted &&
      granted.until > this.#clock.now() &&
      granted.challenge === challenge &&
      granted.redirect === form.get('redirect_uri');
    if (!good) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const id = await this.#issuer.idToken(granted.subject, granted.nonce, this.#clock.now());
    // Nobody takes it: the API's tokens are another matter.
    const access = Buffer.from(this.#random.bytes(16)).toString('base64url');
    return Response.json({ access_token: access, token_type: 'Bearer', expires_in: 60, id_token: id });
  }
}

/** An active person whom this issuer vouches for. */
function isHere({ account }: Found): boolean {
  return (
    account.active && account.issuer === LOCAL_ISSUER && account.subject !== null && !account.roles.includes('system')
  );
}

/** Those of all counties here. */
async function peopleOf(platform: Platform): Promise<Found[]> {
  const counties = await jurisdictionsOf(platform);
  const all = await Promise.all(counties.map((jurisdiction) => allAccounts(platform.ports.store, jurisdiction)));
  return all.flat().filter(isHere);
}

/** `scjg.officer`, in another county than the first `371522/scjg.officer`. */
function nameOf({ county: { jurisdiction }, account: { account } }: Found, { settings }: Platform): string {
  return jurisdiction === settings.jurisdiction ? account : `${jurisdiction}/${account}`;
}

function button(found: Found, platform: Platform) {
  const { account, name, roles } = found.account;
  return html`<button name="account" value="${nameOf(found, platform)}">${name}（${account}，${roles.map((role) => ROLE_WORDS[role]).join('、')}）</button>
`;
}

/** Whom a newcomer tries first, and what that account does. */
const FIRST: Readonly<Record<string, string>> = {
  'scjg.officer': '主管部门的经办人员：认领推送、登记监管反馈、答复函件',
  'spj.officer': '行政审批服务局的经办人员：录入推送、发函、改派和处理问题',
  'spj.admin': '行政审批服务局的管理员：通报、边界清单、工作日历、单位和账号',
  'zfb.office': '县政府办公室：全县情况、交办事项、约谈和责任追究',
};

/** Townships, which get copies alone, come last. */
function placeOf({ type }: Found['org']): number {
  return (
    ['approval-bureau', 'department', 'enforcement-agency', 'government-office', 'discipline'].indexOf(type) + 1 || 9
  );
}

const PARAMETERS = ['client_id', 'redirect_uri', 'response_type', 'state', 'nonce', 'code_challenge'] as const;
type Parameters = Record<(typeof PARAMETERS)[number], string>;

/** What the console asks; throws where it is not what the console asks. */
function askedFor(given: Readonly<Record<string, unknown>>, address: string): Parameters {
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
  const asked = Object.fromEntries(PARAMETERS.map((name) => [name, text(name)])) as Parameters;
  const fits =
    asked.client_id === CONSOLE_CLIENT &&
    asked.redirect_uri === `${address}/console/signed-in` &&
    asked.response_type === 'code' &&
    [asked.state, asked.nonce, asked.code_challenge].every((value) => /^[\w.-]{20,200}$/.test(value));
  if (fits) return asked;
  throw notFound('该登录请求');
}
