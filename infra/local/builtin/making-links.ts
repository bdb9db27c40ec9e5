/** `POST …/accounts/{account}/link`: an administrator gives a person the link by which he sets his password. */
import * as z from 'zod';
import { ADMINISTRATORS, seen } from '../../../functions/accounts/administrators.ts';
import { mustBe } from '../../../functions/http/permission.ts';
import { type KnownCall, route } from '../../../functions/http/route.ts';
import type { Account } from '../../../shared/accounts/account.ts';
import { putAccount, readAccounts } from '../../../shared/accounts/directory.ts';
import { rolesLately } from '../../../shared/accounts/lately.ts';
import { accountReasons, WATCHING } from '../../../shared/accounts/second-person.ts';
import { logged } from '../../../shared/audit/chain.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import { type County, type Organisation, organisationOf } from '../../../shared/county.ts';
import { invalid, notFound, Problem } from '../../../shared/errors.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { Mail } from '../../../shared/ports.ts';
import { formatInstant } from '../../../shared/time.ts';
import { BUILTIN_ISSUER, hasPassword, LINK_GOOD, makeLink, subjectOf } from './credentials.ts';
import { linkAddress } from './link-pages.ts';

const input = lazily(() =>
  z.strictObject({
    mail: z
      .email({ error: '电子邮箱格式不对' })
      .optional()
      .meta({ title: '邮箱', description: '填写的，链接同时发到该邮箱；不填的，请打印或抄送本人' }),
  }),
);

export const makeLinkRoute = route({
  method: 'POST',
  path: '/organisations/{org}/accounts/{account}/link',
  id: 'makeLink',
  summary: '生成设置口令的一次性链接',
  description: '本人凭链接设置口令；链接用一次即失效，三日内有效。此前的口令在设置新口令之前继续有效。',
  tag: '单位与账号',
  body: input,
  answers: { 201: { description: '链接，只在本次答复中出现' } },
  handle: async (call) => {
    const { county, org, account } = await accountOf(call);
    const { ports, settings } = call.platform;
    const now = ports.clock.now();
    const subject = subjectOf(county.jurisdiction, account.account);
    await mustBeAlone(call, org, account, subject);
    await bind(call, county, org, account, subject);
    // Whoever has the link can sign in as that person: nobody gets one that is not told.
    const said = { by: call.actor.account, at: now, act: 'make-link', thing: `links/${account.account}` } as const;
    const room = roomOfAccounts(org.type);
    await logged(ports.store, county.jurisdiction, { ...said, detail: { org: org.code }, room });
    const secret = await makeLink(ports, subject, now);
    const link = linkAddress(settings.address, subject, secret);
    const { mail } = call.body;
    ports.log.info('link-made', { requestId: call.requestId, by: call.actor.account, account: account.account });
    const message = mail === undefined ? null : mailOf(call, mail, county, account, link);
    const mailed = message !== null && (await sent(call, message));
    return { status: 201, body: { account: account.account, link, until: formatInstant(now + LINK_GOOD), mailed } };
  },
});

type MakeCall = KnownCall<z.infer<ReturnType<typeof input>>, unknown>;

async function accountOf({ desk, actor, params }: MakeCall) {
  const { county } = await desk.facts();
  const org = seen(organisationOf(county, params.org as string), actor);
  mustBe(actor, ADMINISTRATORS);
  const known = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
  const account = known.find((one) => one.account === params.account);
  if (!account) throw notFound('该账号');
  const { issuer, roles, active } = account;
  const wrong = (detail: string): Problem => invalid([{ pointer: '/account', detail }]);
  if (roles.includes('system')) throw wrong('系统账号使用密钥（…/secret），不设口令');
  if (!active) throw wrong('该账号已停用，请先启用');
  if (issuer !== null && issuer !== BUILTIN_ISSUER) throw wrong(`该账号由 ${issuer} 登录，不设口令`);
  return { county, org, account };
}

/** A new link is as good as another identity: who could take somebody's place by it does not make it alone. */
async function mustBeAlone({ actor, desk, platform }: MakeCall, org: Organisation, account: Account, subject: string) {
  const { store, clock } = platform.ports;
  const offices =
    WATCHING.includes(org.type) || account.roles.some((role) => role === 'government-office' || role === 'discipline');
  const used = await hasPassword(store, subject);
  const lately = await rolesLately(store, desk.jurisdiction, org.code, clock.now());
  const other = { ...account, subject: `${subject} ` };
  if ((used || offices) && accountReasons(org, actor.org, account, other, lately.get(account.account)).length > 0) {
    throw new Problem(
      'not-allowed',
      `${account.account} 是重要账号，其登录链接不能由您一人生成。请由该单位管理员生成；县政府办公室、纪检监察账号由系统管理员在服务器上运行 npm run admin -- link --account ${account.account}。`,
    );
  }
}

/** An account that nobody could sign in to yet becomes one of the builtin issuer. */
async function bind({ desk, actor }: MakeCall, county: County, org: Organisation, account: Account, subject: string) {
  if (account.issuer === BUILTIN_ISSUER && account.subject === subject) return;
  const { account: id, consent: _consent, ...rest } = account;
  const bound = { ...rest, issuer: BUILTIN_ISSUER, subject };
  const who = { by: actor.account, at: desk.ports.clock.now() };
  await putAccount(desk.ports.store, county, org, id, bound, { ownIssuer: true, ...who });
}

/** Whether the mail server took it; the link is on paper all the same. */
async function sent({ platform: { ports }, requestId }: MakeCall, mail: Mail): Promise<boolean> {
  try {
    await ports.mailer.send(mail);
    return true;
  } catch (error) {
    ports.log.error('link-mail', { requestId }, error);
    return false;
  }
}

function mailOf({ platform }: MakeCall, to: string, county: County, { account, name }: Account, link: string): Mail {
  const text = `${name}：\n\n请在三日内打开以下链接，为账号 ${account} 设置口令。链接只能用一次，请勿转发。\n\n${link}\n\n${county.name}审管互动平台\n`;
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
  const mark = Buffer.from(platform.ports.random.bytes(16)).toString('hex');
  const messageId = `${mark}@${platform.settings.mailDomain}`;
  return { to, subject: `${county.name}审管互动平台：设置口令`, html, text, messageId, attachments: [] };
}
