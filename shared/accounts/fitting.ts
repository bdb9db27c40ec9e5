/** What of an account or an organisation does not fit with what is there. */
import type { County, Organisation } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { ROLE_WORDS, type Role } from '../exchange/exchange.ts';
import type { Issuer } from '../platform.ts';
import type { Account } from './account.ts';
import type { AccountInput, OrganisationInput } from './input.ts';

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
      errors.push({ pointer: `/roles/${i}`, detail: `${org.name}的账号不能有角色“${ROLE_WORDS[role]}”` });
  }
  const machine = input.roles.includes('system');
  if (machine && input.roles.length > 1) errors.push({ pointer: '/roles', detail: '系统账号不能兼有其他角色' });
  if (!machine && input.scopes !== null)
    errors.push({ pointer: '/scopes', detail: '只有系统账号才填写系统账号的权限' });
  if ((input.issuer === null) !== (input.subject === null)) {
    errors.push({ pointer: '/subject', detail: '认证中心与登录身份应同时填写或同时留空' });
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

/**
 * What does not fit of an account's identity at an issuer of which each account has its own: with another's an
 * administrator would keep that person out. What is closed and stays as it is may stay so.
 */
export function identityErrors(
  issuers: readonly Issuer[],
  jurisdiction: string,
  account: string,
  input: AccountInput,
  before: Account | undefined,
): FieldError[] {
  const { issuer, subject, active } = input;
  const own = `${jurisdiction}/${account}`;
  const ownOnly = issuers.some((one) => one.issuer === issuer && one.ownSubjects === true);
  if (!ownOnly || subject === null || subject === own) return [];
  if (!active && before?.issuer === issuer && before.subject === subject) return [];
  return [{ pointer: '/subject', detail: `本平台账号的登录身份只能是 ${own}。请填写该身份，或留空` }];
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

/** A county's organisations and settings are one item, in which each sweep has to note something now and then. */
const COUNTY_BYTES_AT_MOST = 330 * 1024;

/** What does not fit into a county that was `before` and would be `after`; `pointer`: the field that takes the room. */
export function countyRoomErrors(before: County, after: County, pointer: string): FieldError[] {
  if (bytes(after) <= Math.max(COUNTY_BYTES_AT_MOST, bytes(before))) return [];
  const detail = '全县各单位、科室和设置的内容合计超过 330 KB，请减少科室，或缩短名称、邮箱和办法条文';
  return [{ pointer, detail }];
}

function bytes(value: readonly Account[] | County): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What does not fit within an organisation's own description. */
export function organisationErrors(input: {
  readonly sections: readonly Pick<OrganisationInput['sections'][number], 'code'>[];
  readonly defaultSection: string | null;
}): FieldError[] {
  const codes = input.sections.map((section) => section.code);
  const errors = codes.flatMap((section, i) =>
    codes.indexOf(section) < i ? [{ pointer: `/sections/${i}/code`, detail: `科室代码 ${section} 重复` }] : [],
  );
  if (input.defaultSection !== null && !codes.includes(input.defaultSection)) {
    errors.push({ pointer: '/defaultSection', detail: '默认科室不在科室列表中' });
  }
  return errors;
}
