/**
 * Mail over Amazon SES. SES writes a `Message-ID` of its own over ours, so that a message sent twice cannot be told by
 * it; ours stands in `X-Message-ID`. Where that matters, SMTP through another server keeps it.
 */
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { type Clock, type Mail, type Mailer, MailRefused, MailServerDown } from '../ports.ts';
import { composeMail } from './mail-message.ts';

/** SES will refuse the same message again. */
const REFUSED = new Set(['MessageRejected', 'BadRequestException']);

export interface SesMailerOptions {
  /** The sender, as an address or `Name <address>`; its domain is verified in SES. */
  readonly from: string;
  readonly clock: Clock;
  readonly endpoint?: string;
}

export class SesMailer implements Mailer {
  readonly #options: SesMailerOptions;
  #client: Promise<SESv2Client> | undefined;

  constructor(options: SesMailerOptions) {
    this.#options = options;
  }

  async send(mail: Mail): Promise<void> {
    const { from, clock } = this.#options;
    const composed = composeMail(mail, from, clock.now());
    const headers = { 'X-Message-ID': `<${mail.messageId}>` };
    // Both are heavy to load: only who sends pays for them.
    const [{ SendEmailCommand }, { default: MailComposer }] = await Promise.all([
      import('@aws-sdk/client-sesv2'),
      import('nodemailer/lib/mail-composer'),
    ]);
    const message = new MailComposer({ ...composed, newline: 'win', headers });
    const command = new SendEmailCommand({
      Destination: { ToAddresses: [mail.to] },
      Content: { Raw: { Data: await message.compile().build() } },
    });
    this.#client ??= connect(this.#options.endpoint);
    try {
      await (await this.#client).send(command);
    } catch (error) {
      const refused = error instanceof Error && REFUSED.has(error.name);
      if (refused) throw new MailRefused('SES refused the message', { cause: error });
      throw new MailServerDown('SES takes no mail', { cause: error });
    }
  }
}

async function connect(endpoint: string | undefined): Promise<SESv2Client> {
  const { SESv2Client } = await import('@aws-sdk/client-sesv2');
  const requestHandler = { connectionTimeout: 2000, requestTimeout: 15_000, throwOnRequestTimeout: true };
  return new SESv2Client({ endpoint, maxAttempts: 2, requestHandler });
}
