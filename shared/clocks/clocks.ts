/**
 * The table of clocks: each with its article (or ° for a convention of this system), what it starts from, its length
 * in working days and what happens at its end. Another county's numbers, or a later rule's, are entered as a rule set
 * with its source and the day from which it holds; a clock that runs keeps the rule of its first day (art. 26).
 */
import { startClock } from '../calendar/recount.ts';
import type { ClockRule, EndOfDay, LogEntry, RunningClock } from '../calendar/types.ts';
import { type CivilDate, civilDateOf, type Instant, yearOfInstant } from '../time.ts';

export interface ClockDefinition extends ClockRule {
  /** Chinese: the clock's name, as explanations show it. */
  label: string;
  startsFrom: string;
  atItsEnd: string;
}

export const CLOCKS = {
  'push-approval': clock('审批信息推送', '17(1)', 'completed', 0, 'late, annex'),
  'claim-approval': clock('审批信息认领', '17(1)', 'pushed', 2, 'deemed claimed, enters the register, overdue'),
  'push-supervision': clock('监管处理信息推送', '17(2)', 'published', 3, 'late, annex'),
  'claim-supervision': clock('监管处理信息认领', '17(2)', 'pushed', 2, 'deemed claimed, overdue'),
  readdress: clock('退回后改派', '°', 'returned', 1, 'bureau-admin told; annex'),
  'credit-result': clock('检查结果、处理决定报送信用平台', '19(1)', 'result or decision', 7, 'late, annex'),
  'credit-publicity': clock('双公示', '发改办财金〔2018〕424号', 'decision', 7, 'late, annex'),
  certificate: clock('配发证照', '13', 'decision', 10, 'late, annex'),
  copy: clock('文件抄送', '20', 'issued', 0, 'late, annex'),
  'forward-superior': clock('上级新要求转送', '24', 'received', 3, 'late, annex; ground for accountability'),
  'change-notice': clock('事项调整提前函告', '20', 'before effect', 5, 'the change cannot be published'),
  reply: clock('答复', '10, 11, 20, 21', 'sent', 5, 'late, annex'),
  'circular-correction': clock('通报更正', '°', 'draft sent', 5, 'window closes'),
  'circular-issue': clock('通报印发', '°', 'window closed', 5, 'government office told'),
  rectification: clock('提醒后整改', '23', 'sent', 10, 'ready for an admonitory talk'),
} as const satisfies Record<string, ClockDefinition>;

export type ClockName = keyof typeof CLOCKS;

/** The rule that holds for a clock starting on a day: of the rule sets in force by then the one entered last. */
export function ruleOn(log: readonly LogEntry[], name: ClockName, day: CivilDate): ClockRule & { endOfDay: EndOfDay } {
  let { article, length }: ClockRule = CLOCKS[name];
  let endOfDay: EndOfDay = '24:00';
  for (const entry of log) {
    if (entry.type !== 'rules' || entry.from > day) continue;
    ({ article, length } = entry.clocks[name] ?? { article, length });
    endOfDay = entry.endOfDay ?? endOfDay;
  }
  return { article, length, endOfDay };
}

/**
 * Starts a clock at an instant, counted with the calendar as it is known now; `length` where its sender may set it.
 * Throws `calendar-unknown` where the calendar does not reach.
 */
export function start(
  log: readonly LogEntry[],
  now: Instant,
  name: ClockName,
  from: Instant,
  length?: number,
): RunningClock {
  const rule = ruleOn(log, name, civilDateOf(from));
  return startClock(log, yearOfInstant(now), name, { ...rule, length: length ?? rule.length }, from);
}

function clock(label: string, article: string, startsFrom: string, length: number, atItsEnd: string): ClockDefinition {
  return { label, article, startsFrom, length, atItsEnd };
}
