/** A new county as the command line describes it, the same for both homes. */
import type { Account } from '../../../shared/accounts/account.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { begun } from '../../../shared/audit/chain.ts';
import { OPERATOR } from '../../../shared/audit/operations.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import { type County, type Organisation, type OrganisationType, organisationOf } from '../../../shared/county.ts';
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

/**
 * Reads the organisations' file. Throws `WrongOptions` with everything that is wrong in it and in the options, `wrong`
 * by themselves included.
 */
export async function firstCounty(given: GivenCounty, wrong: readonly string[] = []): Promise<FirstCounty> {
  // One that is missing is told already.
  const file = given.organisations ? await readOrganisations(given.organisations) : null;
  const reasons = [...wrong, ...togetherErrors(given, file?.types ?? null), ...(file?.reasons ?? [])];
  if (reasons.length > 0) throw new WrongOptions(reasons);
  return countyOf(given, file?.organisations ?? []);
}

function countyOf(given: GivenCounty, organisations: Organisation[]): FirstCounty {
  const { jurisdiction, name, since } = given;
  const county: County = { jurisdiction, name, since, organisations, ...regulationOf(given) };
  const issuer = given.issuer === BUILTIN ? BUILTIN_ISSUER : given.issuer;
  const accounts = FIRST.flatMap(({ as, type, roles, called }): FirstCounty['accounts'] => {
    const id = given[`${as}-account`];
    if (id === undefined) return [];
    const subject = given.issuer === BUILTIN ? subjectOf(jurisdiction, id) : (given[`${as}-subject`] as string);
    const person = called ?? given['admin-name'];
    const rights = { roles: [...roles] as Role[], sections: 'all', scopes: null } as const;
    const org = organisations.find((one) => one.type === type)?.code as string;
    return [{ org, account: { account: id, name: person, ...rights, issuer, subject, active: true } }];
  });
  const { account } = accounts[0] as FirstCounty['accounts'][number];
  return { county, account, accounts, items: itemsOf(county, accounts, systemClock.now()) };
}

/** Absent where neither is given: mails then cite the county's measures without their name. */
function regulationOf(given: GivenCounty): Pick<County, 'regulation'> {
  const [title, documentNumber] = [given['regulation-title'], given['regulation-number']];
  return title === undefined || documentNumber === undefined ? {} : { regulation: { title, documentNumber } };
}

/** The first accounts; those of the offices have roles that nobody could be given later but by the operator. */
const FIRST = [
  { as: 'admin', type: 'approval-bureau', roles: ['bureau-admin', 'org-admin'], called: null },
  { as: 'office', type: 'government-office', roles: ['government-office'], called: '县政府办公室人员' },
  { as: 'discipline', type: 'discipline', roles: ['discipline'], called: '纪检监察人员' },
] as const satisfies readonly { as: string; type: OrganisationType; roles: readonly Role[]; called: string | null }[];

/** What the options say wrong together. `types`: of the organisations that there are; null where nobody knows. */
function togetherErrors(given: GivenCounty, types: ReadonlySet<unknown> | null): string[] {
  const [title, number] = [given['regulation-title'], given['regulation-number']];
  return [
    ...((title === undefined) !== (number === undefined)
      ? ['--regulation-title 和 --regulation-number 须同时填写']
      : []),
    ...FIRST.flatMap(({ as, type }) => accountErrors(given, as, types === null || types.has(type) ? null : type)),
    ...sameErrors(given),
  ];
}

/** `lacking`: the type of organisation that it would belong to, where there is none. */
function accountErrors(
  given: GivenCounty,
  as: (typeof FIRST)[number]['as'],
  lacking: OrganisationType | null,
): string[] {
  const [account, subject] = [given[`${as}-account`], given[`${as}-subject`]];
  // Of an issuer that is missing nobody knows what it needs.
  const builtin = given.issuer === BUILTIN || given.issuer === undefined;
  if (as === 'admin') {
    return subject === undefined && !builtin ? ['缺少 --admin-subject <sub>（其在统一身份认证中的 sub）'] : [];
  }
  const half = !builtin && (account === undefined) !== (subject === undefined);
  const nowhere = lacking !== null && account !== undefined;
  return [
    ...(half ? [`--${as}-account 与 --${as}-subject 应同时填写或同时省略`] : []),
    ...(nowhere ? [`--${as}-account：单位清单中没有类型为 ${lacking} 的单位`] : []),
  ];
}

/** One person is one account: a second person who is the first would confirm his own changes. */
function sameErrors(given: GivenCounty): string[] {
  return (['account', 'subject'] as const).flatMap((what) => {
    const all = FIRST.flatMap(({ as }) => given[`${as}-${what}`] ?? []);
    return new Set(all).size === all.length
      ? []
      : [`首个管理员、县政府办公室人员、纪检监察人员的账号和 sub 应各不相同（${what} 重复）`];
  });
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

export function saidOf({ county, account }: FirstCounty): string {
  return `${county.name}（${county.jurisdiction}）：${county.organisations.length} 个单位，审批局管理员 ${account.account}`;
}
