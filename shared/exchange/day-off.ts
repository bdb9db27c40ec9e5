/**
 * A day that people chose (when a meeting begins, by when something is to be rectified) and that an entry in the
 * calendar has made a day off. It does not move; whoever set it is told, once for each entry, and the history says by
 * which document.
 */
import type { CivilDate } from '../time.ts';
import { again, type Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import { append } from './history.ts';
import { kindNamed, owing } from './run.ts';
import { load, Work } from './work.ts';

/** What an entry has made days off. */
export interface DaysOff {
  /** The calendar's version after it, and its document. */
  version: number;
  source: string;
  days: ReadonlySet<CivilDate>;
}

const PLATFORM = { by: 'system', request: 'system', said: '' };

export async function tellOfDayOff(desk: Desk, id: string, off: DaysOff): Promise<void> {
  const { version, source } = off;
  return again<void>(desk, undefined, async (facts, inTime) => {
    const exchange = await load(inTime, id, facts);
    if (!exchange || isTold(exchange, version)) return { done: undefined };
    const chosen = kindNamed(desk.kinds, exchange.kind).chosenDay?.(exchange);
    if (!chosen || !off.days.has(chosen.day)) return { done: undefined };
    const detail = { day: chosen.day, version, source };
    const noted = append(exchange, { ...PLATFORM, at: facts.now, act: 'day-off', detail });
    const work = new Work(inTime, facts, PLATFORM);
    const mail = { do: 'mail', org: chosen.by, section: null, type: 'day-off' } as const;
    work.take(exchange, { exchange: owing(noted, [mail], facts), effects: [] });
    return (await work.commit()) ? { done: undefined } : null;
  });
}

function isTold({ history }: Exchange, version: number): boolean {
  return history.some(({ act, detail }) => act === 'day-off' && (detail as { version?: number })?.version === version);
}
