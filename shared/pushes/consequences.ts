/** What the clock, or something that happened elsewhere, does to a push. */
import { bureauOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { ClockAct, Refusal, SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { formatInstant } from '../time.ts';
import { takenOver, tasksEnd } from './addressee-acts.ts';
import type { PushBody, PushState } from './body.ts';
import { creditRecordsAsked, creditRecordsEnd } from './credit-ends.ts';
import { endFollowUps, endingUndone, endsToo, resumeFollowUps } from './endings.ts';
import { followUpsEnd, followUpsPass } from './follow-ups.ts';
import { gather } from './gathering.ts';
import {
  entryAsked,
  follow,
  goAlong,
  goAlongLater,
  goOn,
  handOver,
  isHandedOver,
  othersGoAlong,
  passOn,
} from './handed-over.ts';
import { successorId } from './push-id.ts';
import { withdrawCopies } from './sender-acts.ts';
import { successorAsked, successorOf, targetRefusal } from './successor.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'push.withdraw-copy': Readonly<Record<never, never>>;
    'push.withdraw-corrected': { by: string };
    'push.note-correcting': { by: string };
    'push.note-correction': { by: string; to: string };
    'push.transfer': { org: string; section: string | null };
  }
  interface MailTypes {
    returned: 'push';
    corrected: 'push';
    transferred: 'push';
    followed: 'push';
    'readdress-overdue': 'push';
    'addressee-without-accounts': 'push';
  }
}

type Caused<Name extends keyof SystemActs> = SystemAct<PushBody, PushState, SystemActs[Name]>;

/**
 * 视为已认领 (art. 17): the deadline passed first. It counts as claimed, and as overdue; it is nobody's act. For the
 * clock's act `now` is the deadline itself, whenever somebody came to look.
 */
const deem: ClockAct<PushBody, PushState> = {
  label: '视为已认领',
  article: '17',
  by: 'clock',
  from: ['pending'],
  to: 'deemed-claimed',
  apply: (push, _input, facts) => ({
    ...takenOver(push, facts, { claimedBy: null, claimMode: 'deemed' }),
    detail: { deadline: formatInstant(facts.now), calendarVersion: push.clock?.version ?? 0 },
  }),
};

/** The sender let the day for readdressing pass: the bureau's administrator is told; it counts in the annex. */
const readdressOverdue: ClockAct<PushBody, PushState> = {
  label: '超期未改派',
  article: '°',
  by: 'clock',
  from: ['returned'],
  apply: ({ body, clock }, _input, { county }) => ({
    // The day that has passed stays its day: whoever has to readdress it still reads how late that is.
    set: clock === null ? {} : { clock: { ...clock, ended: true }, late: { due: clock.by, at: clock.deadline } },
    body: { ...body, readdressLate: true },
    also: [{ do: 'mail', org: bureauOf(county).code, section: null, type: 'readdress-overdue' }],
    detail: {},
  }),
};

/** A copy goes with the push that is withdrawn. */
const withdrawCopy: Caused<'push.withdraw-copy'> = {
  label: '随原推送撤回',
  article: '°',
  by: 'system',
  from: ['for-information'],
  to: 'withdrawn',
};

/** A correction of something still pending withdraws it by the same commit. */
const withdrawCorrected: Caused<'push.withdraw-corrected'> = {
  label: '因更正撤回',
  article: '°',
  by: 'system',
  from: ['pending'],
  to: 'withdrawn',
  reads: creditRecordsAsked,
  apply: (push, { by }, facts) => ({
    body: { ...push.body, correction: by },
    also: [
      ...withdrawCopies(push),
      ...followUpsEnd(push, 'corrected'),
      ...endingUndone(push),
      ...creditRecordsEnd(facts, { reason: 'corrected', by }),
    ],
  }),
};

/**
 * What corrects it has been sent: a second correction goes on from there, and the old content goes nowhere else. Of
 * what had been returned that is the end: there is nothing to readdress any more.
 */
const noteCorrecting: Caused<'push.note-correcting'> = {
  label: '已推送更正',
  article: '°',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'for-information', 'returned'],
  refuse: onlyTaken,
  reads: (push) => (push.state === 'returned' ? creditRecordsAsked(push) : {}),
  apply: ({ state, body }, { by }, facts) =>
    state === 'returned'
      ? {
          set: { clock: null },
          body: { ...body, correction: by, correctedBy: by },
          also: creditRecordsEnd(facts, { reason: 'corrected', by }),
        }
      : { body: { ...body, correction: by } },
};

/**
 * What corrects it has been taken over: that is under supervision in its place (`register.ts`). Its addressee is told
 * where that is another one. Where it has changed hands since it was corrected, so is what took its place.
 */
const noteCorrection: Caused<'push.note-correction'> = {
  label: '由更正后的推送代替',
  article: '°',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'for-information'],
  refuse: onlyTaken,
  reads: creditRecordsAsked,
  apply: (push, { by, to: other }, facts) => {
    const { to, section, body } = push;
    const { supersededBy } = body;
    const told = supersededBy === null && to !== null && to !== other;
    return {
      body: { ...body, correctedBy: by },
      also: [
        ...(told ? [{ do: 'mail', org: to, section, type: 'corrected' } as const] : []),
        ...(supersededBy === null
          ? []
          : [{ do: 'act', on: supersededBy, act: 'push.note-correction', input: { by, to: other } } as const]),
        ...tasksEnd(push, by),
        ...endingUndone(push),
        ...creditRecordsEnd(facts, { reason: 'corrected', by }),
      ],
    };
  },
};

/** A copy, or what is for information by itself, has never been taken over. */
function onlyTaken(push: Exchange<PushBody>): Refusal | null {
  return push.state !== 'for-information' || isHandedOver(push) ? null : { code: 'not-pending' };
}

/**
 * The outcome of a problem: the matter goes to another organisation by a new push; the old figure stays. Where it has
 * changed hands while the problem was open, it goes from there.
 */
const transfer: Caused<'push.transfer'> = {
  label: '移交',
  article: '21',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'returned', 'for-information'],
  refuse: (push, input, facts) => {
    if (handedTo(push, facts)) return null;
    if (push.body.supersededBy || onlyTaken(push))
      return { code: 'already-readdressed', detail: '该推送已经改派或移交。' };
    // What it said is pushed anew: nobody is to claim a push that says nothing.
    if (push.quarantined) return QUARANTINED;
    return isCorrected(push, facts) ? CORRECTED : targetRefusal(push, input.org, facts);
  },
  reads: (push) => {
    const { records } = successorAsked(push);
    const { correction, supersededBy } = push.body;
    const named = [...records, correction, supersededBy].filter((id) => typeof id === 'string');
    return { records: named, ...entryAsked(push) };
  },
  apply: (push, input, facts) => {
    const there = handedTo(push, facts);
    if (there) {
      const also = [{ do: 'act', on: there.id, act: 'push.transfer', input, orElse: 'already-readdressed' } as const];
      return { also };
    }
    const { to, section } = push;
    const opened = { do: 'open', kind: 'push', input: successorOf(push, input, facts) } as const;
    return {
      set: push.state === 'returned' ? { clock: null } : {},
      body: { ...push.body, supersededBy: successorId(push) },
      also: [
        ...followUpsPass(push, facts),
        ...endingUndone(push),
        opened,
        ...othersGoAlong(push, input, facts),
        // Whoever disputed it knows from the problem; whom the list gave it meanwhile does not.
        ...(isHandedOver(push) ? [{ do: 'mail', org: to as string, section, type: 'transferred' } as const] : []),
      ],
    };
  },
};

/** What the list, or a succession, has put in its place; null where nothing has. */
function handedTo({ body }: Exchange<PushBody>, { found }: Facts): Exchange<PushBody> | null {
  const there = body.supersededBy === null ? undefined : found?.records?.get(body.supersededBy);
  return there && isHandedOver(there as Exchange<PushBody>) ? (there as Exchange<PushBody>) : null;
}

const QUARANTINED = {
  code: 'already-readdressed',
  detail: '该推送的内容已经隔离，不能再移交。请推送单位以新的编号重新推送；本问题请形成处理意见办结。',
} as const;

const CORRECTED = {
  code: 'already-readdressed',
  detail: '该推送的内容已经另行推送更正，不能再移交。更正后的推送由接收单位退回或提出异议；本问题请形成处理意见办结。',
} as const;

/** Whether something stands that corrects it. */
function isCorrected({ body }: Exchange<PushBody>, { found }: Facts): boolean {
  const { correction } = body;
  const stands = correction !== undefined && found?.records?.get(correction)?.state !== 'withdrawn';
  return stands || body.correctedBy !== undefined;
}

export const consequences = {
  deem,
  'readdress-overdue': readdressOverdue,
  'withdraw-copy': withdrawCopy,
  'withdraw-corrected': withdrawCorrected,
  'note-correcting': noteCorrecting,
  'note-correction': noteCorrection,
  transfer,
  'hand-over': handOver,
  'pass-on': passOn,
  'go-along': goAlong,
  'go-on': goOn,
  follow,
  gather,
  'end-follow-ups': endFollowUps,
  'resume-follow-ups': resumeFollowUps,
  'ends-too': endsToo,
  'go-along-later': goAlongLater,
};
