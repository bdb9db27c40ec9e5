/** What becomes of a mail that did not go out, and why it did not. */
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { MailRefused, MailServerDown } from '../ports.ts';
import type { Next } from './carrier.ts';
import type { Outgoing } from './outgoing.ts';
import { nextAfterFault, nextAttempt } from './retries.ts';

/**
 * It waits for its next attempt, or is parked where there is none. `attempts` counts the one that has failed. A server
 * that takes no mail at all costs none: however long it is down, nothing is parked for it.
 */
export function afterFailure(
  { ports }: Desk,
  { id, type, attempts, faults = 0 }: Outgoing,
  facts: Facts,
  error: unknown,
  atAnyHour: boolean,
): Next {
  const lastError = reasonOf(error);
  ports.log.error('mail-failed', { mail: id, type, attempts, reason: lastError });
  if (error instanceof MailServerDown) {
    const due = nextAfterFault(facts, faults + 1, atAnyHour);
    return { to: 'waiting', due, attempts: attempts - 1, lastError, faults: faults + 1 };
  }
  const due = error instanceof MailRefused ? null : nextAttempt(facts, attempts, atAnyHour);
  return due === null ? { to: 'parked', lastError } : { to: 'waiting', due, attempts, lastError };
}

/** Why a mail did not go out, for the bureau's administrator: never the server's own words, which may name people. */
function reasonOf(error: unknown): string {
  const source = error instanceof MailRefused || error instanceof MailServerDown ? (error.cause ?? error) : error;
  const { code, responseCode } = (source ?? {}) as { code?: unknown; responseCode?: unknown };
  const known = typeof code === 'string' && /^[A-Z_]{1,30}$/.test(code) ? code : null;
  const reply = typeof responseCode === 'number' ? String(responseCode) : null;
  const marks = [known, reply].filter((mark) => mark !== null).join(' ');
  const what = error instanceof MailRefused ? '邮件被拒收，请核对收件邮箱' : '邮件服务器暂时没有接收';
  return marks === '' ? `${what}。` : `${what}（${marks}）。`;
}
