/** 单位: the list, a page of each with its sections and who has them, and the forms of what the bureau decides on it. */
import { html } from 'hono/html';
import { heirsFor } from '../../../shared/accounts/succession.ts';
import { listedAdvice, listedRows } from '../../../shared/boundary/naming.ts';
import { organisationOf, orgName } from '../../../shared/county.ts';
import { type CivilDate, civilDateOf, quarterName, quarterOf } from '../../../shared/time.ts';
import type { Html } from '../../public/layout.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { ask, type Told } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { summary } from '../shown.ts';
import { historyOf } from './history.ts';
import { shelf } from './shelf.ts';

export const SECTION = '/console/organisations';

/** The page of the organisation that the address names. */
export function orgAt({ params }: PageCall): string {
  return `${SECTION}/${params.org}`;
}

/** Whether the reader administers the accounts of the organisation. */
export function administers({ roles, org }: PageCall['actor'], code: unknown): boolean {
  return roles.includes('bureau-admin') || (roles.includes('org-admin') && org === code);
}

/** What a change leads to: the thing, or where a second person must confirm it, the change. */
export function orChange(at: (told: Told, call: FormCall) => string) {
  return (told: Told, call: FormCall): string =>
    told.status === 202 ? `/console/changes/${told.body.id}` : at(told, call);
}

export const organisations = shelf({
  ...{ path: SECTION, operation: 'listOrganisations', title: '单位名录' },
  about: '单位、类型和科室；账号由本单位管理员和行政审批服务局管理员管理。',
  fields: ['name', 'code', 'type', 'mail'],
  link: ({ code }) => `${SECTION}/${code}`,
  each: ({ actor }, { code }) => (administers(actor, code) ? html`<a href="${SECTION}/${code}/accounts">账号</a>` : ''),
  after: ({ actor }) =>
    actor.roles.includes('bureau-admin')
      ? html`<p class="side"><a class="button" href="${SECTION}/new">新增单位…</a><a href="/console/account-requests">账号申请</a></p>`
      : html``,
});

/** One organisation: its sections with their owners, its last confirmation, and what can be done. */
export const organisation: Show = async (call, { names, facts }) => {
  const { body, schema } = await answered(call, 'readOrganisation', { params: call.params });
  const known = { ...names, org: body.code as string };
  const fields = ['name', 'code', 'owners', 'ownerless'];
  const shows = (body.sections as Line[]).some(({ mail }) => mail) ? [...fields, 'mail'] : fields;
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回单位名录</a></p><h1>${body.name}</h1>
${acts(call, body, quarterOf(civilDateOf(facts.now)))}
${administers(call.actor, body.code) && confirmedLate(body, civilDateOf(facts.now))}${summary(schema, body, known, ['name', 'sections'])}
<h2>科室</h2>
${tableOf(itemSchema(schema, 'sections'), body.sections, known, { fields: shows, caption: '科室', none: '没有科室。' })}
<p class="soft">没有经办人员的科室（无人负责），其事项由科室负责人办理。</p>
${await historyOf(call, `organisations/${body.code}`, schema, known)}`;
  return { title: body.name, content, upright: true };
};

/** That this quarter's accounts are not confirmed though their day is over. */
function confirmedLate({ confirmed, confirmBy, active }: Line, today: CivilDate): Html {
  const done = (confirmed as Line | null)?.quarter === quarterOf(today);
  const over = active !== false && !done && String(confirmBy) < today;
  if (!over) return html``;
  return html`<p class="note care">${quarterName(quarterOf(today))}的账号尚未确认，确认期限 ${confirmBy} 已过。</p>`;
}

function acts(call: PageCall, body: Line, quarter: string) {
  const { actor } = call;
  const at = orgAt(call);
  const bureau = actor.roles.includes('bureau-admin');
  const own = actor.roles.includes('org-admin') && actor.org === body.code;
  const confirmed = (body.confirmed as Line | null)?.quarter === quarter;
  if (!bureau && !own) return html``;
  return html`<div class="acts"><a class="button" href="${at}/accounts">账号</a>${
    bureau && html`<a class="button second" href="${at}/edit">修改单位和科室…</a>`
  }${bureau && html`<a class="button second" href="${at}/quota">核定账号数量…</a>`}${
    bureau && html`<a class="button second" href="${at}/succeed">由其他单位承接…</a>`
  }${body.succeededBy ? html`<a class="button second" href="${at}/succession">承接的进度</a>` : ''}${
    own && html`<a class="button second" href="${at}/confirm">${confirmed ? '再次确认账号…' : '确认本季度账号…'}</a>`
  }${own && html`<a class="button second" href="/console/account-requests/new">申请账号…</a>`}</div>`;
}

/** Sections are named here: their codes are typed, and not chosen among those that there are. */
function organisationFields({ operation }: PageCall): readonly Field[] {
  const typed = (field: Field): Field => ({
    ...field,
    ...(field.shape === 'section' && { shape: 'code' }),
    ...(field.name === 'defaultSection' && { shape: 'line', hint: '填写上面某个科室的名称或代码' }),
    ...(field.fields && { fields: field.fields.map(typed) }),
  });
  return fieldsOf(operation('putOrganisation').body?.() as never).map(typed);
}

interface Sections {
  readonly sections?: readonly { readonly code: string; readonly name: string }[];
  readonly defaultSection?: string | null;
}

/** The default section under its name, as long as no other is called so. */
function withSectionNamed(value: Line): Line {
  const { sections = [], defaultSection } = value as Sections;
  const name = sections.find(({ code }) => code === defaultSection)?.name;
  const alone = sections.filter((one) => one.name === name).length === 1;
  return name !== undefined && alone ? { ...value, defaultSection: name } : value;
}

/** The code of the section that is named; what names none stays, and is refused. */
function withSectionCoded(input: Line): Line {
  const { sections = [], defaultSection } = input as Sections;
  if (!defaultSection || sections.some(({ code }) => code === defaultSection)) return input;
  const found = sections.filter(({ name }) => name === defaultSection);
  return { ...input, defaultSection: found.length === 1 ? found[0]?.code : defaultSection };
}

const bureauAlone = { roles: ['bureau-admin'] as const, section: SECTION };

export const adding = operationForm({
  ...bureauAlone,
  ...{ operation: 'putOrganisation', title: '新增单位', button: '新增', fields: organisationFields },
  start: { active: true },
  body: withSectionCoded,
  called: {
    ...{ name: 'org', title: '单位代码', shape: 'code', required: true },
    hint: '由大写字母和数字组成，以字母开头，最长 20 位，如 SCJG；以后不能更改',
  },
  back: () => SECTION,
  done: ({ body }) => `${SECTION}/${body.code}`,
});

/** 承接 (机构改革): another organisation takes its place, once a second person has confirmed it. */
export const succeeding = operationForm({
  ...bureauAlone,
  ...{ operation: 'succeedOrganisation', title: '由其他单位承接', button: '提出承接', danger: true, back: orgAt },
  choices: async ({ params }, { facts: { county } }) => {
    const org = organisationOf(county, params.org ?? '');
    return org ? { concerned: { only: heirsFor(county, org).map(({ code }) => code) } } : {};
  },
  before: async (call) => {
    const { body } = await ask(call, 'readOrganisation', { params: call.params });
    const listed = await listedRows(call.desk.ports.store, call.desk.jurisdiction, String(body.code));
    return html`<p>自承接日期起，${body.name}未办结的事项、在监管的台账条目、专家和标准逐件移交承接单位，期限不变；已办结的事项和统计仍在${body.name}名下。</p>
${adviceOf(call, listed, [body.name, '承接单位'])}<p class="note care">须由第二人确认后才生效。</p>`;
  },
  done: orChange((_told, call) => orgAt(call)),
});

/** How far the going over is. */
export const succession: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readSuccession', { params: call.params });
  const title = `${orgName(names.county, body.org)}的承接`;
  const content = html`<p class="crumb"><a href="${orgAt(call)}">← 返回单位</a></p><h1>${title}</h1>
${body.failures > 0 && html`<p class="note care">有 ${body.failures} 件不能移交。请先处理下列记录，再次办理承接。</p>`}${adviceOf(call, body.listed, [orgName(names.county, body.org), orgName(names.county, body.by)])}
${summary(schema, body, names, ['org'])}`;
  return { title, content, upright: true };
};

/** That the list is to be changed, too, as long as it names who ends. */
function adviceOf({ actor }: PageCall, listed: number, [from, to]: readonly [string, string]): Html | '' {
  const advice = listedAdvice(listed, from, to);
  const drafts = actor.roles.includes('bureau-admin');
  return (
    advice &&
    html`<p class="note care">${advice}${drafts && html`<a href="/console/boundary-list-drafts/new">起草清单调整…</a>`}</p>`
  );
}

export const changing = operationForm({
  ...bureauAlone,
  ...{ operation: 'putOrganisation', reads: 'readOrganisation', title: '修改单位和科室', button: '保存' },
  fields: organisationFields,
  from: withSectionNamed,
  body: withSectionCoded,
  before: () =>
    html`<p class="note">还有未办结事项的科室，以及边界清单列明的科室，不能删除。更改涉及审批局、县政府办公室、纪检监察机关的类型，以及县政府办公室、纪检监察机关的名称和通知邮箱，须由第二人确认后才生效。</p>`,
  back: orgAt,
  done: orChange((_told, call) => orgAt(call)),
});

export const quota = operationForm({
  ...bureauAlone,
  ...{ operation: 'putQuota', reads: 'readQuota', title: '核定账号数量', button: '核定', back: orgAt },
  isThere: ({ accounts }) => accounts !== null,
  before: async (call, { names }) => {
    const { body, schema } = await answered(call, 'readQuota', { params: call.params });
    return html`${summary(schema, body, names, ['accounts'])}<p class="soft">减少的不停用任何账号，只是不能再启用新的。</p>`;
  },
});

/** 季度确认: all accounts are looked at, then confirmed as they are. */
export const confirming = operationForm({
  ...{ operation: 'confirmAccounts', title: '确认本单位的账号', roles: ['org-admin'], section: SECTION },
  ...{ button: '核对无误，确认', back: orgAt, fields: () => [], body: (_input, call) => ({ quarter: running(call) }) },
  before: async (call, { names }) => {
    const { body, schema } = await answered(call, 'listAccounts', { params: call.params });
    const table = tableOf(itemSchema(schema), body.items, names, {
      ...{ fields: ['name', 'account', 'roles', 'sections', 'active'], caption: '本单位的账号' },
    });
    return html`<p>请逐个核对${quarterName(running(call))}的账号：人员在岗，角色和科室与岗位相符，离岗的已停用。不符的，先到<a href="${orgAt(call)}/accounts">账号</a>中更正。确认以账号内容的摘要封存。</p>
${table}`;
  },
});

function running({ platform }: PageCall): string {
  return quarterOf(civilDateOf(platform.ports.clock.now()));
}
