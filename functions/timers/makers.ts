/** The mails that belong to no record, each with the capability that makes it. */
import { accountChangeMails } from '../../shared/mail/account-change.ts';
import { layOut } from '../../shared/mail/layout.ts';
import type { MailMaker, MailMakers } from '../../shared/mail/made.ts';
import { DIGEST, digestWords } from '../../shared/pushes/mails/digest.ts';
import { ARRIVALS, arrivalWords } from '../../shared/pushes/mails/hourly.ts';
import { circularMails } from '../../shared/reports/mail.ts';

export const MAKERS: MailMakers = {
  ...circularMails,
  ...accountChangeMails,
  [DIGEST]: inWords(digestWords),
  [ARRIVALS]: inWords(arrivalWords),
};

function inWords(wordsOf: typeof digestWords): MailMaker {
  return {
    atAnyHour: false,
    make: async (desk, settings, outgoing, facts) => {
      const words = await wordsOf(desk, outgoing, facts);
      return words && { ...(await layOut(words, settings.address)), attachments: [] };
    },
  };
}
