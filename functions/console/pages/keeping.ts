/**
 * Pages of those who keep the platform in order: whether the audit is whole, mails sent again, what an entry has
 * spared.
 */
import { html } from 'hono/html';
import { formatInstant } from '../../../shared/time.ts';
import type { Answer } from '../../http/route.ts';
import { answered } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall } from '../call.ts';
import { withDone } from '../done.ts';
import type { Show } from '../own-page.ts';
import { seeOther } from '../page.ts';
import { summary } from '../shown.ts';
import { shelf } from './shelf.ts';

/** Whether the audit of one thing has been changed since. */
export const chain: Show = async (call, { names }) => {
  const { thing } = call.query as { thing?: string };
  const { body, schema } = await answered(call, 'verifyAuditChain', { query: { thing } });
  const content = html`<p class="crumb"><a href="/console/audit">← 返回审计记录</a></p><h1>校验审计链</h1>
<p class="note ${body.verified ? 'good' : 'care'}">${
    body.verified
      ? '✓ 哈希链完整，对象此刻的内容与最后一条所记相符。'
      : '校验未通过：记录或对象可能被改动，请立即联系系统管理员。'
  }</p>
${summary(schema, body, names, ['verified'])}`;
  return { title: '校验审计链', content, upright: true };
};

/** All that lie parked by now, at most a hundred at once. */
export async function resendAll(call: FormCall): Promise<Answer> {
  const { now } = await call.desk.facts();
  const before = formatInstant(now);
  await ask(call, 'resendNotices', { body: { before } });
  return seeOther(withDone('/console/mails', 'resendNotices'));
}

export const spared = shelf({
  ...{ path: '/console/calendar', operation: 'listSpared', title: '本可免于超期的记录' },
  about: '最后一日在补录的放假安排或平台故障期间、已经视为认领或超期的记录。每一件都已提出更正。',
  fields: ['push', 'record'],
  none: '没有。',
});
