/** What becomes of a promise by itself: the day for rectifying is over, or there is nothing to verify any more. */
import type { RunningClock } from '../calendar/types.ts';
import type { ClockAct, SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { addDays, type CivilDate, type Instant, startOfDay } from '../time.ts';
import type { CommitmentBody, CommitmentState, EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'commitment.end': { reason: EndReason; by?: string; taken?: true };
    /** What ended it has been undone. */
    'commitment.resume': { by: string; clock: RunningClock };
  }
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
  from: ['pending', 'rectifying', 'ended'],
  to: 'ended',
  refuse: ({ state, body }, { taken }) =>
    state !== 'ended' || (taken && body.endedBy !== undefined) ? null : { code: 'already-done' },
  apply: ({ state, body, to, section }, { reason, by }) => {
    // Two pushes end it: where the one is undone, it has ended by the other that was taken over.
    if (state === 'ended') return { body: { ...body, ...(by !== undefined && { endedBy: by }) } };
    return {
      set: { clock: null },
      body: { ...body, endReason: reason, ...(by !== undefined && { endedBy: by }) },
      also: reason === 'readdressed' ? [] : [{ do: 'mail', org: to as string, section, type: 'commitment-ended' }],
    };
  },
};

/** What ended it was a mistake: it goes on where it was. A day for rectifying that has passed meanwhile is over. */
export const resume: SystemAct<CommitmentBody, CommitmentState, SystemActs['commitment.resume']> = {
  label: '恢复',
  article: '6',
  by: 'system',
  from: ['ended'],
  refuse: ({ body }, { by }) => (body.endedBy === by ? null : { code: 'already-done' }),
  apply: ({ body: { endedBy: _, ...body }, to, section }, { by, clock }, { now }) => {
    const { outcome, rectifyBy, rectifyOverdue } = body;
    const rectifies = outcome === 'to-rectify' && rectifyBy !== null;
    return {
      set: rectifies
        ? { state: 'rectifying', clock: rectifyOverdue ? null : untilTheEndOf(rectifyBy, now) }
        : { state: 'pending', clock },
      body: { ...body, endReason: null },
      also: [{ do: 'mail', org: to as string, section, type: 'arrival' }],
      detail: { by },
    };
  },
};

/** A day that somebody has set: no notice moves it. */
export function untilTheEndOf(by: CivilDate, from: Instant): RunningClock {
  const counted = { length: 0, endOfDay: '24:00', provisional: false, version: Number.MAX_SAFE_INTEGER };
  return { rule: 'commitment-rectify', article: '°', from, by, deadline: startOfDay(addDays(by, 1)), ...counted };
}
