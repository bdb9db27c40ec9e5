/**
 * Mails that were owed when the backup was made. Most of them went out afterwards: sent again they would tell people
 * twice of what may have changed since. They are parked, so that the bureau's administrator sees them (`GET /notices`)
 * and has those sent that are wanted.
 */
import type { Desk } from '../../../shared/exchange/desk.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { type Carrier, itemCarrier, recordCarrier } from '../../../shared/mail/carrier.ts';
import type { Instant } from '../../../shared/time.ts';

const RESTORED = '从备份恢复前产生，可能已经发出，未自动发送。';

/** Parks what a record owes by now; answers the types of mails. */
export async function parkOwed(desk: Desk, found: Exchange, mailDomain: string, now: Instant): Promise<string[]> {
  const types: string[] = [];
  let exchange = found;
  for (const [nth, { done, due, type }] of found.mails.entries()) {
    if (done || due > now) continue;
    const carrier = recordCarrier(desk, nth, mailDomain, { exchange, facts: await desk.facts() });
    if (await park(carrier)) types.push(type);
    exchange = carrier.known().exchange;
  }
  return types;
}

/** Parks a mail that waits as an item of its own. */
export async function parkWaiting(desk: Desk, id: string, now: Instant): Promise<string[]> {
  const parked = await park(itemCarrier(desk, id), now);
  return parked ? [parked] : [];
}

/** The mail's type; null where there is nothing to park. */
async function park(carrier: Carrier, now = Number.POSITIVE_INFINITY): Promise<string | null> {
  const after = await carrier.change(async ({ outgoing }) =>
    outgoing.due > now ? null : { to: 'parked', lastError: RESTORED },
  );
  return after?.type ?? null;
}
