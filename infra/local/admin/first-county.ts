/** A new county as the command line describes it, the same for both homes. */
import type { Account } from '../../../shared/accounts/account.ts';
import { accountsKey, countyKey } from '../../../shared/accounts/directory.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { plainItem } from '../../../shared/change.ts';
import { bureauOf, type County } from '../../../shared/county.ts';
import type { Item } from '../../../shared/ports.ts';
import { civilDateOf } from '../../../shared/time.ts';
import { accountName, day, divisionCode, matching } from './fitting.ts';
import { readOrganisations } from './organisations-file.ts';

export const countyOptions = {
  jurisdiction: { value: '<代码>', help: '六位行政区划代码', needed: true, check: divisionCode },
  name: {
    value: '<名称>',
    help: '县（市、区）名称',
    needed: true,
    check: matching(/^\P{Cc}{1,50}$/u, '应为 1 至 50 个字符'),
  },
  organisations: { value: '<文件.json>', help: '单位清单', needed: true },
  'admin-account': { value: '<账号>', help: '首个审批局管理员的账号', needed: true, check: accountName },
  'admin-name': {
    value: '<姓名>',
    help: '其姓名',
    preset: '平台管理员',
    check: matching(/^\P{Cc}{1,50}$/u, '应为 1 至 50 个字符'),
  },
  'admin-subject': { value: '<sub>', help: '其在统一身份认证（OIDC）中的 sub', needed: true },
  since: { value: '<YYYY-MM-DD>', help: '平台启用之日', preset: civilDateOf(systemClock.now()), check: day },
} as const;

export type GivenCounty = Readonly<Record<keyof typeof countyOptions | 'issuer', string>>;

export interface FirstCounty {
  readonly county: County;
  /** The first bureau-admin, and the bureau. */
  readonly account: Account & { issuer: string; subject: string };
  readonly org: string;
  /** All that is the county's own; the pointer from the account's identity comes beside them. */
  readonly items: readonly Item[];
}

/** Reads the organisations' file. Throws `WrongOptions` with everything that is wrong in it. */
export async function firstCounty(given: GivenCounty): Promise<FirstCounty> {
  const { jurisdiction, name, since, issuer } = given;
  const county: County = { jurisdiction, name, since, organisations: await readOrganisations(given.organisations) };
  const account: FirstCounty['account'] = {
    account: given['admin-account'],
    name: given['admin-name'],
    roles: ['bureau-admin', 'org-admin'],
    ...{ sections: 'all', scopes: null, issuer, subject: given['admin-subject'], active: true },
  };
  const org = bureauOf(county).code;
  const items = [
    plainItem(countyKey(jurisdiction), county),
    plainItem(accountsKey(jurisdiction, org), { org, accounts: [account] }),
  ];
  return { county, account, org, items };
}

export function saidOf({ county, account }: FirstCounty): string {
  return `${county.name}（${county.jurisdiction}）：${county.organisations.length} 个单位，审批局管理员 ${account.account}`;
}
