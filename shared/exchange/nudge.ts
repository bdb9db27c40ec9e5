/**
 * 催办: the side that waits reminds the side that has to act, by a mail of the platform or by a phone call that is noted
 * here. Once a working day and channel for each record, whoever asks; on a day off it counts for the next one worked.
 */
import * as z from 'zod';
import { nextWorkingDay } from '../calendar/office-hours.ts';
import { calendarNow, isWorking } from '../calendar/table.ts';
import { choice, optional, person, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type CivilDate, civilDateOf, startOfDay } from '../time.ts';
import { byAskingSide, waitedFor } from './asking.ts';
import type { Facts } from './facts.ts';
import type { AnyKind, PersonAct, Refusal } from './kind.ts';
import type { Effect } from './seams.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'nudged-today': true;
  }
}

const CHANNELS = { notice: '邮件', phone: '电话' } as const;

const nudgeInput = lazily(() =>
  z.strictObject({
    channel: choice(CHANNELS).meta({ title: '催办方式' }),
    spokenTo: optional(person()).meta({ title: '接听人' }),
    note: optional(text(500)).meta({ title: '备注' }),
  }),
);

/**
 * The act for the open states of a kind in which its addressee is waited for, or may be reminded; null where there is
 * none.
 */
export function nudgeOf(kind: AnyKind): PersonAct<unknown, string, Checked<typeof nudgeInput>> | null {
  const from = Object.entries(kind.states).flatMap(([state, { open, waits = 'addressee', reminds }]) =>
    open && (waits === 'addressee' || reminds) ? [state] : [],
  );
  if (from.length === 0) return null;
  return {
    label: '催办',
    article: '°',
    ...byAskingSide(kind, ['officer', 'section-head', 'org-admin', 'bureau-admin']),
    alsoBy: ['government-office'],
    from,
    otherwise: { '*': 'already-done' },
    input: nudgeInput,
    refuses: ['already-done', 'nudged-today'],
    offered: (exchange) => exchange.to !== null && exchange.to !== exchange.from && !kind.over?.(exchange),
    refuse: (exchange, { channel }, _actor, facts) => {
      const { from, to, nudged } = exchange;
      if (kind.over?.(exchange)) return { code: 'already-done' };
      if (to === null || to === from) return { code: 'already-done', detail: '该记录没有需要催办的其他单位。' };
      if (nudged?.[channel] !== dayOf(facts)) return null;
      return nudgedToday(`${CHANNELS[channel]}催办过，请改用其他方式，或者`);
    },
    // By either way it may still be done that has not been taken today.
    barred: ({ nudged }, _actor, facts) => {
      const today = nudged?.notice !== undefined && nudged.phone !== undefined ? dayOf(facts) : null;
      if (today === null || nudged?.notice !== today || nudged.phone !== today) return null;
      return { ...nudgedToday('催办过，请'), from: startOfDay(nextWorkingDay(calendarNow(facts), today)) };
    },
    apply: (exchange, { channel }, facts) => {
      const { to, section, nudged } = exchange;
      const org = waitedFor(kind, exchange) as string;
      const mail: Effect = { do: 'mail', org, section: org === to ? section : null, type: 'nudge' };
      return { set: { nudged: { ...nudged, [channel]: dayOf(facts) } }, also: channel === 'phone' ? [] : [mail] };
    },
  };
}

function nudgedToday(how: string): Refusal {
  return { code: 'nudged-today', detail: `今日已${how}于下一工作日再催办。` };
}

/** The working day that a nudge counts for. */
function dayOf(facts: Facts): CivilDate {
  const calendar = calendarNow(facts);
  const today = civilDateOf(facts.now);
  return isWorking(calendar, today) ? today : nextWorkingDay(calendar, today);
}
