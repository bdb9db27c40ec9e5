/**
 * An organisation is told by mail where another's administrator makes one of its heads or administrators, or binds
 * another identity to an account of it: whoever signs in by it acts in its name.
 */
import type { Account } from '../accounts/account.ts';
import type { AccountInput } from '../accounts/input.ts';
import { isRebound } from '../accounts/second-person.ts';
import { cited } from '../citing.ts';
import type { Organisation } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Role } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { derivedId } from '../keys.ts';
import type { Put } from '../ports.ts';
import { addressOf } from './address.ts';
import { newOutgoing, type Outgoing, outgoingItem } from './outgoing.ts';
import { nameOf } from './words.ts';

const TYPE = 'account-by-other';
const LEADING: readonly Role[] = ['section-head', 'org-admin'];

/** True where the organisation has to hear of it. */
export function isTold(org: Organisation, actorOrg: string, before: Account | undefined, after: AccountInput): boolean {
  if (org.code === actorOrg || !after.active) return false;
  if (before?.subject && isRebound(before, after)) return true;
  return LEADING.some((role) => after.roles.includes(role) && !(before?.active && before.roles.includes(role)));
}

/** The mail about these accounts, for the commit that changes the last of them. None where there is no address. */
export function accountTold(facts: Facts, org: string, accounts: readonly string[], by: string, domain: string): Put[] {
  const { jurisdiction } = facts.county;
  if (accounts.length === 0 || addressOf(facts.county, org, null) === null) return [];
  const id = derivedId(jurisdiction, TYPE, org, accounts.join(' '), by, String(facts.now));
  const day = `${by} ${accounts.slice(0, NAMED).join(' ')}`;
  const told = { id, jurisdiction, type: TYPE, org, section: null, about: null, day };
  return [{ item: outgoingItem(newOutgoing(told, facts, domain)), expected: null }];
}

const NAMED = 20;

/** `day` names who did it, and the accounts. */
export async function accountWords(_desk: Desk, { day, org }: Outgoing, facts: Facts): Promise<MailWords | null> {
  const [by = '', ...accounts] = (day ?? '').split(' ');
  const names = accounts.join('、');
  return {
    subject: `本单位账号由其他单位管理员设置：${names}`,
    opening: `其他单位的管理员设置了贵单位的科室负责人、管理员账号，或者更改了贵单位账号的登录身份：${names}。请核对是否经贵单位同意；不对的，请由本单位管理员立即停用，并告知县政府办公室。`,
    details: [
      ['单位', nameOf(facts, org)],
      ['办理', by],
    ],
    groups: [],
    link: { label: '查看账号', path: `/console/organisations/${org}/accounts` },
    basis: cited(facts.county, '°'),
    remarks: [],
  };
}
