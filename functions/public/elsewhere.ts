/** The routes of the other functions, as the public one knows them: met here only by a method that they do not have. */
import { notFound } from '../../shared/errors.ts';
import { CATALOG } from '../catalog.ts';
import type { Route } from '../http/route.ts';

export const elsewhere: readonly Route[] = CATALOG.filter(({ name }) => name !== 'public').flatMap(({ routes }) =>
  routes.map(notHere),
);

function notHere({ query: _query, body: _body, ...route }: Route): Route {
  return {
    ...route,
    security: 'public',
    handle: async () => {
      throw notFound('该地址');
    },
  };
}
