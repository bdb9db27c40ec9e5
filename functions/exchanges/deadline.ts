/** Why a record is due on the day it is: its clock, and each civil day from its start to its end, counted or not. */
import { explain } from '../../shared/calendar/deadline.ts';
import { calendarAt } from '../../shared/calendar/table.ts';
import type { RunningClock } from '../../shared/calendar/types.ts';
import { articleOf, CLOCKS, type ClockDefinition } from '../../shared/clocks/clocks.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { formatInstant, startOfDay, yearOfInstant } from '../../shared/time.ts';

/** What a record's clock and history tell; all of it empty where it has no clock. */
export function whyThisDay({ acts }: Pick<AnyKind, 'acts'>, exchange: Exchange, facts: Facts): Record<string, unknown> {
  const { clock, history } = exchange;
  if (clock === null) return { clock: null, days: [], moves: [] };
  const { from, length, back, endOfDay, version, by } = clock;
  const calendar = calendarAt(facts.log, Math.min(version, facts.log.length), yearOfInstant(facts.now));
  const { days } = explain(calendar, back ? startOfDay(by) : from, length, endOfDay);
  const moves = history
    .filter(({ act, at }) => act === 'retimed' && (back || at >= from))
    .map(({ at, detail }) => ({ at: formatInstant(at), ...movedFrom(detail) }));
  const anew = begunAnew(exchange);
  const told = from === exchange.createdAt ? TOLD[startOf(clock)] : undefined;
  const startsFrom = (anew && acts[anew]?.label) ?? told ?? startOf(clock);
  return { clock: { ...presentClock(clock, facts), startsFrom }, days, moves };
}

/** Acts from which a clock begins anew, whatever its rule counts from. */
const ANEW: readonly string[] = ['set-due', 'escalate', 'send-back', 'resume'];

/** What counts from a decision, and from when on one was told of it where that came late. */
const TOLD: Readonly<Record<string, string>> = { 决定作出: '得知决定', 作出决定: '得知决定' };

function begunAnew({ clock, history }: Exchange): string | undefined {
  return history.findLast(({ act, at }) => at === clock?.from && ANEW.includes(act))?.act;
}

function startOf({ rule }: RunningClock): string {
  return (CLOCKS as Readonly<Record<string, ClockDefinition>>)[rule]?.startsFrom ?? '';
}

function presentClock(clock: RunningClock, { county }: Facts): Record<string, unknown> {
  const { rule, from, length, endOfDay, by, deadline, provisional, ended = false } = clock;
  const known: ClockDefinition | undefined = (CLOCKS as Readonly<Record<string, ClockDefinition>>)[rule];
  return {
    ...{ label: known?.label ?? rule, article: articleOf(county, clock) },
    ...{ atItsEnd: known?.atItsEnd ?? '' },
    ...{ from: formatInstant(from), workingDays: length, endOfDay, by, deadline: formatInstant(deadline) },
    ...{ provisional, ended },
  };
}

/** What a move says that was written by the clock: all of it null once quarantined. */
function movedFrom(detail: unknown): { from: string | null; to: string | null; source: string | null } {
  const { from = null, to = null, source = null } = (detail ?? {}) as Partial<Record<'from' | 'to' | 'source', string>>;
  return { from, to, source };
}
