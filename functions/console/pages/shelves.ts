/** Lists of the API that are no kind's, as pages: 监管台账, changes for a second person, parked mails, versions, audit. */

import { html } from 'hono/html';
import type { LogEntry } from '../../../shared/calendar/types.ts';
import { kindNamed } from '../../../shared/exchange/run.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { mustReachNow } from '../../calendar/extensions.ts';
import type { Answer } from '../../http/route.ts';
import { recordsIn } from '../answer-parts.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { fieldsOf } from '../fields.ts';
import { namedRecords } from '../named-records.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { seeOther } from '../page.ts';
import { summary } from '../shown.ts';
import { lastRecount, wouldMove } from './recount.ts';
import { button, type Shelf, shelf, shelfExport } from './shelf.ts';
import { timelinesOf } from './timeline.ts';

const REGISTER: Shelf = {
  ...{ path: '/console/register', operation: 'listRegister', title: '监管台账' },
  about: '本单位已认领（或视为已认领）并纳入监管的许可，一证一条。',
  ...{ asks: { order: 'newest' }, order: '最近有推送的在前' },
  fields: [
    ...['party.name', 'matterName', 'licence.name', 'licence.number', 'section', 'state', 'since'],
    ...['checkedOn', 'checkResult'],
  ],
  link: ({ id }) => `/console/register/${id}`,
  counted: true,
};

export const register = shelf(REGISTER);

/** The register as a workbook. */
export const registerFile = shelfExport(REGISTER);

/** One entry of the register, and the feedback on it. */
export const registerEntry: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readRegisterEntry', { params: call.params });
  const known = { ...names, records: await namedRecords(call, recordsIn(schema, body)) };
  const title = `${body.party?.name ?? ''}　${body.matterName ?? '台账条目'}`.trim();
  const fields = Object.keys((body.feedback[0] ?? {}) as object).filter((name) => name !== 'id' && name !== 'entry');
  const content = html`<p class="crumb"><a href="/console/register">← 返回监管台账</a></p><h1>${title}</h1>
${timelinesOf(body)}${summary(schema, body, known, ['id', 'feedback'])}
<h2>监管反馈</h2>
${tableOf(itemSchema(schema, 'feedback'), body.feedback, known, { fields, caption: '监管反馈', none: '尚无监管反馈。' })}
${feeds(call) && html`<div class="acts screen"><a class="button" href="/console/register/${call.params.id}/feedback">登记监管反馈…</a></div>`}`;
  return { title, content, upright: true };
};

const FEED = ['officer', 'section-head'] as const;

function feeds({ actor }: PageCall): boolean {
  return FEED.some((role) => actor.roles.includes(role));
}

/** 登记监管反馈. */
export const feedback = operationForm({
  ...{ operation: 'openFeedback', title: '登记监管反馈', button: '登记', section: '/console/register' },
  roles: FEED,
  // Whom and which licence it is about, its entry says.
  fields: ({ operation, desk }) => {
    const known: readonly string[] = kindNamed(desk.kinds, 'feedback').opening?.keys?.() ?? [];
    return fieldsOf(operation('openFeedback').body?.() as never).filter(({ name }) => !known.includes(name));
  },
  before: async (call) => {
    const { body } = await answered(call, 'readRegisterEntry', { params: call.params });
    const licence = [body.licence?.name, body.licence?.number].filter(Boolean).join(' ');
    return html`<p>${[body.party?.name, body.matterName, licence].filter(Boolean).join('　')}</p>
<p class="note">${kindNamed(call.desk.kinds, 'feedback').opening?.hint}</p>`;
  },
  back: ({ params }) => `/console/register/${params.id}`,
  done: ({ body }) => `/console/feedback/${body.id}?done=open`,
});

export const mails = shelf({
  ...{ path: '/console/mails', operation: 'listNotices', title: '发送失败的邮件' },
  about: '多次发送失败、被拒收或没有登记邮箱的。更正邮箱之后重新发送；不在工作时间内的，于下一工作时间开始时发送。',
  fields: ['type', 'org', 'section', 'about', 'attempts', 'lastError', 'createdAt', 'due'],
  none: '没有发送失败的邮件。',
  each: (call, { id }) => button(call, `/console/mails/${id}/resend`, '重新发送'),
  after: (call) => html`<div class="acts screen">${button(call, '/console/mails/resend', '全部重新发送')}</div>`,
});

export const trainings = shelf({
  ...{ path: '/console/trainings', operation: 'readTrainings', title: '业务培训' },
  about: '本单位组织和受邀参加的业务培训，含到场单位和人员；已取消的不列入。',
  fields: ['title', 'startsAt', 'place', 'from', 'invited', 'attendance'],
  link: ({ id }) => `/console/meetings/${id}`,
  none: '该年没有业务培训。',
});

export async function resend(call: FormCall): Promise<Answer> {
  await ask(call, 'resendNotice', { params: call.params, body: {} });
  return seeOther('/console/mails');
}

export const audit = shelf({
  ...{ path: '/console/audit', operation: 'listAudit', title: '审计记录' },
  about: '谁在何时改了什么、登录、查阅，新者在前。',
  fields: ['at', 'by', 'act', 'thing', 'records'],
  each: (_call, { thing }) => html`<a href="/console/audit/chain?thing=${encodeURIComponent(String(thing))}">校验</a>`,
});

export const extensions = shelf({
  ...{ path: '/console/extensions', operation: 'listExtensions', title: '期限顺延' },
  about: '整日不计入期限，新者在前；撤销之后，尚未届满的期限重新计算。',
  fields: ['from', 'to', 'documentNumber', 'reason', 'outage', 'enteredAt', 'enteredBy', 'revokedAt', 'revokeReason'],
  each: ({ actor }, { id, revokedAt }) =>
    actor.roles.includes('bureau-admin') && revokedAt === null
      ? html`<a href="/console/extensions/${id}/revoke">撤销…</a>`
      : '',
  after: async (call, reader) =>
    html`${call.actor.roles.includes('bureau-admin') && html`<p><a class="button" href="/console/extensions/new">录入期限顺延…</a></p>`}
${await lastRecount(call, reader)}`,
});

const extensionForm = {
  ...{ roles: ['bureau-admin'] as const, section: '/console/extensions' },
  ...{ back: () => '/console/extensions', done: () => '/console/extensions' },
};

export const extending = operationForm({
  ...extensionForm,
  ...{ operation: 'extendDeadlines', title: '录入期限顺延', button: '录入' },
  preview: ({ from, to, reason, documentNumber, outage }, call, { facts }) => {
    // What would be refused has no preview.
    mustReachNow({ to: to as CivilDate, outage: outage === true ? outage : undefined }, facts);
    const days = { from, to, reason, documentNumber, ...(outage === true && { outage }) };
    return wouldMove(call, facts, { type: 'extension', at: facts.now, by: call.actor.account, ...days } as LogEntry);
  },
  before: () =>
    html`<p class="note">顺延只对尚未届满的期限起作用：已经届满的不再变动，视为已认领的仍视为已认领。平台自身故障期间届满的，请选择“平台故障”，各件随即提出更正。</p>`,
});

export const revoking = operationForm({
  ...extensionForm,
  ...{ operation: 'revokeExtension', title: '撤销期限顺延', button: '确认撤销', danger: true },
});

export const ruleSets: Show = async (call, reader) => {
  const { names } = reader;
  const enters = call.actor.roles.includes('bureau-admin');
  const { body, schema } = await answered(call, 'listRuleSets');
  const fields = ['label', 'article', 'startsFrom', 'length', 'endOfDay', 'atItsEnd'];
  const content = html`<h1>时限规则</h1><p class="soft">现行的每一时限；° 为本系统约定。</p>
${enters && html`<div class="acts"><a class="button" href="/console/rule-sets/new">录入时限规则…</a></div>`}
${tableOf(itemSchema(schema, 'clocks'), body.clocks, names, { fields, caption: '现行时限' })}
<h2>历次录入的规则</h2>
${tableOf(itemSchema(schema), body.items, names, { fields: ['source', 'from', 'superior', 'replaces', 'at', 'by'], caption: '历次录入的规则', none: '没有另行录入的规则。' })}
${await lastRecount(call, reader)}`;
  return { title: '时限规则', content };
};

/** All of the navigation, by headings. */
export const more: Show = async ({ session: { otherCounties } }, { nav }) => {
  const headings = ['日常', ...new Set(nav.flatMap(({ under }) => under ?? []))];
  const groups = headings.map((heading) => {
    const items = nav.filter(({ under = '日常' }) => under === heading);
    return html`<h2>${heading}</h2><ul>${items.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>
`;
  });
  // For whoever has, or is asked to have, an account of another county.
  const counties =
    (otherCounties.bound || otherCounties.waiting) &&
    html`<h2>其他县（市、区）</h2><p><a href="/console/county">进入其他县（市、区），或答复其邀请</a></p>`;
  return { title: '更多事务', content: html`<h1>更多事务</h1>${groups}${counties}` };
};
