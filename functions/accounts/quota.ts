/** `GET`, `PUT /organisations/{org}/quota`: how many people's accounts the bureau grants an organisation (art. 16). */
import * as z from 'zod';
import { putQuota, type Quota, readQuota } from '../../shared/accounts/quota.ts';
import { organisationOf } from '../../shared/county.ts';
import { whole } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';
import { ADMINISTRATORS, seen } from './administrators.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const path = '/organisations/{org}/quota';

const quotaInput = lazily(() =>
  z
    .strictObject({
      accounts: whole(0, 300).meta({ title: '账号数量', description: '可同时启用的人员账号，不含系统账号' }),
    })
    .meta({ id: 'QuotaInput' }),
);

const read = route({
  method: 'GET',
  path,
  id: 'readQuota',
  summary: '单位的账号数量',
  tag,
  answers: {
    200: {
      description: '核定的数量与启用的数量',
      schema: async () => (await answers()).quotaAnswer,
      headers: READ_TAG,
    },
  },
  handle: async ({ desk, actor, params }) => {
    const org = seen(organisationOf((await desk.facts()).county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const body = await readQuota(desk.ports.store, desk.jurisdiction, org.code);
    return { status: 200, body, headers: { etag: tagOfQuota(body) } };
  },
});

const put = route({
  method: 'PUT',
  path,
  id: 'putQuota',
  summary: '核定单位的账号数量',
  description: '已核定的，修改时以 If-Match 携带读取所得的 ETag。减少的不停用任何账号，只是不能再启用新的。',
  tag,
  body: quotaInput,
  ifMatch: 'existing',
  answers: { 200: { description: '已核定', schema: async () => (await answers()).quotaAnswer } },
  handle: async ({ desk, actor, params, body, headers }) => {
    const org = seen(organisationOf((await desk.facts()).county, params.org as string), actor);
    mustBe(actor, ['bureau-admin']);
    const who = { by: actor.account, at: desk.ports.clock.now() };
    const replaces = (before: Quota): void => {
      // Where nothing is set, GET has a tag all the same: sent back, it is what is replaced.
      const read = !['*', undefined].includes(headers['if-match']);
      mustMatch(headers, before.accounts === null && !read ? null : tagOfQuota(before), '该单位的账号数量');
    };
    const quota = await putQuota(desk.ports.store, desk.jurisdiction, org, body.accounts, { ...who, replaces });
    return { status: 200, body: quota, headers: { etag: tagOfQuota(quota) } };
  },
});

export const quotaRoutes: readonly Route[] = [read, put];

/** Of the number alone: who joins or leaves changes nothing of what is replaced. */
function tagOfQuota({ accounts }: Quota): string {
  return tagOf({ accounts });
}
