/** `GET`, `PUT /county/settings`: what a county sets for itself. */
import {
  closedHours,
  putSettings,
  settingsInput,
  settingsLeftOut,
  settingsOf,
} from '../../shared/accounts/settings.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mustFit } from '../http/input.ts';
import { mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const path = '/county/settings';

const read = route({
  method: 'GET',
  path,
  id: 'readCountySettings',
  summary: '本县（市、区）的设置',
  description: '邮件、网页和文件引用的办法，到件邮件的发送时刻，通报的形成时刻，公示边界清单的网站。',
  tag,
  answers: { 200: { description: '设置', schema: async () => (await answers()).settingsAnswer, headers: READ_TAG } },
  handle: async ({ desk }) => {
    const body = settingsOf((await desk.facts()).county);
    return { status: 200, body, headers: { etag: tagOf(body) } };
  },
});

const put = route({
  method: 'PUT',
  path,
  id: 'putCountySettings',
  summary: '修改本县（市、区）的设置',
  description: '以 If-Match 携带读取所得的 ETag。已设置的须写明：不变的照旧填写，清空的填 null。',
  tag,
  body: settingsInput,
  ifMatch: 'always',
  answers: { 200: { description: '已修改', schema: async () => (await answers()).settingsAnswer } },
  handle: async ({ desk, actor, body, headers }) => {
    mustBe(actor, ['bureau-admin']);
    const facts = await desk.facts();
    const who = { by: actor.account, at: desk.ports.clock.now() };
    const settings = await putSettings(desk.ports.store, desk.jurisdiction, body, who, (before) => {
      mustMatch(headers, tagOf(settingsOf(before)), '本县（市、区）的设置');
      mustFit([...settingsLeftOut(body, before), ...closedHours(body, { ...facts, county: before })]);
    });
    return { status: 200, body: settings, headers: { etag: tagOf(settings) } };
  },
});

export const settingsRoutes: readonly Route[] = [read, put];
