/**
 * The third stage of a job: what was late. Of quarters whose figures are frozen settling strikes what a notice spares,
 * and opens its erratum with it (`shared/reports/corrections.ts`); of those without a draft nothing is read, since
 * their tally settles what it counts. What had its last day in an outage of the platform's own stays late, in whatever
 * quarter: it is listed, with its corrections.
 */
import { isOutageOn } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { receivedPushes } from '../reports/gather.ts';
import { allReports } from '../reports/history.ts';
import { annexKinds, figuresOf, kindsIn, received } from '../reports/late-records.ts';
import { latenessOf } from '../reports/lateness.ts';
import { quartersFrom } from '../reports/quarters.ts';
import { civilDateOf, type Quarter, quarterOf } from '../time.ts';
import { CHOSEN, type Progress } from './job.ts';
import { LOOK, lookAt } from './look.ts';
import type { Found } from './pending.ts';
import { firstDay } from './spared.ts';

type Place = Extract<Progress, { stage: 'late' }>;
type At = Pick<Place, 'quarter' | 'org'>;

const NOTHING = { spared: [], failed: 0, retimed: 0, unchanged: 0 };

export class Late {
  readonly #desk: Desk;
  #gathered: (At & { ids: string[] }) | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Looks at what one organisation was late with in one quarter, the next from `place` on; what is listed has its
   * corrections.
   */
  async look(place: Place, facts: Facts, log: readonly LogEntry[], listed: ReadonlySet<string>): Promise<Found> {
    const last = log.at(-1) as LogEntry;
    const outage = last.type === 'extension' && last.outage === true;
    const quarters = outage ? daysGone(last, facts) : await drafted(this.#desk, facts, last);
    const orgs = facts.county.organisations.map(({ code }) => code).toSorted();
    const ahead = quarters.flatMap((quarter) => orgs.map((org) => ({ quarter, org })));
    const [next, following] = ahead.filter(({ quarter, org }) => isFrom(quarter, org, place));
    const done: Found = { ...NOTHING, progress: following ? { stage: 'late', ...following } : CHOSEN };
    if (!next) return done;
    if (!outage) {
      await settleLate(this.#desk, facts, next);
      return done;
    }
    const after = next.quarter === place.quarter && next.org === place.org ? (place.after ?? '') : '';
    const ids = (await this.#lateIn(next, facts, last)).filter((id) => id > after && !listed.has(id));
    const { spared, failed } = await lookAt(this.#desk, ids.slice(0, LOOK), facts, log);
    const rest = ids.length > LOOK ? { progress: { stage: 'late', ...next, after: ids[LOOK - 1] } as Progress } : {};
    return { ...done, spared, failed, ...rest };
  }

  /** By id, and read once, not again at each look: an outage may have made many late. */
  async #lateIn(at: At, facts: Facts, outage: LogEntry): Promise<string[]> {
    if (this.#gathered?.quarter === at.quarter && this.#gathered.org === at.org) return this.#gathered.ids;
    const ids = (await lateIn(this.#desk, facts, at, outage)).sort();
    this.#gathered = { ...at, ids };
    return ids;
  }
}

async function drafted(desk: Desk, facts: Facts, entry: LogEntry): Promise<Quarter[]> {
  const since = quarterOf(firstDay(entry));
  return [...(await allReports(desk, facts)).keys()].filter((quarter) => quarter >= since);
}

/** The quarters of the days of an outage that are over. */
function daysGone({ from, to }: { from: string; to: string }, { now }: Facts): Quarter[] {
  const today = civilDateOf(now);
  return quartersFrom(quarterOf(from), quarterOf(to < today ? to : today));
}

/** Reading them through is enough: each is settled, and written, before it comes. */
async function settleLate(desk: Desk, facts: Facts, { quarter, org }: At): Promise<void> {
  for (const kind of kindsIn(desk.kinds, annexKinds(desk.kinds, facts.county, quarter))) {
    for await (const _ of received(desk, facts, org, kind, quarter));
  }
}

/**
 * What was addressed to the organisation and had its last day in the outage: pushes, and records whose lateness a
 * figure counts.
 */
async function lateIn(desk: Desk, facts: Facts, { quarter, org }: At, outage: LogEntry): Promise<string[]> {
  const ids: string[] = [];
  const isLate = (record: Exchange): boolean =>
    latenessOf(desk.kinds, record).some(({ due }) => isOutageOn(outage, due));
  for await (const { pushes } of receivedPushes(desk, facts, org, quarter)) {
    ids.push(...pushes.filter(isLate).map(({ id }) => id));
  }
  for (const kind of desk.kinds.values()) {
    if (figuresOf(kind).length === 0) continue;
    for await (const record of received(desk, facts, org, kind.kind, quarter)) if (isLate(record)) ids.push(record.id);
  }
  return ids;
}

function isFrom(quarter: Quarter, org: string, place: Place): boolean {
  return quarter > place.quarter || (quarter === place.quarter && org >= place.org);
}
