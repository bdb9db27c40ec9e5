/**
 * 对账: a list of finished approvals is held against the pushes; what has not been pushed, or late, or is not on the
 * list.
 */
import { html } from 'hono/html';
import { isCivilDate } from '../../../shared/time.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { operationForm } from '../operation-form.ts';
import { plainOf } from '../plain-reading.ts';

const OPERATION = 'reconcile';
const PATH = '/console/entry';

const LIST: Field = {
  ...{ name: 'items', title: '办结清单', shape: 'text', required: true },
  hint: '每行一件：编号或决定文书号，空格，办结时间或日期，如 GX-2026-000123 2026-09-28 08:50；可以从表格中选两栏粘贴',
};

export const reconciling = operationForm({
  ...{ operation: OPERATION, title: '对账', button: '核对', section: PATH, back: () => PATH },
  roles: ['officer', 'section-head'],
  fields: (call) =>
    fieldsOf(call.operation(OPERATION).body?.() as never).map((field) => (field.name === 'items' ? LIST : field)),
  before: () =>
    html`<p class="soft">把一段时间办结的审批与平台上的推送逐件核对，不改变任何记录。系统推送的按来源编号核对；手工录入的按决定文书号核对，没有文书号的按证照编号和办结日期核对。</p>`,
  body: ({ items, ...period }) => ({ ...period, items: linesOf(String(items ?? '')) }),
  result: ({ body }) =>
    html`${PARTS.map(([name, title]) => {
      const found = (body[name] ?? []) as readonly string[];
      if (found.length === 0 && !ALWAYS.includes(name)) return '';
      return html`<h2>${title}：${found.length} 件</h2>${found.length > 0 && html`<p class="number">${found.join('、')}</p>`}`;
    })}${foundElsewhere(body.named as readonly Named[] | undefined)}${body.next && html`<p class="note">清单之外的推送很多，没有列完。请缩短起止日期分次核对。</p>`}`,
});

const PARTS = [
  ['missing', '清单中有、平台没有推送'],
  ['late', '迟推送'],
  ['withdrawn', '推送已经撤回'],
  ['returned', '推送被退回、没有改派'],
  ['quarantined', '推送已经隔离'],
  ['unknown', '平台有推送、清单中没有'],
] as const;
/** Said also where there is none. */
const ALWAYS: readonly string[] = ['missing', 'late', 'unknown'];

interface Named {
  readonly reference: string;
  readonly push: string;
}

/** Pushed under another reference: nothing to be pushed again. */
function foundElsewhere(named: readonly Named[] = []) {
  if (named.length === 0) return '';
  const links = named.map(({ reference, push }) => html`<li><a href="/console/records/${push}">${reference}</a></li>`);
  return html`<h2>按文书号或证照编号找到、已经推送：${named.length} 件</h2>
<p class="soft">本单位手工录入，或者由其他系统推送的，不需要再次推送。</p><ul class="number">${links}</ul>`;
}

function linesOf(text: string): { reference: string; completedAt: unknown }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, reference = line.trim(), time = ''] = /^\s*(\S+)\s+(.+)$/.exec(line) ?? [];
    return { reference, completedAt: instantOf(time) };
  });
}

/** A day alone is its beginning: only the day is compared. */
function instantOf(time: string): unknown {
  const day = plainOf('date', time);
  return typeof day === 'string' && isCivilDate(day) ? `${day}T00:00:00+08:00` : (plainOf('time', time) ?? '');
}
