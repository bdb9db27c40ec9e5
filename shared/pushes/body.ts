/** What the record of a push keeps: what was said, and what has become of it. */
import type { RunningClock } from '../calendar/types.ts';
import { checkDigitFits } from '../credit-code.ts';
import { containsIdentityNumber } from '../identity-number.ts';
import { derivedId } from '../keys.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Decision, PushKind } from './fields.ts';
import type { PushInput } from './input.ts';

export const WARNING_CODES = [
  'check-digit',
  'identity-number',
  'licence-number-of-another-party',
  'possible-duplicate',
  'withdrawn',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export interface Warning {
  code: WarningCode;
  pointer: string;
  detail: string;
}

export type PushState = 'pending' | 'claimed' | 'deemed-claimed' | 'returned' | 'withdrawn' | 'for-information';

/** What the record of a push keeps. */
export interface PushBody {
  kind: PushKind;
  matter: string | null;
  matterName: string | null;
  decision: Decision | null;
  party: PushInput['party'];
  licence: PushInput['licence'];
  occurredAt: Instant;
  summary: string | null;
  site: PushInput['site'];
  contact: PushInput['contact'];
  commitment: boolean;
  conditions: string | null;
  riskPoints: PushInput['riskPoints'];
  attachments: PushInput['attachments'];
  corrects: string | null;
  boundaryListVersion: string | null;
  /** The last day on which pushing was in time; null where there is none or it cannot be counted. */
  pushDue: CivilDate | null;
  pushedLate: boolean | null;
  /** The claim's clock, kept when another one runs. */
  claimClock: RunningClock | null;
  claimedAt: Instant | null;
  claimedBy: string | null;
  claimMode: 'manual' | 'deemed' | null;
  responsible: string | null;
  returnedAt: Instant | null;
  returnReason: string | null;
  suggestedOrg: string | null;
  /** The clock for readdressing, once returned; `readdressLate` when its end came first. */
  readdressClock: RunningClock | null;
  readdressLate: boolean;
  supersedes: string | null;
  supersededBy: string | null;
  copyOf: string | null;
  copies: string[];
  /** Where it stands in a chain of readdressed pushes: the root's reference, its number, how often returned. */
  chain: { root: string; number: number; returns: number; problem: string | null };
  problem: string | null;
  /** The id of its entry in the supervision register, which stays when a quarantine takes the licence away. */
  entry: string;
  warnings: Warning[];
}

/** The warnings that content alone gives: what may be a slip, or does not belong here, is taken with a word. */
export function warningsOf(push: PushInput): Warning[] {
  const value = push.party?.creditCode ?? null;
  const warnings = identityNumbersIn(push, '');
  if (value === null || checkDigitFits(value)) return warnings;
  const detail = '统一社会信用代码的校验位不符（GB 32100），已照常接收。请核对是否录入有误。';
  return [{ code: 'check-digit', pointer: '/party/creditCode', detail }, ...warnings];
}

/** Every text in which an identity-card number stands, by its pointer. */
function identityNumbersIn(value: unknown, pointer: string): Warning[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => identityNumbersIn(inner, `${pointer}/${name}`));
  }
  if (typeof value !== 'string' || !containsIdentityNumber(value)) return [];
  const detail = '疑似含有公民身份号码，已照常接收。平台不需要身份号码，请核对；误填的，可以隔离后重新推送。';
  return [{ code: 'identity-number', pointer, detail }];
}

/** Decisions that end a licence. */
export const ENDS: readonly (Decision | null)[] = ['withdrawn', 'revoked', 'cancelled'];

/** The id of an entry of the register, from what the entry is one of; it names it to nobody. */
export function entryId(...of: string[]): string {
  return derivedId('register', ...of);
}

/** A body in which nothing has happened yet. */
export function emptyBody(occurredAt: Instant, root: string): PushBody {
  return {
    kind: 'document',
    ...{ matter: null, matterName: null, decision: null, party: null, licence: null, occurredAt },
    ...{ summary: null, site: null, contact: null, commitment: false, conditions: null, riskPoints: [] },
    ...{ attachments: [], corrects: null, boundaryListVersion: null, pushDue: null, pushedLate: null },
    ...{ claimClock: null, claimedAt: null, claimedBy: null, claimMode: null, responsible: null },
    ...{ returnedAt: null, returnReason: null, suggestedOrg: null, readdressClock: null, readdressLate: false },
    ...{ supersedes: null, supersededBy: null, copyOf: null, copies: [], problem: null, warnings: [] },
    entry: entryId(root),
    chain: { root, number: 1, returns: 0, problem: null },
  };
}
