/** A change that needs a second person, as it is answered. */
import { type Change, stateOf } from '../../shared/accounts/changes.ts';
import { formatInstant, formatInstantOrNull, type Instant } from '../../shared/time.ts';

export function presentChange(change: Change, now: Instant): Record<string, unknown> {
  const { id, wanted, before, lastActive = null, reasons, decider, askedBy, askedAt, by, lapsesAt, decided } = change;
  return {
    ...{ id, state: stateOf(change, now), reasons, decider },
    ...{
      org: wanted.org,
      account: wanted.account,
      before,
      lastActive,
      after: 'succession' in wanted ? wanted.succession : wanted.input,
    },
    ...{ askedBy, askedAt: formatInstant(askedAt), by, deadline: formatInstant(lapsesAt) },
    decidedBy: decided?.person ?? null,
    decidedAt: formatInstantOrNull(decided?.at ?? null),
    reason: decided?.reason ?? null,
  };
}
