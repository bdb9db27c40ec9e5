/** What is told of an account request beside its arrival: what the bureau has decided. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'accounts-granted': stepIn({
    while: ['granted'],
    what: '账号数量已核定',
    todo: '请登录平台查看核定的数量，并新增账号。',
    article: '16',
  }),
  'accounts-refused': stepIn({
    while: ['refused'],
    what: '账号申请不予核定',
    todo: '请登录平台查看理由。',
    article: '16',
  }),
};
