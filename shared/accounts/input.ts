/** What is put of an account or an organisation, and what is meant where a field is left out. */
import * as z from 'zod';
import { ORGANISATION_TYPE_WORDS, type Organisation } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { ROLE_WORDS } from '../exchange/exchange.ts';
import { choice, civilDate, line, listOf, section, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';

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
  'grants:query': '按查询授权查询其他单位的信息',
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
      active: yesNo().default(true).meta({ title: '启用', description: '不填为是；选否即刻停用' }),
    })
    .meta({ id: 'AccountInput', override: { examples: [ACCOUNT_EXAMPLE] } }),
);

/** An account as it was sent: what was left out is undefined. */
export type AccountGiven = Checked<typeof accountInput>;
export type AccountInput = { [Field in keyof AccountGiven]-?: Exclude<AccountGiven[Field], undefined> };

/** What a new account has where nothing is said. */
const NEW_ACCOUNT = { sections: 'all', scopes: null, issuer: null, subject: null } as const;

/** The account that is meant: what is left out is as it was, or as a new account has it. */
export function accountMeant(given: AccountGiven, before?: AccountInput): AccountInput {
  const was = before ?? NEW_ACCOUNT;
  const { sections = was.sections, scopes = was.scopes, issuer = was.issuer, subject = was.subject } = given;
  return { ...given, sections, scopes, issuer, subject };
}

const READ_ONLY = '读取所得，修改时可以照填，不起作用';

const sectionOf = lazily(() =>
  z.strictObject({
    code: section().meta({ title: '科室代码' }),
    name: line(100).meta({ title: '科室名称' }),
    mail: mail().nullish().meta({ title: '科室邮箱', description: '留空的，通知发至单位邮箱' }),
    // What is read stands beside what is put: sent back, it says nothing.
    owners: z
      .array(z.looseObject({}))
      .optional()
      .register(meanings, { readOnly: true })
      .meta({ title: '负责人员', description: READ_ONLY }),
    ownerless: yesNo()
      .optional()
      .register(meanings, { readOnly: true })
      .meta({ title: '无人负责', description: READ_ONLY }),
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
      active: yesNo().optional().meta({ title: '启用', description: '不填的不变；选否停用单位及其全部账号' }),
      defaultSection: section().nullish().meta({ title: '默认科室', description: '未指明科室的事项由该科室办理' }),
      confirmed: z
        .looseObject({})
        .nullish()
        .register(meanings, { readOnly: true })
        .meta({ title: '账号的确认', description: READ_ONLY }),
      succeededBy: z
        .looseObject({})
        .nullish()
        .register(meanings, { readOnly: true })
        .meta({ title: '承接单位', description: READ_ONLY }),
      confirmBy: civilDate()
        .optional()
        .register(meanings, { readOnly: true })
        .meta({ title: '确认期限', description: READ_ONLY }),
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
  const was: Omit<OrganisationInput, 'name' | 'type'> = before ?? NEW_ORGANISATION;
  const { name, type, mail = was.mail, sections = was.sections, defaultSection = was.defaultSection } = given;
  const withMail = sections.map(({ code, name, mail = null }) => ({ code, name, mail }));
  const { active = was.active !== false } = given;
  const { succeededBy } = was;
  const standing = { ...(!active && { active: false as const }), ...(succeededBy && { succeededBy }) };
  return { name, type, mail, sections: withMail, defaultSection, ...standing };
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
