/** What is told of the steps after a circular (art. 23 and 24), each to whoever has to act next. */
import type { RunningClock } from '../calendar/types.ts';
import { quote } from './articles.ts';
import { type Letter, lastMoment, nameOf, PROVISIONAL, recordPath, type Subject } from './letter.ts';

interface Words {
  /** The states in which there is still something to tell. */
  while: readonly string[];
  what: string;
  todo: string;
  article: '23' | '24';
}

const WORDS = {
  'caution-drafted': {
    while: ['drafted'],
    what: '提醒函待签发',
    todo: '通报显示该单位超期认领情况严重，平台已按通报数据拟好提醒函。请登录平台核对后签发。',
    article: '23',
  },
  'caution-dropped': {
    while: ['dropped'],
    what: '决定不予提醒',
    todo: '通报显示该单位超期认领情况严重，县行政审批服务局决定不发提醒函。请登录平台查看理由。',
    article: '23',
  },
  'caution-sent': {
    while: ['sent', 'overdue'],
    what: '收到提醒函，请限期整改',
    todo: '通报显示贵单位超期认领情况严重。请登录平台查看提醒函，在整改期限内完成整改并报告整改情况。',
    article: '23',
  },
  'caution-reported': {
    while: ['rectification-reported'],
    what: '整改情况待认定',
    todo: '被提醒单位已报告整改情况。请登录平台查看并认定是否整改到位；认定整改不力的，将转入约谈。',
    article: '23',
  },
  'caution-overdue': {
    while: ['overdue'],
    what: '整改期满未报告',
    todo: '被提醒单位在整改期限内没有报告整改情况。请登录平台认定整改结果；认定整改不力的，将转入约谈。',
    article: '23',
  },
  'caution-judged': {
    while: ['rectified', 'not-rectified'],
    what: '整改结果已认定',
    todo: '县政府办公室已认定整改结果。请登录平台查看认定意见。',
    article: '23',
  },
  'talk-scheduled': {
    while: ['scheduled'],
    what: '约谈时间已确定',
    todo: '请登录平台查看约谈日期和参加人员，按时参加。',
    article: '23',
  },
  'accountability-attributed': {
    while: ['attributed'],
    what: '责任追究：已认定责任',
    todo: '请登录平台查看认定的责任和依据的证据。',
    article: '24',
  },
  'accountability-referred': {
    while: ['referred'],
    what: '责任追究：移交处理',
    todo: '县政府办公室移交一起审管互动中不作为、乱作为的线索。请登录平台查看。',
    article: '24',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Step = keyof typeof WORDS;

export const STEPS = Object.keys(WORDS) as Step[];

/** The letter of one step; null once the record has gone on, or its body has been taken from sight. */
export function stepLetter(step: Step, { exchange, path, facts }: Subject): Letter | null {
  const words: Words = WORDS[step];
  if (exchange.quarantined || !words.while.includes(exchange.state)) return null;
  const { org, quarter } = exchange.body as { org?: string; quarter?: string };
  const clock = exchange.state === 'sent' ? (exchange.clock as RunningClock) : null;
  return {
    subject: quarter ? `${words.what}：${quarter.slice(0, 4)}年第${quarter.slice(5)}季度通报` : words.what,
    opening: `${words.what}。${words.todo}`,
    details: [
      ...(quarter ? [['通报', `${quarter.slice(0, 4)}年第${quarter.slice(5)}季度`] as const] : []),
      ...(quarter && org ? [['被提醒单位', nameOf(facts, org)] as const] : []),
      ['来自', nameOf(facts, exchange.from)],
      ...(clock ? [['整改期限', lastMoment(clock)] as const] : []),
    ],
    groups: [],
    link: { label: '查看并办理', path: recordPath(path, exchange.id) },
    basis: quote(words.article),
    remarks: clock?.provisional ? [PROVISIONAL] : [],
  };
}
