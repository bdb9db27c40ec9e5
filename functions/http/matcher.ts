/** Which route a request is for. */
import * as z from 'zod';
import { notFound, Problem } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Found, Route } from './route.ts';
import type { Stage } from './stage.ts';

export type Match = (method: string, path: string) => Found;

/** The routes of a function: all of them, or those of a prefix (`/problems`), loaded when one of them is asked for. */
export type Routes = readonly Route[] | ((prefix: string) => Promise<readonly Route[]>);

/** Of the operations that pages ask, what a function does not answer itself. */
export type Operations = (id: string) => Route | undefined;

/** Finds the route; throws 404 and 405. */
export function routing(routes: Routes, operations?: Operations): Stage {
  const match = typeof routes === 'function' ? matcherOnDemand(routes) : matcher(routes);
  const refusing = typeof routes === 'function' ? new Map<string, Route>() : refusingOf(routes);
  const operation = (id: string): Route => {
    const own = typeof routes === 'function' ? undefined : routes.find((one) => one.id === id);
    const route = own ?? operations?.(id);
    if (!route) throw new Error(`No route of the operationId ${id}`);
    return route;
  };
  return {
    before: async ({ event, context }) => {
      context.operation = operation;
      if (refusing.size > 0) context.refused = refusing.get(firstOf(event.rawPath))?.refused;
      context.found = await match(event.requestContext.http.method, event.rawPath);
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
 * Finds the route of a path, segment by segment; a literal segment goes before a parameter, whatever the method: `GET`
 * of `/pushes/claim`, which is there to be posted to, is no push of the id `claim`. HEAD is GET but for what can be had
 * once, OPTIONS is answered for every path. Throws 404 and 405.
 */
export function matcher(routes: readonly Route[]): Match {
  const root = newNode();
  for (const route of routes) add(root, route);
  return (method, path) => {
    const segments = decoded(path);
    const here = segments ? found(root, segments, 0) : [];
    const [first] = here;
    if (!first || !segments) throw notFound('该地址');
    const wanted = method === 'HEAD' ? 'GET' : method;
    const route = here.find((one) => one.method === wanted && !(method === 'HEAD' && one.once));
    if (route) return { route, params: paramsOf(route.path, segments) };
    const allow = here
      .flatMap((one) => (one.method === 'GET' && !one.once ? ['GET', 'HEAD'] : [one.method]))
      .join(', ');
    if (method === 'OPTIONS') return { route: optionsRoute(here, allow), params: {} };
    throw new Problem('method-not-allowed', `该地址只支持 ${allow}，请检查请求方法。`, { more: { allow } });
  };
}

/**
 * The routes whose paths begin alike: a child for each literal segment, one for a parameter, and those that end here.
 */
interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  readonly routes: Route[];
}

function newNode(): Node {
  return { literals: new Map(), parameter: null, routes: [] };
}

function add(root: Node, route: Route): void {
  let node = root;
  for (const segment of route.path.split('/').slice(1)) {
    const literal = !segment.startsWith('{');
    const next: Node = (literal ? node.literals.get(segment) : node.parameter) ?? newNode();
    if (literal) node.literals.set(segment, next);
    else node.parameter = next;
    node = next;
  }
  // Of two paths that differ in the name of a parameter alone the first is taken.
  if (node.routes.length === 0 || node.routes[0]?.path === route.path) node.routes.push(route);
}

/** The routes of the path from its segment `i` on; a parameter takes what is not empty. */
function found(node: Node, segments: readonly string[], i: number): readonly Route[] {
  const segment = segments[i];
  if (segment === undefined) return node.routes;
  const literal = node.literals.get(segment);
  const routes = literal ? found(literal, segments, i + 1) : [];
  if (routes.length > 0 || node.parameter === null || segment === '') return routes;
  return found(node.parameter, segments, i + 1);
}

function matcherOnDemand(routesOf: (prefix: string) => Promise<readonly Route[]>) {
  const made = new Map<string, Match>();
  return async (method: string, path: string): Promise<Found> => {
    const prefix = `/${decoded(path)?.[0]}`;
    const known = made.get(prefix);
    if (known) return known(method, path);
    const routes = await routesOf(prefix);
    const match = matcher(routes);
    // Prefixes without routes are not kept: there is no end to them.
    if (routes.length > 0) made.set(prefix, match);
    return match(method, path);
  };
}

const ANY_QUERY = lazily(() => z.looseObject({}));

/**
 * Says what a path takes, which 405 says too: no login is asked for. Scripts of other sites may read what is public.
 */
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

function paramsOf(path: string, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [i, part] of path.split('/').slice(1).entries()) {
    if (part.startsWith('{')) params[part.slice(1, -1)] = segments[i] as string;
  }
  return params;
}

function decoded(path: string): string[] | null {
  try {
    const segments = path.split('/').slice(1);
    return path.includes('%') ? segments.map(decodeURIComponent) : segments;
  } catch {
    return null;
  }
}
