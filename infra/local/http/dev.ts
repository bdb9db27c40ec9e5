/**
 * The `/__dev/` calls: a demonstration's accounts, tokens, mail and clock. They exist only in a demonstration folder
 * that listens on a loopback address; whoever puts them in the table of routes sees to that.
 */

import * as z from 'zod';
import { publicRoute, type Route } from '../../../functions/http/route.ts';
import { putAccount } from '../../../shared/accounts/directory.ts';
import { allAccounts, type Found, findAccount } from '../../../shared/accounts/search.ts';
import { invalid } from '../../../shared/errors.ts';
import { instant } from '../../../shared/fields.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { Store } from '../../../shared/ports.ts';
import { formatInstant, type Instant } from '../../../shared/time.ts';
import { demonstrationSubject } from '../home/demonstration.ts';
import type { LocalMail } from '../home/mail.ts';
import { DEMONSTRATION_TOKEN, LOCAL_ISSUER, type LocalIssuer } from '../issuer/issuer.ts';
import type { FolderClock } from '../timers/folder-clock.ts';
import type { Scheduler } from '../timers/scheduler.ts';

export interface Demonstration {
  readonly clock: FolderClock;
  readonly issuer: LocalIssuer;
  readonly mail: LocalMail;
  readonly scheduler: Scheduler;
}

/** The routes; those of the clock only where it stands until told. */
export function devRoutes(demonstration: Demonstration): Route[] {
  const { clock, mail, scheduler } = demonstration;
  const always = [accountsRoute, tokensRoute(demonstration), mailRoute(mail, scheduler)];
  return clock.standing ? [...always, readClockRoute(clock), moveClockRoute(clock, scheduler)] : always;
}

// What a demonstration shows is for whoever sits at this machine, not for a page that is open there.
const common = { tag: '演示', sameOrigin: true };

const accountsRoute = publicRoute({
  ...{ ...common, method: 'GET', path: '/__dev/accounts', id: 'devAccounts', summary: '演示账号' },
  answers: { 200: { description: '全部启用的账号' } },
  handle: async ({ platform: { ports }, desk }) => {
    const found = await allAccounts(ports.store, desk.jurisdiction);
    return { status: 200, body: { items: found.filter(({ account }) => account.active).map(presentAccount) } };
  },
});

function presentAccount({ org, account }: Found): Record<string, unknown> {
  return { account: account.account, name: account.name, org: org.code, orgName: org.name, roles: account.roles };
}

const tokenInput = lazily(() =>
  z.strictObject({
    account: z.string({ error: '请填写账号，例如 scjg.officer' }),
    jurisdiction: z
      .string()
      .regex(/^\d{6}$/, { error: '应为六位行政区划代码' })
      .nullish(),
  }),
);

function tokensRoute({ issuer }: Demonstration): Route {
  return publicRoute({
    ...{ ...common, method: 'POST', path: '/__dev/tokens', id: 'devToken', summary: '演示账号的凭证' },
    body: tokenInput,
    answers: { 200: { description: '有效期 400 天的凭证' } },
    handle: async ({ platform: { ports, settings }, body }) => {
      const jurisdiction = body.jurisdiction ?? settings.jurisdiction;
      const found = await findAccount(ports.store, jurisdiction, body.account);
      if (!found) {
        const where = jurisdiction === settings.jurisdiction ? '' : `?jurisdiction=${jurisdiction}`;
        throw invalid([
          { pointer: '/account', detail: `没有账号 ${body.account}，可用账号见 /__dev/accounts${where}` },
        ]);
      }
      const subject = await subjectOf(ports.store, found, ports.clock.now());
      return { status: 200, body: { token: await issuer.token(subject, ports.clock.now(), DEMONSTRATION_TOKEN) } };
    },
  });
}

/** An account made without an identity gets that of the local issuer with its first token. */
async function subjectOf(
  store: Store,
  { county, org, account: { account, ...rest } }: Found,
  at: Instant,
): Promise<string> {
  if (rest.issuer === LOCAL_ISSUER && rest.subject !== null) return rest.subject;
  if (rest.issuer !== null) {
    throw invalid([{ pointer: '/account', detail: `账号 ${account} 由 ${rest.issuer} 登录，请向其取得凭证` }]);
  }
  const subject = demonstrationSubject(county.jurisdiction, account);
  const put = { ...rest, issuer: LOCAL_ISSUER, subject };
  await putAccount(store, county, org, account, put, { by: 'system', at });
  return subject;
}

function mailRoute(mail: LocalMail, scheduler: Scheduler): Route {
  return publicRoute({
    ...{ ...common, method: 'GET', path: '/__dev/mail', id: 'devMail', summary: '已发出的邮件' },
    answers: { 200: { description: '全部邮件，最早的在前；此刻到期的已先发出' } },
    handle: async () => {
      await scheduler.runDue();
      return { status: 200, body: { items: await mail.sent() } };
    },
  });
}

function readClockRoute(clock: FolderClock): Route {
  return publicRoute({
    ...{ ...common, method: 'GET', path: '/__dev/clock', id: 'devReadClock', summary: '演示时钟' },
    answers: { 200: { description: '现在' } },
    handle: async () => ({ status: 200, body: { now: formatInstant(clock.now()) } }),
  });
}

const clockInput = lazily(() => z.strictObject({ now: instant() }));

function moveClockRoute(clock: FolderClock, scheduler: Scheduler): Route {
  return publicRoute({
    ...{ ...common, method: 'POST', path: '/__dev/clock', id: 'devMoveClock', summary: '向前拨动演示时钟' },
    body: clockInput,
    answers: { 200: { description: '途中到期的事项均已按时办理' } },
    handle: async ({ body }) => {
      // Where it stands already, nothing happens.
      if (body.now !== clock.now()) await scheduler.walkTo(body.now);
      return { status: 200, body: { now: formatInstant(clock.now()) } };
    },
  });
}
