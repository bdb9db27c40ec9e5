/** `PUT`, `DELETE …/deputy`: who stands in for an account on which days (AB 角). */
import type { Account } from '../../shared/accounts/account.ts';
import { deputyInput, putDeputy } from '../../shared/accounts/deputies.ts';
import { organisationOf } from '../../shared/county.ts';
import { mustBe } from '../http/permission.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';
import { ADMINISTRATORS, seen } from './administrators.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const path = '/organisations/{org}/accounts/{account}/deputy';

const put = route({
  method: 'PUT',
  path,
  id: 'putDeputy',
  summary: '设置 AB 角',
  description:
    '在起止日期内，代行人另有该账号的科室及其经办人员、科室负责人角色，没有其管理员角色；以自己的账号办理，办理记录注明代谁办理。重新设置的，替换此前的。',
  tag,
  body: deputyInput,
  answers: { 200: { description: '该账号', schema: async () => (await answers()).accountAnswer } },
  handle: async (call) => ({ status: 200, body: await set(call, call.body) }),
});

const drop = route({
  method: 'DELETE',
  path,
  id: 'dropDeputy',
  summary: '取消 AB 角，即刻生效',
  tag,
  answers: { 200: { description: '该账号', schema: async () => (await answers()).accountAnswer } },
  handle: async (call) => ({ status: 200, body: await set(call, null) }),
});

export const deputyRoutes: readonly Route[] = [put, drop];

async function set(
  { desk, actor, params }: KnownCall<unknown, unknown>,
  deputy: Parameters<typeof putDeputy>[4],
): Promise<Account> {
  const { county, now } = await desk.facts();
  const org = seen(organisationOf(county, params.org as string), actor);
  mustBe(actor, ADMINISTRATORS);
  const who = { by: actor.account, at: now };
  return putDeputy(desk.ports.store, desk.jurisdiction, org, params.account as string, deputy, who);
}
