/**
 * The tally of a quarter: settled pushes go in one by one, in any order, and what stays of each is a few counters and
 * one number. Tallies of parts can be merged into that of the whole.
 */
import { workingMillisBetween } from '../calendar/office-hours.ts';
import type { Calendar } from '../calendar/table.ts';
import type { AnnexKey } from '../exchange/kind.ts';
import type { Mark } from '../pushes/mark.ts';
import type { CivilDate, Instant, Quarter } from '../time.ts';
import { quarterOf } from '../time.ts';
import { ClaimTimes } from './claim-times.ts';
import {
  type Category,
  type CountedPush,
  categoryOf,
  countedFor,
  isNamed,
  type Lateness,
  latePassedOn,
  latePush,
  lateReaddressing,
  sentBy,
} from './counted.ts';
import { firstDayOf, lastDayOf } from './quarters.ts';

/** What is tallied. */
export interface Scope {
  quarter: Quarter;
  /** The moment as of which the figures are taken. */
  asOf: Instant;
  /**
   * When the figures of the circular before were taken: lateness due in an earlier quarter that came to light since
   * stands in this annex. `-Infinity` where there is none before, `Infinity` where it has not been drafted yet.
   */
  since: Instant;
  calendar: Calendar;
}

/** One organisation's figures, before anything is derived from them. */
export interface Counted {
  org: string;
  /** Lateness of records that are no pushes; absent where no such figure is counted. */
  late?: Readonly<Partial<Record<AnnexKey, number>>>;
  received: number;
  claimedInTime: number;
  deemedClaimed: number;
  returned: number;
  withdrawn: number;
  medianWorkingHoursToClaim: number | null;
  p95WorkingHoursToClaim: number | null;
  notNamed: number;
  pushedLate: number;
  readdressedLate: number;
}

interface Account {
  ends: Record<Category, number>;
  times: ClaimTimes;
  notNamed: number;
  pushedLate: number;
  readdressedLate: number;
  late: Partial<Record<AnnexKey, number>>;
}

/** The annex counts by the day it was due; what came to light only after the draft before stands here. */
export function standsIn({ due: day, light }: Lateness, { quarter, asOf, since }: Omit<Scope, 'calendar'>): boolean {
  if (light >= asOf) return false;
  const due = quarterOf(day);
  return due === quarter || (due < quarter && light >= since);
}

export class Tally {
  readonly #scope: Scope;
  readonly #first: CivilDate;
  readonly #last: CivilDate;
  readonly #accounts = new Map<string, Account>();

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#first = firstDayOf(scope.quarter);
    this.#last = lastDayOf(scope.quarter);
  }

  /** Takes a settled push. What does not belong here leaves no trace. */
  add(push: CountedPush): void {
    this.#addLateness(push);
    const category = categoryOf(push);
    if (category === null || push.to === null || !this.#isHere(push.claimBy as CivilDate)) return;
    const org = countedFor(push);
    if (category === 'claimed-in-time') this.#addClaim(org, push.createdAt, push.body.claimedAt as Instant);
    else this.#of(org).ends[category] += 1;
    if (category === 'deemed-claimed' && !isNamed(push, this.#scope.asOf)) this.#of(org).notNamed += 1;
  }

  /** Takes what the index says of a push that counts in this quarter and was not late in anything. */
  addMark(org: string, { end, pushed, at }: Mark): void {
    if (end === 'information') return;
    if (end === 'claimed') return void this.#addClaim(org, pushed, at);
    const account = this.#of(org);
    account.ends[end === 'named' ? 'deemed-claimed' : end] += 1;
    if (end === 'named' && at > this.#scope.asOf) account.notNamed += 1;
  }

  /** Takes a record that `org` was late with. */
  addLate(org: string, figure: AnnexKey): void {
    const { late } = this.#of(org);
    late[figure] = (late[figure] ?? 0) + 1;
  }

  /** Takes over what another tally of the same scope has counted. */
  merge(other: Tally): void {
    for (const [org, theirs] of other.#accounts) {
      const mine = this.#of(org);
      for (const category of Object.keys(mine.ends) as Category[]) mine.ends[category] += theirs.ends[category];
      mine.times.merge(theirs.times);
      mine.notNamed += theirs.notNamed;
      mine.pushedLate += theirs.pushedLate;
      mine.readdressedLate += theirs.readdressedLate;
      for (const [figure, n] of Object.entries(theirs.late) as [AnnexKey, number][]) {
        mine.late[figure] = (mine.late[figure] ?? 0) + n;
      }
    }
  }

  /** The figures of one organisation; all nought where it had nothing. */
  figures(org: string): Counted {
    const { ends, times, notNamed, pushedLate, readdressedLate, late } = this.#accounts.get(org) ?? emptyAccount();
    return {
      org,
      received: ends['claimed-in-time'] + ends['deemed-claimed'] + ends.returned + ends.withdrawn,
      claimedInTime: ends['claimed-in-time'],
      deemedClaimed: ends['deemed-claimed'],
      returned: ends.returned,
      withdrawn: ends.withdrawn,
      medianWorkingHoursToClaim: times.percentileHours(50),
      p95WorkingHoursToClaim: times.percentileHours(95),
      notNamed,
      pushedLate,
      readdressedLate,
      ...(Object.keys(late).length > 0 && { late }),
    };
  }

  #addClaim(org: string, pushed: Instant, claimed: Instant): void {
    const account = this.#of(org);
    account.ends['claimed-in-time'] += 1;
    account.times.add(workingMillisBetween(this.#scope.calendar, pushed, claimed));
  }

  #addLateness(push: CountedPush): void {
    const sender = (late: Lateness): string => sentBy(push, late);
    const [pushed, passedOn, readdressed] = [latePush(push), latePassedOn(push), lateReaddressing(push)];
    if (this.#stands(pushed)) this.#of(sender(pushed)).pushedLate += 1;
    if (passedOn && this.#stands(passedOn)) this.addLate(sender(passedOn), passedOn.figure);
    if (this.#stands(readdressed)) this.#of(sender(readdressed)).readdressedLate += 1;
  }

  #stands(late: Lateness | null): late is Lateness {
    return late !== null && standsIn(late, this.#scope);
  }

  #isHere(claimBy: CivilDate): boolean {
    return claimBy >= this.#first && claimBy <= this.#last;
  }

  #of(org: string): Account {
    const found = this.#accounts.get(org) ?? emptyAccount();
    this.#accounts.set(org, found);
    return found;
  }
}

function emptyAccount(): Account {
  const ends = { 'claimed-in-time': 0, 'deemed-claimed': 0, returned: 0, withdrawn: 0 };
  return { ends, times: new ClaimTimes(), notNamed: 0, pushedLate: 0, readdressedLate: 0, late: {} };
}
