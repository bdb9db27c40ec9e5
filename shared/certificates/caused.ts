/** What becomes of a certificate with its push: it waits while that stands returned, and ends. */
import type { SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import type { CertificateBody, CertificateState, EndReason } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'certificate.wait': Readonly<Record<never, never>>;
    'certificate.end': { reason: EndReason };
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

/** Where the objection was right, what was late since has not been. Whoever gave it away himself need not be told. */
export const end: Caused<'certificate.end'> = {
  label: '终止',
  article: '13',
  by: 'system',
  from: ['pending'],
  to: 'ended',
  apply: ({ body, late, to, section }, { reason }) => {
    const struck = reason === 'objection' && late !== undefined && late.at > (body.objectedAt ?? 0);
    return {
      set: { clock: null, ...(struck && { late: undefined }) },
      body: { ...body, endReason: reason },
      also: reason === 'readdressed' ? [] : [{ do: 'mail', org: to as string, section, type: 'certificate-ended' }],
      ...(struck && { detail: { reason, struck: late } }),
    };
  },
};
