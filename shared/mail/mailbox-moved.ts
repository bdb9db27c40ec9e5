/**
 * Where mails of an organisation or a section go elsewhere from now on, the address that had them is told, whoever
 * changed it. Who reads there may be the only one who knows that nobody asked for it.
 */
import { cited } from '../citing.ts';
import { type Organisation, organisationOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { derivedId } from '../keys.ts';
import type { Put } from '../ports.ts';
import { addressIn, comparable } from './address.ts';
import { newOutgoing, type Outgoing, outgoingItem } from './outgoing.ts';
import { nameOf } from './words.ts';

const TYPE = 'mailbox-moved';
/** In the place of a section's code: the organisation's own mails. */
const OWN = '-';

/** The mails to the addresses that have lost something; for the commit that changes them. */
export function mailboxMoved(
  facts: Facts,
  before: Organisation | undefined,
  after: Organisation,
  by: string,
  domain: string,
): Put[] {
  return [...lostBy(before, after)].map(([address, places]) => {
    const { jurisdiction } = facts.county;
    const id = derivedId(jurisdiction, TYPE, after.code, address, by, String(facts.now));
    const told = { id, jurisdiction, type: TYPE, org: after.code, section: null, about: null };
    const outgoing = newOutgoing({ ...told, day: [by, ...places].join(' ') }, facts, domain);
    return { item: outgoingItem({ ...outgoing, address }), expected: null };
  });
}

/** By address that had them: the sections whose mails go elsewhere, or nowhere. */
function lostBy(before: Organisation | undefined, after: Organisation): Map<string, string[]> {
  const lost = new Map<string, string[]>();
  if (!before) return lost;
  for (const section of [null, ...before.sections.map(({ code }) => code)]) {
    const was = addressIn(before, section);
    if (was === null || comparable(was) === comparable(addressIn(after, section))) continue;
    const address = [...lost.keys()].find((one) => comparable(one) === comparable(was)) ?? was;
    lost.set(address, [...(lost.get(address) ?? []), section ?? OWN]);
  }
  return lost;
}

/** `day` names who did it, and what goes elsewhere; the new address is for administrators. */
export async function mailboxWords(_desk: Desk, { day, org }: Outgoing, facts: Facts): Promise<MailWords | null> {
  const [by = '', ...places] = (day ?? '').split(' ');
  const sections = organisationOf(facts.county, org)?.sections ?? [];
  const names = places.map((one) =>
    one === OWN ? '单位' : (sections.find(({ code }) => code === one)?.name ?? `科室 ${one}`),
  );
  return {
    subject: `${nameOf(facts, org)}接收通知的邮箱已更改`,
    opening: `${nameOf(facts, org)}以下通知今后不再发至本邮箱：${names.join('、')}。更改不是本单位提出的，请由本单位管理员登录平台核对，并立即告知县行政审批服务局和县政府办公室。`,
    details: [
      ['单位', nameOf(facts, org)],
      ['办理', by],
    ],
    groups: [],
    link: { label: '查看单位', path: `/console/organisations/${org}/accounts` },
    basis: cited(facts.county, '°'),
    remarks: [],
  };
}
