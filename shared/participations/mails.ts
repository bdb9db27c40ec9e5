/**
 * What is told of a participation: the invitation with its time, another time, the end of the matter, and the answers.
 */
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn, nameOf, stepIn } from '../mail/words.ts';
import { formatInstant } from '../time.ts';
import { CASES, type PartBody, type PartState } from './body.ts';

type Writer = MailWriter<PartBody, PartState>;

/** What whoever is reminded is asked for. */
const NUDGED: Readonly<Partial<Record<PartState, string>>> = {
  invited: '请登录平台答复是否参加。',
  accepted: '贵单位已答复参加，请按时到场；不能参加的，请登录平台说明理由。',
  attended: '请登录平台反馈意见。',
};

/** The articles that an invitation to each rests on. */
const ARTICLES: Readonly<Record<PartBody['of'], string>> = { survey: '2, 6', meeting: '21' };

/** The words of a step, with what it is, when and where; of a survey also its matters and the party. */
function withTime(words: (of: string, article: string) => MailWriter): Writer {
  return async (about, asks) => {
    const { of, startsAt } = about.exchange.body;
    const said = await words(CASES[of], ARTICLES[of])(about as never, asks);
    const at = formatInstant(startsAt);
    const time = ['时间', `${at.slice(0, 10)} ${at.slice(11, 16)}`] as const;
    return said && { ...said, details: [...said.details, time, ...(await whereAndWhom(about, asks))] };
  };
}

/** Where it is, and whom it is about: of a natural person neither leaves the platform. A meeting's topic never does. */
async function whereAndWhom(
  { exchange: { case: of, body } }: Parameters<Writer>[0],
  asks: Parameters<Writer>[1],
): Promise<(readonly [string, string])[]> {
  const party = body.of === 'survey' && of ? ((await asks.record(of))?.subject?.party ?? null) : null;
  if (party?.type === 'natural-person') return [];
  const place = body.place === null ? [] : [['地点', body.place] as const];
  const about = body.of === 'survey' && body.title !== null ? [['事由', body.title] as const] : [];
  return [...place, ...about, ...(party === null ? [] : [['相对人', party.name] as const])];
}

/** The words of an answer, with whose it is. */
function withSender(words: MailWriter): Writer {
  return async (about, asks) => {
    const said = await words(about as never, asks);
    return said && { ...said, details: [['来自', nameOf(about.facts, about.exchange.to)]] };
  };
}

export const mails = {
  arrival: withTime((of, article) =>
    arrivalIn({ while: ['invited'], what: `邀请参加${of}`, todo: '请登录平台答复是否参加。', article }),
  ),
  nudge: withTime((of, article) => (about, asks) => {
    const todo = NUDGED[about.exchange.state as PartState] ?? '';
    return stepIn({ while: Object.keys(NUDGED), what: `催办：参加${of}`, todo, article })(about, asks);
  }),
  'case-moved': withTime((of, article) =>
    stepIn({ while: ['invited'], what: `${of}改期`, todo: '请登录平台重新答复是否参加。', article }),
  ),
  'case-cancelled': withTime((of, article) =>
    stepIn({ while: ['cancelled'], what: `${of}已取消`, todo: '不需要再参加。请登录平台查看理由。', article }),
  ),
  'participation-declined': withSender(
    stepIn({ while: ['declined'], what: '受邀单位不参加', todo: '请登录平台查看理由。', article: '21' }),
  ),
  'participation-reported': withSender(
    stepIn({ while: ['reported'], what: '参加单位已反馈意见', todo: '请登录平台查看意见。', article: '21' }),
  ),
};
