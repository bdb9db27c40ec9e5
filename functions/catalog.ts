/**
 * The catalogue: every function with its routes. The stack and the server of the one-machine home both read it, so that
 * a route cannot exist in one and not in the other.
 */

import { KINDS } from '../shared/kinds.ts';
import { push } from '../shared/pushes/kind.ts';
import { accountabilityRoutes } from './accountability.ts';
import { accountRoutes } from './accounts.ts';
import { boundaryRoutes } from './boundary.ts';
import { calendarRoutes } from './calendar.ts';
import { cautionRoutes } from './cautions.ts';
import { batchClaim } from './claims.ts';
import { listRoute, recordRoutes } from './exchanges.ts';
import { noticeRoutes } from './notices.ts';
import { publicRoutes } from './public/routes.ts';
import { createPush, listPushes } from './pushes.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { registerRoutes } from './register.ts';
import type { Route } from './route.ts';

export interface FunctionEntry {
  /** Its name in logs, metrics and the stack. */
  name: string;
  routes: readonly Route[];
}

const others = [...KINDS.values()].filter((kind) => kind !== push);

export const CATALOG: readonly FunctionEntry[] = [
  { name: 'pushes', routes: [createPush, listPushes, batchClaim, ...recordRoutes(push)] },
  { name: 'register', routes: [...registerRoutes, ...reconciliationRoutes] },
  { name: 'calendar', routes: calendarRoutes },
  { name: 'accounts', routes: [...accountRoutes, ...boundaryRoutes] },
  { name: 'notices', routes: noticeRoutes },
  {
    name: 'exchanges',
    routes: [
      ...accountabilityRoutes,
      ...cautionRoutes,
      ...others.flatMap((kind) => [listRoute(kind), ...recordRoutes(kind)]),
    ],
  },
  { name: 'public', routes: publicRoutes(() => ROUTES) },
];

export const ROUTES: readonly Route[] = CATALOG.flatMap((entry) => entry.routes);
