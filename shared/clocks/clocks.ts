/**
 * The table of clocks: each with its article (or ° for a convention of this system), what it starts from, its length
 * in working days and what happens at its end. Another county's numbers, or a later rule's, are entered as a rule set
 * with its source and the day from which it holds; a clock that runs keeps the rule of its first day (art. 26).
 */
import { aheadOf, recount, startClock } from '../calendar/recount.ts';
import type { ClockRule, EndOfDay, LogEntry, RunningClock } from '../calendar/types.ts';
import { articlesIn } from '../citing.ts';
import type { County } from '../county.ts';
import { type CivilDate, civilDateOf, type Instant, yearOfInstant } from '../time.ts';

export interface ClockDefinition extends ClockRule {
  /** Chinese: the clock's name, as explanations show it; what it starts from; what happens at its end. */
  label: string;
  startsFrom: string;
  atItsEnd: string;
}

/** What happens at the end of most. */
const LATE = '记为迟延，列入通报附表';

export const CLOCKS = {
  'push-approval': clock('审批信息推送', '17(1)', '办结', 0, LATE),
  'claim-approval': clock('审批信息认领', '17(1)', '推送', 2, '视为已认领，纳入监管台账，记为超期'),
  'push-supervision': clock('监管处理信息推送', '17(2)', '结果公布', 3, LATE),
  'claim-supervision': clock('监管处理信息认领', '17(2)', '推送', 2, '视为已认领，记为超期'),
  readdress: clock('退回后改派', '°', '退回', 1, '通知行政审批服务局管理员，列入通报附表'),
  'credit-result': clock('检查结果、处理决定报送信用平台', '19(1)', '检查结果或处理决定作出', 7, LATE),
  'credit-publicity': clock('双公示', '发改办财金〔2018〕424号', '决定作出', 7, LATE),
  'credit-withdrawal': clock('撤下被撤销的信用记录', '《行政处罚法》第四十八条', '变更、撤销、确认违法或无效', 3, LATE),
  certificate: clock('配发证照', '13', '决定作出', 10, LATE),
  commitment: clock('告知承诺核查', '°', '作出决定', 40, LATE),
  'commitment-rectify': clock('承诺整改', '°', '核查，至所定之日', 0, '通知双方'),
  copy: clock('文件抄送', '20', '文件印发', 0, LATE),
  'forward-superior': clock('上级新要求转送', '24', '收到', 3, '记为迟延，列入通报附表；可据以追究责任'),
  'change-notice': clock('事项调整提前函告', '20', '施行之前', 5, '调整不能发布'),
  reply: clock('答复', '10, 11, 20, 21', '发出', 5, LATE),
  resolution: clock('问题处理', '°', '接收单位首次答复', 20, '通知双方和县政府办公室'),
  opinion: clock('参加后反馈意见', '°', '到场', 1, LATE),
  contribution: clock('抽取专家提供随机数', '°', '发起抽取', 1, '通知县政府办公室，可由其代为提供'),
  'expert-reminder': clock('专家续聘、复核提醒', '°', '聘期或复核日前', 20, '提醒推荐单位'),
  support: clock('支持请求答复', '°', '提出', 5, LATE),
  'circular-correction': clock('通报更正', '°', '初稿发出', 5, '不再受理更正'),
  'circular-issue': clock('通报印发', '°', '更正期满', 5, '通知县政府办公室'),
  'account-change': clock('须由第二人确认的变更', '°', '提出', 5, '不再有效，需要的重新提出'),
  'account-confirmation': clock('单位每季度确认账号', '°', '季度首日', 10, '不计入统计'),
  'outage-entry': clock('平台故障后补录期限顺延', '°', '故障结束', 5, '不能再补录'),
  'problem-reopening': clock('问题办结后再次提请', '°', '办结', 5, '不能再次提请'),
  rectification: clock(
    '提醒后整改',
    '23',
    '发出',
    10,
    '未报告或者认定整改不力的，可由县政府办公室约谈；已报告的可以提前认定',
  ),
} as const satisfies Record<string, ClockDefinition>;

export type ClockName = keyof typeof CLOCKS;

/** The rule that holds for a clock starting on a day: of the rule sets in force by then the one entered last. */
export function ruleOn(log: readonly LogEntry[], name: ClockName, day: CivilDate): ClockRule & { endOfDay: EndOfDay } {
  let { article, length }: ClockRule = CLOCKS[name];
  let endOfDay: EndOfDay = '24:00';
  for (const entry of log) {
    if (entry.type !== 'rules' || entry.from > day) continue;
    ({ article = article, length } = entry.clocks[name] ?? { length });
    endOfDay = entry.endOfDay ?? endOfDay;
  }
  return { article, length, endOfDay };
}

/**
 * The article of a clock as the county counts its articles; one that a rule set of the county has named stays as it is.
 */
export function articleOf({ regulation }: Pick<County, 'regulation'>, clock: Pick<RunningClock, 'rule' | 'article'>) {
  const { rule, article } = clock;
  const known: ClockDefinition | undefined = (CLOCKS as Readonly<Record<string, ClockDefinition>>)[rule];
  return known?.article === article ? articlesIn(regulation, article) : article;
}

/**
 * Starts a clock at an instant, counted with the calendar as it is known now; `length` where a sender or a matter has
 * set it. Throws `calendar-unknown` where the calendar does not reach.
 */
export function start(
  log: readonly LogEntry[],
  now: Instant,
  name: ClockName,
  from: Instant,
  length?: number,
): RunningClock {
  return startAsLong(log, now, name, from, length === undefined ? undefined : { length, set: true });
}

/** The same, as long as another; set by somebody where that was. */
export function startAsLong(
  log: readonly LogEntry[],
  now: Instant,
  name: ClockName,
  from: Instant,
  as?: Pick<RunningClock, 'length' | 'set'>,
): RunningClock {
  const day = civilDateOf(from);
  const { length, ...rule } = ruleOn(log, name, day);
  const ruled = { ...rule, length: as?.length ?? length, set: as?.set };
  const begun = startClock(log, yearOfInstant(now), name, ruled, from);
  const ahead = as?.set ? [] : aheadOf(log, name, now, day);
  return ahead.length > 0 ? { ...begun, ahead } : begun;
}

/** The entries that were there at an instant. */
export function knownAt(log: readonly LogEntry[], at: Instant): readonly LogEntry[] {
  return log.filter((entry) => entry.at <= at);
}

/**
 * The clock as it is by `now`, had it been started at `at` and run since. Counted anew with all that was entered, it
 * would lose the days that an extension had given before it was revoked.
 */
export function startedAt(
  { log, now }: { readonly log: readonly LogEntry[]; readonly now: Instant },
  at: Instant,
  name: ClockName,
  from: Instant,
): RunningClock {
  return recount(start(knownAt(log, at), at, name, from), log, now).clock;
}

function clock(label: string, article: string, startsFrom: string, length: number, atItsEnd: string): ClockDefinition {
  return { label, article, startsFrom, length, atItsEnd };
}
