/**
 * What is told of a draw: to those invited, that it waits for them and that it was drawn; to the office, that somebody
 * is silent.
 */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'draw-opened': stepIn({
    while: ['committed'],
    what: '抽取专家：请提供随机数',
    todo: '请登录平台提供任意一段文字或数字，每个单位一次，至迟于下一个工作日。抽取之前任何人都看不到。',
    article: '14',
  }),
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
