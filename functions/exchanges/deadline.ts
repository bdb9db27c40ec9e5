/** Why a record is due on the day it is: its clock, and each civil day from its start to its end, counted or not. */
import { explain } from '../../shared/calendar/deadline.ts';
import { calendarAt } from '../../shared/calendar/table.ts';
import type { RunningClock } from '../../shared/calendar/types.ts';
import { articleOf, CLOCKS, type ClockDefinition } from '../../shared/clocks/clocks.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { formatInstant, startOfDay, yearOfInstant } from '../../shared/time.ts';

/** What a record's clock and history tell; all of it empty where it has no clock. */
export function whyThisDay({ clock, history }: Exchange, facts: Facts): Record<string, unknown> {
  if (clock === null) return { clock: null, days: [], moves: [] };
  const { from, length, back, endOfDay, version, by } = clock;
  const calendar = calendarAt(facts.log, Math.min(version, facts.log.length), yearOfInstant(facts.now));
  const { days } = explain(calendar, back ? startOfDay(by) : from, length, endOfDay);
  const moves = history
    .filter(({ act, at }) => act === 'retimed' && (back || at >= from))
    .map(({ at, detail }) => ({ at: formatInstant(at), ...movedFrom(detail) }));
  return { clock: presentClock(clock, facts), days, moves };
}

function presentClock(clock: RunningClock, { county }: Facts): Record<string, unknown> {
  const { rule, from, length, endOfDay, by, deadline, provisional, ended = false } = clock;
  const known: ClockDefinition | undefined = (CLOCKS as Readonly<Record<string, ClockDefinition>>)[rule];
  return {
    ...{ label: known?.label ?? rule, article: articleOf(county, clock) },
    ...{ startsFrom: known?.startsFrom ?? '', atItsEnd: known?.atItsEnd ?? '' },
    ...{ from: formatInstant(from), workingDays: length, endOfDay, by, deadline: formatInstant(deadline) },
    ...{ provisional, ended },
  };
}

/** What a move says that was written by the clock: all of it null once quarantined. */
function movedFrom(detail: unknown): { from: string | null; to: string | null; source: string | null } {
  const { from = null, to = null, source = null } = (detail ?? {}) as Partial<Record<'from' | 'to' | 'source', string>>;
  return { from, to, source };
}
