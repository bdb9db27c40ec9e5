/** What is told of a correction, to whom it is addressed: which push it is about, too. */
import type { Exchange } from '../exchange/exchange.ts';
import { FIGURES } from '../exchange/figures.ts';
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn } from '../mail/words.ts';
import type { PushBody } from '../pushes/body.ts';
import { pushName } from '../pushes/name.ts';
import type { CorrectionBody } from './body.ts';

const plain = arrivalIn({
  while: ['open'],
  what: '新的更正申请待决定',
  todo: '请登录平台核对有关推送的办理记录，决定是否采纳并说明理由。',
  article: '23',
});

/** The platform itself has put a figure right: there is nothing to decide. */
const told = arrivalIn({
  while: ['accepted'],
  what: '通报附表已按补录的日历更正',
  todo: '有关记录不再计为超期，无需办理。通报已经印发的，列入下一期通报的勘误。',
  article: '23',
});

const arrival: MailWriter<CorrectionBody> = async (about, asks) => {
  const { figure, record, decidedAt } = about.exchange.body;
  const counted = about.behind ?? (record ? await asks.record(record) : null);
  const push = counted?.kind === 'push' ? (counted as Exchange<PushBody>) : null;
  const whole = { ...about, matterName: about.matterName ?? push?.body.matterName ?? null };
  const words = await (decidedAt === about.exchange.createdAt ? told : plain)(whole, asks);
  const named = push === null ? [] : [['推送', pushName(push)] as const];
  const counting = figure ? [['附表项目', FIGURES[figure]] as const] : [];
  return words && { ...words, details: [...counting, ...named, ...words.details] };
};

export const mails = { arrival };
