/**
 * Sends a mail, at least once:
 *
 * ```
 * waiting, due → begun (attempts + 1, left alone for two minutes) → mail out → sent
 *    │               │                      └ failed → waiting until the next attempt, or parked
 *    │               └ crash: after two minutes tried again, so that the same Message-ID goes out
 *    └ nothing to tell any more → dropped
 * ```
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Settings } from '../platform.ts';
import type { Mail } from '../ports.ts';
import { addressOf } from './address.ts';
import { type Carrier, itemCarrier, type Next, recordCarrier, type Seen } from './carrier.ts';
import { afterFailure } from './failure.ts';
import { type MailMakers, made } from './made.ts';
import type { Outgoing } from './outgoing.ts';
import { allowed, isPunctual, MOST_ATTEMPTS } from './retries.ts';

/** Sends a mail that is an item of its own, if it is due. Early, late or twice makes no difference. */
export async function deliver(desk: Desk, settings: Settings, id: string, makers: MailMakers): Promise<void> {
  await sendBy(itemCarrier(desk, id), desk, settings, makers);
}

/** Sends all that a record owes by now. */
export async function deliverOwed(
  desk: Desk,
  settings: Settings,
  found: Exchange,
  facts: Facts,
  makers: MailMakers,
): Promise<void> {
  let known = { exchange: found, facts };
  for (const nth of found.mails.keys()) {
    const carrier = recordCarrier(desk, nth, settings.mailDomain, known);
    await sendBy(carrier, desk, settings, makers);
    known = carrier.known();
  }
}

async function sendBy(carrier: Carrier, desk: Desk, settings: Settings, makers: MailMakers): Promise<void> {
  let mail: Mail | null = null;
  const begun = await carrier.change(async (seen) => {
    const taken = await take(desk, settings, makers, seen);
    mail = taken?.mail ?? null;
    return taken?.next ?? null;
  });
  if (begun?.state === 'parked') tellParked(desk, begun);
  if (!begun || !mail) return;
  const result = await sent(desk, makers, begun, mail);
  // Whoever took it over meanwhile, after a long silence, says what became of it.
  const after = await carrier.change(async ({ outgoing, facts }) => (isSame(outgoing, begun) ? result(facts) : null));
  if (after?.state === 'parked') tellParked(desk, after);
}

interface Taken {
  next: Next;
  mail?: Mail;
}

/** What is to be done about a mail; null for nothing, now. */
async function take(desk: Desk, settings: Settings, makers: MailMakers, seen: Seen): Promise<Taken | null> {
  const { lies, outgoing, about, facts } = seen;
  if (outgoing.due > facts.now) return null;
  const { attempts, faults, lastError } = outgoing;
  const punctual = attempts === 0 && faults === undefined && isPunctual(facts, outgoing.due);
  const opens = allowed(facts, facts.now, punctual || makers[outgoing.type]?.atAnyHour);
  const lost = lies === 'in-record' && attempts > 0;
  if (lost || opens > facts.now) return { next: { to: 'waiting', due: opens, attempts, lastError } };
  const content = await made(desk, settings, makers, seen);
  if (!content) return { next: { to: 'dropped' } };
  const to = outgoing.address ?? addressOf(facts.county, outgoing.org, sectionNow(outgoing, about));
  if (to === null) return { next: { to: 'parked', lastError: NO_ADDRESS } };
  if (attempts >= MOST_ATTEMPTS) return { next: { to: 'parked', lastError: lastError ?? LOST } };
  return { next: { to: 'begun' }, mail: { ...content, to, messageId: outgoing.messageId } };
}

const NO_ADDRESS = '单位和科室都没有登记电子邮箱。请先登记邮箱，再重新发送。';
const LOST = '多次发送均未确认结果。';

/** What has been moved to another section meanwhile is told there. */
function sectionNow(outgoing: Outgoing, about: Exchange | null): string | null {
  return outgoing.type === 'arrival' && about?.to === outgoing.org ? about.section : outgoing.section;
}

async function sent(desk: Desk, makers: MailMakers, begun: Outgoing, mail: Mail): Promise<(facts: Facts) => Next> {
  const { clock, mailer } = desk.ports;
  try {
    await mailer.send(mail);
    const at = clock.now();
    return () => ({ to: 'sent', at });
  } catch (error) {
    const now = clock.now();
    const atAnyHour = makers[begun.type]?.atAnyHour ?? false;
    return (facts) => afterFailure(desk, begun, { ...facts, now }, error, atAnyHour);
  }
}

function isSame(outgoing: Outgoing, begun: Outgoing): boolean {
  return outgoing.attempts === begun.attempts && outgoing.due === begun.due;
}

/** It is tried no longer: the operator is told. */
function tellParked({ ports }: Desk, { id, type }: Outgoing): void {
  ports.log.error('mail-parked', { mail: id, type });
}
