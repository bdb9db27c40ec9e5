/** Mail of the one-machine home: over the county's SMTP server where one is named, else as files in the data folder. */
import { EmlMailer, type SentMail } from '../../../shared/adapters/eml-mailer.ts';
import { GuardedMailer } from '../../../shared/adapters/guarded-mailer.ts';
import { SmtpMailer } from '../../../shared/adapters/smtp-mailer.ts';
import type { Clock, Log, Mailer } from '../../../shared/ports.ts';
import type { Environment } from './environment.ts';

export interface LocalMail {
  readonly mailer: Mailer;
  /** What was written to files, oldest first. */
  sent(): Promise<SentMail[]>;
  close(): Promise<void>;
}

export function openMail({ folder, smtpUrl, mailFrom: from }: Environment, clock: Clock, log: Log): LocalMail {
  const files = new EmlMailer({ folder, from, clock });
  const sent = (): Promise<SentMail[]> => files.sent();
  if (smtpUrl === null) return { mailer: files, sent, close: async () => {} };
  const smtp = new SmtpMailer({ url: smtpUrl, from, clock });
  return { mailer: new GuardedMailer(smtp, log), sent, close: () => smtp.close() };
}
