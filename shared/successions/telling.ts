/** The mail that tells both organisations what has gone over. */
import { readSuccession, type SuccessionJob, stateOfSuccession } from '../accounts/succession.ts';
import { listedAdvice, listedRows } from '../boundary/naming.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { derivedId } from '../keys.ts';
import { newOutgoing, type Outgoing, outgoingItem } from '../mail/outgoing.ts';
import { nameOf } from '../mail/words.ts';
import type { Put } from '../ports.ts';

const SUCCESSION_MAIL = 'succession';

/** What the commit that ends the first walk writes: one mail each. */
export function tellingOf({ jurisdiction, id, org, by }: SuccessionJob, facts: Facts, mailDomain: string): Put[] {
  return [org, by].map((told): Put => {
    const mail = { id: derivedId(id, SUCCESSION_MAIL, told), jurisdiction, type: SUCCESSION_MAIL, org: told };
    const about = { section: null, about: null, day: org };
    return { item: outgoingItem(newOutgoing({ ...mail, ...about }, facts, mailDomain)), expected: null };
  });
}

/** `day` names the organisation that ends. */
export async function successionWords(desk: Desk, { day, org }: Outgoing, facts: Facts): Promise<MailWords | null> {
  const job = (await readSuccession(desk.ports.store, desk.jurisdiction, day ?? ''))?.job;
  if (!job || stateOfSuccession(job) !== 'done') return null;
  const listed = await listedRows(desk.ports.store, desk.jurisdiction, job.org);
  const advice = listedAdvice(listed, nameOf(facts, job.org), nameOf(facts, job.by));
  const counted = `未办结事项 ${sumOf(job.moved)} 件，监管台账 ${job.entries} 条`;
  return {
    subject: `机构改革承接：${counted}`,
    opening:
      org === job.by
        ? `贵单位自 ${job.on} 起承接${nameOf(facts, job.org)}的职能，以下已移交贵单位：${counted}。办理期限不变，请登录平台核对并分办。`
        : `${nameOf(facts, job.by)}自 ${job.on} 起承接贵单位的职能，以下已移交：${counted}。此前的记录和统计仍在贵单位名下。`,
    details: [
      ['移出单位', nameOf(facts, job.org)],
      ['承接单位', nameOf(facts, job.by)],
      ['文号', job.documentNumber],
    ],
    groups: [],
    link: { label: '查看待办', path: '/console/inbox' },
    basis: null,
    remarks: [
      ...(job.failed.length > 0 ? [`另有 ${job.failed.length} 件不能移交，请联系行政审批服务局管理员处理。`] : []),
      ...(advice ? [advice] : []),
    ],
  };
}

export function sumOf(moved: SuccessionJob['moved']): number {
  return Object.values(moved).reduce((sum, count) => sum + count, 0);
}
