/** What is told of an expert beside the nomination's arrival: to the nominator. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'expert-decided': stepIn({
    while: ['active', 'refused'],
    what: '专家推荐已办理',
    todo: '请登录平台查看是否入库。',
    article: '14',
  }),
  'expert-reminder': stepIn({
    while: ['active'],
    what: '专家聘期或复核日期将至',
    todo: '请登录平台核对该专家的情况，续聘、复核或办理退出。期满未续聘、未复核的，不再参加抽取。',
    article: '14',
  }),
};
