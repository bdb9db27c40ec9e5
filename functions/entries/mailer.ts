/** The mailer of the functions that send, as the stack has set it: SES, or SMTP with its secret in an SSM parameter. */
import { GuardedMailer } from '../../shared/adapters/guarded-mailer.ts';
import { openJsonLog } from '../../shared/adapters/json-log.ts';
import { SesMailer } from '../../shared/adapters/ses-mailer.ts';
import { SmtpMailer } from '../../shared/adapters/smtp-mailer.ts';
import { secret } from '../../shared/adapters/ssm-secret.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import type { Mail, Mailer } from '../../shared/ports.ts';
import type { Environment } from '../lambda.ts';

/** `MAIL_FROM`, and `SMTP_PARAMETER` (the name of the parameter with the server's URL) where SES is not used. */
export function deployedMailer({ MAIL_FROM: from, SMTP_PARAMETER: parameter }: Environment): Mailer {
  if (!from) return NO_MAIL;
  const mailer = parameter ? new SecretSmtpMailer(from, parameter) : new SesMailer({ from, clock: systemClock });
  return new GuardedMailer(mailer, openJsonLog({ clock: systemClock, readable: false }));
}

/** Asks for the server's URL when the first message goes out. */
class SecretSmtpMailer implements Mailer {
  readonly #from: string;
  readonly #parameter: string;
  #mailer: { url: string; mailer: SmtpMailer } | undefined;

  constructor(from: string, parameter: string) {
    this.#from = from;
    this.#parameter = parameter;
  }

  async send(mail: Mail): Promise<void> {
    const url = await secret(this.#parameter);
    if (this.#mailer?.url !== url) {
      this.#mailer = { url, mailer: new SmtpMailer({ url, from: this.#from, clock: systemClock }) };
    }
    return this.#mailer.mailer.send(mail);
  }
}

const NO_MAIL: Mailer = {
  send: async () => {
    throw new Error('No mail is set up: deploy with mailFrom');
  },
};
