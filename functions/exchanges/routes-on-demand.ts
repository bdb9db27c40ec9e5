/** The routes of the kinds' function, made when a request asks for a path that begins like them. */
import type { Kinds } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import { prefixOf } from '../prefixes.ts';
import { routesOf } from './of-kind.ts';
import type { Loading } from './on-demand.ts';

/** As `besides.ts` lists them, by the prefix at which they are: each is loaded when it is asked for. */
const BESIDES: Readonly<Record<string, (kinds: Kinds) => Promise<readonly Route[]>>> = {
  '/accountability': async () => [(await import('../accountability/evidence.ts')).readEvidence],
  '/trainings': async () => [(await import('../meetings/trainings.ts')).readTrainings],
  '/timeline': async () => [(await import('../timeline/timeline.ts')).readTimeline],
  '/boundary-list': async () => (await import('../boundary/versions.ts')).boundaryRoutes,
  '/inbox': async (kinds) => (await import('../inbox/inbox.ts')).inboxRoutes(kinds),
  '/sealed': async () => (await import('../sealed/sealed.ts')).sealedRoutes,
  '/push-imports': async () => (await import('../push-imports/routes.ts')).importRoutes,
  '/queries': async () => (await import('../sharing/queries.ts')).queryRoutes,
  '/query-log': async () => (await import('../sharing/queries.ts')).queryRoutes,
  '/credit': async () => (await import('../credit/routes.ts')).creditRoutes,
};

/** The routes of a prefix: those of the kind of that path, and those beside the kinds'. */
export function routesOnDemand(all: readonly Loading[], kinds: Kinds): (prefix: string) => Promise<readonly Route[]> {
  const named = new Map(all.map(({ kind, path }) => [prefixOf(`/${path}`), kind]));
  return async (prefix) => {
    const kind = kinds.get(named.get(prefix) ?? '');
    const besides = Object.hasOwn(BESIDES, prefix) ? await BESIDES[prefix]?.(kinds) : [];
    return [...(besides ?? []), ...(kind ? routesOf(kind) : [])];
  };
}
