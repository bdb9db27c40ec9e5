/** `…/accounts/{account}/secret`: administrators make and take away the secrets by which machines get tokens. */
import type { Account } from '../../shared/accounts/account.ts';
import { readAccounts } from '../../shared/accounts/directory.ts';
import { dropSecrets, makeSecret, type SecretsWho } from '../../shared/accounts/secrets.ts';
import type { Membership } from '../../shared/accounts/stored.ts';
import { roomOfAccounts } from '../../shared/audit/rooms.ts';
import { organisationOf } from '../../shared/county.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import { formatInstantOrNull } from '../../shared/time.ts';
import { mustBe } from '../http/permission.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';
import { ADMINISTRATORS, seen } from './administrators.ts';
import { tag } from './tag.ts';

declare module '../../shared/errors.ts' {
  interface Conflicts {
    'not-a-machine': true;
    'account-inactive': true;
  }
}

const answers = () => import('./token-answers.ts');

const common = {
  path: '/organisations/{org}/accounts/{account}/secret',
  tag,
  conflicts: ['not-a-machine'],
} as const;

const make = route({
  ...common,
  method: 'POST',
  id: 'makeSecret',
  conflicts: ['not-a-machine', 'account-inactive'],
  summary: '生成系统账号的密钥',
  description: '密钥只在本次答复中出现一次，请立即妥善保存。此前的密钥在 24 小时后失效，其间两者都可使用。',
  answers: {
    201: { description: '新的密钥', schema: async () => (await answers()).secretAnswer },
  },
  handle: async (call) => {
    const { at, who } = await machineAt(call, mustBeActive);
    const { store, random } = call.platform.ports;
    const { secret, until } = await makeSecret(store, random, at, who);
    return { status: 201, body: { clientId: clientIdOf(call, at), secret, oldUntil: formatInstantOrNull(until) } };
  },
});

const drop = route({
  ...common,
  method: 'DELETE',
  id: 'dropSecret',
  summary: '收回系统账号的全部密钥',
  description: '全部密钥和凭它们取得的凭证即刻失效。密钥疑似泄露的，先收回，再生成新的。',
  answers: {
    200: { description: '已收回', schema: async () => (await answers()).secretAnswer },
  },
  handle: async (call) => {
    const { at, who } = await machineAt(call);
    await dropSecrets(call.platform.ports.store, at, who);
    return { status: 200, body: { clientId: clientIdOf(call, at), secret: null, oldUntil: null } };
  },
});

export const secretRoutes: readonly Route[] = [make, drop];

/** The machine that is named, of an organisation that the caller administers, and who he is. */
async function machineAt(
  { desk, actor, params }: KnownCall<unknown, unknown>,
  also: (account: Account) => void = () => {},
): Promise<{ at: Membership; who: SecretsWho }> {
  const { county } = await desk.facts();
  const org = seen(organisationOf(county, params.org as string), actor);
  mustBe(actor, ADMINISTRATORS);
  const known = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
  const found = known.find(({ account }) => account === params.account);
  if (!found) throw notFound('该账号');
  mustBeMachine(found);
  also(found);
  const at = { jurisdiction: desk.jurisdiction, org: org.code, account: found.account };
  return { at, who: { by: actor.account, at: desk.ports.clock.now(), room: roomOfAccounts(org.type) } };
}

/** A secret of an account that nobody may use would only lie about. */
function mustBeActive({ account, active }: Account): void {
  if (active) return;
  throw new Problem('account-inactive', `系统账号 ${account} 已停用，不能生成密钥。请先启用该账号，或改用其他账号。`);
}

function mustBeMachine({ account, roles }: Account): void {
  if (roles.includes('system')) return;
  throw new Problem('not-a-machine', `${account} 是个人账号，由统一身份认证登录。只有系统账号（system）使用密钥。`);
}

/** How the machine names itself to `POST /oauth/token`. */
function clientIdOf({ platform }: KnownCall<unknown, unknown>, { jurisdiction, account }: Membership): string {
  return jurisdiction === platform.settings.jurisdiction ? account : `${jurisdiction}/${account}`;
}
