/**
 * Accounts (art. 16). Identity comes from an OIDC issuer; rights come from here and are read at each request, so that
 * what is taken away is gone at once.
 */

import * as z from 'zod';
import { ORGANISATION_TYPE_WORDS, type Organisation } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { type Actor, type Rights, ROLE_WORDS, type Role } from '../exchange/exchange.ts';
import { choice, civilDate, line, listOf, section, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { CivilDate, Instant, Quarter } from '../time.ts';
import { officered } from './people.ts';

/** What machine accounts may be allowed to do. */
export const SCOPE_WORDS = {
  'pushes:write': '推送、改派、撤回和隔离',
  'pushes:read': '读取推送和台账',
  'pushes:claim': '认领和退回',
  'tasks:decide': '办理审批处理任务',
  'register:write': '登记监管反馈',
  'letters:write': '发函、答复函件',
  'cases:write': '召集会议、踏勘，答复和反馈意见',
  'certificates:write': '登记配发证照',
  'commitments:write': '登记承诺核查结论',
  'credit:write': '登记和报送信用记录',
  'credit:query': '查询信用状况',
  'problems:write': '提出问题',
  'files:write': '上传文件',
} as const;

const mail = lazily(() =>
  z
    .string({ error: '请填写电子邮箱' })
    .max(200)
    .regex(/^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9.-]+$/, { error: '电子邮箱格式不对' }),
);

/** What histories call the platform itself: as names of accounts they would say that somebody did what nobody did. */
const RESERVED: readonly string[] = ['clock', 'system'];

/** The form of an account's name, also where it is not put but asked for. */
const ACCOUNT_ID = /^[a-z0-9][a-z0-9._-]{0,49}$/;

export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

export const accountId = lazily(() =>
  z
    .string({ error: '请填写账号' })
    .regex(ACCOUNT_ID, { error: '账号由小写字母、数字、点、横线组成，最长 50 位' })
    .refine((id) => !RESERVED.includes(id), { error: `${RESERVED.join('、')} 由平台保留，请换一个账号名称` }),
);

const sections = lazily(() =>
  z.union([choice({ all: '全部科室' }), z.array(section()).max(50)], {
    error: '应为科室代码的数组，或 all（全部科室）',
  }),
);

/** Whole, since what a `PUT` leaves out it may take away. */
const ACCOUNT_EXAMPLE = {
  name: '王五',
  roles: ['officer'],
  sections: 'all',
  scopes: null,
  issuer: 'https://sso.example.gov.cn',
  subject: 'wangwu',
  active: true,
};
const ORGANISATION_EXAMPLE = {
  name: '新设单位',
  type: 'department',
  mail: 'xsdw@example.gov.cn',
  sections: [{ code: 'ZHK', name: '综合科', mail: null }],
  defaultSection: 'ZHK',
};

/** `PUT /organisations/{org}/accounts/{account}`. */
export const accountInput = lazily(() =>
  z
    .strictObject({
      name: line(50).meta({ title: '姓名或系统名称' }),
      roles: z
        .array(choice(ROLE_WORDS), { error: '应为角色的数组' })
        .min(1, { error: '至少填写一个角色' })
        .max(Object.keys(ROLE_WORDS).length)
        .meta({ title: '角色' }),
      sections: sections().optional().meta({ title: '科室', description: '科室代码，或 all（全部科室）' }),
      scopes: z.array(choice(SCOPE_WORDS)).max(Object.keys(SCOPE_WORDS).length).nullish().meta({
        title: '系统账号的权限',
        description: '只有系统账号填写',
      }),
      issuer: line(300).nullish().meta({ title: '认证中心', description: 'OIDC 的 issuer；与 subject 同时填写或留空' }),
      subject: line(200).nullish().meta({ title: '登录身份', description: 'OIDC 的 subject；留空的不能登录' }),
      active: yesNo().default(true).meta({ title: '启用', description: '默认 true；false 即刻停用' }),
    })
    .meta({ id: 'AccountInput', override: { examples: [ACCOUNT_EXAMPLE] } }),
);

/** An account as it was sent: what was left out is undefined. */
export type AccountGiven = Checked<typeof accountInput>;
export type AccountInput = { [Field in keyof AccountGiven]-?: Exclude<AccountGiven[Field], undefined> };
export type Account = AccountInput & {
  account: string;
  /**
   * Whether the owner of the identity, who is at work in another county, has agreed to this account; absent where nobody
   * had to be asked.
   */
  consent?: 'waiting' | 'given' | 'refused';
  /** Who stands in for it on which days (AB 角); absent while nobody does. */
  deputy?: Deputy;
};

/** A deputy: an account of the same organisation, from the first of these days to the last. */
export interface Deputy {
  account: string;
  from: CivilDate;
  to: CivilDate;
}

/** What a new account has where nothing is said. */
const NEW_ACCOUNT = { sections: 'all', scopes: null, issuer: null, subject: null } as const;

/** The account that is meant: what is left out is as it was, or as a new account has it. */
export function accountMeant(given: AccountGiven, before?: AccountInput): AccountInput {
  const was = before ?? NEW_ACCOUNT;
  const { sections = was.sections, scopes = was.scopes, issuer = was.issuer, subject = was.subject } = given;
  return { ...given, sections, scopes, issuer, subject };
}

/** The accounts of one organisation: one item in the store. */
export interface Accounts {
  org: string;
  accounts: Account[];
  /** How many people may be active (art. 16); absent while the bureau has set no number. */
  quota?: number;
  /** The last quarterly confirmation; absent before the first. */
  confirmed?: Confirmation;
}

/** The organisation's own confirmation that its accounts are right, sealed by their digest. */
export interface Confirmation {
  quarter: Quarter;
  at: Instant;
  by: string;
  /** SHA-256 over the canonical JSON of the accounts as `sealedAccounts` gives them. */
  digest: string;
}

const READ_ONLY = '读取所得，修改时可以照填，不起作用';

const sectionOf = lazily(() =>
  z.strictObject({
    code: section().meta({ title: '科室代码' }),
    name: line(100).meta({ title: '科室名称' }),
    mail: mail().nullish().meta({ title: '科室邮箱', description: '留空的，通知发至单位邮箱' }),
    // What is read stands beside what is put: sent back, it says nothing.
    owners: z.array(z.looseObject({})).optional().meta({ title: '负责人员', description: READ_ONLY }),
    ownerless: yesNo().optional().meta({ title: '无人负责', description: READ_ONLY }),
  }),
);

/** `PUT /organisations/{org}`. */
export const organisationInput = lazily(() =>
  z
    .strictObject({
      name: line(100).meta({ title: '单位名称' }),
      type: choice(ORGANISATION_TYPE_WORDS).meta({ title: '单位类型' }),
      mail: mail().nullish().meta({ title: '通知邮箱' }),
      sections: listOf(sectionOf(), 100).optional().meta({ title: '科室' }),
      defaultSection: section().nullish().meta({ title: '默认科室', description: '未指明科室的事项由该科室办理' }),
      confirmed: z.looseObject({}).nullish().meta({ title: '账号的确认', description: READ_ONLY }),
      confirmBy: civilDate().optional().meta({ title: '确认期限', description: READ_ONLY }),
    })
    .meta({ id: 'OrganisationInput', override: { examples: [ORGANISATION_EXAMPLE] } }),
);

/** An organisation as it was sent: what was left out is undefined. */
export type OrganisationGiven = Checked<typeof organisationInput>;
export type OrganisationInput = Omit<Organisation, 'code'>;

/** What a new organisation has where nothing is said. */
const NEW_ORGANISATION = { mail: null, sections: [], defaultSection: null };

/** The organisation that is meant: what is left out is as it was, or as a new organisation has it. */
export function organisationMeant(given: OrganisationGiven, before?: OrganisationInput): OrganisationInput {
  const was = before ?? NEW_ORGANISATION;
  const { name, type, mail = was.mail, sections = was.sections, defaultSection = was.defaultSection } = given;
  const withMail = sections.map(({ code, name, mail = null }) => ({ code, name, mail }));
  return { name, type, mail, sections: withMail, defaultSection };
}

/** What of an account that exists is left out, so that it is not told whether it stays or goes: errors by field. */
export function accountLeftOut(given: AccountGiven, before: AccountInput): FieldError[] {
  const scopes = before.scopes === null ? [] : (['scopes'] as const);
  return leftOut(given, ['sections', 'issuer', 'subject', ...scopes]);
}

/** The same of an organisation that exists, and of its sections. */
export function organisationLeftOut(given: OrganisationGiven, before: Organisation): FieldError[] {
  const had = new Set(before.sections.map(({ code }) => code));
  const sections = (given.sections ?? []).flatMap((section, i) =>
    had.has(section.code) ? leftOut(section, ['mail'], `/sections/${i}`) : [],
  );
  const defaultSection = before.defaultSection === null ? [] : (['defaultSection'] as const);
  return [...leftOut(given, ['mail', 'sections', ...defaultSection]), ...sections];
}

function leftOut<T extends object>(given: T, fields: readonly (keyof T & string)[], at = ''): FieldError[] {
  const detail = '修改时不能省略该字段：不变的请照读取所得填写，要清空的请填写 null 或 []';
  return fields.filter((field) => given[field] === undefined).map((field) => ({ pointer: `${at}/${field}`, detail }));
}

/** Who acts, on a day: with what it has as the deputy of colleagues, and of sections that no officer has. */
export function actorOf(
  account: Account,
  org: string,
  { colleagues, today }: { readonly colleagues: readonly Account[]; readonly today: CivilDate },
): Actor {
  const { account: id, name, roles, sections, scopes } = account;
  const machine = roles.includes('system');
  const person = { account: id, name, org, scopes: machine ? (scopes ?? []) : null };
  if (machine) return { ...person, roles, sections };
  const taken = roles.includes('section-head') && sections !== 'all' ? officered(colleagues) : null;
  const own: Rights = { roles, sections, ...(taken !== null && { officered: taken }) };
  const away = colleagues.filter((one) => one.active && isDeputy(one.deputy, id, today));
  const standsIn = away.map((one) => ({ account: one.account, ...lentRights(one) }));
  if (standsIn.length === 0) return { ...person, ...own };
  return { ...person, ...together([own, ...standsIn]), deputy: { own, for: standsIn } };
}

function isDeputy(deputy: Deputy | undefined, account: string, today: CivilDate): boolean {
  return deputy !== undefined && deputy.account === account && deputy.from <= today && today <= deputy.to;
}

/** What passes to a deputy: the work of an officer or section-head, never what administrators do. */
function lentRights({ roles, sections }: Account): Rights {
  return { roles: roles.filter((role) => role === 'officer' || role === 'section-head'), sections };
}

function together(all: readonly Rights[]): Rights {
  const [own] = all;
  const listed = all.flatMap(({ sections }) => sections);
  return {
    roles: [...new Set(all.flatMap(({ roles }) => roles))],
    sections: listed.includes('all') ? 'all' : [...new Set(listed)],
    ...(own?.officered !== undefined && { officered: own.officered }),
  };
}

/** Roles that only organisations of a certain type can have. */
export const ROLE_BELONGS_TO: Partial<Record<Role, Organisation['type']>> = {
  'bureau-admin': 'approval-bureau',
  'government-office': 'government-office',
  discipline: 'discipline',
};

/** What does not fit an account into its organisation. */
export function accountErrors(input: AccountInput, org: Organisation): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, role] of input.roles.entries()) {
    const type = ROLE_BELONGS_TO[role];
    if (type && type !== org.type)
      errors.push({ pointer: `/roles/${i}`, detail: `${org.name}的账号不能有角色 ${role}` });
  }
  const machine = input.roles.includes('system');
  if (machine && input.roles.length > 1)
    errors.push({ pointer: '/roles', detail: '系统账号（system）不能兼有其他角色' });
  if (!machine && input.scopes !== null)
    errors.push({ pointer: '/scopes', detail: '只有系统账号（system）才填写 scopes' });
  if ((input.issuer === null) !== (input.subject === null)) {
    errors.push({ pointer: '/subject', detail: 'issuer 与 subject 应同时填写或同时留空' });
  }
  const known = org.sections.map((section) => section.code);
  for (const [i, section] of input.sections === 'all' ? [] : input.sections.entries()) {
    if (!known.includes(section))
      errors.push({
        pointer: `/sections/${i}`,
        detail: `${org.name}没有代码为 ${section} 的科室，请从该单位的科室中选择`,
      });
  }
  return errors;
}

/** All accounts of an organisation are one item of the store, which takes 350 KB. */
const ACCOUNTS_AT_MOST = 300;
const BYTES_AT_MOST = 340 * 1024;
/** `false` is that much longer than `true`: to take an account's access away there is always room. */
const BYTES_TO_CLOSE = 1;

/** What does not fit into an organisation that has had the accounts `before` and would have those `after`. */
export function roomErrors(before: readonly Account[], after: readonly Account[]): FieldError[] {
  if (after.length > Math.max(before.length, ACCOUNTS_AT_MOST)) {
    const detail = `一个单位最多 ${ACCOUNTS_AT_MOST} 个账号，本单位已满。请改用不再使用的账号`;
    return [{ pointer: '/account', detail }];
  }
  if (bytes(after) <= Math.max(BYTES_AT_MOST, bytes(before) + BYTES_TO_CLOSE)) return [];
  return [{ pointer: '/account', detail: '本单位全部账号的内容合计超过 340 KB，请缩短姓名、科室、issuer 或 subject' }];
}

function bytes(accounts: readonly Account[]): number {
  return Buffer.byteLength(JSON.stringify(accounts));
}

/** What does not fit within an organisation's own description. */
export function organisationErrors(input: OrganisationInput): FieldError[] {
  const codes = input.sections.map((section) => section.code);
  const errors = codes.flatMap((section, i) =>
    codes.indexOf(section) < i ? [{ pointer: `/sections/${i}/code`, detail: `科室代码 ${section} 重复` }] : [],
  );
  if (input.defaultSection !== null && !codes.includes(input.defaultSection)) {
    errors.push({ pointer: '/defaultSection', detail: '默认科室不在科室列表中' });
  }
  return errors;
}
