/** What becomes of a certificate with its push: it waits while that stands returned, and ends. */
import type { SystemAct } from '../exchange/kind.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import type { Instant } from '../time.ts';
import { type CertificateBody, type CertificateState, certificateAfter, type EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'certificate.wait': Readonly<Record<never, never>>;
    /** `since`: from when on what was late has not been; the objection's own moment where left out. */
    'certificate.end': { reason: EndReason; since?: Instant };
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
  refuse: ({ state, body }, { reason }) =>
    state === 'pending' || (reason === 'objection' && body.endReason === 'readdressed')
      ? null
      : { code: 'already-done' },
  apply: ({ state, body, late, to, section }, { reason, since = body.objectedAt ?? 0 }) => {
    const struck = reason === 'objection' && late !== undefined && late.at > since;
    const passed = state === 'ended';
    const tells = !passed && reason !== 'readdressed';
    return {
      set: { clock: null, ...(struck && { late: undefined }) },
      body: passed ? body : { ...body, endReason: reason },
      also: [
        ...(tells ? [{ do: 'mail', org: to as string, section, type: 'certificate-ended' } as const] : []),
        ...(passed ? [endOfNext(body.push, since)] : []),
      ],
      ...(struck && { detail: { reason, struck: late } }),
    };
  },
};

/** Ends the certificate of the push that took this one's place. */
function endOfNext(push: string, since: Instant): Effect {
  return { do: 'act', on: certificateAfter(push), act: 'certificate.end', input: { reason: 'objection', since } };
}
