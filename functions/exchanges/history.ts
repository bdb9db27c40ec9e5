/** The history of a record, as its reader may know it. */
import { peopleIn } from '../../shared/accounts/named.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { presentHistory } from '../../shared/exchange/present.ts';
import { noteReading } from '../audit/noting.ts';
import type { Answer, KnownCall } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import { seen } from './routes.ts';

export async function history(call: KnownCall<unknown, unknown>, kind: AnyKind): Promise<Answer> {
  const { desk, actor, params } = call;
  const facts = await desk.facts();
  const exchange = await seen(desk, kind, params.id as string, actor, facts);
  await noteReading(call, 'read', [exchange], facts);
  const people = await peopleIn(desk, facts, exchange);
  return { status: 200, body: { ...(await historySeen(desk, actor, kind, exchange)), people } };
}

/**
 * Its details without the records that the reader does not see: such an entry is `partial`, since its digest is that of
 * the whole detail.
 */
export async function historySeen(desk: Desk, reader: Actor, kind: AnyKind, exchange: Exchange) {
  const { items, verified } = presentHistory(kind, exchange);
  const details = items.map(({ detail }) => (detail ?? {}) as Record<string, unknown>);
  const shown = await withAboutSeen(desk, reader, details);
  const known = items.map((item, i) =>
    shown[i] === details[i] ? item : { ...item, detail: shown[i], partial: true as const },
  );
  return { items: known, verified };
}
