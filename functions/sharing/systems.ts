/**
 * `/systems`: the systems that organisations work with, superiors' among them, with what was asked of whom (art. 18).
 */
import { organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { putSystem, readSystems, type System, type SystemInput, systemInput } from '../../shared/sharing/systems.ts';
import { civilDateOf } from '../../shared/time.ts';
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
  path: '/systems',
  id: 'listSystems',
  summary: '使用的系统',
  description: '本单位的；行政审批服务局管理员和县政府办公室可见全部。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部', schema: async () => (await answers()).systemsAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, PEOPLE);
    const found = await readSystems(desk.ports.store, desk.jurisdiction);
    const items = found.filter((system) => maySee(actor, system)).map(presentSystem);
    return pageOfWhole(call, items);
  },
});

const read = route({
  method: 'GET',
  path: '/systems/{id}',
  id: 'readSystem',
  summary: '一个系统',
  tag,
  answers: { 200: { description: '系统', schema: async () => (await answers()).systemAnswer, headers: READ_TAG } },
  handle: async ({ desk, actor, params }) => {
    const found = (await readSystems(desk.ports.store, desk.jurisdiction)).find(({ id }) => id === params.id);
    if (!found || !maySee(actor, found)) throw notFound('该系统');
    mustBe(actor, PEOPLE);
    return { status: 200, body: presentSystem(found), headers: { etag: tagOf(found) } };
  },
});

const put = route({
  method: 'PUT',
  path: '/systems/{id}',
  id: 'putSystem',
  summary: '登记系统和协调记录',
  description: '由使用单位的管理员登记。修改时以 If-Match 携带读取所得的 ETag，并写明全部协调记录。',
  tag,
  body: systemInput,
  ifMatch: 'existing',
  conflicts: ['systems-full'],
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).systemAnswer },
    201: { description: '已登记', schema: async () => (await answers()).systemAnswer },
  },
  handle: async ({ desk, actor, params, body, headers }) => {
    const id = idFitting(params.id as string);
    const facts = await desk.facts();
    const known = (await readSystems(desk.ports.store, desk.jurisdiction)).find((one) => one.id === id);
    if (known && !maySee(actor, known)) throw notFound('该系统');
    mustFit(inputErrors(facts, body, known));
    mayPut(actor, body.org);
    const replaces = (before: System | undefined): void => {
      if (before && before.org !== body.org) throw notFound('该系统');
      mustMatch(headers, before ? tagOf(before) : null, '该系统');
    };
    const who = { by: actor.account, at: facts.now, replaces };
    const { system, created } = await putSystem(desk.ports.store, desk.jurisdiction, id, body, who);
    return { status: created ? 201 : 200, body: presentSystem(system), headers: { etag: tagOf(system) } };
  },
});

export const systemRoutes: readonly Route[] = [list, read, put];

function maySee({ org, roles }: Actor, system: System): boolean {
  return roles.includes('bureau-admin') || roles.includes('government-office') || org === system.org;
}

function mayPut(actor: Actor, org: string): void {
  mustBe(actor, ['org-admin']);
  if (actor.org !== org) throw new Problem('not-allowed', '系统由使用单位的管理员登记，请联系该单位。');
}

function inputErrors({ county, now }: Facts, { org, coordination }: SystemInput, known?: System): FieldError[] {
  const errors: FieldError[] = [];
  if (!organisationOf(county, org))
    errors.push({ pointer: '/org', detail: `没有代码为 ${org} 的单位，请从单位名录中选择` });
  else if (known && known.org !== org) errors.push({ pointer: '/org', detail: '使用单位不能更改，请另行登记' });
  const today = civilDateOf(now);
  const later = coordination.flatMap(({ on }, i) =>
    on > today ? [{ pointer: `/coordination/${i}/on`, detail: '协调日期不能晚于今天' }] : [],
  );
  return [...errors, ...later];
}

function idFitting(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,49}$/.test(id)) return id;
  throw invalid([{ pointer: '/id', detail: '编号由小写字母、数字、横线组成，最长 50 位' }]);
}

function presentSystem({ coordination, ...system }: System): Record<string, unknown> {
  return { ...system, coordination: coordination.map((one) => ({ ...one, note: one.note ?? null })) };
}
