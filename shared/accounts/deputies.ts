/**
 * Deputies (AB 角, art. 16): on the days between, the deputy also has the other's sections and its role as officer or
 * section-head. It acts in its own name; the history says for whom.
 */
import * as z from 'zod';
import { audited, changedWith } from '../audit/chain.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import { type Changed, change } from '../change.ts';
import type { Organisation } from '../county.ts';
import { type FieldError, invalid, notFound } from '../errors.ts';
import { civilDate } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Store } from '../ports.ts';
import { civilDateOf } from '../time.ts';
import type { Account, Accounts, Deputy } from './account.ts';
import { roomErrors } from './fitting.ts';
import { accountId } from './input.ts';
import { peopleOf } from './people.ts';
import { accountsKey, type Who } from './stored.ts';

/** `PUT /organisations/{org}/accounts/{account}/deputy`. */
export const deputyInput = lazily(() =>
  z
    .strictObject({
      account: accountId().meta({ title: '代行人的账号', description: '本单位启用的人员账号' }),
      from: civilDate().meta({ title: '起始日期' }),
      to: civilDate().meta({ title: '终止日期', description: '含该日' }),
    })
    .meta({
      id: 'DeputyInput',
      example: { account: 'scjg.head', from: '2026-10-08', to: '2026-10-16' },
    }),
);
export type DeputyInput = Checked<typeof deputyInput>;

/**
 * Sets the deputy of an account, or with null takes it away. Throws 404 where there is no such account or deputy, 422.
 */
export function putDeputy(
  store: Store,
  jurisdiction: string,
  org: Organisation,
  account: string,
  deputy: DeputyInput | null,
  { by, at }: Who,
): Promise<Account> {
  return change(store, accountsKey(jurisdiction, org.code), async (stored, inTime): Promise<Changed<Account>> => {
    const kept = (stored?.value as Accounts | undefined) ?? { org: org.code, accounts: [] };
    const before = kept.accounts.find((one) => one.account === account);
    if (!before) throw notFound('该账号');
    if (deputy === null && !before.deputy) throw notFound('该账号的 AB 角');
    const errors = deputy === null ? [] : deputyErrors(before, kept.accounts, deputy, civilDateOf(at));
    if (errors.length > 0) throw invalid(errors);
    const { deputy: was, ...without } = before;
    const after: Account = deputy === null ? without : { ...without, deputy };
    const accounts = kept.accounts.map((one) => (one === before ? after : one));
    const full = roomErrors(kept.accounts, accounts);
    if (full.length > 0) throw invalid(full);
    const act = deputy === null ? 'drop-deputy' : 'set-deputy';
    const thing = `accounts/${org.code}/${account}`;
    const detail = { before: was ?? null, after: deputy };
    const said = { by, at, act, thing, detail, room: roomOfAccounts(org.type) } as const;
    return changedWith(await audited(inTime, jurisdiction, stored, { ...kept, accounts }, said), after);
  });
}

function deputyErrors(of: Account, accounts: readonly Account[], given: Deputy, today: string): FieldError[] {
  const errors: FieldError[] = [];
  const found = peopleOf(accounts).find(({ account }) => account === given.account);
  if (of.roles.includes('system')) errors.push({ pointer: '/account', detail: '系统账号没有 AB 角' });
  else if (given.account === of.account) errors.push({ pointer: '/account', detail: '不能由本人代行，请填写其他人员' });
  else if (!found) errors.push({ pointer: '/account', detail: `本单位没有启用的人员账号 ${given.account}，请另选` });
  if (given.to < given.from) errors.push({ pointer: '/to', detail: '终止日期不能早于起始日期' });
  else if (given.to < today) errors.push({ pointer: '/to', detail: '终止日期不能早于今天' });
  return errors;
}
