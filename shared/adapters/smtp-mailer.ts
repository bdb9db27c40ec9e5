/** Mail over SMTP, through the county's own server. */
import type { SMTPPoolOptions, SMTPPoolSentMessageInfo, Transporter } from 'nodemailer';
import { type Clock, type Mail, type Mailer, MailRefused, MailServerDown } from '../ports.ts';
import { composeMail } from './mail-message.ts';

// Replies that speak of our own account, not of this message (RFC 4954): putting that right is the operator's part, and
// no message may be given up for it.
const ABOUT_LOGIN = new Set([530, 534, 535, 538]);

export interface SmtpMailerOptions {
  /**
   * `smtps://user:password@host:465` or `smtp://host:587`. STARTTLS is used where the server offers it;
   * `?requireTLS=true` insists on it.
   */
  readonly url: string;
  /** The sender, as an address or `Name <address>`. */
  readonly from: string;
  readonly clock: Clock;
  /**
   * Milliseconds for one message in all, queueing included. Default 15,000: half of what the function that wakes has.
   */
  readonly timeout?: number;
  /** Milliseconds without a word from the server, at every step. Default 5,000. */
  readonly silence?: number;
}

export class SmtpMailer implements Mailer {
  readonly #options: SmtpMailerOptions;
  #transport: Promise<Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>> | undefined;

  constructor(options: SmtpMailerOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the server has taken the message. Throws `MailRefused` where it refused this message for good (5xx),
   * `MailServerDown` where it takes none at present; whatever is thrown but a refusal leaves the outcome open, and the
   * message may be sent again.
   */
  async send(mail: Mail): Promise<void> {
    const message = composeMail(mail, this.#options.from, this.#options.clock.now());
    this.#transport ??= connect(this.#options);
    const transport = await this.#transport;
    try {
      await transport.sendMail({ ...message, signal: AbortSignal.timeout(this.#options.timeout ?? 15_000) });
    } catch (error) {
      if (isRefusal(error)) throw new MailRefused('The mail server refused the message', { cause: error });
      throw isOfMessage(error) ? error : new MailServerDown('The mail server takes no mail', { cause: error });
    }
  }

  /** Ends the connections once what is being sent has been. */
  async close(): Promise<void> {
    const transport = await this.#transport;
    this.#transport = undefined;
    transport?.close();
  }
}

async function connect({ url, silence = 5_000 }: SmtpMailerOptions) {
  // nodemailer takes tens of milliseconds to load: only who sends pays for it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    idleTimeout: 30_000,
    // Once, for a connection that the server had closed while it was idle. Beyond that whoever sends tries again, and
    // keeps count of it.
    maxRequeues: 1,
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    dnsTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** True where the server (or nodemailer on its behalf) refused the message itself, and would again. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, permanent, responseCode } = error as Error & Record<string, unknown>;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  if (typeof responseCode !== 'number') return command === 'API';
  // The sender is the same in every message: where the server does not take it, that is the operator's part too.
  if (command === 'MAIL FROM' && !ABOUT_SIZE.has(responseCode)) return false;
  return permanent === true && !ABOUT_LOGIN.has(responseCode);
}

/**
 * True where the server put off this message alone: it answered "later" to the recipient, such as for a full mailbox.
 * A server that does so before it knows the recipient, or once it has the whole message (its disk is full, its scanner
 * is down), would put off every other message as well.
 */
function isOfMessage(error: unknown): boolean {
  const { command, response, responseCode } = (error ?? {}) as Record<string, unknown>;
  if (command !== 'RCPT TO' || typeof responseCode !== 'number') return false;
  if (responseCode === CLOSING || ABOUT_LOGIN.has(responseCode)) return false;
  return !OF_THE_SYSTEM.test(String(response));
}

/** 421: the server is going down, whatever it was asked. */
const CLOSING = 421;
/** What speaks of the message where its size is told beside the sender (RFC 1870, RFC 7504). */
const ABOUT_SIZE = new Set([523, 552]);
/** The class of enhanced codes that speaks of the server itself (RFC 3463, X.3.X), whatever it was asked. */
const OF_THE_SYSTEM = /^4\d\d[ -]4\.3\.\d/;
