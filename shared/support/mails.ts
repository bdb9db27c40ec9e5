/** What is told of a support request beside its arrival: to whoever asked, what became of it. */
import { stepIn } from '../mail/words.ts';

export const mails = {
  'support-answered': stepIn({
    while: ['answered'],
    what: '支持请求已答复',
    todo: '请登录平台查看答复。',
    article: '15',
  }),
  'support-referred': stepIn({
    while: ['open'],
    what: '支持请求已转上级平台',
    todo: '请登录平台查看受理编号，答复以上级平台为准。',
    article: '15',
  }),
};
