/** What becomes of a promise by itself: the day for rectifying is over, or there is nothing to verify any more. */
import type { ClockAct, SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import type { CommitmentBody, CommitmentState, EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'commitment.end': { reason: EndReason };
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
  from: ['pending', 'rectifying'],
  to: 'ended',
  apply: ({ body, to, section }, { reason }) => ({
    set: { clock: null },
    body: { ...body, endReason: reason },
    also: reason === 'readdressed' ? [] : [{ do: 'mail', org: to as string, section, type: 'commitment-ended' }],
  }),
};
