/** What the function of the kinds answers: the routes of each kind but the push, and a few beside them. */
import type { AnyKind, Kinds } from '../../shared/exchange/kind.ts';
import { readEvidence } from '../accountability/evidence.ts';
import { boundaryRoutes } from '../boundary/versions.ts';
import { creditRoutes } from '../credit/routes.ts';
import type { Route } from '../http/route.ts';
import { inboxRoutes } from '../inbox/inbox.ts';
import { readTrainings } from '../meetings/trainings.ts';
import { prefixOf } from '../prefixes.ts';
import { sealedRoutes } from '../sealed/sealed.ts';
import { standardsInList } from '../standards/in-list.ts';
import { readTimeline } from '../timeline/timeline.ts';
import { batchRoutes } from './batch.ts';
import { type ListExtras, listRoute } from './list.ts';
import { recordRoutes } from './record-routes.ts';
import { openingRoutes } from './routes.ts';

/** Lists that show more than those of every kind. */
const EXTRAS: Readonly<Record<string, ListExtras>> = { standard: standardsInList };

/** Routes that no declaration of a kind makes. They ask for kinds when a request does, so as to load none before. */
export function besides(kinds: Kinds): readonly Route[] {
  return [
    readEvidence,
    readTrainings,
    readTimeline,
    ...boundaryRoutes,
    ...inboxRoutes(kinds),
    ...sealedRoutes,
    ...creditRoutes,
  ];
}

/**
 * A kind's routes at its own path. Where its opening is another's (`/register/{id}/feedback`), that function has it.
 */
export function routesOf(kind: AnyKind): readonly Route[] {
  const openings = openingRoutes(kind).filter(({ path }) => prefixOf(path) === prefixOf(`/${kind.path}`));
  return [...openings, listRoute(kind, EXTRAS[kind.kind]), ...batchRoutes(kind), ...recordRoutes(kind)];
}
