/** 开通步骤: what a county needs before anybody can work in it, told its first administrator until all of it is there. */
import { html } from 'hono/html';
import { readAccounts } from '../../shared/accounts/directory.ts';
import { peopleOf } from '../../shared/accounts/people.ts';
import { readVersions } from '../../shared/boundary/versions.ts';
import type { Organisation } from '../../shared/county.ts';
import { yearOfInstant } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Reader } from './reader.ts';

interface Step {
  readonly label: string;
  readonly href: string;
  readonly words: string;
  readonly done: boolean;
}

/** Nothing for others, and once a list is in force, the measures are named and departments with accounts are there. */
export async function openingSteps(call: PageCall, { facts: { county, now } }: Reader): Promise<Html> {
  if (!call.actor.roles.includes('bureau-admin')) return html``;
  const { store } = call.desk.ports;
  const { jurisdiction } = call.desk;
  const departments = county.organisations.filter(({ type, sections }) => type === 'department' && sections.length > 0);
  const listed = (await readVersions(store, jurisdiction)).length > 0;
  const named = county.regulation !== undefined;
  const accounts = () => somebody(call, departments);
  if (departments.length > 0 && listed && named && (await accounts())) return html``;
  const year = String(yearOfInstant(now));
  const [manned, calendar] = await Promise.all([accounts(), ask(call, 'readCalendarYear', { params: { year } })]);
  const organisations = '/console/organisations';
  const steps: readonly Step[] = [
    {
      ...{ label: '单位和科室', href: organisations, done: departments.length > 0 },
      words: '录入各主管部门及其科室、负责推送到件的默认科室。',
    },
    {
      ...{ label: '账号', href: organisations, done: manned },
      words: '为各单位新增单位管理员和经办人的账号，或用 Excel 导入；再发给本人登录链接。',
    },
    {
      ...{ label: '边界清单', href: '/console/boundary-list', done: listed },
      words: '用 Excel 导入审管职责边界清单并发布：没有清单，推送不知送往哪个单位。',
    },
    {
      ...{ label: '日历', href: `/console/calendar/${year}`, done: calendar.body.provisional === false },
      words: '粘贴国务院办公厅的放假通知：期限按工作日计算。',
    },
    {
      ...{ label: '设置', href: '/console/settings', done: named },
      words: '填写本县（市、区）审管互动办法的名称、文号和条文：邮件、网页和文件按它引用。',
    },
  ];
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  return html`<section class="note"><h2>开通步骤 ${done}/${steps.length}</h2><ol class="steps">${steps.map(
    (step) =>
      html`<li>${step.done ? '✓ ' : ''}<a href="${step.href}">${step.label}</a>${step === next && html` <strong>下一步</strong>`}：${step.words}</li>`,
  )}</ol></section>`;
}

/** Whether one of the departments has somebody: the first that is asked mostly does. */
async function somebody({ desk }: PageCall, departments: readonly Organisation[]): Promise<boolean> {
  for (const { code } of departments) {
    if (peopleOf(await readAccounts(desk.ports.store, desk.jurisdiction, code)).length > 0) return true;
  }
  return false;
}
