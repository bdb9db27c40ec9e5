/**
 * The mails that belong to no record, each with the capability that makes it; loaded when the first of them goes out.
 */
import { accountChangeMails } from '../../shared/mail/account-change.ts';
import type { MailMaker, MailMakers } from '../../shared/mail/made.ts';
import { circularMails } from '../../shared/reports/mail.ts';

export const MAKERS: MailMakers = {
  ...circularMails,
  ...accountChangeMails,
  digest: inWords(async () => (await import('../../shared/pushes/mails/digest.ts')).digestWords),
  'list-hand-over': inWords(async () => (await import('../../shared/register/hand-over-mail.ts')).handOverWords),
  'calendar-entry': inWords(async () => (await import('../../shared/retiming/telling.ts')).calendarWords),
  'superior-list': inWords(async () => (await import('../../shared/mail/superior-list.ts')).superiorWords),
  'account-by-other': inWords(async () => (await import('../../shared/mail/account-by-other.ts')).accountWords),
  'mailbox-moved': inWords(async () => (await import('../../shared/mail/mailbox-moved.ts')).mailboxWords),
  succession: inWords(async () => (await import('../../shared/successions/telling.ts')).successionWords),
  arrivals: inWords(async () => (await import('../../shared/pushes/mails/hourly.ts')).arrivalWords),
};

type Words = typeof import('../../shared/pushes/mails/digest.ts').digestWords;

function inWords(load: () => Promise<Words>): MailMaker {
  return {
    atAnyHour: false,
    make: async (desk, settings, outgoing, facts) => {
      const [wordsOf, { layOut }] = await Promise.all([load(), import('../../shared/mail/layout.ts')]);
      const words = await wordsOf(desk, outgoing, facts);
      return words && { ...(await layOut(words, settings.address)), attachments: [] };
    },
  };
}
