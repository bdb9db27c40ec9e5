/** What is told of feedback, to the bureau. */
import { arrivalIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['recorded'],
    what: '新的监管反馈供知悉',
    todo: '请登录平台查看监管反馈的内容，不需要办理。',
    article: '17',
  }),
};
