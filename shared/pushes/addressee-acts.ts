/** What the addressee of a push can do: claim, return, assign, dispute, name who is responsible. */

import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { thresholdsOn } from '../clocks/thresholds.ts';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import { assignIn } from '../exchange/assign.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { timelineKeys } from '../exchange/keyed.ts';
import type { PersonAct, Refusal } from '../exchange/kind.ts';
import type { Effect } from '../exchange/seams.ts';
import { optional, otherOrganisation, person, text } from '../fields.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import type { PushBody, PushState } from './body.ts';
import { endedBefore, endingTaken, endingUndone } from './endings.ts';
import { certificateWaits, commitmentOf, followUpsAsked, subjectOf } from './follow-ups.ts';
import { gathers } from './gathering.ts';
import { comparedNumber } from './sealed-numbers.ts';

type Push = Exchange<PushBody, PushState>;
type Act<Input> = PersonAct<PushBody, PushState, Input>;

const PENDING_ONLY = {
  claimed: 'already-claimed',
  'deemed-claimed': 'claim-deadline-passed',
  '*': 'not-pending',
} as const;

const claimInput = lazily(() => z.strictObject({ note: optional(text(500)).meta({ title: '备注' }) }));
const returnInput = lazily(() =>
  z.strictObject({
    reason: text(500).meta({ title: '理由' }),
    suggestedOrg: optional(otherOrganisation()).meta({ title: '建议的接收单位' }),
  }),
);
const disputeInput = returnInput;
const responsibleInput = lazily(() =>
  z.strictObject({
    name: person().meta({ title: '责任人' }),
    note: optional(text(500)).meta({ title: '备注' }),
  }),
);

type Return = Checked<typeof returnInput>;

/** 认领 (art. 17): the addressee takes it over; a supervision result opens the bureau's task. */
const claim: Act<Checked<typeof claimInput>> = {
  label: '认领',
  article: '17',
  by: 'addressee',
  batch: true,
  scope: 'pushes:claim',
  inSection: true,
  from: ['pending'],
  otherwise: PENDING_ONLY,
  // Nobody but the addressee itself fills a push.
  reserve: false,
  to: 'claimed',
  input: claimInput,
  apply: (push, _input, facts) => takenOver(push, facts, { claimedBy: facts.by, claimMode: 'manual' }),
};

/** What taking a push over makes of it, and causes, whether it was claimed or counts as claimed. */
export function takenOver(push: Push, facts: Facts, how: Pick<PushBody, 'claimedBy' | 'claimMode'>) {
  const commitment = commitmentOf(push, facts);
  return {
    body: { ...push.body, claimedAt: facts.now, ...how, ...commitment.body },
    also: [
      ...taskOf(push),
      ...placeTaken(push),
      ...endingTaken(push),
      ...commitment.also,
      ...endedBefore(push),
      ...gathers(push),
    ],
  };
}

/** 退回: wrongly addressed, with a reason. The sender's clock for readdressing begins; a second return is a problem. */
const returnAct: Act<Return> = {
  label: '退回',
  article: '°',
  by: 'addressee',
  scope: 'pushes:claim',
  inSection: true,
  from: ['pending'],
  otherwise: PENDING_ONLY,
  // Nobody but the addressee itself fills a push.
  reserve: false,
  to: 'returned',
  input: returnInput,
  reads: followUpsAsked,
  refuses: ['certificate-issued'],
  refuse: (push, input, _actor, { found }) => {
    const issued = found?.records?.get(push.body.certificate ?? '')?.state === 'issued';
    return issued ? { code: 'certificate-issued' } : ownSuggestion(push, input);
  },
  apply: (push, input, facts) => {
    const readdressClock = start(facts.log, facts.now, 'readdress', facts.now);
    const returns = push.body.chain.returns + 1;
    const { returnsToProblem } = thresholdsOn(facts.log, civilDateOf(facts.now));
    const opens = returns >= returnsToProblem && push.body.chain.problem === null;
    const problem = opens ? problemId(push, 'returned') : null;
    return {
      set: { clock: readdressClock },
      body: {
        ...push.body,
        claimClock: push.clock,
        returnedAt: facts.now,
        returnReason: input.reason,
        suggestedOrg: input.suggestedOrg,
        readdressClock,
        problem: problem ?? push.body.problem,
        chain: {
          ...push.body.chain,
          ...{ returns, problem: problem ?? push.body.chain.problem },
          ...(concernsBureau(push, input, facts) && { bureau: true }),
        },
      },
      also: [
        { do: 'mail', org: push.from, section: null, type: 'returned' },
        ...certificateWaits(push),
        ...endingUndone(push),
        ...(problem ? [problemOf(push, 'returned', input, facts)] : []),
      ],
    };
  },
};

const GONE =
  '该事项已经移交其他单位，本单位不能再提出认领异议。接收单位认为不属其职责的，由接收单位提出问题；对本单位统计数字有异议的，请提出更正。';

/** 认领异议: wrongly addressed, but noticed only after the claim or deemed claim. Once; it opens a problem. */
const dispute: Act<Return> = {
  label: '提出认领异议',
  article: '21',
  by: 'addressee',
  inSection: true,
  from: ['claimed', 'deemed-claimed'],
  otherwise: { pending: 'not-claimed', '*': 'not-pending' },
  input: disputeInput,
  offered: ({ body }) => body.problem === null && body.supersededBy === null,
  refuses: ['already-disputed', 'already-readdressed'],
  refuse: (push, input) => {
    if (push.body.problem) return { code: 'already-disputed' };
    // With the list, or along with another: what is done with it is the business of whoever has it now.
    if (push.body.supersededBy) return { code: 'already-readdressed', detail: GONE };
    return ownSuggestion(push, input);
  },
  apply: (push, input, facts) => ({
    body: { ...push.body, problem: problemId(push, 'disputed') },
    also: [problemOf(push, 'disputed', input, facts)],
  }),
};

/** 确认责任人: after a deemed claim the section names who is responsible. The claim stays a deemed one. */
const responsible: Act<Checked<typeof responsibleInput>> = {
  label: '确认责任人',
  article: '17',
  by: 'addressee',
  batch: true,
  inSection: true,
  from: ['deemed-claimed'],
  otherwise: { '*': 'not-deemed' },
  input: responsibleInput,
  apply: (push, input) => ({ body: { ...push.body, responsible: input.name } }),
};

const assign = assignIn<PushBody, PushState>(['pending', 'claimed', 'deemed-claimed'], { '*': 'not-pending' });

export const addresseeActs = { claim, return: returnAct, assign, dispute, responsible };

/** What a correction takes the place of, once it has been taken over itself. */
function placeTaken({ id, to, body }: Push): Effect[] {
  const { correcting: on } = body;
  return on === undefined ? [] : [{ do: 'act', on, act: 'push.note-correction', input: { by: id, to: to as string } }];
}

/** A supervision result, once claimed or deemed, is a task of the bureau: keep, change or end the licence. */
function taskOf(push: Exchange<PushBody>): Effect[] {
  if (push.body.kind !== 'supervision') return [];
  const { matter, matterName, licence, sealedNumbers } = push.body;
  const key = sealedNumbers?.number ? comparedNumber(push.body, 'number') : null;
  const about = { push: push.id, from: push.to as string, reportedBy: push.from, section: push.section };
  return [
    {
      do: 'open',
      kind: 'task',
      input: {
        ...about,
        matter,
        matterName,
        licence: licence?.number ?? null,
        ...(key !== null && { licenceKey: key }),
        keys: timelineKeys(push),
      },
    },
  ];
}

/** A task on what its author has corrected is nobody's: the correction has one of its own. */
export function tasksEnd({ body, caused }: Exchange<PushBody>, correctedBy: string): Effect[] {
  if (body.kind !== 'supervision') return [];
  return caused.map((on) => ({ do: 'act', on, act: 'task.end', input: { correctedBy } }));
}

/** Whoever says that it is not theirs does not suggest themselves. */
function ownSuggestion(push: Push, { suggestedOrg }: Return): Refusal | null {
  if (suggestedOrg === null || suggestedOrg !== push.to) return null;
  return { code: 'invalid', pointer: '/suggestedOrg', detail: '建议的接收单位不能是本单位，请另选单位，或留空' };
}

function problemId(push: Push, why: 'returned' | 'disputed'): string {
  return derivedId(push.jurisdiction, 'problem', push.id, why);
}

/** Whether the bureau returns or disputes it, or is suggested, now or by a return before: it is a party then. */
function concernsBureau({ to, body }: Push, { suggestedOrg }: Return, { county }: Facts): boolean {
  return [to, suggestedOrg].includes(bureauOf(county).code) || body.chain.bureau === true;
}

/** For the bureau; where that is a party, for the government office. */
function problemOf(push: Push, why: 'returned' | 'disputed', input: Return, facts: Facts): Effect {
  const { county } = facts;
  const to = (concernsBureau(push, input, facts) ? governmentOfficeOf(county) : bureauOf(county)).code;
  const { reason, suggestedOrg } = input;
  const opening = { id: problemId(push, why), push: push.id, why, from: push.to as string, to, sender: push.from };
  return {
    do: 'open',
    kind: 'problem',
    input: { ...opening, reason, suggestedOrg, ...subjectOf(push.body), keys: timelineKeys(push) },
  };
}
