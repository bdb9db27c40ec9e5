/** What is told of a promise beside its arrival and lateness: that the day for rectifying is over. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'commitment-rectify-over': stepIn({
    while: ['rectifying'],
    what: '承诺整改期满',
    todo: '请登录平台查看；监管单位请核查整改情况并登记结论。',
    article: '6',
  }),
};
