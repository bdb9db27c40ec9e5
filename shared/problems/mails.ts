/** What is told of a problem, to whom it is addressed. */
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn, stepIn } from '../mail/words.ts';

const opened = arrivalIn({
  while: ['open'],
  what: '新问题待处理',
  todo: '请登录平台查看情况，与有关单位沟通后形成处理意见，或移交其他单位。',
  article: '21',
});

/** What a return has opened is told to the push's sender by the mail of the return: one mail of one moment. */
const arrival: MailWriter = async (about, asks) => {
  const { exchange, behind } = about;
  const said = (behind?.body ?? {}) as { problem?: string | null; supersededBy?: string | null };
  const isTold = behind?.state === 'returned' && !behind.quarantined && said.supersededBy === null;
  return isTold && said.problem === exchange.id && behind.from === exchange.to ? null : opened(about, asks);
};

export const mails = {
  arrival,
  'problem-escalated': stepIn({
    while: ['open'],
    what: '有问题提请贵单位处理',
    todo: '请登录平台查看情况和提请的理由，答复后形成处理意见。',
    article: '21',
  }),
  'problem-participates': stepIn({
    while: ['open'],
    what: '请参与研究一个问题',
    todo: '有单位提出了与贵单位有关的问题。请登录平台查看情况，并答复贵单位的意见。',
    article: '21',
  }),
};
