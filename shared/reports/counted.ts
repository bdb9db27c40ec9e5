/**
 * What one push says for the figures (art. 23): where it counts and as what. A push with a clock counts in the quarter
 * of its `claimBy`; at the quarter's end each of them has come to one of four ends, which never changes any more.
 */
import type { Exchange } from '../exchange/exchange.ts';
import { heldAtLast, heldBefore } from '../exchange/succession.ts';
import type { PushBody } from '../pushes/body.ts';
import { namedAt } from '../pushes/mark.ts';
import { type CivilDate, civilDateOf, type Instant } from '../time.ts';

export type CountedPush = Exchange<PushBody>;

/** Whether the figures count it as a push. */
export function isPush(record: Exchange): record is CountedPush {
  return record.kind === 'push';
}

/** Claimed in time, deemed claimed (and thus overdue), sent back, taken back. */
const CATEGORIES = ['claimed-in-time', 'deemed-claimed', 'returned', 'withdrawn'] as const;
export type Category = (typeof CATEGORIES)[number];

const BY_STATE: Readonly<Record<string, Category>> = {
  claimed: 'claimed-in-time',
  'deemed-claimed': 'deemed-claimed',
  returned: 'returned',
  withdrawn: 'withdrawn',
};

/** Null for what is still pending, and for what has no clock: copies and documents. */
export function categoryOf(push: CountedPush): Category | null {
  return push.claimBy === null ? null : (BY_STATE[push.state] ?? null);
}

/** Acts by which an addressee, or its silence, ends the time for a claim. */
const ENDINGS = ['claim', 'deem', 'return'];

/** Against whom a push counts: whoever it was addressed to when it came to its end. */
export function countedFor(push: CountedPush): string {
  return heldAtLast(push, 'to', ENDINGS);
}

/** Against whom lateness of its sender counts: whoever had sent it, or had to readdress it, until then. */
export function sentBy(push: CountedPush, { light }: Lateness): string {
  return heldBefore(push, 'from', light);
}

/** Lateness for the annex: the last day on which it would have been in time, and when it came to light. */
export interface Lateness {
  due: CivilDate;
  light: Instant;
}

/** 即时推送 (art. 17): late by its sender. What took its place after a return is not pushed a second time. */
export function latePush(push: CountedPush): Lateness | null {
  const { pushedLate, pushDue, supersedes } = push.body;
  if (!pushedLate || pushDue === null || supersedes !== null || push.body.kind === 'document') return null;
  return { due: pushDue, light: push.createdAt };
}

/** A document passed on too late (arts. 20, 24), with the figure that counts it; by its first push alone. */
export function latePassedOn({
  body,
  createdAt,
}: CountedPush): (Lateness & { figure: 'copiesLate' | 'forwardedLate' }) | null {
  if (body.documentCounts === undefined || body.pushDue === null || body.copyOf !== null) return null;
  return { due: body.pushDue, light: createdAt, figure: body.documentCounts };
}

/**
 * A returned push that its sender did not readdress in time. The history says when that was: a notice may have moved
 * it.
 */
export function lateReaddressing(push: CountedPush): Lateness | null {
  if (!push.body.readdressLate) return null;
  const ended = push.history.find((entry) => entry.act === 'readdress-overdue');
  return ended ? { due: civilDateOf(ended.at - 1), light: ended.at } : null;
}

/** Whether nobody was to be named for a deemed claim any more by then. */
export function isNamed(push: CountedPush, asOf: Instant): boolean {
  const at = namedAt(push);
  return at !== null && at <= asOf;
}
