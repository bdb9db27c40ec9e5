/**
 * `POST …/hand-over`: an account's open work goes to another or to nobody, and where it leaves the account is closed
 * with it.
 */
import * as z from 'zod';
import type { Account } from '../../shared/accounts/account.ts';
import { putAccount, readAccounts } from '../../shared/accounts/directory.ts';
import { goOn, sectionsBeyond } from '../../shared/accounts/handing-over.ts';
import { accountId } from '../../shared/accounts/input.ts';
import { LEASE, type Moving, movingItem, readMoving } from '../../shared/accounts/moving.ts';
import { handlersOf, ownerless } from '../../shared/accounts/people.ts';
import { KEPT_LAST, mustKeepLast } from '../../shared/accounts/quota.ts';
import { accountReasons } from '../../shared/accounts/second-person.ts';
import { logged, loggedPuts } from '../../shared/audit/chain.ts';
import type { Act } from '../../shared/audit/entry.ts';
import { roomOfAccounts } from '../../shared/audit/rooms.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { type FieldError, notFound, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import { optional, section, text, yesNo } from '../../shared/fields.ts';
import { derivedId } from '../../shared/keys.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import type { Put, Store } from '../../shared/ports.ts';
import { formatInstantOrNull } from '../../shared/time.ts';
import { mustFit } from '../http/input.ts';
import { answeredOnce } from '../http/once.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { ADMINISTRATORS, mayGrant, seen } from './administrators.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const handOverInput = lazily(() =>
  z
    .strictObject({
      to: optional(accountId()).meta({ title: '接手人的账号', description: '留空的，未办结的事项待重新分办' }),
      section: optional(section()).meta({ title: '科室', description: '只移交该科室的事项' }),
      leave: yesNo().meta({ title: '离岗', description: '选是的，同时停用该账号' }),
      reason: text(500).meta({ title: '理由' }),
    })
    .meta({ id: 'HandOverInput', example: { to: 'scjg.head', leave: true, reason: '调离' } }),
);
type Input = Checked<typeof handOverInput>;

/** Records moved while the caller waits, and for how long; a job moves the rest. */
const AT_ONCE = 200;
const MILLIS = 8_000;

const handOver = route({
  method: 'POST',
  path: '/organisations/{org}/accounts/{account}/hand-over',
  id: 'handOverAccount',
  summary: '移交一个账号未办结的事项；离岗的同时停用',
  description: '事项较多的，先答复 202，其余由平台继续移交，进度见 Location 所示地址。停用即刻生效。',
  tag,
  body: handOverInput,
  idempotent: true,
  conflicts: ['own-account', 'last-of-role'],
  answers: {
    200: { description: '已全部移交', schema: async () => (await answers()).handOverAnswer },
    202: {
      description: '正在移交',
      schema: async () => (await answers()).handOverAnswer,
      headers: { location: '该次移交的地址' },
    },
  },
  handle: async (call) => {
    const { desk, actor, params, key } = call;
    const org = seen(organisationOf((await desk.facts()).county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const act = `hand-over ${org.code}/${params.account}`;
    const id = derivedId(desk.jurisdiction, 'hand-over', requestOf(desk, actor.account, act, key));
    return answeredOnce(call, act, async () => {
      const before = await readMoving(desk, id);
      return before ? answerOf(desk, org, before.moving) : handedOver(call, org, id);
    });
  },
});

async function handedOver(
  { desk, actor, params, body }: KnownCall<Input, unknown>,
  org: Organisation,
  id: string,
): Promise<Answer> {
  const { county, now } = await desk.facts();
  const accounts = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
  const account = accounts.find((one) => one.account === params.account);
  if (!account) throw notFound('该账号');
  mustFit(inputErrors(account, org, accounts, body));
  if (body.leave) mayLeave(actor, org, account, accounts);
  await mustCover(desk, org, account, accounts, body);
  const work = { org: org.code, account: account.account, section: body.section };
  const beginning: Moving = {
    ...{ jurisdiction: desk.jurisdiction, id, ...work, to: body.to, reason: body.reason, by: actor.account },
    ...{ startedAt: now, moved: 0, finishedAt: null, wakes: now + LEASE },
  };
  await begin(desk, county, org, account, beginning, body.leave);
  const head = movingItem(beginning).head;
  const moving = await goOn(desk, { moving: beginning, head }, { atOnce: AT_ONCE, until: performance.now() + MILLIS });
  return answerOf(desk, org, moving);
}

const read = route({
  method: 'GET',
  path: '/organisations/{org}/hand-overs/{id}',
  id: 'readHandOver',
  summary: '一次移交的进度',
  tag,
  answers: { 200: { description: '进度', schema: async () => (await answers()).handOverAnswer } },
  handle: async ({ desk, actor, params }) => {
    const org = seen(organisationOf((await desk.facts()).county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const stored = await readMoving(desk, params.id as string);
    if (stored?.moving.org !== org.code) throw notFound('该次移交');
    return { ...(await answerOf(desk, org, stored.moving)), status: 200 };
  },
});

export const handOverRoutes: readonly Route[] = [handOver, read];

async function answerOf(desk: Desk, org: Organisation, moving: Moving): Promise<Answer> {
  const accounts = await readAccounts(desk.ports.store, desk.jurisdiction, org.code);
  const { id, account, to, moved, finishedAt } = moving;
  const sectionsWithoutOwner = ownerless(accounts, org);
  const body = { id, account, to, moved, finishedAt: formatInstantOrNull(finishedAt), sectionsWithoutOwner };
  if (finishedAt !== null) return { status: 200, body };
  return { status: 202, body, headers: { location: `/organisations/${org.code}/hand-overs/${id}` } };
}

function inputErrors(
  { account, roles }: Account,
  org: Organisation,
  accounts: readonly Account[],
  { to, section, leave }: Input,
): FieldError[] {
  const errors: FieldError[] = [];
  if (roles.includes('system'))
    errors.push({ pointer: '/account', detail: '系统账号没有经办的事项，请直接修改该账号' });
  const able = handlersOf(accounts).some((one) => one.account === to);
  if (to === account) errors.push({ pointer: '/to', detail: '不能移交给本人，请填写其他人员' });
  else if (to !== null && !able) {
    errors.push({ pointer: '/to', detail: `本单位没有启用的经办人员或科室负责人账号 ${to}，请另选` });
  }
  if (section !== null && !org.sections.some(({ code }) => code === section)) {
    errors.push({ pointer: '/section', detail: `${org.name}没有代码为 ${section} 的科室，请从该单位的科室中选择` });
  } else if (section !== null && leave) {
    errors.push({ pointer: '/section', detail: '离岗的须移交全部科室的事项，请不填科室' });
  }
  return errors;
}

/** Whoever takes over acts in the sections of what is handed over. */
async function mustCover(
  desk: Desk,
  org: Organisation,
  { account }: Account,
  accounts: readonly Account[],
  { to, section }: Input,
): Promise<void> {
  const heir = accounts.find((one) => one.account === to);
  if (!heir) return;
  const beyond = await sectionsBeyond(desk, { org: org.code, account, section }, heir);
  const detail = `${to} 不办理以下科室的事项：${beyond.join('、')}。请另选接手人，或先增加其科室`;
  if (beyond.length > 0) mustFit([{ pointer: '/to', detail }]);
}

/** Closing an account is bound as it is by `PUT`. */
function mayLeave(actor: Actor, org: Organisation, account: Account, accounts: readonly Account[]): void {
  mayGrant(actor, account, account);
  mustKeepLast(
    accounts,
    accounts.map((one) => (one === account ? { ...one, active: false } : one)),
    // The words of the second person, below, are those for another organisation's administrator.
    actor.org === org.code ? KEPT_LAST : undefined,
  );
  if (account.account === actor.account) {
    throw new Problem('own-account', '不能停用自己的账号。请由其他管理员办理。');
  }
  if (accountReasons(org, actor.org, account, { ...account, active: false }).length === 0) return;
  throw new Problem('not-allowed', '停用该账号须由第二人确认。请先修改该账号并经确认，再移交其事项。');
}

/**
 * The hand-over is laid down by the commit that closes the account and tells of it: what stops now its timer goes on
 * with.
 */
async function begin(
  desk: Desk,
  county: County,
  org: Organisation,
  account: Account,
  moving: Moving,
  leave: boolean,
): Promise<void> {
  const { store } = desk.ports;
  const laid: Put = { item: movingItem(moving), expected: null };
  const { id, by, startedAt: at, to, section, reason } = moving;
  const said = { thing: `hand-overs/${org.code}`, detail: { id, to, section, leave, reason } };
  const act: Act = { at, by, act: 'hand-over', ...said, room: roomOfAccounts(org.type) };
  if (!leave || !account.active) return logged(store, desk.jurisdiction, act, async () => [laid]);
  const also = async (inTime: Store): Promise<Put[]> => [laid, ...(await loggedPuts(inTime, desk.jurisdiction, act))];
  const mustBeThere = (before: Account | undefined): void => {
    if (!before) throw notFound('该账号');
  };
  const closed = { ...account, active: false };
  await putAccount(store, county, org, account.account, closed, { replaces: mustBeThere, also, by, at });
}
