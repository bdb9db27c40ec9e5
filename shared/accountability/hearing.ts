/**
 * Limb one is not attributed unheard: once a case is approved, the organisation that is to bear the responsibility sees
 * conduct, harm and evidence, and states its side within the days of a reply. Limb two is not told before discipline
 * inspection decides.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { governmentOfficeOf, heirOf } from '../county.ts';
import type { Change, ClockAct, PersonAct } from '../exchange/act.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ActFacts } from '../exchange/facts.ts';
import { text } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import type { AccountabilityBody, AccountabilityState } from './body.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'accountability-hearing': 'accountability';
    'accountability-heard': 'accountability';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'not-heard': true;
  }
}

type Case = Exchange<AccountabilityBody, AccountabilityState>;

const stateInput = lazily(() =>
  z.strictObject({
    text: text(5000).meta({ title: '陈述和申辩', description: '事实、理由；没有异议的也请写明' }),
    attachments: filesAlong(),
  }),
);

/** What an approval of limb one begins: the organisation is told, takes part, and has its days. */
export function hearing(
  found: Case,
  { county, log, now }: ActFacts,
): Pick<Change<AccountabilityBody, AccountabilityState>, 'set' | 'also'> {
  const org = heirOf(county, found.body.org, civilDateOf(now));
  return {
    set: { participants: withParty(found, org), clock: start(log, now, 'reply', now) },
    also: [{ do: 'mail', org, section: null, type: 'accountability-hearing' }],
  };
}

/**
 * The organisation that is heard, and that alone may bear the responsibility: the one whose conduct it was, or the one
 * that has taken its place since. It takes part beside the two that propose and approve.
 */
export function heard({ from, to, participants, body }: Case): string {
  return participants.find((org) => org !== from && org !== to) ?? body.org;
}

/** True of the organisation that an approved case of limb one is held against. */
export function isHeard(found: Case, org: string): boolean {
  return found.body.limb === 'late-forwarding' && found.body.approvedAt !== null && org === heard(found);
}

/** True until the organisation has stated its side, or its days are over. */
export function isToBeHeard({ state, body, clock }: Case): boolean {
  return state === 'approved' && body.limb === 'late-forwarding' && body.statedAt === undefined && clock !== null;
}

export const state: PersonAct<AccountabilityBody, AccountabilityState, Checked<typeof stateInput>> = {
  label: '陈述和申辩',
  article: '24',
  by: 'participant',
  // Of those who take part the one that is to bear the responsibility.
  rolesOf: (found, org) => (org === heard(found) ? ['officer', 'section-head', 'org-admin'] : []),
  from: ['approved'],
  otherwise: { proposed: 'not-approved', '*': 'already-done' },
  offered: (found) => found.body.statedAt === undefined,
  input: stateInput,
  refuses: ['already-done'],
  refuse: ({ body }) =>
    body.statedAt === undefined ? null : { code: 'already-done', detail: '本单位已经陈述，不能再次提交。' },
  apply: ({ body }, { text: statement, attachments }, { now, county }) => ({
    set: { clock: null },
    body: { ...body, statement, statementAttachments: attachments, statedAt: now },
    also: [{ do: 'mail', org: governmentOfficeOf(county).code, section: null, type: 'accountability-heard' }],
  }),
};

/** Its days are over without a word: it has been heard as far as it wanted to be. */
export const hearingOver: ClockAct<AccountabilityBody, AccountabilityState> = {
  label: '陈述期满',
  article: '24',
  by: 'clock',
  from: ['approved'],
  apply: (_found, _input, { county }) => ({
    set: { clock: null },
    also: [{ do: 'mail', org: governmentOfficeOf(county).code, section: null, type: 'accountability-heard' }],
    detail: {},
  }),
};

export function withParty({ from, to, participants }: Case, org: string): string[] {
  return org === from || org === to || participants.includes(org) ? participants : [...participants, org];
}
