/** A change that needs a second person, as it is answered. */
import { type Change, clockOf, confirmerOf, stateOf } from '../../shared/accounts/changes.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { formatInstant, formatInstantOrNull } from '../../shared/time.ts';

export async function presentChange({ ports }: Desk, change: Change, facts: Facts): Promise<Record<string, unknown>> {
  const { id, wanted, before, lastActive = null, reasons, decider, askedBy, askedAt, decided } = change;
  const confirmer = await confirmerOf(ports.store, facts, change);
  const { by, deadline } = clockOf(change, facts);
  return {
    ...{ id, state: stateOf(change, facts), reasons, decider, confirmer },
    ...{
      org: wanted.org,
      account: wanted.account,
      before,
      lastActive,
      after: 'succession' in wanted ? wanted.succession : wanted.input,
    },
    ...{ askedBy, askedAt: formatInstant(askedAt), by, deadline: formatInstant(deadline) },
    decidedBy: decided?.person ?? null,
    decidedAt: formatInstantOrNull(decided?.at ?? null),
    reason: decided?.reason ?? null,
  };
}
