/** Mail that could not be sent: the bureau's administrator sees it and sends it again (本系统约定). */

import * as z from 'zod';
import { choice, instant } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { parkedPage, presentOutgoing, resend, resendAll } from '../../shared/mail/parked.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const listQuery = lazily(() =>
  z.strictObject({
    state: choice({ parked: '发送失败' }).default('parked').meta({ title: '状态' }),
    ...pagingQuery(),
  }),
);

const listParked = route({
  method: 'GET',
  path: '/notices',
  id: 'listNotices',
  summary: '发送失败的邮件通知',
  description: '多次发送失败、被拒收或没有登记邮箱的通知，由县行政审批服务局管理员查看。',
  tag: '邮件通知',
  query: listQuery,
  answers: {
    200: {
      description: '一页通知，先产生者在前；不含邮箱地址和邮件内容',
      schema: async () => (await answers()).mailPage,
    },
  },
  handle: async ({ desk, actor, query }) => {
    mustBe(actor, ['bureau-admin']);
    const page = await parkedPage(desk, pagingOf(query, [actor.account, 'notices', query.state]));
    return { status: 200, body: { items: page.items.map(presentOutgoing), next: page.next } };
  },
});

const sendAgain = route({
  method: 'POST',
  path: '/notices/{id}/resend',
  id: 'resendNotice',
  summary: '重新发送邮件通知',
  description: '立即重新发送；不在工作时间内的，于下一工作时间开始时发送。',
  tag: '邮件通知',
  body: lazily(() => z.strictObject({})),
  conflicts: ['not-parked'],
  answers: { 200: { description: '重新等待发送的通知', schema: async () => (await answers()).mailAnswer } },
  handle: async ({ desk, actor, params }) => {
    mustBe(actor, ['bureau-admin']);
    return { status: 200, body: presentOutgoing(await resend(desk, params.id as string)) };
  },
});

const resendInput = lazily(() => z.strictObject({ before: instant().meta({ title: '产生于此时之前' }) }));

const sendAllAgain = route({
  method: 'POST',
  path: '/notices/resend',
  id: 'resendNotices',
  summary: '重新发送全部未发出的邮件通知',
  description:
    '产生于 before 之前、发送失败的，立即重新发送；不在工作时间内的，于下一工作时间开始时发送。一次最多 100 件，more 为 true 的，请再次提交。',
  tag: '邮件通知',
  body: resendInput,
  answers: { 200: { description: '重新等待发送的件数', schema: async () => (await answers()).resentAnswer } },
  handle: async ({ desk, actor, body }) => {
    mustBe(actor, ['bureau-admin']);
    return { status: 200, body: await resendAll(desk, body.before) };
  },
});

export const mailRoutes: readonly Route[] = [listParked, sendAgain, sendAllAgain];
