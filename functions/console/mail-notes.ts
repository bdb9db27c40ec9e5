/**
 * What administrators are told about mails above their inbox: what could not be sent, and who has no mailbox. Both
 * let pushes arrive unseen, and count as claimed in the end.
 */

import { html } from 'hono/html';
import { isActive, organisationOf } from '../../shared/county.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';

/** That many are counted. */
const COUNTED = 100;

export async function mailNotes(call: PageCall, facts: Pick<Facts, 'county'>): Promise<Html> {
  const { roles } = call.actor;
  if (roles.includes('bureau-admin')) return html`${await parked(call)}${without(facts)}`;
  return roles.includes('org-admin') ? own(call, facts) : html``;
}

async function parked(call: PageCall): Promise<Html> {
  const { items, next } = (await ask(call, 'listNotices', { query: { limit: String(COUNTED) } })).body;
  if (items.length === 0) return html``;
  const count = `${items.length}${next === null ? '' : '+'}`;
  return html`<p class="note care"><a href="/console/mails">${count} 封邮件发送失败</a>：请查明原因，处理后重新发送。</p>`;
}

function without({ county }: Pick<Facts, 'county'>): Html {
  const names = county.organisations.filter((org) => isActive(org) && org.mail === null).map(({ name }) => name);
  if (names.length === 0) return html``;
  const shown = names.length > 3 ? `${names.slice(0, 3).join('、')}等` : names.join('、');
  return html`<p class="note"><a href="/console/organisations">${names.length} 个单位没有登记通知邮箱</a>（${shown}）：收不到新到推送等通知，请登记。</p>`;
}

function own({ actor }: PageCall, { county }: Pick<Facts, 'county'>): Html {
  if (organisationOf(county, actor.org)?.mail !== null) return html``;
  return html`<p class="note care">本单位没有登记通知邮箱，收不到新到推送等通知：请联系县行政审批服务局管理员登记，此前请每日查看待办。</p>`;
}
