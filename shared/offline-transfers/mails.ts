/** What the sender of an offline transfer is told: it did not arrive, or not as it was sent. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'transfer-missed': stepIn({
    while: ['not-received'],
    what: '线下传输的资料未收到',
    todo: '请登录平台查看对方的说明，查明去向；重新传送的，请重新登记。',
    article: '18',
  }),
  'transfer-differs': stepIn({
    while: ['received'],
    what: '线下传输的资料与登记的不符',
    todo: '请登录平台查看，与对方核对。',
    article: '18',
  }),
};
