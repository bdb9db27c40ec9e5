/**
 * `GET /queries/{approvals|supervision|register}`: what a grant opens of another organisation's records (art. 18),
 * personal data masked, each query logged before it is answered. On all other routes granted records stay 404.
 */
import * as z from 'zod';
import { comparedForms } from '../../shared/compared-number.ts';
import { creditCode } from '../../shared/credit-code.ts';
import { invalid, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { identifier, line, optional } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { meanings } from '../../shared/meaning.ts';
import { type Grant, type Over, readGrants, standingIn } from '../../shared/sharing/grants.ts';
import { logQuery, type Parameters } from '../../shared/sharing/query-log.ts';
import { civilDateOf } from '../../shared/time.ts';
import { pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import type { Found } from './granted.ts';
import { queryLog } from './log.ts';

const answers = () => import('./query-answers.ts');
const granted = () => import('./granted.ts');

const tag = '共享权限';
const PEOPLE = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline'] as const;
const BY = ['party', 'licence', 'matter'] as const;

const query = lazily(() =>
  z.strictObject({
    grant: line(100).meta({ title: '查询授权', description: '其编号，见 GET /query-grants' }),
    purpose: line(200).meta({ title: '用途', description: '本次查询的用途，记入查询日志' }),
    party: optional(creditCode()).meta({ title: '行政相对人', description: '统一社会信用代码' }),
    licence: optional(identifier(100)).meta({ title: '证照编号', description: '证照编号或决定文书号' }),
    matter: optional(z.string().max(64).register(meanings, { is: 'matter' })).meta({ title: '事项' }),
    ...pagingQuery(),
  }),
);
type Query = Checked<typeof query>;

export const queryRoutes: readonly Route[] = [
  ofOver('approvals', 'queryApprovals', '按授权查询审批信息', async () => (await answers()).pushesAnswer),
  ofOver('supervision', 'querySupervision', '按授权查询监管信息', async () => (await answers()).pushesAnswer),
  ofOver('register', 'queryRegister', '按授权查询监管台账', async () => (await answers()).entriesAnswer),
  queryLog,
];

function ofOver(over: Over, id: string, summary: string, schema: () => Promise<z.ZodType>): Route {
  return route({
    ...{ method: 'GET', path: `/queries/${over}`, id, summary, tag, query },
    description:
      '在 party、licence、matter 中填写一项。只含授权的事项，个人信息已遮盖。每次查询（每一页）在答复之前记入双方的查询日志。没有有效授权的为 403（no-grant）。',
    answers: { 200: { description: '一页', schema } },
    handle: (call) => queried(call, over),
  });
}

async function queried(call: KnownCall<unknown, Query>, over: Over): Promise<Answer> {
  const { desk, actor, query: asked } = call;
  const parameters = parametersIn(asked);
  mustBe(actor, PEOPLE, 'grants:query');
  const facts = await desk.facts();
  const grant = await grantFor(call, over, facts);
  const { party, licence, matter } = asked;
  const numbers = licence === null ? [] : await comparedForms(desk, licence);
  const { cursor, limit, ...filters } = asked;
  const paging = { limit, cursor, owner: [actor.account, actor.org, over, { ...filters, licence: numbers }] };
  const { grantedPushes, grantedEntries } = await granted();
  const wanted = { grant, party, matter, numbers: licence === null ? null : numbers };
  const find = over === 'register' ? grantedEntries : grantedPushes;
  const { items, next }: Found = await find(desk, facts, wanted, paging);
  const who = { by: actor.account, at: facts.now };
  const said = { purpose: asked.purpose, parameters, count: items.length };
  await logQuery(desk.ports.store, desk.jurisdiction, who, grant, said);
  return { status: 200, body: { items, next } };
}

/** The one thing that is asked for. Throws 422. */
function parametersIn(asked: Query): Parameters {
  const [by, ...others] = BY.filter((name) => asked[name] !== null);
  const detail = '行政相对人、证照编号、事项，请填写其中一项，且只填一项';
  if (by === undefined) throw invalid([{ pointer: '?party', detail }]);
  if (others.length > 0) throw invalid(others.map((name) => ({ pointer: `?${name}`, detail })));
  return { [by]: asked[by] as string };
}

/** The grant, where it stands today and opens this to the caller's organisation; throws `no-grant`. */
async function grantFor(
  {
    desk,
    actor,
    query: { grant: id, matter },
  }: { desk: KnownCall<unknown, Query>['desk']; actor: Actor; query: Query },
  over: Over,
  { county, now }: Facts,
): Promise<Grant> {
  const grant = (await readGrants(desk.ports.store, desk.jurisdiction)).find((one) => one.id === id);
  const isOurs = grant?.to === actor.org && grant.over === over;
  const covers = matter === null || grant?.matters === 'all' || grant?.matters.includes(matter);
  if (grant && isOurs && covers && standingIn(county, grant, civilDateOf(now)) === 'in-force') return grant;
  const detail = '没有向本单位开放该内容的有效授权，或者授权不含该事项。请核对授权编号，或联系开放单位。';
  throw new Problem('no-grant', detail);
}
