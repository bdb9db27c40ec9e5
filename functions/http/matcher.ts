/** Which route a request is for. */
import * as z from 'zod';
import { notFound, Problem } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Found, Route } from './route.ts';
import type { Stage } from './stage.ts';

export type Match = (method: string, path: string) => Found;

/** The routes of a function: all of them, or those of a prefix (`/problems`), made when one of them is asked for. */
export type Routes = readonly Route[] | ((prefix: string) => readonly Route[]);

/** Finds the route; throws 404 and 405. */
export function routing(routes: Routes): Stage {
  const match = typeof routes === 'function' ? matcherOnDemand(routes) : matcher(routes);
  const refusing = typeof routes === 'function' ? new Map<string, Route>() : refusingOf(routes);
  const operation = (id: string): Route => {
    const route = typeof routes === 'function' ? undefined : routes.find((one) => one.id === id);
    if (!route) throw new Error(`No route of the operationId ${id}`);
    return route;
  };
  return {
    before: ({ event, context }) => {
      context.operation = operation;
      if (refusing.size > 0) context.refused = refusing.get(firstOf(event.rawPath))?.refused;
      context.found = match(event.requestContext.http.method, event.rawPath);
    },
  };
}

/** Of each prefix, a route that says how refusals are answered there. */
function refusingOf(routes: readonly Route[]): Map<string, Route> {
  return new Map(routes.filter((route) => route.refused).map((route) => [firstOf(route.path), route]));
}

function firstOf(path: string): string {
  return path.split('/', 2)[1] as string;
}

/**
 * Finds the route of a path, segment by segment; a literal segment goes before a parameter, whatever the method: `GET` of
 * `/pushes/claim`, which is there to be posted to, is no push of the id `claim`. HEAD is GET, OPTIONS is answered for every
 * path. Throws 404 and 405.
 */
export function matcher(routes: readonly Route[]): Match {
  const table = routes.map((route) => ({ route, segments: route.path.split('/').slice(1) }));
  table.sort((a, b) => (specificity(a.segments) < specificity(b.segments) ? -1 : 1));
  return (method, path) => {
    const segments = decoded(path);
    const [first] = segments ? table.filter((entry) => fits(entry.segments, segments)) : [];
    if (!first || !segments) throw notFound('该地址');
    const here = table.filter(({ route }) => route.path === first.route.path);
    const wanted = method === 'HEAD' ? 'GET' : method;
    const entry = here.find(({ route }) => route.method === wanted);
    if (entry) return { route: entry.route, params: paramsOf(entry.segments, segments) };
    const there = here.map(({ route }) => route);
    const allow = there.flatMap((route) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method])).join(', ');
    if (method === 'OPTIONS') return { route: optionsRoute(there, allow), params: {} };
    throw new Problem('method-not-allowed', `该地址只支持 ${allow}，请检查请求方法。`, { more: { allow } });
  };
}

function matcherOnDemand(routesOf: (prefix: string) => readonly Route[]): Match {
  const made = new Map<string, Match>();
  return (method, path) => {
    const prefix = `/${decoded(path)?.[0]}`;
    const known = made.get(prefix);
    if (known) return known(method, path);
    const routes = routesOf(prefix);
    const match = matcher(routes);
    // Prefixes without routes are not kept: there is no end to them.
    if (routes.length > 0) made.set(prefix, match);
    return match(method, path);
  };
}

const ANY_QUERY = lazily(() => z.looseObject({}));

/** Says what a path takes, which 405 says too: no login is asked for. Scripts of other sites may read what is public. */
function optionsRoute(there: readonly Route[], allow: string): Route {
  const open = there.find(({ method, security }) => method === 'GET' && security === 'public');
  const { body: _body, ...route } = open ?? (there[0] as Route);
  return {
    ...route,
    security: 'public',
    query: ANY_QUERY,
    sameOrigin: open?.sameOrigin ?? open === undefined,
    handle: async () => ({ status: 204, content: { type: 'text/plain', data: '' }, headers: { allow } }),
  };
}

function specificity(segments: string[]): string {
  return segments.map((segment) => (segment.startsWith('{') ? '1' : '0')).join('');
}

function fits(pattern: string[], segments: string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((p, i) => (p.startsWith('{') ? segments[i] !== '' : p === segments[i]));
}

function paramsOf(pattern: string[], segments: string[]): Record<string, string> {
  const pairs = pattern.flatMap((p, i) => (p.startsWith('{') ? [[p.slice(1, -1), segments[i] as string]] : []));
  return Object.fromEntries(pairs);
}

function decoded(path: string): string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
}
