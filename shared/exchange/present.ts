/** What every exchange shows of itself; a kind adds its own fields. */
import { formatInstant, formatInstantOrNull } from '../time.ts';
import { clockOf } from './clock.ts';
import type { Exchange } from './exchange.ts';
import { verify } from './history.ts';
import { presentKeys } from './keyed.ts';
import { type AnyKind, isPersons } from './kind.ts';
import { marksOf } from './marks.ts';

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
    late: lateOf(exchange),
    quarantined: exchange.quarantined,
    ...presentHandler(exchange),
    ...presentKeys(exchange),
  };
}

/** The account that handles it; absent where a name or nobody stands there. */
export function presentHandler({ handlerAccount }: Exchange): { handlerAccount?: string } {
  return handlerAccount === undefined ? {} : { handlerAccount };
}

/** A record as an inbox shows it. */
export function presentWaiting(kind: AnyKind, exchange: Exchange): Record<string, unknown> {
  const { id, from, to, section, handler, state } = exchange;
  const clock = clockOf(kind, exchange);
  return {
    id,
    kind: kind.kind,
    path: kind.path,
    title: headingOf(kind, exchange),
    from: { org: from },
    to: to === null ? null : { org: to, section, handler },
    due: clock?.by ?? null,
    deadline: formatInstantOrNull(clock?.deadline ?? null),
    status: state,
    late: lateOf(exchange),
    provisional: clock?.provisional ?? false,
  };
}

/** The line that stands for a record in inboxes and over its page. */
export function headingOf(kind: AnyKind, exchange: Exchange): string {
  return exchange.quarantined ? `${kind.label}（已隔离）` : (kind.title?.(exchange) ?? kind.label);
}

/** What a record is called where another one's page or file names it; of a quarantined one its kind alone is said. */
export function calledOf(kind: AnyKind, exchange: Exchange): string {
  return kind.called?.(exchange) ?? headingOf(kind, exchange);
}

function lateOf({ late }: Exchange): { due: string; at: string } | null {
  return late ? { due: late.due, at: formatInstant(late.at) } : null;
}

/** `GET …/history`: every entry, and whether the chain holds. Requests' ids stay inside, and what is hidden yet. */
export function presentHistory(
  kind: AnyKind,
  exchange: Exchange,
): { items: Record<string, unknown>[]; verified: boolean } {
  const items = exchange.history.map(({ request: _request, said: _said, at, ...entry }) => ({
    at: formatInstant(at),
    ...entry,
    ...(isHidden(kind, exchange, entry.act) && { detail: null }),
  }));
  return { items, verified: verify(exchange) };
}

function isHidden(kind: AnyKind, exchange: Exchange, name: string): boolean {
  if (!marksOf(kind.body()).hidden || kind.reveals?.(exchange)) return false;
  const act = kind.acts[name];
  return act !== undefined && isPersons(act) && marksOf(act.input()).hidden;
}
