/** 按授权查询 (art. 18): looking up what another organisation has opened, and the log of it on both sides. */
import { html } from 'hono/html';
import type * as z from 'zod';
import type { Over } from '../../../shared/sharing/grants.ts';
import { SIDES, type Side } from '../../../shared/sharing/query-log.ts';
import { formatInstant } from '../../../shared/time.ts';
import type { Html } from '../../public/layout.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import type { PageCall } from '../call.ts';
import { fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { addressOf } from '../list-filters.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';
import { moment } from '../words.ts';

const SECTION = '/console/sharing';
const ROLES = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline'] as const;

const FORMS = {
  approvals: ['queryApprovals', '按授权查询审批信息'],
  supervision: ['querySupervision', '按授权查询监管信息'],
  register: ['queryRegister', '按授权查询监管台账'],
} as const satisfies Record<Over, readonly [operation: string, title: string]>;

function formOf(over: Over) {
  const [operation, title] = FORMS[over];
  return operationForm({
    ...{ operation, title, button: '查询', section: SECTION, roles: ROLES, linked: true, back: () => SECTION },
    fields: (call) =>
      fieldsOf(call.operation(operation).query?.() as never)
        .filter(({ name }) => !['cursor', 'limit'].includes(name))
        .map((field) => (field.name === 'grant' ? { ...field, hint: '授权的编号，在“共享权限”中列出' } : field)),
    before: () =>
      html`<p class="soft">行政相对人、证照编号、事项，填写其中一项。个人信息已遮盖；每次查询都记入双方的查询日志。</p>`,
    result: async ({ body }, call, reader) => {
      const item = itemSchema((await call.operation(operation).answers[200]?.schema?.()) as z.ZodType);
      return found(call, reader, item, body as Found);
    },
  });
}

export const queryingApprovals = formOf('approvals');
export const queryingSupervision = formOf('supervision');
export const queryingRegister = formOf('register');

interface Found {
  readonly items: readonly Line[];
  readonly next: string | null;
}

/** All that is answered of each: whether a licence is still supervised is what most ask for. */
function found({ actor }: PageCall, { names, facts, orgName }: Reader, item: z.ZodType, { items, next }: Found): Html {
  if (items.length === 0) return html`<p class="empty">授权的范围内没有符合条件的记录。本次查询已记入日志。</p>`;
  const records = items.map((row) => {
    const org = row.org ?? (row.from as { org?: string } | undefined)?.org;
    const known = { ...names, org: typeof org === 'string' ? org : null };
    const party = row.party as { name: string } | null;
    return html`<section><h2>${[row.matterName, party?.name].filter(Boolean).join('：')}</h2>
${summary(item, row, known, ['id', 'matterName'])}</section>
`;
  });
  return html`<p>共 ${items.length} 条${next !== null && '，还有更多，请缩小查询的范围'}。本次查询已记入日志。<a href="#" data-print hidden>打印</a></p>
<p class="paper">${orgName}　${actor.name} 打印于 ${moment(formatInstant(facts.now))}</p>
${records}`;
}

/** 查询日志: what was asked of others, and what others have asked. */
export const queryLog: Show = async (call, { names }) => {
  const { side: asked, cursor } = call.query as { side?: unknown; cursor?: unknown };
  const side: Side = asked === 'asked' ? 'asked' : 'given';
  const query = { side, ...(typeof cursor === 'string' && { cursor }) };
  const { body, schema } = await answered(call, 'readQueryLog', { query });
  const path = `${SECTION}/log`;
  const tabs = Object.entries(SIDES).map(([one, word]) =>
    one === side ? html`<b>${word}</b> ` : html`<a href="${addressOf(path, { side: one })}">${word}</a> `,
  );
  const other = side === 'asked' ? 'giver' : 'org';
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回共享权限</a></p><h1>授权查询的日志</h1><p>${tabs}</p>
${tableOf(itemSchema(schema), body.items, names, {
  ...{ fields: ['at', other, 'by', 'over', 'purpose', 'count'], caption: SIDES[side], none: '没有查询。' },
})}
${body.next && html`<p><a href="${addressOf(path, { side, cursor: body.next })}">下一页</a></p>`}`;
  return { title: '授权查询的日志', content };
};
