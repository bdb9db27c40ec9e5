/** The figures of a quarter told from the records and their histories alone, by rules of their own. */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { type Instant, type Quarter, quarterOf } from '../../shared/time.ts';

/**
 * Who had to act by the day that passed; null where the circular counts nobody. A problem counts until its addressee's
 * first reply, against the bureau where it went on to the government office afterwards; the repeal of a standard
 * against whoever did not propose it.
 */
function owing({ kind, from, to, late, history }: Exchange): string | null {
  const ended = history.findIndex(({ act, at }) => act === 'overdue' && at === late?.at);
  const before = history.slice(0, ended);
  if (kind === 'standard') {
    const repeal = before.findLast(({ act }) => act === 'repeal');
    return repeal?.by.startsWith(`${to}.`.toLowerCase()) ? from : to;
  }
  if (kind !== 'problem') return to;
  const owed = history.slice(ended).some(({ act }) => act === 'escalate') ? 'SPJ' : to;
  const afresh = before.slice(before.findLastIndex(({ act }) => act === 'escalate') + 1);
  return afresh.some(({ act, by }) => act === 'reply' && by.startsWith(`${owed}.`.toLowerCase())) ? null : owed;
}

/** What its sender took back by then, or never had to send. */
function takenBack({ kind, state, history }: Exchange, asOf: Instant): boolean {
  const been = history.filter(({ at }) => at <= asOf).map(({ act }) => act);
  if (kind === 'letter' && state === 'withdrawn') return been.includes('withdraw') || been.includes('end');
  return been.includes('withdraw') && !been.includes('send');
}

/** What was asked was taken from sight before the day by which it was to be answered. */
function unread({ kind, quarantined, late, history }: Exchange): boolean {
  const asks = ['letter', 'instruction', 'participation'].includes(kind) && quarantined;
  return asks && history.some(({ act, at }) => act === 'quarantine' && at < (late?.at ?? 0));
}

/** One figure of a quarter: as of when, and when those of the circular before were taken. */
interface Of {
  figure: string;
  kinds: readonly string[];
  quarter: Quarter;
  asOf: Instant;
  since: Instant;
}

/** By the day it was due; a decision that was entered after the draft of that quarter stands in the next. */
function stands({ kind, late, createdAt }: Exchange, { quarter, since }: Of): boolean {
  const due = quarterOf(late?.due as string);
  return due === quarter || (kind === 'credit-record' && due < quarter && createdAt >= since);
}

/** The records of which an accepted correction takes that figure back. */
function correctedIn(records: readonly Exchange[], org: string, { figure }: Of): Set<unknown> {
  const corrections = records.filter(({ kind, state }) => kind === 'correction' && state === 'accepted');
  const bodies = corrections.map(({ body }) => body as { record?: string; figure?: string; org: string });
  return new Set(bodies.filter((one) => one.figure === figure && one.org === org).map(({ record }) => record));
}

/**
 * How many records of these kinds an organisation was late with in a quarter, as of an instant, less what was
 * corrected.
 */
export function lateOf(records: readonly Exchange[], org: string, of: Of): number {
  const { kinds, asOf } = of;
  const corrected = correctedIn(records, org, of);
  const late = records.filter((record) => {
    const counts = record.late && record.late.at < asOf && !takenBack(record, asOf) && !unread(record);
    return kinds.includes(record.kind) && counts;
  });
  return late.filter((record) => stands(record, of) && owing(record) === org && !corrected.has(record.id)).length;
}

/** The pushes to an organisation that count in a quarter, by how they ended. */
export function pushesTo(records: readonly Exchange[], org: string, quarter: Quarter) {
  const own = records.filter(({ kind, to, claimBy }) => kind === 'push' && to === org && claimBy !== null);
  const here = own.filter(({ claimBy, state }) => quarterOf(claimBy as string) === quarter && state !== 'pending');
  const ended = (state: string): number => here.filter((push) => push.state === state).length;
  return {
    received: here.length,
    claimedInTime: ended('claimed'),
    deemedClaimed: ended('deemed-claimed'),
    returned: ended('returned'),
    withdrawn: ended('withdrawn'),
  };
}
