/** Organisations, accounts, and who one is. */
import * as z from 'zod';
import { SCOPE_WORDS } from '../../shared/accounts/account.ts';
import { ORGANISATION_TYPE_WORDS } from '../../shared/county.ts';
import { ROLE_WORDS } from '../../shared/exchange/exchange.ts';
import { choice } from '../../shared/fields.ts';
import { codeOut } from '../http/answer-fields.ts';

const mail = z.string().nullable().optional().meta({ description: '通知邮箱；只有管理员可见' });
const sections = z.union([z.literal('all'), z.array(codeOut)]).meta({ description: '科室代码，或 all（全部科室）' });
const rights = {
  roles: z.array(choice(ROLE_WORDS)),
  sections,
  scopes: z.array(choice(SCOPE_WORDS)).nullable().meta({ description: '系统账号的权限；个人账号为 null' }),
};

export const meAnswer = z
  .strictObject({
    account: z.string(),
    name: z.string(),
    org: codeOut,
    orgName: z.string(),
    ...rights,
    jurisdiction: z.string(),
    county: z.string(),
  })
  .meta({ id: 'Me' });

export const organisationAnswer = z
  .strictObject({
    code: codeOut,
    name: z.string(),
    type: choice(ORGANISATION_TYPE_WORDS),
    mail,
    sections: z.array(z.strictObject({ code: codeOut, name: z.string(), mail })),
    defaultSection: codeOut.nullable(),
  })
  .meta({ id: 'Organisation' });

export const accountAnswer = z
  .strictObject({
    account: z.string(),
    name: z.string(),
    ...rights,
    issuer: z.string().nullable(),
    subject: z.string().nullable(),
    active: z.boolean(),
    consent: z
      .enum(['waiting', 'given', 'refused'])
      .optional()
      .meta({ description: '登录身份在其他县（市、区）已有启用的账号时，其本人是否同意；未同意的不能登录' }),
  })
  .meta({ id: 'Account' });

export const invitationAnswer = z
  .strictObject({
    jurisdiction: z.string().meta({ example: '371525' }),
    county: z.string(),
    org: codeOut,
    orgName: z.string(),
    account: z.string(),
    name: z.string(),
    roles: rights.roles,
    consent: z.enum(['waiting', 'given', 'refused']),
  })
  .meta({ id: 'Invitation' });

export const invitationsAnswer = z.strictObject({ items: z.array(invitationAnswer), next: z.null() });

export const organisationsAnswer = z.strictObject({ items: z.array(organisationAnswer), next: z.null() });
export const accountsAnswer = z.strictObject({ items: z.array(accountAnswer), next: z.null() });
