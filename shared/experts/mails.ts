/** What is told of an expert: the nomination to the bureau, what follows to the nominator. No mail says the name. */
import type { MailWords, MailWriter } from '../exchange/mails.ts';
import { arrivalIn, type Plain, stepIn, withDetails } from '../mail/words.ts';
import { type ExpertBody, type ExpertState, LEVELS } from './body.ts';

type Words = MailWriter<ExpertBody, ExpertState>;
type Body = Parameters<Words>[0]['exchange']['body'];

/** For which matters one is asked, and in which pool. */
const poolOf = ({ specialties, level }: Body): MailWords['details'] => [
  ['专业', specialties.join('、')],
  ['专家库', LEVELS[level]],
];

const daysOf = ({ termTo, reviewBy }: Body): MailWords['details'] => [
  ...(termTo ? [['聘期至', termTo] as const] : []),
  ...(reviewBy ? [['应复核日期', reviewBy] as const] : []),
];

const step = (words: Plain, more: (body: Body) => MailWords['details'] = () => []): Words =>
  withDetails(stepIn(words), ({ exchange: { body } }) => [...poolOf(body), ...more(body)]);

export const mails = {
  arrival: withDetails<ExpertBody, ExpertState>(
    arrivalIn({
      while: ['nominated'],
      what: '新的专家推荐待入库',
      todo: '请登录平台核对该专家的情况，决定是否入库。',
      article: '14',
    }),
    ({ exchange: { body } }) => poolOf(body),
  ),
  'expert-decided': step({
    while: ['active', 'refused'],
    what: '专家推荐已办理',
    todo: '请登录平台查看是否入库。',
    article: '14',
  }),
  'expert-reminder': step(
    {
      while: ['active'],
      what: '专家聘期或复核日期将至',
      todo: '请登录平台核对该专家的情况，续聘、复核或办理退出。期满未续聘、未复核的，不再参加抽取。',
      article: '14',
    },
    daysOf,
  ),
};
