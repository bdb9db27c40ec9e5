/**
 * 对账: a list of finished approvals is held against the pushes; what has not been pushed, or late, or is not on the
 * list.
 */
import { html } from 'hono/html';
import { type Field, fieldsOf } from '../fields.ts';
import { operationForm } from '../operation-form.ts';
import { plainOf } from '../plain-reading.ts';

const OPERATION = 'reconcile';
const PATH = '/console/entry';

const LIST: Field = {
  ...{ name: 'items', title: '办结清单', shape: 'text', required: true },
  hint: '每行一件：编号，空格，办结时间，如 GX-2026-000123 2026-09-28 08:50；可以从表格中选两栏粘贴',
};

export const reconciling = operationForm({
  ...{ operation: OPERATION, title: '对账', button: '核对', section: PATH, back: () => PATH },
  roles: ['officer', 'section-head'],
  fields: (call) =>
    fieldsOf(call.operation(OPERATION).body?.() as never).map((field) => (field.name === 'items' ? LIST : field)),
  before: () =>
    html`<p class="soft">把一段时间办结的审批与平台上的推送逐件核对，不改变任何记录。编号为推送时填写的来源编号。</p>`,
  body: ({ items, ...period }) => ({ ...period, items: linesOf(String(items ?? '')) }),
  result: ({ body }) =>
    html`${PARTS.map(([name, title]) => {
      const found = body[name] as readonly string[];
      return html`<h2>${title}：${found.length} 件</h2>${found.length > 0 && html`<p class="number">${found.join('、')}</p>`}`;
    })}${body.next && html`<p class="note">清单之外的推送很多，没有列完。请缩短起止日期分次核对。</p>`}`,
});

const PARTS = [
  ['missing', '清单中有、平台没有推送'],
  ['late', '迟推送'],
  ['unknown', '平台有推送、清单中没有'],
] as const;

function linesOf(text: string): { reference: string; completedAt: unknown }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, reference = line.trim(), time = ''] = /^\s*(\S+)\s+(.+)$/.exec(line) ?? [];
    return { reference, completedAt: plainOf('time', time) ?? '' };
  });
}
