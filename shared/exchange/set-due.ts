/**
 * Another day for what is to be done (art. 25: 县政府办公室牵头统筹): by the government office, or by the side that asked,
 * which can only give more time. Counted from the setting. What the law sets the length of has no such act.
 */
import * as z from 'zod';
import { startClock } from '../calendar/recount.ts';
import type { RunningClock } from '../calendar/types.ts';
import { text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { yearOfInstant } from '../time.ts';
import { byAskingSide } from './asking.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import type { AnyKind, PersonAct, Refusal } from './kind.ts';
import type { Effect } from './seams.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-late': true;
    'not-running': true;
  }
}

const setDueInput = lazily(() =>
  z.strictObject({
    workingDays: whole(1, 60).meta({ title: '工作日', description: '自调整之日起计算' }),
    reason: text(500).meta({ title: '理由' }),
  }),
);
type SetDue = Checked<typeof setDueInput>;

/** The act for the states in which a clock of the kind runs; null where the kind does not allow it. */
export function setDueOf(kind: AnyKind): PersonAct<unknown, string, SetDue> | null {
  const { settable, clock } = kind;
  if (!settable || !clock) return null;
  return {
    label: '调整期限',
    article: '25',
    ...byAskingSide(kind, ['officer', 'section-head', 'org-admin', 'bureau-admin']),
    alsoBy: ['government-office'],
    // A day that people have named, and what the clock does by an act, stay as they are.
    from: Object.entries(clock).flatMap(([state, end]) => (typeof end === 'object' ? [state] : [])),
    otherwise: { '*': 'already-done' },
    input: setDueInput,
    refuses: ['not-running', 'already-late'],
    barred: barredBy,
    refuse: (exchange, input, actor, facts) => {
      const barred = barredBy(exchange, actor);
      if (barred) return barred;
      const clock = exchange.clock as RunningClock;
      const later = counted(clock, input, facts).deadline > clock.deadline;
      if (later || actor.roles.includes('government-office')) return null;
      const detail = '发出单位只能延长期限。请填写更多的工作日，或请县政府办公室调整';
      return { code: 'invalid', pointer: '/workingDays', detail };
    },
    apply: (exchange, input, facts) => {
      const clock = counted(exchange.clock as RunningClock, input, facts);
      const detail = { ...input, from: exchange.clock?.by, to: clock.by };
      return { set: { clock }, also: toldOf(exchange), detail };
    },
  };
}

/** Whatever number of days would be said. */
function barredBy(exchange: Exchange, { roles }: Actor): Refusal | null {
  if (!exchange.clock) return { code: 'not-running', detail: '该记录没有办理期限，不能调整。' };
  if (exchange.clock.ended) return { code: 'already-late', detail: '办理期限已过，不能再调整。请催办，或另行处理。' };
  const shortened = !roles.includes('government-office') && wasShortened(exchange);
  return shortened ? { code: 'not-allowed', detail: SHORTENED } : null;
}

const SHORTENED = '该记录的期限已由县政府办公室缩短，只能由县政府办公室再行调整。确需延长的，请与其联系。';

/** Only the government office can have given less time: the side that asked does not undo it. */
function wasShortened({ history }: Exchange): boolean {
  const last = history.findLast(({ act }) => act === 'set-due')?.detail as { from?: string; to?: string } | undefined;
  return last?.from !== undefined && last.to !== undefined && last.to < last.from;
}

function counted(
  { rule, article, endOfDay }: RunningClock,
  { workingDays }: SetDue,
  { log, now }: Facts,
): RunningClock {
  return startClock(log, yearOfInstant(now), rule, { article, length: workingDays, set: true, endOfDay }, now);
}

function toldOf({ from, to, section }: Exchange): Effect[] {
  return [from, to]
    .filter((org) => org !== null)
    .map((org) => ({ do: 'mail', org, section: org === to ? section : null, type: 'due-set' }));
}
