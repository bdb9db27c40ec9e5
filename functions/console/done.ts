/** ✓: what was done just now, on the page that it leads to. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { PageCall } from './call.ts';

/**
 * The page that follows, which then says that the operation was done; one that says something itself stays, and so does
 * that of a change: what waits for a second person is not done yet.
 */
export function withDone(path: string, operation: string): string {
  return path.includes('?') || path.startsWith('/console/changes/') ? path : `${path}?done=${operation}`;
}

/** The note; an address that names no operation, or one that changes nothing, is not believed. */
export function doneNote(call: PageCall): Html {
  const { done } = call.query as { done?: unknown };
  const title = typeof done === 'string' ? titleOf(call, done) : null;
  return title === null ? html`` : html`<p class="note good" role="status">✓ ${title}</p>`;
}

/** What the summaries of the API say for programs, and what comes next. */
const DONE: Readonly<Record<string, string>> = {
  publishBoundaryList: '边界清单已发布，自其施行日起适用；各版本见本页。',
  putAccount:
    '账号已保存，即刻生效；须由本人同意的，同意后生效。还不能登录的，下一步请发给本人登录链接，或填写登录身份。',
  putOrganisation: '单位已保存。还没有账号的，下一步请为它新增账号。',
  putCalendarYear: '放假安排已录入，尚未届满的期限正在重新计算，结果见下。',
  extendDeadlines: '期限顺延已录入，尚未届满的期限正在重新计算，结果见本页下方。',
  revokeExtension: '期限顺延已撤销，尚未届满的期限正在重新计算，结果见本页下方。',
  enterRuleSet: '时限规则已录入，自施行日起适用；历次录入的见本页。',
  putCountySettings: '设置已保存，即刻生效。',
  confirmAccounts: '本季度的账号已确认。',
  handOverAccount: '移交已开始，进度见本页。',
  confirmChange: '变更已确认，即刻生效。',
  refuseChange: '变更已拒绝，不会生效。',
  putQuota: '账号数量已核定，即刻生效。',
};

function titleOf(call: PageCall, id: string): string | null {
  try {
    const { method, summary, hidden } = call.operation(id);
    if (method === 'GET' || hidden) return null;
    return DONE[id] ?? `已办理：${summary.replace(/；.*$/, '')}。`;
  } catch {
    return null;
  }
}
