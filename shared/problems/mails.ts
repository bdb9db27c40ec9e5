/** What is told of a problem, to whom it is addressed. */
import { arrivalIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['open'],
    what: '新问题待处理',
    todo: '请登录平台查看情况，与有关单位沟通后形成处理意见，或移交其他单位。',
    article: '21',
  }),
};
