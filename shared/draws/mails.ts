/** What is told of a draw: to the office, that somebody is silent; to those who take part, that it was drawn. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'draw-silent': stepIn({
    while: ['committed'],
    what: '抽取专家：有单位未提供随机数',
    todo: '请登录平台督促有关单位提供，或代为提供随机数。',
    article: '14',
  }),
  'draw-drawn': stepIn({
    while: ['drawn'],
    what: '专家已抽取',
    todo: '请登录平台查看抽取结果；各方随机数已公布，可以重新计算核对。',
    article: '14',
  }),
};
