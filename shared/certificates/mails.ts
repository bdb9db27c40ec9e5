/** What is told of a certificate beside its arrival and lateness: that it is wanted no longer. */
import { followedDetails, stepIn, withDetails } from '../mail/words.ts';
import { type CertificateBody, type CertificateState, END_REASONS } from './body.ts';

export const mails = {
  'certificate-ended': withDetails<CertificateBody, CertificateState>(
    stepIn({
      while: ['ended'],
      what: '证照不再需要配发',
      todo: '所依据的推送已撤回或更正，许可已终止，或者异议成立。请登录平台查看终止原因。',
      article: '13',
    }),
    ({ exchange: { body } }) => followedDetails(body, END_REASONS),
  ),
};
