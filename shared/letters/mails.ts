/** What is told of a letter beside its arrival: the reply to its sender, and to its addressee that it was withdrawn. */
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn, nameOf, plainArrival, stepIn } from '../mail/words.ts';

const plainReplied = stepIn({
  while: ['replied'],
  what: '函件已答复',
  todo: '对方单位已经答复。请登录平台查看答复；需要办结的，请填写采纳情况办结。',
  article: '20',
});

const replied: MailWriter = async (about, asks) => {
  const words = await plainReplied(about, asks);
  return words && { ...words, details: [['来自', nameOf(about.facts, about.exchange.to)]] };
};

const announced = arrivalIn({
  while: ['informed'],
  what: '事项调整函告',
  todo: '请登录平台查看调整的内容和施行日期，做好准备。不需要答复。',
  article: '20',
});

const arrival: MailWriter = (about, asks) =>
  about.exchange.state === 'informed' ? announced(about, asks) : plainArrival(about, '10, 12, 20, 21');

export const mails = {
  arrival,
  'letter-replied': replied,
  'letter-withdrawn': stepIn({
    while: ['withdrawn'],
    what: '函件已撤回',
    todo: '发出单位撤回了该函件，不需要再答复。请登录平台查看理由。',
    article: '20',
  }),
};
