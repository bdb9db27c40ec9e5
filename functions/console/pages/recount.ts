/** What the last entry in the calendar's log has moved: how far its job is, and what it would have spared. */
import { html } from 'hono/html';
import type { LogEntry } from '../../../shared/calendar/types.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { previewOf } from '../../../shared/retiming/preview.ts';
import type { Html } from '../../public/layout.ts';
import { answered } from '../answer-table.ts';
import { unless } from '../ask.ts';
import type { PageCall } from '../call.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';

/** For those who enter; nothing where nothing has been entered. The job has the number of the calendar's version. */
export async function lastRecount(call: PageCall, { facts, names }: Reader): Promise<Html> {
  const version = facts.log.length;
  if (!call.actor.roles.includes('bureau-admin') || version === 0) return html``;
  const job = await unless([404], answered(call, 'readRetimingJob', { params: { id: String(version) } }));
  if (!job) return html``;
  const { body, schema } = job;
  const telling = body.state === 'running' || body.sparedCount > 0;
  return html`<details class="screen"${telling && html` open`}><summary>最近一次录入后的期限重算</summary>
${body.state === 'running' && html`<p class="note">仍在重算，请稍后刷新本页查看进度；各期限此刻已经按新的规定显示。</p>`}
${summary(schema, body, names, ['id', 'spared'])}
${body.sparedCount > 0 && html`<p><a href="/console/recounts/${version}/spared">本可免于超期的 ${body.sparedCount} 件</a></p>`}</details>`;
}

/** Before it is entered: how many running deadlines an entry would move. */
export async function wouldMove({ desk }: PageCall, facts: Facts, entry: LogEntry): Promise<Html> {
  const { moved, running, whole } = await previewOf(desk, facts, entry);
  return html`<p>录入后将移动 <strong>${moved}</strong> 件尚未届满的期限，其余 ${running - moved} 件不变${whole ? '' : '（待办较多，只核对了其中一部分）'}；已经届满的不受影响。</p>`;
}
