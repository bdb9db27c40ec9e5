/**
 * `/query-grants`: what an organisation opens to another's queries (art. 18), put by its own administrator or the
 * bureau's.
 */
import { inForce, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import { bureauOf, type County, endedDetail, isActive, organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { gapsOn } from '../../shared/sharing/gaps.ts';
import {
  type Grant,
  type GrantInput,
  grantInput,
  putGrant,
  readGrants,
  standingIn,
} from '../../shared/sharing/grants.ts';
import { civilDateOf, formatInstant, formatInstantOrNull } from '../../shared/time.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mustFit } from '../http/input.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const tag = '共享权限';
const PEOPLE = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline'] as const;

const list = route({
  method: 'GET',
  path: '/query-grants',
  id: 'listQueryGrants',
  summary: '查询授权',
  description: '本单位开放的，和向本单位开放的；行政审批服务局管理员和县政府办公室可见全部。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部', schema: async () => (await answers()).grantsAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, PEOPLE);
    const found = await readGrants(desk.ports.store, desk.jurisdiction);
    const facts = await desk.facts();
    const items = found.filter((grant) => maySee(actor, grant)).map((grant) => presentGrant(grant, facts));
    return pageOfWhole(call, items);
  },
});

const gaps = route({
  method: 'GET',
  path: '/query-grants/gaps',
  id: 'listQueryGrantGaps',
  summary: '应开放而尚未开放的查询',
  description:
    '按现行边界清单：主管部门应向行政审批服务局开放监管信息和监管台账，行政审批服务局应向主管部门开放审批信息。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '今日的缺口', schema: async () => (await answers()).gapsAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, ['bureau-admin', 'government-office']);
    const { county, now } = await desk.facts();
    const all = await readGrants(desk.ports.store, desk.jurisdiction);
    const grants = all.filter((grant) => standingIn(county, grant, civilDateOf(now)) !== 'ended');
    const items = gapsOn(await mattersToday(desk, now), grants, bureauOf(county).code, civilDateOf(now));
    return pageOfWhole(call, items);
  },
});

const read = route({
  method: 'GET',
  path: '/query-grants/{id}',
  id: 'readQueryGrant',
  summary: '一项查询授权',
  tag,
  answers: { 200: { description: '授权', schema: async () => (await answers()).grantAnswer, headers: READ_TAG } },
  handle: async ({ desk, actor, params }) => {
    const found = await readGrants(desk.ports.store, desk.jurisdiction);
    const grant = seen(
      actor,
      found.find(({ id }) => id === params.id),
    );
    mustBe(actor, PEOPLE);
    return { status: 200, ...answerOf(grant, await desk.facts()) };
  },
});

const put = route({
  method: 'PUT',
  path: '/query-grants/{id}',
  id: 'putQueryGrant',
  summary: '设置查询授权',
  description:
    '由开放单位的管理员或行政审批服务局管理员设置。修改时以 If-Match 携带读取所得的 ETag；已收回的不能再修改。',
  tag,
  body: grantInput,
  ifMatch: 'existing',
  conflicts: ['grant-revoked', 'grants-full'],
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).grantAnswer },
    201: { description: '已设置', schema: async () => (await answers()).grantAnswer },
  },
  handle: async ({ desk, actor, params, body, headers }) => {
    const id = idFitting(params.id as string);
    const facts = await desk.facts();
    const known = (await readGrants(desk.ports.store, desk.jurisdiction)).find((one) => one.id === id);
    if (known) seen(actor, known);
    const org = body.org ?? known?.org ?? actor.org;
    mustFit(await inputErrors(desk, facts, { ...body, org }, known));
    mayOpen(actor, org);
    const who = { by: actor.account, at: facts.now };
    const { grant, created } = await putGrant(
      desk.ports.store,
      desk.jurisdiction,
      id,
      { ...who, act: 'put-grant' },
      (before) => {
        if (before && before.org !== org) throw notFound('该授权');
        mustMatch(headers, before ? tagOf(before) : null, '该授权');
        if (before?.revoked) throw revoked();
        return { id, ...body, org, ...who };
      },
    );
    return { status: created ? 201 : 200, ...answerOf(grant, facts) };
  },
});

const revoke = route({
  method: 'POST',
  path: '/query-grants/{id}/revoke',
  id: 'revokeQueryGrant',
  summary: '收回查询授权，即刻生效',
  tag,
  answers: { 200: { description: '已收回', schema: async () => (await answers()).grantAnswer } },
  handle: async ({ desk, actor, params }) => {
    const id = params.id as string;
    const known = (await readGrants(desk.ports.store, desk.jurisdiction)).find((one) => one.id === id);
    mayOpen(actor, seen(actor, known).org);
    const who = { by: actor.account, at: desk.ports.clock.now() };
    const { grant } = await putGrant(
      desk.ports.store,
      desk.jurisdiction,
      id,
      { ...who, act: 'revoke-grant' },
      (before) => {
        const there = seen(actor, before);
        return there.revoked ? there : { ...there, revoked: who };
      },
    );
    return { status: 200, ...answerOf(grant, await desk.facts()) };
  },
});

export const grantRoutes: readonly Route[] = [list, gaps, read, put, revoke];

/**
 * The giver, whom it is given to, the bureau's administrators and the government office; for others it is not there.
 */
function maySee({ org, roles }: Actor, grant: Grant): boolean {
  const all = roles.includes('bureau-admin') || roles.includes('government-office');
  return all || org === grant.org || org === grant.to;
}

function seen(actor: Actor, grant: Grant | undefined): Grant {
  if (!grant || !maySee(actor, grant)) throw notFound('该授权');
  return grant;
}

function mayOpen(actor: Actor, org: string): void {
  mustBe(actor, ['org-admin', 'bureau-admin']);
  if (actor.roles.includes('bureau-admin') || actor.org === org) return;
  throw new Problem('not-allowed', '查询授权由开放单位的管理员设置和收回，请联系该单位。');
}

async function inputErrors(
  desk: Desk,
  { county, now }: Facts,
  { org, to, matters, from, until }: GrantInput & { org: string },
  known: Grant | undefined,
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  if (known && known.org !== org) errors.push({ pointer: '/org', detail: '开放单位不能更改，请另设一项授权' });
  if (!organisationOf(county, org))
    errors.push({ pointer: '/org', detail: `没有代码为 ${org} 的单位，请从单位名录中选择` });
  if (!organisationOf(county, to))
    errors.push({ pointer: '/to', detail: `没有代码为 ${to} 的单位，请从单位名录中选择` });
  else errors.push(...endedErrors(county, org, to));
  if (to === org) errors.push({ pointer: '/to', detail: '不能向本单位开放，请填写其他单位' });
  if (until !== null && until < from) errors.push({ pointer: '/until', detail: '终止日期不能早于起始日期' });
  if (matters === 'all') return errors;
  const listed = new Set((await mattersToday(desk, now)).map(({ code }) => code));
  const unknown = matters.flatMap((code, i) =>
    listed.has(code) ? [] : [{ pointer: `/matters/${i}`, detail: `现行边界清单没有事项 ${code}，请核对编码` }],
  );
  return [...errors, ...unknown];
}

function endedErrors(county: County, org: string, to: string): FieldError[] {
  return Object.entries({ org, to }).flatMap(([field, code]) => {
    const found = organisationOf(county, code);
    return found && !isActive(found) ? [{ pointer: `/${field}`, detail: endedDetail(found, county) }] : [];
  });
}

async function mattersToday({ ports, jurisdiction }: Desk, now: number) {
  const version = inForce(await readVersions(ports.store, jurisdiction), civilDateOf(now));
  return version ? readMatters(ports.store, jurisdiction, version) : [];
}

function idFitting(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,49}$/.test(id)) return id;
  throw invalid([{ pointer: '/id', detail: '编号由小写字母、数字、横线组成，最长 50 位' }]);
}

function revoked(): Problem {
  return new Problem('grant-revoked', '该授权已经收回，不能再修改。需要的，请另设一项授权。');
}

function answerOf(grant: Grant, facts: Facts) {
  return { body: presentGrant(grant, facts), headers: { etag: tagOf(grant) } };
}

function presentGrant({ at, revoked, ...grant }: Grant, { county, now }: Facts): Record<string, unknown> {
  const standing = standingIn(county, { ...grant, at, ...(revoked && { revoked }) }, civilDateOf(now));
  const taken = { revokedAt: formatInstantOrNull(revoked?.at ?? null), revokedBy: revoked?.by ?? null };
  return { ...grant, at: formatInstant(at), standing, ...taken };
}
