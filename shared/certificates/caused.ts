/** What becomes of a certificate with its push: it waits while that stands returned, and ends. */
import type { RunningClock } from '../calendar/types.ts';
import type { SystemAct } from '../exchange/kind.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import type { Instant } from '../time.ts';
import { type CertificateBody, type CertificateState, certificateAfter, type EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'certificate.wait': Readonly<Record<never, never>>;
    /** `since`: from when on what was late has not been; the objection's own moment where left out. */
    'certificate.end': { reason: EndReason; since?: Instant; by?: string; taken?: true };
    /** What ended it has been undone. */
    'certificate.resume': { by: string; clock: RunningClock };
  }
}

type Caused<Name extends keyof SystemActs> = SystemAct<CertificateBody, CertificateState, SystemActs[Name]>;

/** Its push stands returned: nobody has it to issue. */
export const wait: Caused<'certificate.wait'> = {
  label: '随推送退回暂停',
  article: '13',
  by: 'system',
  from: ['pending'],
  apply: () => ({ set: { clock: null } }),
};

/**
 * Where the objection was right, what was late since has not been. A certificate that went elsewhere since then hands
 * the outcome on to the one that took its place. Whoever gave it away himself need not be told.
 */
export const end: Caused<'certificate.end'> = {
  label: '终止',
  article: '13',
  by: 'system',
  from: ['pending', 'ended'],
  to: 'ended',
  refuse: ({ state, body }, { reason, taken }) =>
    state === 'pending' || (taken && body.endedBy !== undefined) || hasPassed(body, reason)
      ? null
      : { code: 'already-done' },
  apply: ({ state, body, late, to, section }, { reason, since = body.objectedAt ?? 0, by, taken }) => {
    // Two pushes end it: where the one is undone, it has ended by the other that was taken over.
    if (state === 'ended' && taken) return { body: { ...body, ...(by !== undefined && { endedBy: by }) } };
    const struck = reason === 'objection' && late !== undefined && late.at > since;
    const passed = state === 'ended';
    const tells = !passed && reason !== 'readdressed';
    return {
      set: { clock: null, ...(struck && { late: undefined }) },
      body: passed ? body : { ...body, endReason: reason, ...(by !== undefined && { endedBy: by }) },
      also: [
        ...(tells ? [{ do: 'mail', org: to as string, section, type: 'certificate-ended' } as const] : []),
        ...(passed ? [endOfNext(body.push, since, by)] : []),
      ],
      ...(struck && { detail: { reason, struck: { due: late.due, at: late.at } } }),
    };
  },
};

/** What ended it was a mistake: it is to be issued all the same. */
export const resume: Caused<'certificate.resume'> = {
  label: '恢复',
  article: '13',
  by: 'system',
  from: ['ended'],
  to: 'pending',
  refuse: ({ body }, { by }) => (body.endedBy === by ? null : { code: 'already-done' }),
  apply: ({ body: { endedBy: _, ...body }, to, section }, { by, clock }) => ({
    set: { clock },
    body: { ...body, endReason: null },
    also: [{ do: 'mail', org: to as string, section, type: 'arrival' }],
    detail: { by },
  }),
};

function hasPassed({ endReason }: CertificateBody, reason: EndReason): boolean {
  return reason === 'objection' && endReason === 'readdressed';
}

/** Ends the certificate of the push that took this one's place. */
function endOfNext(push: string, since: Instant, by?: string): Effect {
  const input = { reason: 'objection', since, ...(by !== undefined && { by }) } as const;
  return { do: 'act', on: certificateAfter(push), act: 'certificate.end', input };
}
