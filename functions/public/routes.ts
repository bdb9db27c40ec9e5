/** What anyone may read without login. */

import { health } from '../health/health.ts';
import { ofCallersCounty } from '../http/own-county.ts';
import type { Route } from '../http/route.ts';
import { apiRoutes } from '../openapi/routes.ts';
import { differenceRoutes } from './difference.ts';
import { drawListRoutes, publicDraw } from './draws.ts';
import { guidedRoutes } from './guided-matters.ts';
import { listRoutes } from './list-routes.ts';
import { measures } from './measures.ts';
import { standardsRoutes } from './standards.ts';
import { start } from './start-page.ts';

/** `routes` are those that the API's documents describe; asked for when the first reader comes. */
export function publicRoutes(routes: () => Promise<readonly Route[]>): readonly Route[] {
  const ofCounties = [
    start,
    ...listRoutes,
    ...differenceRoutes,
    ...drawListRoutes,
    publicDraw,
    ...guidedRoutes,
    ...standardsRoutes,
    measures,
    ...apiRoutes(routes),
  ];
  return [health, ...ofCounties.map(ofCallersCounty)];
}
