/**
 * 共享权限 (art. 18): query grants in both directions, what is not opened yet, superiors' systems with their coordination.
 */
import { html } from 'hono/html';
import { bracketed } from '../../public/basis.ts';
import type { Html } from '../../public/layout.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import type { PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { summary } from '../shown.ts';
import { historyOf } from './history.ts';

const SECTION = '/console/sharing';
/** As many gaps stand open; on a phone more are thousands of lines before one's own grants. */
const GAPS_OPEN = 10;
const ID_HINT = '小写字母、数字、横线，最长 50 位';

const isAdministrator = ({ roles }: PageCall['actor']): boolean =>
  roles.includes('bureau-admin') || roles.includes('org-admin');

/** What is opened to whom, what should be and is not, and the systems. */
export const sharing: Show = async (call, { names }) => {
  const { actor } = call;
  const seesGaps = actor.roles.includes('bureau-admin') || actor.roles.includes('government-office');
  const [grants, systems, gaps] = await Promise.all([
    answered(call, 'listQueryGrants'),
    answered(call, 'listSystems'),
    seesGaps ? answered(call, 'listQueryGrantGaps') : null,
  ]);
  const table = (title: string, rows: readonly Line[], without: string): Html =>
    tableOf(itemSchema(grants.schema), rows, names, {
      fields: ['over', 'org', 'to', 'matters', 'from', 'until', 'standing'].filter((field) => field !== without),
      ...{ caption: title, none: '没有。', link: ({ id }) => `${SECTION}/grants/${id}` },
    });
  const all = grants.body.items as Line[];
  const others = all.filter(({ org, to }) => org !== actor.org && to !== actor.org);
  const mayRegister = actor.roles.includes('org-admin');
  const content = html`<h1>共享权限</h1>
<p class="soft">审批、监管信息双向开放查询${bracketed(names, '18')}：主管部门向行政审批服务局开放监管信息和监管台账，行政审批服务局向主管部门开放审批信息。</p>
<p class="soft">有授权的，在授权的页面上查询；只有有效期内授权的事项可以查到，个人信息已遮盖。<a href="${SECTION}/log">授权查询的日志</a></p>
${isAdministrator(actor) && html`<div class="acts"><a class="button" href="${SECTION}/new-grant">开放查询…</a>${mayRegister && html`<a class="button second" href="${SECTION}/new-system">登记上级系统…</a>`}</div>`}
${
  gaps &&
  html`<h2>应开放而尚未开放</h2>
<details${gaps.body.items.length <= GAPS_OPEN ? html` open` : ''}><summary>共 ${gaps.body.items.length} 项</summary>
${tableOf(itemSchema(gaps.schema), gaps.body.items, names, {
  ...{
    fields: ['org', 'to', 'over', 'matters'],
    caption: '应开放而尚未开放',
    none: '没有缺口：现行清单的各事项都已登记开放。',
  },
})}</details>`
}
<h2>本单位向其他单位开放的</h2>
${table(
  '本单位向其他单位开放的',
  all.filter(({ org }) => org === actor.org),
  'org',
)}
<h2>其他单位向本单位开放的</h2>
${table(
  '其他单位向本单位开放的',
  all.filter(({ to }) => to === actor.org),
  'to',
)}
${
  others.length > 0 &&
  html`<h2>其他单位之间的</h2>
${table('其他单位之间的', others, '')}`
}
<h2>使用的上级系统</h2>
${tableOf(itemSchema(systems.schema), systems.body.items, names, {
  ...{ fields: ['name', 'org', 'level', 'ways', 'accountsFrom'], caption: '使用的系统', none: '没有登记。' },
  link: ({ id }) => `${SECTION}/systems/${id}`,
})}`;
  return { title: '共享权限', content };
};

const grantAt = ({ params }: PageCall): string => `${SECTION}/grants/${params.id}`;
const systemAt = ({ params }: PageCall): string => `${SECTION}/systems/${params.id}`;

export const grant: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readQueryGrant', { params: call.params });
  const { actor } = call;
  const may = actor.roles.includes('bureau-admin') || (actor.roles.includes('org-admin') && actor.org === body.org);
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回共享权限</a></p><h1>查询授权 ${body.id}</h1>
${body.to === actor.org && body.standing === 'in-force' && html`<div class="acts"><a class="button" href="${SECTION}/query/${body.over}?grant=${encodeURIComponent(body.id)}">查询…</a></div>`}
${may && body.revokedAt === null && html`<div class="acts"><a class="button" href="${grantAt(call)}/edit">修改…</a></div>`}
${summary(schema, body, names, ['id'])}
${may && body.revokedAt === null && html`<div class="acts apart"><span class="soft">不能撤销的操作：</span><a class="button danger" href="${grantAt(call)}/revoke">收回授权…</a></div>`}
${await historyOf(call, `query-grants/${body.id}`, schema, names)}`;
  return { title: `查询授权 ${body.id}`, content, upright: true };
};

export const revoking = operationForm({
  ...{ operation: 'revokeQueryGrant', title: '收回查询授权', button: '确认收回', danger: true, back: grantAt },
  ...{ roles: ['bureau-admin', 'org-admin'], section: SECTION, fields: () => [] },
  before: async (call, { names }) => {
    const { body, schema } = await answered(call, 'readQueryGrant', { params: call.params });
    return html`<p>收回后即刻不能再查询，不能恢复；需要再次开放的，另设授权。</p>
${summary(schema, body, names)}`;
  },
});

const called = (title: string, example: string): Field => ({
  ...{ name: 'id', title, shape: 'code', required: true },
  hint: `${ID_HINT}，如 ${example}；以后不能更改`,
});

const grants = {
  ...({ operation: 'putQueryGrant', roles: ['bureau-admin', 'org-admin'], section: SECTION } as const),
  // Others than the bureau open what is their own alone.
  fields: ({ actor, operation }: PageCall): readonly Field[] =>
    fieldsOf(operation('putQueryGrant').body?.() as never).filter(
      ({ name }) => name !== 'org' || actor.roles.includes('bureau-admin'),
    ),
} as const;

export const addingGrant = operationForm({
  ...grants,
  ...{ title: '开放查询', button: '开放', called: called('授权编号', 'scjg-jg'), back: () => SECTION },
  done: ({ body }) => `${SECTION}/grants/${body.id}`,
});

export const changingGrant = operationForm({
  ...grants,
  ...{ reads: 'readQueryGrant', title: '修改查询授权', button: '保存', back: grantAt },
});

export const system: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readSystem', { params: call.params });
  const may = call.actor.roles.includes('org-admin') && call.actor.org === body.org;
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回共享权限</a></p><h1>${body.name}</h1>
${may && html`<div class="acts"><a class="button" href="${systemAt(call)}/edit">修改、补记协调…</a></div>`}
${summary(schema, body, names, ['name', 'coordination'])}
<h2>协调记录</h2>
${tableOf(itemSchema(schema, 'coordination'), body.coordination, names, {
  ...{ fields: ['on', 'with', 'result', 'note'], caption: '协调记录', none: '还没有协调记录。' },
})}
${await historyOf(call, `systems/${body.id}`, schema, names)}`;
  return { title: body.name, content, upright: true };
};

const systems = { operation: 'putSystem', roles: ['org-admin'], section: SECTION } as const;

export const addingSystem = operationForm({
  ...systems,
  ...{ title: '登记上级系统', button: '登记', called: called('系统编号', 'sd-sp'), back: () => SECTION },
  done: ({ body }) => `${SECTION}/systems/${body.id}`,
});

export const changingSystem = operationForm({
  ...systems,
  ...{ reads: 'readSystem', title: '修改系统和协调记录', button: '保存', back: systemAt },
});
