/** What is told of a push, by type of mail. */
import type { MailWriter } from '../../exchange/mails.ts';
import type { PushBody } from '../body.ts';
import { pushArrival } from './arrival.ts';
import { returnedWords } from './returned.ts';
import { readdressOverdueWords, withoutAccountsWords } from './to-bureau.ts';

type Writer = MailWriter<PushBody>;

export const mails: Readonly<
  Record<'arrival' | 'returned' | 'readdress-overdue' | 'addressee-without-accounts', Writer>
> = {
  arrival: pushArrival,
  returned: returnedWords,
  'readdress-overdue': readdressOverdueWords,
  'addressee-without-accounts': async (about, { hasAccounts }) =>
    withoutAccountsWords(about, await hasAccounts(about.exchange.to)),
};
