/** What the function of the kinds answers of each kind but the push; `besides.ts` has a few routes beside them. */
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import { prefixOf } from '../prefixes.ts';
import { standardsInList } from '../standards/in-list.ts';
import { batchRoutes } from './batch.ts';
import { type ListExtras, listRoute } from './list.ts';
import { recordRoutes } from './record-routes.ts';
import { openingRoutes } from './routes.ts';

/** Lists that show more than those of every kind. */
const EXTRAS: Readonly<Record<string, ListExtras>> = { standard: standardsInList };

/**
 * A kind's routes at its own path. Where its opening is another's (`/register/{id}/feedback`), that function has it.
 */
export function routesOf(kind: AnyKind): readonly Route[] {
  const openings = openingRoutes(kind).filter(({ path }) => prefixOf(path) === prefixOf(`/${kind.path}`));
  return [...openings, listRoute(kind, EXTRAS[kind.kind]), ...batchRoutes(kind), ...recordRoutes(kind)];
}
