/**
 * What ends or corrects a licence ends, as soon as it is pushed, what followed the pushes of before: nobody issues the
 * certificate of a licence that is revoked. Where it is undone, that begins again.
 *
 * | 注销 of a licence   | its certificate and verification               |
 * |---------------------|------------------------------------------------|
 * | pushed              | ended                                          |
 * | claimed or deemed   | ended, also what was opened since              |
 * | withdrawn, returned | open again, due on the day on which it was     |
 * | corrected           | open again, once the correction is claimed     |
 */
import { recount } from '../calendar/recount.ts';
import { knownAt, startAsLong } from '../clocks/clocks.ts';
import type { Draft, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { SystemAct } from '../exchange/kind.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import type { Instant } from '../time.ts';
import { ENDS, type PushBody, type PushState } from './body.ts';
import {
  certificateClock,
  certificateId,
  certificateOf,
  commitmentClock,
  commitmentOf,
  type EndReason,
  followUpsAsked,
  followUpsEnd,
} from './follow-ups.ts';
import { isTaken } from './handed-over.ts';
import { inOrder } from './in-order.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'push.end-follow-ups': { by: string; reason: EndReason };
    'push.resume-follow-ups': { by: string } & Begins;
    /** A push came after it that tells of the licence as it was before. */
    'push.ends-too': { push: string };
  }
}

type Push = Exchange<PushBody>;

/** What had ended before the push went elsewhere: it begins where the push is by now. */
interface Begins {
  certificate?: true;
  verification?: true;
}

/** What a new push ends, and which pushes its body keeps therefore. `corrected`, `sameNumber`: as they are known. */
export function endingOf(
  { id, body }: Pick<Draft<PushBody>, 'id' | 'body'>,
  { corrected, sameNumber }: { corrected: readonly Push[]; sameNumber: readonly Push[] },
): { also: Effect[]; body: Partial<PushBody> } {
  const licence = isEnding(body) ? sameNumber.filter((push) => push.body.entry === body.entry) : [];
  const followed = [...corrected.filter(isTaken), ...licence].filter(isFollowed);
  // What took the place of one is found from there.
  const first = followed.filter(({ body }) => !followed.some((one) => one.id === body.supersedes));
  const ends = first.map((push) => push.id);
  return {
    also: [
      ...corrected.flatMap((push) => followUpsEnd(push, 'corrected', { by: id })),
      ...licence.flatMap((push) => followUpsEnd(push, 'licence', { by: id })),
    ],
    body: ends.length > 0 ? { ends: [...new Set(ends)] } : {},
  };
}

/**
 * What a new push causes that tells of its licence as it was before that ended: a correction of the grant, or a change
 * that is pushed late. What follows it ends with what is there already, and begins again with that.
 */
export function endedAlready(
  draft: Draft<PushBody>,
  { sameNumber, now }: { sameNumber: readonly Push[]; now: Instant },
): Effect[] {
  if (!isFollowed(draft)) return [];
  const here = { ...draft, createdAt: now };
  const ending = sameNumber
    .filter(({ state, body }) => isEnding(body) && body.entry === draft.body.entry && state !== 'withdrawn')
    .filter(({ body }) => body.supersededBy === null && body.correctedBy === undefined && body.copyOf === null)
    .find((push) => inOrder(here, push) < 0);
  if (!ending) return [];
  const ends: Effect = { do: 'act', on: ending.id, act: 'push.ends-too', input: { push: draft.id } };
  const input = { by: ending.id, reason: 'licence' } as const;
  return isTaken(ending) ? [ends, { do: 'act', on: draft.id, act: 'push.end-follow-ups', input }] : [ends];
}

export const endsToo: SystemAct<PushBody, PushState, SystemActs['push.ends-too']> = {
  label: '使其他推送的后续事项终止',
  article: '°',
  by: 'system',
  from: ['pending', 'claimed', 'deemed-claimed', 'returned', 'for-information'],
  apply: ({ body }, { push }) => ({ body: { ...body, ends: [...(body.ends ?? []), push] } }),
};

/** It has been taken over: what it ended has ended. */
export function endingTaken({ id, body }: Push): Effect[] {
  const input = { by: id, reason: isEnding(body) ? 'licence' : 'corrected' } as const;
  return (body.ends ?? []).map((on) => ({ do: 'act', on, act: 'push.end-follow-ups', input }));
}

/** What its licence had ended before it was taken over ends what followed then: nobody verifies what was promised. */
export function endedBefore({ id: on, body }: Push): Effect[] {
  const { endedBy: by } = body;
  return by === undefined ? [] : [{ do: 'act', on, act: 'push.end-follow-ups', input: { by, reason: 'licence' } }];
}

/** It has been withdrawn, returned or corrected itself. */
export function endingUndone({ id, body }: Push): Effect[] {
  return (body.ends ?? []).map((on) => ({ do: 'act', on, act: 'push.resume-follow-ups', input: { by: id } }));
}

export const endFollowUps: SystemAct<PushBody, PushState, SystemActs['push.end-follow-ups']> = {
  label: '后续事项终止',
  article: '°',
  by: 'system',
  from: ['pending', 'claimed', 'deemed-claimed', 'returned', 'for-information'],
  // Where it has gone elsewhere since, what followed it did, too.
  apply: (push, { by, reason }) => {
    const { supersededBy: on } = push.body;
    const there = on === null ? [] : [{ do: 'act', on, act: 'push.end-follow-ups', input: { by, reason } } as const];
    const isEnded = reason === 'licence' && push.body.commitment;
    return {
      ...(isEnded && { body: { ...push.body, endedBy: by } }),
      also: [...followUpsEnd(push, reason, { by, taken: true }), ...there],
    };
  },
};

export const resumeFollowUps: SystemAct<PushBody, PushState, SystemActs['push.resume-follow-ups']> = {
  label: '后续事项恢复',
  article: '°',
  by: 'system',
  from: ['pending', 'claimed', 'deemed-claimed', 'returned', 'for-information'],
  refuse: ({ state, body }) =>
    body.correctedBy === undefined && (state !== 'returned' || body.supersededBy !== null)
      ? null
      : { code: 'already-readdressed' },
  reads: followUpsAsked,
  apply: (push, { by, ...begins }, facts) => {
    const { endedBy, ...rest } = push.body;
    const here = endedBy === by ? { ...push, body: rest } : push;
    const { certificate, verification, supersededBy: on } = rest;
    const [issues, verifies] = [ended(certificate, by, facts), ended(verification, by, facts)];
    if (on === null) {
      const begun = begunHere(here, begins, facts);
      const also = [
        ...resumed('certificate', push, issues, by, facts),
        ...resumed('commitment', push, verifies, by, facts),
      ];
      return { body: begun.body, also: [...also, ...begun.also] };
    }
    const isOpen = verifies?.state === 'ended';
    const input = {
      ...{ by, ...begins },
      ...(issues && { certificate: true as const }),
      ...(isOpen && { verification: true as const }),
    };
    return {
      body: here.body,
      also: [
        // A verdict stays where it was given.
        ...(isOpen ? [] : resumed('commitment', push, verifies, by, facts)),
        { do: 'act', on, act: 'push.resume-follow-ups', input },
      ],
    };
  },
};

function begunHere(push: Push, { certificate, verification }: Begins, facts: Facts) {
  const issues = certificate && push.body.certificate === undefined;
  const here = issues ? { ...push, body: { ...push.body, certificate: certificateId(push.id) } } : push;
  const verifies = verification && push.body.verification === undefined && isTaken(push);
  const verified = verifies ? commitmentOf(here, facts) : { also: [], body: {} };
  return {
    body: { ...here.body, ...verified.body },
    also: [...(issues ? certificateOf(here, facts) : []), ...verified.also],
  };
}

/** That record, where it ended by this push. */
function ended(id: string | undefined, by: string, { found }: Facts): Exchange | null {
  const record = id === undefined ? undefined : found?.records?.get(id);
  return record && (record.body as { endedBy?: string }).endedBy === by ? record : null;
}

/**
 * Late before, it is late still; else it runs to the day on which it was due, with what was entered since it was
 * opened, or anew where that has passed.
 */
function resumed(
  kind: 'certificate' | 'commitment',
  push: Push,
  record: Exchange | null,
  by: string,
  facts: Facts,
): Effect[] {
  if (!record) return [];
  const { log, now } = facts;
  const { id: on, late, createdAt } = record;
  const then = { ...facts, now: createdAt, log: knownAt(log, createdAt) };
  const begun = kind === 'certificate' ? certificateClock(push, then) : commitmentClock(push, then);
  const before = recount(begun, log, now).clock;
  const anew = before.deadline > now ? before : startAsLong(log, now, kind, now, before);
  return [{ do: 'act', on, act: `${kind}.resume`, input: { by, clock: late ? { ...before, ended: true } : anew } }];
}

function isEnding({ kind, decision }: PushBody): boolean {
  return kind === 'approval' && ENDS.includes(decision);
}

function isFollowed({ body }: Pick<Push, 'body'>): boolean {
  return body.certificate !== undefined || body.commitment;
}
