/** What is told of caution letters and talks (art. 23), each to whoever has to act next. */
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn, stepIn, weekday } from '../mail/words.ts';
import type { TalkBody } from './talk-body.ts';

export const cautionMails = {
  'caution-drafted': stepIn({
    while: ['drafted'],
    what: '提醒函待签发',
    todo: '通报显示该单位超期认领情况严重，平台已按通报数据拟好提醒函。请登录平台核对后签发。',
    article: '23 提醒',
  }),
  'caution-dropped': stepIn({
    while: ['dropped'],
    what: '决定不予提醒',
    todo: '通报显示该单位超期认领情况严重，县行政审批服务局决定不发提醒函。请登录平台查看理由。',
    article: '23 提醒',
  }),
  'caution-sent': withLetter(
    stepIn({
      while: ['sent', 'overdue'],
      what: '收到提醒函，请限期整改',
      todo: '通报显示贵单位超期认领情况严重，提醒函附后。请在整改期限内完成整改，并登录平台报告整改情况。',
      article: '23 提醒',
    }),
  ),
  'caution-reported': stepIn({
    while: ['rectification-reported'],
    what: '整改情况待认定',
    todo: '被提醒单位已报告整改情况。请登录平台查看并认定是否整改到位；认定整改不力的，将转入约谈。',
    article: '23 提醒',
  }),
  'caution-overdue': stepIn({
    while: ['overdue'],
    what: '整改期满未报告',
    todo: '被提醒单位在整改期限内没有报告整改情况。请登录平台认定整改结果；认定整改不力的，将转入约谈。',
    article: '23 提醒',
  }),
  'caution-judged': stepIn({
    while: ['rectified', 'not-rectified'],
    what: '整改结果已认定',
    todo: '县政府办公室已认定整改结果。请登录平台查看认定意见。',
    article: '23 提醒',
  }),
};

export const talkMails = {
  arrival: arrivalIn({
    while: ['to-schedule'],
    what: '整改不力，将进行约谈',
    todo: '经县政府办公室认定整改不力，将进行约谈，时间另行通知。请登录平台查看认定的理由。',
    article: '23 提醒',
  }),
  'talk-scheduled': withPlace(
    stepIn({
      while: ['scheduled'],
      what: '约谈时间已确定',
      todo: '请登录平台查看参加人员，按时参加。',
      article: '23 提醒',
    }),
  ),
};

/** The letter itself goes with its mail. */
function withLetter(write: MailWriter): MailWriter {
  return async (about, asks) => {
    const words = await write(about, asks);
    return words && { ...words, withDocument: true };
  };
}

/** When and where the talk is. */
function withPlace(write: MailWriter): MailWriter {
  return async (about, asks) => {
    const words = await write(about, asks);
    const { date, time, place } = about.exchange.body as TalkBody;
    if (!words || date === null) return words;
    const when = `${date}（${weekday(date)}）${time === undefined ? '' : ` ${time}`}`;
    const where = place === undefined ? [] : [['约谈地点', place] as const];
    return { ...words, details: [...words.details, ['约谈时间', when], ...where] };
  };
}
