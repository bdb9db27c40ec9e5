/** What both need that send: the mail itself, where it goes, whom else it concerns, and why it did not go out. */
import { bureauOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { derivedId } from '../keys.ts';
import type { Settings } from '../platform.ts';
import { MailRefused, type Put } from '../ports.ts';
import { compose, hasAccounts } from './compose.ts';
import { layOut } from './layout.ts';
import type { MadeMail } from './made.ts';
import { newOutgoing, type Outgoing, outgoingItem } from './outgoing.ts';
import { nextAttempt } from './retries.ts';

/** Made from the record as it is now. */
export async function laidOut(
  desk: Desk,
  settings: Settings,
  outgoing: Outgoing,
  about: Exchange | null,
  facts: Facts,
): Promise<MadeMail | null> {
  const letter = await compose(desk, outgoing, about, facts);
  return letter && { ...(await layOut(letter, settings.address)), attachments: [] };
}

export const NO_ADDRESS = '单位和科室都没有登记电子邮箱。请先登记邮箱，再重新发送。';

/** What has been moved to another section meanwhile is told there. */
export function sectionNow(outgoing: Outgoing, about: Exchange | null): string | null {
  return outgoing.type === 'arrival' && about?.to === outgoing.org ? about.section : outgoing.section;
}

/**
 * A push at an organisation where nobody can sign in: its clock runs all the same, and the bureau is told (art. 16), by
 * the commit that takes up the mail of its arrival. Once a push.
 */
export async function alarmOf(
  desk: Desk,
  settings: Settings,
  outgoing: Outgoing,
  about: Exchange | null,
  facts: Facts,
): Promise<Put[]> {
  if (outgoing.type !== 'arrival' || about?.kind !== 'push' || about.claimBy === null) return [];
  if (await hasAccounts(desk, about.to)) return [];
  const { jurisdiction } = desk;
  const org = bureauOf(facts.county).code;
  const type = 'addressee-without-accounts';
  const told = { id: derivedId(about.id, type), jurisdiction, type, org, section: null, about: about.id, day: null };
  const item = outgoingItem(newOutgoing(told, facts, settings.mailDomain));
  return (await desk.ports.store.get(item.key)) ? [] : [{ item, expected: null }];
}

/**
 * What becomes of a mail that did not go out: it waits for its next attempt, or is parked where there is none.
 * `attempts` counts the one that has failed; mail that keeps to office hours waits for their next opening.
 */
export function afterFailure(
  { ports }: Desk,
  { id, type, attempts }: Outgoing,
  facts: Facts,
  error: unknown,
  atAnyHour = false,
): Partial<Outgoing> {
  const lastError = reasonOf(error);
  ports.log.error('mail-failed', { mail: id, type, attempts, reason: lastError });
  const later = { ...facts, now: ports.clock.now() };
  const due = error instanceof MailRefused ? null : nextAttempt(later, attempts, atAnyHour);
  return due === null ? { state: 'parked', lastError } : { due, lastError };
}

/** Nobody tries any more: somebody has to be told. */
export function tellParked({ ports }: Desk, { id, type, state }: Outgoing): void {
  if (state === 'parked') ports.log.error('mail-parked', { mail: id, type });
}

/** Why a mail did not go out, for the bureau's administrator: never the server's own words, which may name people. */
function reasonOf(error: unknown): string {
  const source = error instanceof MailRefused ? error.cause : error;
  const { code, responseCode } = (source ?? {}) as { code?: unknown; responseCode?: unknown };
  const known = typeof code === 'string' && /^[A-Z_]{1,30}$/.test(code) ? code : null;
  const reply = typeof responseCode === 'number' ? String(responseCode) : null;
  const marks = [known, reply].filter((mark) => mark !== null).join(' ');
  const what = error instanceof MailRefused ? '邮件被拒收，请核对收件邮箱' : '邮件服务器暂时没有接收';
  return marks === '' ? `${what}。` : `${what}（${marks}）。`;
}
