/**
 * Accounts (art. 16). Identity comes from an OIDC issuer; rights come from here and are read at each request, so that
 * what is taken away is gone at once.
 */

import * as z from 'zod';
import { ORGANISATION_TYPES, type Organisation } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { type Actor, ROLES } from '../exchange/exchange.ts';
import { choice, code, line, listOf, optional } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';

/** What machine accounts may be allowed to do. */
export const SCOPES = ['pushes:write', 'pushes:read', 'pushes:claim', 'tasks:decide', 'register:write'] as const;

const mail = lazily(() =>
  z
    .string({ error: '请填写电子邮箱' })
    .max(200)
    .regex(/^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9.-]+$/, { error: '电子邮箱格式不对' }),
);

/** What histories call the platform itself: as names of accounts they would say that somebody did what nobody did. */
const RESERVED: readonly string[] = ['clock', 'system'];

export const accountId = lazily(() =>
  z
    .string({ error: '请填写账号' })
    .regex(/^[a-z0-9][a-z0-9._-]{0,49}$/, { error: '账号由小写字母、数字、点、横线组成，最长 50 位' })
    .refine((id) => !RESERVED.includes(id), { error: `${RESERVED.join('、')} 由平台保留，请换一个账号名称` }),
);

const sections = lazily(() =>
  z.union([z.literal('all'), z.array(code()).max(50)], {
    error: '应为科室代码的数组，或 all（全部科室）',
  }),
);

/** `PUT /organisations/{org}/accounts/{account}`. */
export const accountInput = lazily(() =>
  z
    .strictObject({
      name: line(50),
      roles: z
        .array(choice(ROLES), { error: '应为角色的数组' })
        .min(1, { error: '至少填写一个角色' })
        .max(ROLES.length),
      sections: sections().default('all'),
      scopes: optional(z.array(choice(SCOPES)).max(SCOPES.length)),
      issuer: optional(line(300)),
      subject: optional(line(200)),
      active: z.boolean({ error: '应为 true 或 false' }).default(true),
    })
    .meta({ id: 'AccountInput' }),
);

export type AccountInput = Checked<typeof accountInput>;
export type Account = AccountInput & { account: string };

/** The accounts of one organisation: one item in the store. */
export interface Accounts {
  org: string;
  accounts: Account[];
}

/** `PUT /organisations/{org}`. */
export const organisationInput = lazily(() =>
  z
    .strictObject({
      name: line(100),
      type: choice(ORGANISATION_TYPES),
      mail: optional(mail()),
      sections: listOf(z.strictObject({ code: code(), name: line(100), mail: optional(mail()) }), 100).default([]),
      defaultSection: optional(code()),
    })
    .meta({ id: 'OrganisationInput' }),
);

export type OrganisationInput = Checked<typeof organisationInput>;

export function actorOf(account: Account, org: string): Actor {
  const { account: id, name, roles, sections, scopes } = account;
  return { account: id, name, org, roles, sections, scopes: roles.includes('system') ? (scopes ?? []) : null };
}

/** Roles that only organisations of a certain type can have. */
const ROLE_BELONGS_TO: Partial<Record<(typeof ROLES)[number], Organisation['type']>> = {
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
