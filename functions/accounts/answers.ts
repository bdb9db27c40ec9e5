/** Organisations, accounts, and who one is. */
import * as z from 'zod';
import { SCOPE_WORDS } from '../../shared/accounts/account.ts';
import { ORGANISATION_TYPE_WORDS } from '../../shared/county.ts';
import { ROLE_WORDS } from '../../shared/exchange/exchange.ts';
import { choice } from '../../shared/fields.ts';
import { codeOut, instantOut } from '../http/answer-fields.ts';

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

export const secretAnswer = z
  .strictObject({
    clientId: z.string().meta({ description: '取得凭证时的客户端标识', example: 'construction' }),
    secret: z.string().nullable().meta({ description: '密钥，只出现这一次；收回之后为 null' }),
    oldUntil: instantOut.nullable().meta({ description: '此前的密钥到何时为止仍可使用；没有的为 null' }),
  })
  .meta({ id: 'Secret' });

export const tokenAnswer = z
  .strictObject({
    access_token: z.string().meta({ description: '凭证，不透明的文本' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: '多少秒内有效', example: 3600 }),
  })
  .meta({ id: 'Token' });

export const tokenRefusal = z
  .strictObject({
    error: z.string().meta({ example: 'invalid_client' }),
    error_description: z.string(),
  })
  .meta({ id: 'TokenRefusal' });
