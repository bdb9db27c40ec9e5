/** What is told of a push, by type of mail. */
import type { MailWriter } from '../../exchange/mails.ts';
import type { PushBody } from '../body.ts';
import { pushArrival } from './arrival.ts';
import { correctedWords, followedWords, transferredWords } from './corrected.ts';
import { returnedWords } from './returned.ts';
import { readdressOverdueWords, withoutAccountsWords } from './to-bureau.ts';

type Writer = MailWriter<PushBody>;

export const mails: Readonly<
  Record<
    | 'arrival'
    | 'returned'
    | 'corrected'
    | 'transferred'
    | 'followed'
    | 'readdress-overdue'
    | 'addressee-without-accounts',
    Writer
  >
> = {
  arrival: pushArrival,
  returned: returnedWords,
  corrected: correctedWords,
  transferred: transferredWords,
  followed: followedWords,
  'readdress-overdue': readdressOverdueWords,
  'addressee-without-accounts': async (about, { hasAccounts }) =>
    withoutAccountsWords(about, await hasAccounts(about.exchange.to)),
};
