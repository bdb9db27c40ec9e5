/** 账号: of an organisation, each with what its administrators can do, and the forms for it. */
import { html } from 'hono/html';
import * as z from 'zod';
import { ROLE_BELONGS_TO } from '../../../shared/accounts/fitting.ts';
import { countedWork } from '../../../shared/accounts/handing-over.ts';
import { organisationOf } from '../../../shared/county.ts';
import { meanings } from '../../../shared/meaning.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import type { Names } from '../answer-parts.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import type { Choices } from '../labelled.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { seeOther } from '../page.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';
import { offersLinks } from './account-secrets.ts';
import { historyOf, readsAudit } from './history.ts';
import { orChange, orgAt, SECTION } from './organisations.ts';
import { button } from './shelf.ts';

const ADMINISTRATORS = ['bureau-admin', 'org-admin'] as const;

/** The list of an organisation's accounts. */
export function accountsAt(call: PageCall): string {
  return `${orgAt(call)}/accounts`;
}

/** The page of the account that the address names. */
export function accountAt(call: PageCall): string {
  return `${accountsAt(call)}/${encodeURIComponent(call.params.account ?? '')}`;
}

export const accounts: Show = async (call, reader) => {
  const [{ body, schema }, quota] = await Promise.all([
    answered(call, 'listAccounts', { params: call.params }),
    ask(call, 'readQuota', { params: call.params }),
  ]);
  const name = organisationOf(reader.facts.county, call.params.org ?? '')?.name ?? '';
  const at = orgAt(call);
  const { accounts: granted, active } = quota.body;
  const title = `${name}的账号`;
  const fields = ['name', 'account', 'roles', 'sections', 'deputy', 'consent', 'active'];
  const nameless = (body.items as Line[]).filter(cannotSignIn);
  const content = html`<p class="crumb"><a href="${at}">← 返回${name}</a></p><h1>${title}</h1>
<p>启用的人员账号 ${active} 个，${granted === null ? '没有核定数量' : `核定 ${granted} 个`}。</p>
<div class="acts"><a class="button" href="${at}/new-account">新增账号…</a><a class="button second" href="${at}/import">用 Excel 导入…</a></div>
${nameless.length > 0 && html`<p class="note care">有 ${nameless.length} 个启用的账号没有登录身份，不能登录。请打开该账号补充。</p>`}
${tableOf(itemSchema(schema), body.items, namesOf(reader, call, body.items), {
  ...{ fields, caption: title, none: '还没有账号。' },
  ...(nameless.length > 0 && {
    each: (row) => (cannotSignIn(row) ? html`<span class="lamp late">▲ 不能登录</span>` : ''),
  }),
  eachTitle: '登录',
  link: ({ account }) => `${at}/accounts/${account}`,
})}`;
  return { title, content };
};

/** One account, and what its administrators can do with it. */
export const account: Show = async (call, reader) => {
  const [{ body, schema }, { items }] = await Promise.all([
    answered(call, 'readAccount', { params: call.params }),
    ask(call, 'listAccounts', { params: call.params }).then((told) => told.body as { items: Line[] }),
  ]);
  const names = namesOf(reader, call, items);
  const known = withIssuers(call, schema);
  const title = `${body.name}（${body.account}）`;
  const content = html`<p class="crumb"><a href="${accountsAt(call)}">← 返回账号</a></p><h1>${title}</h1>
${body.active ? '' : html`<p class="state"><span class="lamp done">已停用</span></p>`}
${cannotSignIn(body) && html`<p class="note care">该账号没有登录身份，不能登录。${offersLinks(call, body) ? '请发给本人登录链接，由本人设置口令。' : '请修改账号，填写认证中心和登录身份。'}</p>`}
${acts(call, body)}
${summary(known, body, names, ['name', 'account'])}
${await historyOf(call, `accounts/${call.params.org}/${body.account}`, known, names)}
${readsAudit(call) && html`<p class="screen"><a href="/console/audit?${new URLSearchParams({ by: String(body.account) })}">该账号的审计记录：办理、登录、查阅</a></p>`}`;
  return { title, content, upright: true };
};

/** Active, and of no identity that a sign-in could be matched with. */
function cannotSignIn({ active, issuer, subject }: Line): boolean {
  return active === true && (issuer === null || subject === null);
}

/** Machines and the bureau's own administrators are the bureau's administrators' business alone. */
function acts(call: PageCall, body: Line): Html {
  const at = accountAt(call);
  const roles = body.roles as string[];
  const machine = roles.includes('system');
  const reserved = machine || roles.includes('bureau-admin');
  const grants = call.actor.roles.includes('bureau-admin') || !reserved;
  const link = (path: string, words: string, look = 'second'): Html =>
    html`<a class="button ${look}" href="${at}/${path}">${words}…</a>`;
  const person = html`${link('deputy', body.deputy ? '更改 AB 角' : '设置 AB 角')}${body.deputy ? button(call, `${at}/deputy/drop`, '取消 AB 角') : ''}${link('hand-over', '移交、离岗')}${
    offersLinks(call, body) && link('link', '登录链接（设置或重置口令）')
  }`;
  return html`<div class="acts">${grants && link('edit', '修改账号', '')}${machine ? link('secret', '密钥') : person}</div>`;
}

export async function dropDeputy(call: FormCall): Promise<Answer> {
  await ask(call, 'dropDeputy', { params: call.params });
  return seeOther(accountAt(call));
}

/** Roles that the organisation can have, and that the reader may give; what machines may be allowed to do likewise. */
function accountFields(call: PageCall, { facts }: Reader, value: Line | null): readonly Field[] {
  const type = organisationOf(facts.county, call.params.org ?? '')?.type;
  const bureau = call.actor.roles.includes('bureau-admin');
  const may = (role: string): boolean => {
    const belongs = ROLE_BELONGS_TO[role as keyof typeof ROLE_BELONGS_TO];
    return (belongs === undefined || belongs === type) && (bureau || (role !== 'system' && role !== 'bureau-admin'));
  };
  return fieldsOf(call.operation('putAccount').body?.() as never).flatMap((field): Field[] => {
    const { words = {} } = field;
    if (field.name === 'scopes' && !bureau) return [];
    if (field.name === 'issuer') return [issuerField(call, field, value)];
    if (field.name === 'active') return [{ ...field, hint: '取消勾选的即刻停用，不能再登录' }];
    if (field.name === 'subject') return [{ ...field, hint: SUBJECT_HINT }];
    if (field.name !== 'roles') return [field];
    return [
      { ...field, hint: ROLES_HINT, words: Object.fromEntries(Object.entries(words).filter(([role]) => may(role))) },
    ];
  });
}

const ROLES_HINT = '经办人员认领和办理；科室负责人另可分办、确认责任人；单位管理员只管理账号，不能认领。可以兼任';

/** One of those whose tokens are taken here, or the one that it is. */
const SUBJECT_HINT =
  '本人在认证中心的身份标识；与认证中心同时填写或留空。由本平台登录的不必填写，生成登录链接时由平台填写';

function issuerField(call: PageCall, field: Field, value: Line | null): Field {
  // The platform's own by which nobody signs in is for machines, which need no identity.
  const known = call.platform.settings.issuers
    .filter(({ issuer, signIn }) => signIn !== undefined || !issuer.startsWith('urn:'))
    .map(({ issuer }) => issuer);
  const said = value?.issuer ?? (call.form?.get('issuer') || undefined);
  const all = [...new Set([...known, ...(typeof said === 'string' ? [said] : [])])];
  const words = Object.fromEntries(all.map((one) => [one, issuerName(call, one)]));
  return { ...field, hint: '留空的不能登录', shape: 'choice', words };
}

/** The schema of an account, in which issuers have their names. */
function withIssuers(call: PageCall, schema: z.ZodType): z.ZodType {
  const { issuers } = call.platform.settings;
  const words = Object.fromEntries(issuers.map(({ issuer }) => [issuer, issuerName(call, issuer)]));
  const named = z.string().nullable().meta({ title: '认证中心' }).register(meanings, { words });
  return (schema as z.ZodObject).extend({ issuer: named });
}

/** What people call an issuer: those of the platform's own have names that are no addresses. */
function issuerName({ platform }: PageCall, issuer: string): string {
  const { title } = platform.settings.issuers.find((one) => one.issuer === issuer)?.signIn ?? {};
  return title ?? (issuer.startsWith('urn:') ? '本平台' : issuer);
}

/** What machines are allowed is said of machines alone. */
function accountBody(input: Readonly<Record<string, unknown>>): unknown {
  const { scopes, ...rest } = input;
  const machine = (input.roles as string[]).includes('system');
  return { ...rest, scopes: machine ? (scopes ?? []) : null };
}

const accountForm = {
  ...{ operation: 'putAccount', roles: ADMINISTRATORS, section: SECTION },
  ...{ fields: accountFields, body: accountBody, choices: choicesOf },
} as const;

export const adding = operationForm({
  ...accountForm,
  ...{ title: '新增账号', button: '新增', start: { active: true, sections: 'all' }, back: accountsAt },
  called: {
    ...{ name: 'account', title: '账号', shape: 'code', required: true },
    hint: '小写字母、数字、点、横线，最长 50 位，如 scjg.wangwu；以后不能更改',
  },
  done: orChange(({ body }, call) => `${accountsAt(call)}/${body.account}`),
});

export const changing = operationForm({
  ...accountForm,
  ...{ reads: 'readAccount', title: '修改账号', button: '保存', back: accountAt },
  before: () =>
    html`<p class="note">取消“启用”即刻停用；有未办结事项的，请用“移交、离岗”，移交的同时停用。涉及县政府办公室、纪检监察的变更须由第二人确认。</p>`,
  done: orChange((_told, call) => accountAt(call)),
});

/** An account of the organisation is chosen among those that are active; `more`: and to which work can be given. */
function withPerson(operation: string, name: string, more: Pick<Field, 'handles'> = {}) {
  return (call: PageCall): readonly Field[] =>
    fieldsOf(call.operation(operation).body?.() as never).map((field) =>
      field.name === name ? { ...field, shape: 'person', ...more } : field,
    );
}

/** Whose account it is, as pages name people. */
async function whoseAccount(call: PageCall): Promise<string> {
  const { body } = await ask(call, 'readAccount', { params: call.params });
  return `${body.name}（${body.account}）`;
}

/** Open records that are counted before they are handed over. */
const COUNTED = 200;

/** How much would be handed over, by section. */
async function openWorkIn(call: PageCall, { facts }: Reader): Promise<Html> {
  const { org = '', account = '' } = call.params;
  const { count, sections } = await countedWork(call.desk, { org, account, section: null }, COUNTED);
  if (count === 0) return html`<p class="note">此刻没有未办结的事项。</p>`;
  const known = organisationOf(facts.county, org)?.sections ?? [];
  const nameOf = (code: string): string => known.find((one) => one.code === code)?.name ?? '未分科室';
  const each = [...sections].map(([code, of]) => `${nameOf(code)} ${of} 件`);
  return html`<p class="note">此刻未办结的 ${count}${count < COUNTED ? '' : '+'} 件${each.length > 1 && html`：${each.join('、')}`}。</p>`;
}

const ofPeople = { roles: ADMINISTRATORS, section: SECTION, back: accountAt, choices: choicesOf } as const;

export const deputy = operationForm({
  ...ofPeople,
  ...{ operation: 'putDeputy', reads: 'readAccount', title: '设置 AB 角', button: '设置' },
  fields: withPerson('putDeputy', 'account'),
  from: ({ deputy }) => (deputy ?? {}) as Line,
  isThere: () => false,
  before: async (call) =>
    html`<p>在起止日期内，代行人另有${await whoseAccount(call)}的科室及其经办人员、科室负责人角色，没有其管理员角色；以自己的账号办理，办理记录注明代谁办理。</p>`,
});

export const handingOver = operationForm({
  ...ofPeople,
  ...{ operation: 'handOverAccount', title: '移交、离岗', button: '确认移交', danger: true },
  fields: withPerson('handOverAccount', 'to', { handles: true }),
  before: async (call, reader) =>
    html`<p>将${await whoseAccount(call)}未办结的事项移交给接手人；每件事项的办理记录都有记载。离岗的同时停用该账号，即刻生效。</p>
${await openWorkIn(call, reader)}`,
  done: ({ body }, call) => `${orgAt(call)}/hand-overs/${body.id}`,
});

/** How far a hand-over has got. */
export const handOver: Show = async (call, reader) => {
  const { body, schema } = await answered(call, 'readHandOver', { params: call.params });
  const people = await choicesOf(call, reader);
  const names = {
    ...reader.names,
    org: call.params.org ?? null,
    people: new Map(people.people.map((one) => [one.account, one.name])),
  };
  const title = body.finishedAt === null ? '正在移交' : '已移交';
  const content = html`<p class="crumb"><a href="${accountsAt(call)}">← 返回账号</a></p><h1>${title}</h1>
${body.finishedAt === null && html`<p class="note">事项较多，平台正在继续移交。请稍后刷新本页查看进度。</p>`}
${summary(schema as z.ZodType, body, names, ['id'])}
<p><a href="${accountsAt(call)}/${encodeURIComponent(body.account)}">查看该账号</a></p>`;
  return { title, content, upright: true };
};

/** Sections and people of the organisation whose accounts they are. */
async function choicesOf(call: PageCall, _reader: Reader): Promise<Pick<Choices, 'own' | 'people'>> {
  const { body } = await ask(call, 'listAccounts', { params: { org: call.params.org ?? '' } });
  const people = (body.items as Line[]).filter(
    ({ active, roles, account }) =>
      active && !(roles as string[]).includes('system') && account !== call.params.account,
  );
  return { own: call.params.org ?? '', people: people as unknown as Choices['people'] };
}

function namesOf({ names }: Reader, { params }: PageCall, items: readonly Line[]): Names {
  const people = new Map(items.map(({ account, name }) => [String(account), String(name)]));
  return { ...names, people, org: params.org ?? null };
}
