/** What every exchange shows of itself; a kind adds its own fields. */
import { formatInstant, formatInstantOrNull } from '../time.ts';
import type { Exchange } from './exchange.ts';
import { verify } from './history.ts';

export function presentHead(exchange: Exchange): Record<string, unknown> {
  return {
    id: exchange.id,
    kind: exchange.kind,
    reference: exchange.reference,
    from: { org: exchange.from },
    to: exchange.to === null ? null : { org: exchange.to, section: exchange.section, handler: exchange.handler },
    createdAt: formatInstant(exchange.createdAt),
    status: exchange.state,
    due: exchange.clock?.by ?? null,
    deadline: formatInstantOrNull(exchange.clock?.deadline ?? null),
    provisional: exchange.clock?.provisional ?? false,
    quarantined: exchange.quarantined,
  };
}

/** `GET …/history`: every entry, and whether the chain holds. Requests' ids stay inside. */
export function presentHistory(exchange: Exchange): { items: Record<string, unknown>[]; verified: boolean } {
  const items = exchange.history.map(({ request: _request, said: _said, at, ...entry }) => ({
    at: formatInstant(at),
    ...entry,
  }));
  return { items, verified: verify(exchange) };
}
