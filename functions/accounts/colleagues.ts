/** Who works in one's own organisation: whom a record can be given to, and whose names stand in its history. */
import { readAccounts } from '../../shared/accounts/directory.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

export const colleagues = route({
  method: 'GET',
  path: '/colleagues',
  id: 'listColleagues',
  summary: '本单位的人员',
  description: '本单位启用的个人账号：姓名、角色和科室，供分办时选择。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部人员', schema: async () => (await answers()).colleaguesAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline']);
    const all = await readAccounts(desk.ports.store, desk.jurisdiction, actor.org);
    const people = all.filter(({ active, roles }) => active && !roles.includes('system'));
    const items = people.map(({ account, name, roles, sections }) => ({ account, name, roles, sections }));
    return pageOfWhole(call, items);
  },
});
