/**
 * How many people of an organisation may be active (art. 16): the bureau grants the number, the organisation fills it.
 * A smaller number takes nobody away, it refuses the next. And the last of an office is never closed.
 */
import { audited, changedWith } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import { type Changed, change } from '../change.ts';
import type { Organisation } from '../county.ts';
import { Problem } from '../errors.ts';
import type { Role } from '../exchange/exchange.ts';
import type { Store } from '../ports.ts';
import type { Account, Accounts } from './account.ts';
import { peopleOf } from './people.ts';
import { WATCHING } from './second-person.ts';
import { accountsKey, type Who } from './stored.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'quota-exceeded': true;
    'last-of-role': true;
  }
}

/** The number, and how many it covers now. */
export interface Quota {
  /** Null while the bureau has set none: then nothing limits it. */
  accounts: number | null;
  active: number;
}

function quotaOf({ quota, accounts }: Accounts): Quota {
  return { accounts: quota ?? null, active: peopleOf(accounts).length };
}

export async function readQuota(store: Store, jurisdiction: string, org: string): Promise<Quota> {
  return quotaOf(await readKept(store, jurisdiction, org));
}

/** The accounts of an organisation with what is kept beside them. */
export async function readKept(store: Store, jurisdiction: string, org: string): Promise<Accounts> {
  const item = await store.get(accountsKey(jurisdiction, org));
  return (item?.value as Accounts | undefined) ?? { org, accounts: [] };
}

/**
 * Throws `quota-exceeded` where one more person becomes active than the bureau has granted. The office and discipline
 * inspection, who watch over the bureau, are not bound by the number that it sets.
 */
export function mustFitQuota(
  { type }: Pick<Organisation, 'type'>,
  quota: number | undefined,
  before: readonly Account[],
  after: readonly Account[],
): void {
  if (WATCHING.includes(type)) return;
  const active = peopleOf(after).length;
  if (quota === undefined || active <= quota || active <= peopleOf(before).length) return;
  const detail = `本单位核定 ${quota} 个人员账号，已全部启用。请先停用不再使用的账号，或向行政审批服务局申请增加。`;
  throw new Problem('quota-exceeded', detail, { more: { quota, active: active - 1 } });
}

/** Roles of which a county always has somebody active. */
const LAST: readonly Role[] = ['bureau-admin', 'government-office'];
/** Nor is the last one of discipline inspection closed by one person; what a second person has confirmed holds. */
export const KEPT_LAST: readonly Role[] = [...LAST, 'discipline'];
const LAST_WORDS: Readonly<Partial<Record<Role, string>>> = {
  'bureau-admin': '行政审批服务局管理员',
  'government-office': '县政府办公室人员',
  discipline: '纪检监察人员',
};

/** Throws `last-of-role` where nobody active would be left who has such a role. */
export function mustKeepLast(
  before: readonly Account[],
  after: readonly Account[],
  roles: readonly Role[] = LAST,
): void {
  const holds = (accounts: readonly Account[], role: Role): boolean =>
    accounts.some(({ active, roles }) => active && roles.includes(role));
  const lost = roles.find((role) => holds(before, role) && !holds(after, role));
  if (lost === undefined) return;
  throw new Problem(
    'last-of-role',
    `这是最后一个启用的${LAST_WORDS[lost]}账号，不能停用或取消其角色。请先启用另一个。`,
  );
}

/** The entry by which the number changes. */
export function quotaAct(org: Organisation, before: number | undefined, after: number, { by, at }: Who): Act {
  const detail = { before: before ?? null, after };
  return { by, at, act: 'set-quota', thing: `accounts/${org.code}`, detail, room: roomOfAccounts(org.type) };
}

/** Sets the number; `replaces` sees the one before and throws where it must not be. */
export function putQuota(
  store: Store,
  jurisdiction: string,
  org: Organisation,
  accounts: number,
  { replaces, ...who }: Who & { readonly replaces: (before: Quota) => void },
): Promise<Quota> {
  return change(store, accountsKey(jurisdiction, org.code), async (stored, inTime): Promise<Changed<Quota>> => {
    const kept = (stored?.value as Accounts | undefined) ?? { org: org.code, accounts: [] };
    replaces(quotaOf(kept));
    const next: Accounts = { ...kept, quota: accounts };
    const said = quotaAct(org, kept.quota, accounts, who);
    return changedWith(await audited(inTime, jurisdiction, stored, next, said), quotaOf(next));
  });
}
