/** How near a deadline is, by shape and words; colour only underlines it. */
import { html } from 'hono/html';
import { calendarNow, workingDaysAfter } from '../../shared/calendar/table.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { civilDateOf, parseInstant } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import { wallClock } from './plain-reading.ts';

/** Working days from which on a day is no matter of counting, such as that of an expert's term of office. */
const FAR = 100;

/** What an answer says of its deadline. */
export interface Due {
  /** The last day, `YYYY-MM-DD`. */
  readonly due: string | null;
  /** The instant at which it ends, exclusive. */
  readonly deadline: string | null;
  readonly provisional: boolean;
  /** True where the end came before the act. */
  readonly late: boolean;
  /** True while somebody has to act. */
  readonly open: boolean;
  /** The state in words, for what is closed. */
  readonly status: string;
  /** Of what is closed and yet waits, the act that is asked for: 确认责任人. */
  readonly asks?: string;
}

export interface Lamp {
  readonly look: 'late' | 'due' | 'ahead' | 'deemed' | 'done' | 'provisional';
  readonly words: string;
}

/**
 * The lamp at this moment (Monday 2026-09-28 09:00):
 *
 * | due        | open | lamp                                  |
 * |------------|------|---------------------------------------|
 * | 2026-09-28 | yes  | ▲ 今天 24:00 截止                       |
 * | 2026-09-29 | yes  | ◆ 剩 1 个工作日 09-29                    |
 * | 2026-10-09 | yes  | ● 剩 4 个工作日 10-09                    |
 * | 2026-09-25 | yes  | ▲ 已超期 09-25                          |
 * | 2028-09-24 | yes  | 至 2028-09-24                           |
 * | 2026-09-25 | no   | ■ 视为已认领, where it had come to that   |
 *
 * What is closed and yet asks for an act says which: ▲ 待确认责任人（期限 09-25 已过）.
 */
export function lampOf(due: Due, facts: Facts): Lamp {
  const { look, words } = plainLamp(due, facts);
  if (due.asks === undefined) return { look, words };
  if (due.due === null || due.deadline === null) return { look: 'due', words: `◆ 待${due.asks}` };
  if (look === 'late' && isPast(due, facts)) {
    return { look, words: `▲ 待${due.asks}（期限 ${dayIn(due.due, facts)} 已过）` };
  }
  return { look, words: `${words}，待${due.asks}` };
}

/** A day without its year, where that is this one. */
export function dayIn(day: string, { now }: Pick<Facts, 'now'>): string {
  return day.slice(day.startsWith(civilDateOf(now).slice(0, 4)) ? 5 : 0);
}

function isPast({ late, deadline }: Due, { now }: Facts): boolean {
  return late || (parseInstant(deadline ?? '') ?? 0) <= now;
}

function plainLamp(said: Due, facts: Facts): Lamp {
  const { due, deadline, provisional, late, open, status } = said;
  if (!open) return late ? { look: 'deemed', words: `■ ${status}` } : { look: 'done', words: status };
  if (due === null || deadline === null) return { look: 'done', words: '无期限' };
  const day = dayIn(due, facts);
  if (isPast(said, facts)) return { look: 'late', words: `▲ 已超期 ${day}` };
  if (due === civilDateOf(facts.now)) return { look: 'late', words: `▲ 今天 ${endOf(deadline)} 截止` };
  const days = workingDaysAfter(calendarNow(facts), civilDateOf(facts.now), due);
  if (days > FAR) return { look: 'done', words: `至 ${day}` };
  if (provisional) return { look: 'provisional', words: `◇ 暂定 ${day}，剩 ${days} 个工作日` };
  return { look: days <= 1 ? 'due' : 'ahead', words: `${days <= 1 ? '◆' : '●'} 剩 ${days} 个工作日 ${day}` };
}

export function lamp(due: Due, facts: Facts): Html {
  const { look, words } = lampOf(due, facts);
  return html`<span class="lamp ${look}">${words}</span>`;
}

/** `24:00`, or the offices' closing time. */
function endOf(deadline: string): string {
  const time = wallClock(deadline).slice(11);
  return time === '00:00' ? '24:00' : time;
}
