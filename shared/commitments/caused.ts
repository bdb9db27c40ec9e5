/** What becomes of a promise by itself: the day for rectifying is over, or there is nothing to verify any more. */
import { endOfOrdinal } from '../calendar/deadline.ts';
import type { RunningClock } from '../calendar/types.ts';
import { ruleOn } from '../clocks/clocks.ts';
import type { Facts } from '../exchange/facts.ts';
import type { ClockAct, SystemAct } from '../exchange/kind.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import { type CivilDate, civilDateOf, ordinalOf } from '../time.ts';
import type { CommitmentBody, CommitmentState, EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'commitment.end': { reason: EndReason; by?: string; taken?: true };
    /** The licence is another organisation's. `to`: its own record of the promise; absent of what was before this. */
    'commitment.hand-on': { to?: string; org: string };
    /** What there was before it: something is to be rectified by a day that was set then, or not. */
    'commitment.go-on': { before: string; rectifyBy: CivilDate | null; rectifyOverdue: boolean };
    /** What ended it has been undone. */
    'commitment.resume': { by: string; clock: RunningClock };
  }
}

function tasksEnd(caused: readonly string[], reason: EndReason, by: string): Effect[] {
  const input = reason === 'licence' ? { endedBy: by } : { correctedBy: by };
  return caused.map((on) => ({ do: 'act', on, act: 'task.end', input }));
}

/** The day for rectifying is over: both sides are told, and no figure counts it. */
export const rectifyOver: ClockAct<CommitmentBody, CommitmentState> = {
  label: '整改期满',
  article: '°',
  by: 'clock',
  from: ['rectifying'],
  apply: ({ from, to, section, body }) => ({
    set: { clock: null },
    body: { ...body, rectifyOverdue: true },
    also: [
      { do: 'mail', org: to as string, section, type: 'commitment-rectify-over' },
      { do: 'mail', org: from, section: null, type: 'commitment-rectify-over' },
    ],
    detail: {},
  }),
};

export const end: SystemAct<CommitmentBody, CommitmentState, SystemActs['commitment.end']> = {
  label: '终止',
  article: '6',
  by: 'system',
  from: ['pending', 'rectifying', 'broken', 'ended'],
  refuse: ({ state, body }, { taken }) => {
    const takes = state === 'broken' ? taken : state !== 'ended' || (taken && body.endedBy !== undefined);
    return takes ? null : { code: 'already-done' };
  },
  apply: ({ state, body, to, section, caused }, { reason, by }) => {
    const ended = { ...body, ...(by !== undefined && { endedBy: by }) };
    // Two pushes end it: where the one is undone, it has ended by the other that was taken over.
    if (state === 'ended') return { body: ended };
    // The verdict stays; there is nothing to decide on it any more.
    if (state === 'broken') return { body: ended, also: by === undefined ? [] : tasksEnd(caused, reason, by) };
    return {
      set: { state: 'ended', clock: null },
      body: { ...ended, endReason: reason },
      also: reason === 'readdressed' ? [] : [{ do: 'mail', org: to as string, section, type: 'commitment-ended' }],
    };
  },
};

/** What ended it was a mistake: it goes on where it was. A day for rectifying that has passed meanwhile is over. */
export const resume: SystemAct<CommitmentBody, CommitmentState, SystemActs['commitment.resume']> = {
  label: '恢复',
  article: '6',
  by: 'system',
  from: ['broken', 'ended'],
  refuse: ({ body }, { by }) => (body.endedBy === by ? null : { code: 'already-done' }),
  apply: ({ state, body: { endedBy: _, ...body }, to, section, caused }, { by, clock }, facts) => {
    if (state === 'broken') {
      const also = caused.map((on) => ({ do: 'act', on, act: 'task.resume', input: { by } }) as const);
      return { body, also, detail: { by } };
    }
    const { outcome, rectifyBy, rectifyOverdue } = body;
    const rectifies = outcome === 'to-rectify' && rectifyBy !== null;
    return {
      set: rectifies
        ? { state: 'rectifying', clock: rectifyOverdue ? null : untilTheEndOf(rectifyBy, facts) }
        : { state: 'pending', clock },
      body: { ...body, endReason: null },
      also: [{ do: 'mail', org: to as string, section, type: 'arrival' }],
      detail: { by },
    };
  },
};

/** Whoever supervises the licence by now reads what was found, in this record: its words are in no other. */
export const handOn: SystemAct<CommitmentBody, CommitmentState, SystemActs['commitment.hand-on']> = {
  label: '移交现监管单位',
  article: '6',
  by: 'system',
  from: ['kept', 'broken', 'ended'],
  refuse: ({ body }) => (body.verifiedAt === null && body.before === undefined ? { code: 'already-done' } : null),
  apply: ({ id, to, participants, body }, { to: on, org }) => {
    const { endReason, outcome, rectifyBy, rectifyOverdue } = body;
    const isOrdered = endReason !== null && outcome === 'to-rectify';
    const input = { before: id, rectifyBy: isOrdered ? rectifyBy : null, rectifyOverdue };
    return {
      ...(org !== to && { set: { participants: [...new Set([...participants, org])] } }),
      also: [
        ...(on === undefined ? [] : [{ do: 'act', on, act: 'commitment.go-on', input } as const]),
        ...(body.before === undefined
          ? []
          : [{ do: 'act', on: body.before, act: 'commitment.hand-on', input: { org } } as const]),
      ],
    };
  },
};

/** It goes on where it was: what is to be rectified is so by the day that was set, and is ordered once. */
export const goOn: SystemAct<CommitmentBody, CommitmentState, SystemActs['commitment.go-on']> = {
  label: '承接此前的核查',
  article: '6',
  by: 'system',
  from: ['pending'],
  apply: ({ body }, { before, rectifyBy, rectifyOverdue }, facts) => {
    if (rectifyBy === null) return { body: { ...body, before } };
    return {
      set: { state: 'rectifying', clock: rectifyOverdue ? null : untilTheEndOf(rectifyBy, facts) },
      body: { ...body, before, outcome: 'to-rectify', rectifyBy, rectifyOverdue },
    };
  },
};

/** A day that somebody has set: no notice moves it. It ends when the county's days do. */
export function untilTheEndOf(by: CivilDate, { log, now: from }: Facts): RunningClock {
  const rule = 'commitment-rectify';
  const { article, endOfDay } = ruleOn(log, rule, civilDateOf(from));
  const deadline = endOfOrdinal(ordinalOf(by), endOfDay);
  const set = { length: 0, set: true, provisional: false, version: Number.MAX_SAFE_INTEGER } as const;
  return { rule, article, from, endOfDay, by, deadline, ...set };
}
