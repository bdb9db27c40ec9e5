/**
 * The exchange (互动): one thing that one organisation asks of, or tells, another. A push, a problem, a correction are
 * kinds of it. It has a sender, at most one addressee, at most one clock, a state and a chained history.
 */
import type { RunningClock } from '../calendar/types.ts';
import type { Subject } from '../party.ts';
import type { CivilDate, Instant } from '../time.ts';

export const ROLE_WORDS = {
  officer: '经办人员',
  'section-head': '科室负责人',
  'org-admin': '单位管理员',
  'bureau-admin': '行政审批服务局管理员',
  'government-office': '县政府办公室人员',
  discipline: '纪检监察人员',
  system: '系统账号',
} as const;
export type Role = keyof typeof ROLE_WORDS;
export const ROLES = Object.keys(ROLE_WORDS) as readonly Role[];

/** In records of their own organisations these act as officers: their offices need not have any. */
const AS_OFFICERS: readonly Role[] = ['government-office', 'discipline'];

/** True where these roles have one of those that are wanted, by itself or by acting as it. */
export function hasOneOf(roles: readonly Role[], wanted: readonly Role[]): boolean {
  if (wanted.some((role) => roles.includes(role))) return true;
  return wanted.includes('officer') && AS_OFFICERS.some((role) => roles.includes(role));
}

/** True where the actor has one of the roles or, being a machine, the scope. */
export function isOneOf({ roles, scopes }: Actor, wanted: readonly Role[], scope?: string): boolean {
  if (scopes !== null) return scope !== undefined && scopes.includes(scope);
  return wanted.some((role) => roles.includes(role));
}

/** What an account may do with records. */
export interface Rights {
  roles: readonly Role[];
  /** The sections an officer acts in. */
  sections: 'all' | readonly string[];
  /**
   * Of a section-head: the sections that an officer has. The head acts in all others too, since work without an owner
   * falls to it (art. 16). Absent for others, and where an officer has all sections.
   */
  officered?: readonly string[];
}

/** For whom a deputy acts today, with what it has of that account (AB 角). */
export interface StandIn extends Rights {
  account: string;
}

/**
 * Who acts: an account of the platform with its rights as they are at this request. Of a deputy, all that it may do.
 */
export interface Actor extends Rights {
  account: string;
  name: string;
  org: string;
  /** Of a deputy: what it may do by itself, and for whom it acts. Absent for everybody else. */
  deputy?: { own: Rights; for: readonly StandIn[] };
  /** What a machine account may do; null for people. */
  scopes: readonly string[] | null;
}

/** One line of a history. `hash` = SHA-256 over at, by, act, digest, record and previousHash. */
export interface Entry {
  at: Instant;
  /** An account, or `clock`. */
  by: string;
  /** The account for which a deputy acted; absent where it acted by its own right. */
  standsFor?: string;
  act: string;
  /** What was said. Null once quarantined; its digest stays. */
  detail: unknown;
  digest: string;
  /** The digest of the record (without its history) as this entry left it. */
  record: string;
  hash: string;
  previousHash: string | null;
  /** The request that wrote it, so that a lost answer is recognised as one's own act. */
  request: string;
  /** The digest of what the request said, so that the same key with another body is noticed. */
  said: string;
}

/**
 * A mail that a record owes: written with what caused it, by the same commit, and told apart by the history's entry. It
 * names no content; the mail is made from the record as it is when the mail goes out. Once `done`, nothing more is
 * owed.
 */
export interface Owed {
  type: string;
  org: string;
  section: string | null;
  /** How many entries the history had with the one that caused it. */
  entry: number;
  /** When it is to go out. */
  due: Instant;
  /** When somebody took it up; null while nobody has. */
  begun: Instant | null;
  /** Gone out; no longer true when it was due; or handed to an item of its own, which is tried again or parked. */
  done: { at: Instant; how: 'sent' | 'dropped' | 'handed-on' } | null;
}

/** One organisation took another's place in a record (机构改革). What was counted until then stays the other's. */
export interface Passed {
  at: Instant;
  org: string;
  by: string;
  sides: readonly ('from' | 'to' | 'participant')[];
}

export interface Late {
  /** The last day. */
  due: CivilDate;
  /** When it became late. */
  at: Instant;
  /**
   * When that was done after all, and the clock by which it was late: another may run since then, or none. Absent until
   * then.
   */
  done?: { at: Instant; clock: RunningClock };
}

export interface Exchange<Body = unknown, State extends string = string> {
  id: string;
  kind: string;
  jurisdiction: string;
  from: string;
  to: string | null;
  section: string | null;
  /** Who handles it inside the addressee: an account, or in older records a name. */
  handler: string | null;
  /** Further organisations that may read it and take part. */
  participants: string[];
  /** The machine account that sent it, else the organisation, else `system`. */
  source: string;
  reference: string;
  createdAt: Instant;
  state: State;
  /** The last civil day for the act that the clock waits for; the day by which figures count it. */
  claimBy: CivilDate | null;
  clock: RunningClock | null;
  /** Unified social credit code, and licence number or document number: the timeline's keys. */
  party: string | null;
  licence: string | null;
  /** Ids of the exchanges that this one caused. */
  caused: string[];
  body: Body;
  /** The digest of what opened it, by which "same content" is told. */
  content: string;
  quarantined: boolean;
  // What follows is absent while unset, in what is stored and in what is digested (docs/decisions/0019).
  /** The account that `handler` names; absent where that is a name, or nobody. */
  handlerAccount?: string | undefined;
  /** The clock ended before the act that it waited for: for good. */
  late?: Late;
  /** The last day on which it was nudged (催办), by channel. */
  nudged?: Readonly<Partial<Record<'notice' | 'phone', CivilDate>>>;
  /** The organisations that it passed from, and to, when they ended; oldest first. */
  passed?: readonly Passed[];
  /** Organisations that took part and do no longer. It does not exist for them; the items that named it to them do. */
  left?: readonly string[];
  /** The id of what was opened with it at once: one letter to several organisations. */
  series?: string;
  /** The case that it is a part of. */
  case?: string;
  /** Ids of records that its writer said it is about. */
  about?: readonly string[];
  /** The party and the licence as its writer named them, where its kind has no field for them. */
  subject?: Subject;
  /** 办件编号 and 项目代码: further keys of the timeline. */
  application?: string;
  project?: string;
  /**
   * The mails that it caused, oldest first. No part of what its history proves: sending changes nothing of the record.
   */
  mails: Owed[];
  history: Entry[];
}

/** What `open` gives back: an exchange that is not yet written. */
export type Draft<Body, State extends string = string> = Omit<
  Exchange<Body, State>,
  | ('history' | 'mails' | 'caused' | 'quarantined' | 'jurisdiction' | 'kind' | 'createdAt')
  | ('late' | 'nudged' | 'passed' | 'left')
>;
