/** What the function of the kinds answers beside the routes of each kind. */
import type { Kinds } from '../../shared/exchange/kind.ts';
import { readEvidence } from '../accountability/evidence.ts';
import { boundaryRoutes } from '../boundary/versions.ts';
import { creditRoutes } from '../credit/routes.ts';
import type { Route } from '../http/route.ts';
import { inboxRoutes } from '../inbox/inbox.ts';
import { readTrainings } from '../meetings/trainings.ts';
import { importRoutes } from '../push-imports/routes.ts';
import { sealedRoutes } from '../sealed/sealed.ts';
import { queryRoutes } from '../sharing/queries.ts';
import { readTimeline } from '../timeline/timeline.ts';

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
    ...importRoutes,
    ...queryRoutes,
  ];
}
