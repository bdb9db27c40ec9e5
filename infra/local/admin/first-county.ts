/** A new county as the command line describes it, the same for both homes. */
import type { Account } from '../../../shared/accounts/account.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { begun } from '../../../shared/audit/chain.ts';
import { OPERATOR } from '../../../shared/audit/operations.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import { bureauOf, type County, organisationOf } from '../../../shared/county.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';
import type { Item } from '../../../shared/ports.ts';
import { civilDateOf, type Instant } from '../../../shared/time.ts';
import { BUILTIN_ISSUER, subjectOf } from '../builtin/credentials.ts';
import { accountName, day, divisionCode, matching } from './fitting.ts';
import { BUILTIN } from './issuer-options.ts';
import { WrongOptions } from './options.ts';
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
  'admin-subject': { value: '<sub>', help: '其在统一身份认证（OIDC）中的 sub；issuer 为 builtin 的不填' },
  'office-account': { value: '<账号>', help: '县政府办公室人员的账号，确认须由第二人确认的变更', check: accountName },
  'office-subject': { value: '<sub>', help: '其 sub；与账号同时填写' },
  'discipline-account': { value: '<账号>', help: '纪检监察人员的账号', check: accountName },
  'discipline-subject': { value: '<sub>', help: '其 sub；与账号同时填写' },
  'regulation-title': {
    value: '<名称>',
    help: '本县（市、区）审管互动办法的名称，邮件、页面和文件中引用，不加书名号',
    check: matching(/^[^\p{Cc}《》]{1,100}$/u, '应为 1 至 100 个字符，不加书名号'),
  },
  'regulation-number': {
    value: '<文号>',
    help: '其文号，例如 某政办字〔2025〕3号；与名称同时填写',
    check: matching(/^\P{Cc}{1,100}$/u, '应为 1 至 100 个字符'),
  },
  since: { value: '<YYYY-MM-DD>', help: '平台启用之日', preset: civilDateOf(systemClock.now()), check: day },
} as const;

type Optional =
  | 'admin-subject'
  | ('office-account' | 'office-subject' | 'discipline-account' | 'discipline-subject')
  | ('regulation-title' | 'regulation-number');
type Given = Exclude<keyof typeof countyOptions, Optional> | 'issuer';

export type GivenCounty = Readonly<Record<Given, string> & Record<Optional, string | undefined>>;

export type FirstAccount = Account & { issuer: string; subject: string };

export interface FirstCounty {
  readonly county: County;
  /** The first bureau-admin. */
  readonly account: FirstAccount;
  /** Each first account with its organisation. */
  readonly accounts: readonly { org: string; account: FirstAccount }[];
  /** All that is the county's own; the pointers from the accounts' identities come beside them. */
  readonly items: readonly Item[];
}

/** Absent where neither is given: mails then cite the county's measures without their name. */
function regulationOf(given: GivenCounty): Pick<County, 'regulation'> {
  const [title, documentNumber] = [given['regulation-title'], given['regulation-number']];
  if (title === undefined && documentNumber === undefined) return {};
  if (title !== undefined && documentNumber !== undefined) return { regulation: { title, documentNumber } };
  throw new WrongOptions(['--regulation-title 和 --regulation-number 须同时填写']);
}

/** Reads the organisations' file. Throws `WrongOptions` with everything that is wrong in it. */
export async function firstCounty(given: GivenCounty): Promise<FirstCounty> {
  const { jurisdiction, name, since } = given;
  const builtin = given.issuer === BUILTIN;
  const issuer = builtin ? BUILTIN_ISSUER : given.issuer;
  const organisations = await readOrganisations(given.organisations);
  const county: County = { jurisdiction, name, since, organisations, ...regulationOf(given) };
  const made = (id: string, person: string, roles: Role[], subject: string): FirstAccount => {
    return { account: id, name: person, roles, sections: 'all', scopes: null, issuer, subject, active: true };
  };
  const sub = (account: string | undefined, said: string | undefined): string | undefined =>
    builtin && account !== undefined ? subjectOf(jurisdiction, account) : said;
  const admin = sub(given['admin-account'], given['admin-subject']);
  if (admin === undefined) throw new WrongOptions(['缺少 --admin-subject <sub>（其在统一身份认证中的 sub）']);
  const roles: Role[] = ['bureau-admin', 'org-admin'];
  const account = made(given['admin-account'], given['admin-name'], roles, admin);
  const [office, discipline] = [given['office-account'], given['discipline-account']];
  const accounts = [
    { org: bureauOf(county).code, account },
    ...secondPerson(county, made, 'government-office', office, sub(office, given['office-subject'])),
    ...secondPerson(county, made, 'discipline', discipline, sub(discipline, given['discipline-subject'])),
  ];
  mustDiffer(accounts.map((one) => one.account));
  return { county, account, accounts, items: itemsOf(county, accounts, systemClock.now()) };
}

/** The county and its first accounts, each with the first entry of its audit chain: by the operator. */
function itemsOf(county: County, accounts: FirstCounty['accounts'], at: Instant): Item[] {
  const { jurisdiction, organisations } = county;
  const said = { by: OPERATOR, at, act: 'init' } as const;
  const { name, since } = county;
  const detail = { name, since, organisations: organisations.map(({ code }) => code) };
  const made = [
    begun(jurisdiction, county, { ...said, thing: 'county', detail, room: 'administration' }),
    ...accounts.map(({ org, account }) => {
      const room = roomOfAccounts(organisationOf(county, org)?.type);
      const thing = `accounts/${org}/${account.account}`;
      return begun(jurisdiction, { org, accounts: [account] }, { ...said, thing, detail: { after: account }, room });
    }),
  ];
  return made.flatMap(({ item, entry }) => [item, entry]);
}

const NAMES = { 'government-office': '县政府办公室人员', discipline: '纪检监察人员' } as const;

/** The first account of an office, whose role nobody could be given later but by the operator. */
function secondPerson(
  { organisations }: County,
  made: (id: string, person: string, roles: Role[], subject: string) => FirstAccount,
  role: keyof typeof NAMES,
  account: string | undefined,
  subject: string | undefined,
): FirstCounty['accounts'] {
  const option = role === 'discipline' ? 'discipline' : 'office';
  if (account === undefined && subject === undefined) return [];
  if (account === undefined || subject === undefined) {
    throw new WrongOptions([`--${option}-account 与 --${option}-subject 应同时填写或同时省略`]);
  }
  const org = organisations.find(({ type }) => type === role)?.code;
  if (org === undefined) throw new WrongOptions([`--${option}-account：单位清单中没有类型为 ${role} 的单位`]);
  return [{ org, account: made(account, NAMES[role], [role], subject) }];
}

/** One person is one account: a second person who is the first would confirm his own changes. */
function mustDiffer(accounts: readonly FirstAccount[]): void {
  for (const what of ['account', 'subject'] as const) {
    if (new Set(accounts.map((one) => one[what])).size === accounts.length) continue;
    throw new WrongOptions([`首个管理员、县政府办公室人员、纪检监察人员的账号和 sub 应各不相同（${what} 重复）`]);
  }
}

export function saidOf({ county, account }: FirstCounty): string {
  return `${county.name}（${county.jurisdiction}）：${county.organisations.length} 个单位，审批局管理员 ${account.account}`;
}
