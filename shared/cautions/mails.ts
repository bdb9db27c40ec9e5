/** What is told of caution letters and talks (art. 23), each to whoever has to act next. */
import { arrivalIn, stepIn } from '../mail/words.ts';

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
  'caution-sent': stepIn({
    while: ['sent', 'overdue'],
    what: '收到提醒函，请限期整改',
    todo: '通报显示贵单位超期认领情况严重。请登录平台查看提醒函，在整改期限内完成整改并报告整改情况。',
    article: '23 提醒',
  }),
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
  'talk-scheduled': stepIn({
    while: ['scheduled'],
    what: '约谈时间已确定',
    todo: '请登录平台查看约谈日期和参加人员，按时参加。',
    article: '23 提醒',
  }),
};
