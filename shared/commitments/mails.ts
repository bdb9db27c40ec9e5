/** What is told of a promise beside its arrival and lateness. */
import { followedDetails, type Plain, stepIn, withDetails } from '../mail/words.ts';
import { type CommitmentBody, type CommitmentState, END_REASONS } from './body.ts';

const step = (words: Plain) =>
  withDetails<CommitmentBody, CommitmentState>(stepIn(words), ({ exchange: { body } }) => [
    ...followedDetails(body, END_REASONS),
    ...(body.rectifyBy ? [['整改期限', body.rectifyBy] as const] : []),
  ]);

export const mails = {
  'commitment-to-rectify': step({
    while: ['rectifying'],
    what: '承诺核查：已责令限期整改',
    todo: '请登录平台查看整改要求和期限。',
    article: '6',
  }),
  'commitment-ended': step({
    while: ['ended'],
    what: '承诺不再需要核查',
    todo: '所依据的许可已终止或推送已更正。请登录平台查看终止原因。',
    article: '6',
  }),
  'commitment-rectify-over': step({
    while: ['rectifying'],
    what: '承诺整改期满',
    todo: '请登录平台查看；监管单位请核查整改情况并登记结论。',
    article: '6',
  }),
};
