/** What is told of a correction, to whom it is addressed. */
import { arrivalIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['open'],
    what: '新的更正申请待决定',
    todo: '请登录平台核对有关推送的办理记录，决定是否采纳并说明理由。',
    article: '23',
  }),
};
