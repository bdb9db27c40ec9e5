/** `GET /me`: the caller's account, and what it may do. */
import { organisationOf } from '../../shared/county.ts';
import { route } from '../http/route.ts';
import { tag } from './tag.ts';

export const me = route({
  method: 'GET',
  path: '/me',
  id: 'readMe',
  summary: '当前账号及其权限',
  tag,
  answers: {
    200: { description: '账号、单位、角色、科室', schema: async () => (await import('./answers.ts')).meAnswer },
  },
  handle: async ({ actor, desk }) => {
    const { county } = await desk.facts();
    const org = organisationOf(county, actor.org);
    const { account, name, roles, sections, scopes, deputy } = actor;
    const standsFor = deputy && { standsFor: deputy.for.map((one) => one.account) };
    const place = { jurisdiction: county.jurisdiction, county: county.name };
    return {
      status: 200,
      body: { account, name, org: actor.org, orgName: org?.name, roles, sections, scopes, ...place, ...standsFor },
    };
  },
});
