/** `POST /organisations/{org}/confirmations`: each quarter an organisation confirms its accounts (本系统约定). */
import * as z from 'zod';
import { confirmAccounts } from '../../shared/accounts/confirmation.ts';
import { organisationOf } from '../../shared/county.ts';
import { Problem } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import { civilDateOf, quarterOf } from '../../shared/time.ts';
import { mustFit } from '../http/input.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { seen } from './administrators.ts';
import { presentConfirmation } from './present-confirmation.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const confirmationInput = lazily(() =>
  z
    .strictObject({
      quarter: z
        .string({ error: '请填写季度' })
        .regex(/^\d{4}Q[1-4]$/, { error: '应为年份加 Q1 至 Q4，如 2026Q4' })
        .meta({ title: '季度', description: '当前季度', example: '2026Q4' }),
    })
    .meta({ id: 'ConfirmationInput' }),
);

const confirm = route({
  method: 'POST',
  path: '/organisations/{org}/confirmations',
  id: 'confirmAccounts',
  summary: '确认本单位的账号',
  description:
    '每季度首日起 10 个工作日内，由本单位管理员核对全部账号后确认；以账号内容的摘要封存。账号变化后可再次确认。',
  tag,
  body: confirmationInput,
  answers: {
    200: { description: '此前已经确认，账号没有变化', schema: async () => (await answers()).confirmationAnswer },
    201: { description: '已确认', schema: async () => (await answers()).confirmationAnswer },
  },
  handle: async ({ desk, actor, params, body }) => {
    const { county, now } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    mustBe(actor, ['org-admin']);
    if (org.code !== actor.org) throw new Problem('not-allowed', '账号由本单位管理员确认，请联系该单位。');
    const running = quarterOf(civilDateOf(now));
    mustFit(body.quarter === running ? [] : [{ pointer: '/quarter', detail: `只能确认当前季度：${running}` }]);
    const who = { by: actor.account, at: now };
    const { confirmation, isNew } = await confirmAccounts(desk.ports.store, desk.jurisdiction, org, running, who);
    return { status: isNew ? 201 : 200, body: presentConfirmation(confirmation) };
  },
});

export const confirmationRoutes: readonly Route[] = [confirm];
