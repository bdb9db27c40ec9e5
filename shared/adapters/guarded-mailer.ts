/**
 * A circuit breaker before a mail server: after some faults in a row it is asked no more for a minute, then by one
 * message at a time. Whoever sends meanwhile is told at once that it is down, and waits for no timeout.
 */
import { type Log, type Mail, type Mailer, MailServerDown } from '../ports.ts';

/** Faults in a row after which the server counts as down. */
const FAULTS = 3;
/** Milliseconds of the machine's own time for which it is left alone. */
const REST = 60_000;

export class GuardedMailer implements Mailer {
  readonly #mailer: Mailer;
  readonly #log: Log;
  readonly #rest: number;
  #faults = 0;
  #restsUntil = 0;
  #asking = false;
  #last: unknown;

  constructor(mailer: Mailer, log: Log, rest = REST) {
    this.#mailer = mailer;
    this.#log = log;
    this.#rest = rest;
  }

  async send(mail: Mail): Promise<void> {
    if (this.#faults < FAULTS) return this.#send(mail);
    if (this.#asking || performance.now() < this.#restsUntil) throw this.#down();
    this.#asking = true;
    try {
      await this.#send(mail);
    } finally {
      this.#asking = false;
    }
  }

  async #send(mail: Mail): Promise<void> {
    try {
      await this.#mailer.send(mail);
    } catch (error) {
      this.#failed(error);
      throw error;
    }
    this.#faults = 0;
  }

  /** A refusal of one message is an answer: the server is there. */
  #failed(error: unknown): void {
    if (!(error instanceof MailServerDown)) {
      this.#faults = 0;
      return;
    }
    this.#faults += 1;
    this.#last = error.cause;
    this.#restsUntil = performance.now() + this.#rest;
    if (this.#faults === FAULTS) this.#log.error('mail-server-down', {});
  }

  #down(): MailServerDown {
    return new MailServerDown('The mail server is left alone for a while', { cause: this.#last });
  }
}
