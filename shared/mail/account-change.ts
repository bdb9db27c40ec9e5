/** The words of the mails about a change that needs a second person: asked, and decided. */

import { type Confirmer, DECIDERS, REASONS } from '../accounts/change-words.ts';
import { type Change, clockOf, confirmerOf, readChange, stateOf } from '../accounts/changes.ts';
import { isRebound } from '../accounts/second-person.ts';
import { cited } from '../citing.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import type { Settings } from '../platform.ts';
import { CHANGE_MAILS, type ChangeStage } from './change-owed.ts';
import { layOut } from './layout.ts';
import type { MadeMail, MailMakers } from './made.ts';
import type { Outgoing } from './outgoing.ts';
import { lastMoment, nameOf } from './words.ts';

export const accountChangeMails: MailMakers = {
  [CHANGE_MAILS.asked]: { atAnyHour: false, make: (...asked) => made('asked', ...asked) },
  [CHANGE_MAILS.decided]: { atAnyHour: false, make: (...asked) => made('decided', ...asked) },
};

async function made(
  stage: ChangeStage,
  desk: Desk,
  settings: Settings,
  outgoing: Outgoing,
  facts: Facts,
): Promise<MadeMail | null> {
  const change = await readChange(desk.ports.store, desk.jurisdiction, outgoing.day as string);
  // What was decided meanwhile has a mail of its own.
  if (stage === 'asked' && stateOf(change, facts) !== 'waiting') return null;
  const confirmer = await confirmerOf(desk.ports.store, facts, change);
  return { ...(await layOut(wordsOf(stage, change, confirmer, facts), settings.address)), attachments: [] };
}

function wordsOf(stage: ChangeStage, change: Change, confirmer: Confirmer, facts: Facts): MailWords {
  const { wanted, askedBy, decided } = change;
  const what = whatOf(wanted, facts);
  const outcome = decided?.state === 'refused' ? '已被拒绝，没有生效' : '已经确认，即刻生效';
  return {
    subject: stage === 'asked' ? `待确认的变更：${what}` : `变更${outcome.slice(0, 4)}：${what}`,
    opening:
      stage === 'asked'
        ? `有人提出变更${what}。该变更须由${saidOf(confirmer, change)}确认后才生效；逾期未确认的，不再有效。如有疑问，请立即与提出单位核实。`
        : `${what}的变更${outcome}。如有疑问，请立即与提出单位和确认单位核实。`,
    details: [
      ['单位', nameOf(facts, wanted.org)],
      ['事由', change.reasons.map((reason) => REASONS[reason]).join('；')],
      ['提出', `${nameOf(facts, askedBy.org)}（${askedBy.account}）`],
      ...(stage === 'asked' ? [['确认期限', lastMoment(clockOf(change, facts))] as const] : []),
      ...(reboundWhileClosed(change) ? [['注意', '该账号停用之后，登录身份已经更改'] as const] : []),
      ...(decided ? [['决定', decided.person ? `${decided.person.account}` : '平台运维人员'] as const] : []),
    ],
    groups: [],
    link: { label: '查看', path: `/console/changes/${change.id}` },
    basis: cited(facts.county, '°'),
    remarks: [],
  };
}

function saidOf(confirmer: Confirmer, { id }: Change): string {
  if (confirmer !== 'operator') return `${DECIDERS[confirmer]}中提出人和受益人以外的人`;
  return `平台运维人员在服务器上（npm run admin -- confirm ${id}，县内目前没有可以确认的账号）`;
}

function reboundWhileClosed({ wanted, lastActive }: Change): boolean {
  return (
    lastActive !== undefined && 'input' in wanted && wanted.account !== null && isRebound(lastActive, wanted.input)
  );
}

function whatOf(wanted: Change['wanted'], facts: Facts): string {
  if (wanted.account !== null) return `账号 ${wanted.account}`;
  const name = nameOf(facts, wanted.org);
  return 'succession' in wanted ? `${name}由${nameOf(facts, wanted.succession.by)}承接` : `${name}的类型`;
}
