/** What a case of accountability keeps. */
import type { Instant } from '../time.ts';

/** Art. 24: forwarding or copying superiors' requirements late (departments); acting wrongly or not at all (anyone). */
export const LIMBS = { 'late-forwarding': '转送不及时', misconduct: '不作为、乱作为' } as const;

export type AccountabilityState = 'proposed' | 'approved' | 'attributed' | 'referred' | 'closed';

/** What was named, and what kind of record it is; whoever reads the case need not be able to read the record. */
export interface Evidence {
  record: string;
  hash: string;
  kind: string;
  reference: string;
}

export interface AccountabilityBody {
  limb: keyof typeof LIMBS;
  /** Whose doing it was. */
  org: string;
  conduct: string | null;
  harm: string | null;
  evidence: Evidence[];
  approver: string | null;
  approvedAt: Instant | null;
  /** Limb one: who bears the responsibility, and which. */
  responsibleOrg: string | null;
  responsibility: string | null;
  referredAt: Instant | null;
  outcome: string | null;
}
