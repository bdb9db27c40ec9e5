/**
 * The public pages, and whatever is asked for that is no route of the API's. The description of the API is among the
 * pages, so that this function knows every route anyway: a wrong method is told from a wrong address.
 */
import { notFound } from '../../shared/errors.ts';
import { CATALOG } from '../catalog.ts';
import { httpEntry } from '../lambda.ts';
import type { Route } from '../route.ts';

const routes = CATALOG.flatMap(({ name, routes: all }) => (name === 'public' ? all : all.map(elsewhere)));

/** A route of another function: met here only by a method that it does not have. */
function elsewhere({ query: _query, body: _body, ...route }: Route): Route {
  return {
    ...route,
    security: 'public',
    handle: async () => {
      throw notFound('该地址');
    },
  };
}

export const handler = httpEntry(routes);
