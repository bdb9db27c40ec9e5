/** What is told of an instruction beside its arrival. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'instruction-reported': stepIn({
    while: ['reported'],
    what: '交办事项已报告办理情况',
    todo: '请登录平台查看；符合要求的办结，不符合的退回重办。',
    article: '25',
  }),
  'instruction-sent-back': stepIn({
    while: ['assigned'],
    what: '交办事项已退回重办',
    todo: '请登录平台查看退回理由和新的期限，办理后重新报告。',
    article: '25',
  }),
  'instruction-withdrawn': stepIn({
    while: ['withdrawn'],
    what: '交办事项已撤回',
    todo: '该事项不需要再办理。请登录平台查看理由。',
    article: '25',
  }),
};
