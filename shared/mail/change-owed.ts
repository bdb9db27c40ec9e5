/**
 * Who is owed a mail about a change that needs a second person. Its words are made when it goes out
 * (`account-change.ts`).
 */
import type { Change } from '../accounts/changes.ts';
import type { Facts } from '../exchange/facts.ts';
import { derivedId } from '../keys.ts';
import type { Put } from '../ports.ts';
import { addressOf } from './address.ts';
import { newOutgoing, outgoingItem } from './outgoing.ts';

export type ChangeStage = 'asked' | 'decided';

/** The types of the mails. */
export const CHANGE_MAILS = { asked: 'account-change-asked', decided: 'account-change-decided' } as const;

/** The writes by which everybody concerned that has an address is told. */
export function changeMails(facts: Facts, change: Change, stage: ChangeStage, mailDomain: string): Put[] {
  const { jurisdiction, organisations } = facts.county;
  const decider = organisations.find(({ type }) => type === change.decider)?.code;
  const all = [decider, change.wanted.org, ...(stage === 'decided' ? [change.askedBy.org] : [])];
  const concerned = [...new Set(all)].filter((org) => org !== undefined && addressOf(facts.county, org, null) !== null);
  return concerned.map((org) => {
    const id = derivedId(change.id, stage, org as string);
    const told = { id, jurisdiction, type: CHANGE_MAILS[stage], org: org as string, section: null, about: null };
    return { item: outgoingItem(newOutgoing({ ...told, day: change.id }, facts, mailDomain)), expected: null };
  });
}
