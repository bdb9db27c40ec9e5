/** `GET /credit`: whether a party has incentives or punishments, where its case is handled (art. 19). */
import * as z from 'zod';
import { creditCode } from '../../shared/credit-code.ts';
import { applicationNumber } from '../../shared/exchange/keyed.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import { line, optional } from '../../shared/fields.ts';
import { digest } from '../../shared/keys.ts';
import { lazily } from '../../shared/lazily.ts';
import { civilDateOf } from '../../shared/time.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { credit } from './asking.ts';

export const tag = '信用';
export const OFFICERS = ['officer', 'section-head'] as const;

const query = lazily(() =>
  z.strictObject({
    creditCode: creditCode().meta({ title: '统一社会信用代码' }),
    application: optional(applicationNumber()),
    purpose: optional(line(200)).meta({ title: '用途' }),
  }),
);

export const readCredit: Route = route({
  method: 'GET',
  path: '/credit',
  id: 'readCredit',
  summary: '查询信用状况',
  description: '每次查询都留有记录，列入相对人和办件的时间线。没有可用的名单时答复 503，不表示没有失信。',
  tag,
  query,
  answers: { 200: { description: '信用状况', schema: async () => (await import('./answers.ts')).creditAnswer } },
  handle: async ({ desk, actor, query: asked, key }) => {
    mustBe(actor, OFFICERS, 'credit:query');
    // The same question of the same day under the same key is one query, such as a form sent twice. What else comes
    // under that key is a query of its own: none is answered that is not written down.
    const today = civilDateOf(desk.ports.clock.now());
    const request = requestOf(desk, actor.account, 'credit', key === null ? null : digest({ key, today, ...asked }));
    const body = await credit(desk, actor, { ...asked, viewer: null }, request);
    return { status: 200, body, headers: { 'cache-control': 'no-store' } };
  },
});
