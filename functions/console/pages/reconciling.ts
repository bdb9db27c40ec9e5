/**
 * 对账: a list of finished approvals is held against the pushes; what has not been pushed, or late, or is not on the
 * list.
 */
import { html } from 'hono/html';
import { invalid } from '../../../shared/errors.ts';
import { sourceOf } from '../../../shared/exchange/opening.ts';
import { pushId } from '../../../shared/pushes/push-id.ts';
import { isCivilDate, parseInstant } from '../../../shared/time.ts';
import type { Html } from '../../public/layout.ts';
import { TAKEN_BACK } from '../../register/taken-back.ts';
import type { FormCall } from '../call.ts';
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
    html`<p class="soft">把一段时间办结的审批与平台上的推送逐件核对，不改变任何记录。先按来源编号核对，包括本单位各系统推送的；没有的按决定文书号核对，没有文书号的按证照编号和办结日期核对。</p>`,
  body: ({ items, ...period }) => ({ ...period, items: linesOf(String(items ?? '')) }),
  result: ({ body }, call) => {
    const named = (body.named ?? []) as readonly Named[];
    const linked = linkOf(call, named);
    const taken = new Set(TAKEN_BACK.flatMap((name) => (body[name] ?? []) as readonly string[]));
    return html`${PARTS.map(([name, title]) => {
      const found = (body[name] ?? []) as readonly string[];
      if (found.length === 0 && !ALWAYS.includes(name)) return '';
      const lines = found.map((reference) => html`<li>${name === 'missing' ? reference : linked(reference)}</li>`);
      return html`<h2>${title}：${found.length} 件</h2>${found.length > 0 && html`<ul class="number">${lines}</ul>`}`;
    })}${foundElsewhere(named.filter(({ reference }) => !taken.has(reference)))}${body.next && html`<p class="note">清单之外的推送很多，没有列完。请缩短起止日期分次核对。</p>`}`;
  },
});

/** Of what was found elsewhere the push that was found, of the rest the one under one's own reference. */
function linkOf({ actor, desk: { jurisdiction } }: FormCall, named: readonly Named[]) {
  const elsewhere = new Map(named.map(({ reference, push }) => [reference, push]));
  return (reference: string): Html => {
    const id = elsewhere.get(reference) ?? pushId(jurisdiction, sourceOf(actor), reference);
    return html`<a href="/console/records/${id}">${reference}</a>`;
  };
}

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
function foundElsewhere(named: readonly Named[]) {
  if (named.length === 0) return '';
  const links = named.map(({ reference, push }) => html`<li><a href="/console/records/${push}">${reference}</a></li>`);
  return html`<h2>由其他系统推送，或者按文书号、证照编号找到的，已经推送：${named.length} 件</h2>
<p class="soft">本单位手工录入，或者由其他系统推送的，不需要再次推送。</p><ul class="number">${links}</ul>`;
}

/** Throws 422 where a line says no time. */
function linesOf(text: string): { reference: string; completedAt: string }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const read = lines.map((line) => {
    const [, reference = line.trim(), time = ''] = /^\s*(\S+)\s+(.+)$/.exec(line) ?? [];
    return { reference, completedAt: instantOf(time) };
  });
  const errors = read.flatMap(({ reference, completedAt }, i) =>
    parseInstant(completedAt) === undefined ? [{ pointer: `/items/${i}`, detail: timeless(reference) }] : [],
  );
  if (errors.length > 0) throw invalid(errors);
  return read;
}

const timeless = (reference: string): string =>
  `${reference} 没有办结时间，或者写法不对，应如 2026-09-28 08:50 或 2026-09-28`;

/** A day alone is its beginning: only the day is compared. */
function instantOf(time: string): string {
  const day = plainOf('date', time);
  return typeof day === 'string' && isCivilDate(day) ? `${day}T00:00:00+08:00` : String(plainOf('time', time) ?? '');
}
