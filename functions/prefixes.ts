/**
 * Whose a path is, by its first segment. An HTTP API takes 300 routes and the catalogue has more operations than that,
 * so that the API knows prefixes alone; which operation it is, and 404 and 405, say the handler's own routes.
 */
import type { FunctionEntry } from './function-entry.ts';
import type { Route } from './http/route.ts';

/** The function to which whatever has no prefix of another goes: that of the kinds. */
export const DEFAULT = 'exchanges';

/** `/pushes` of `/pushes/{id}/claim`. */
export function prefixOf(path: string): string {
  return `/${path.split('/')[1]}`;
}

/** Routes by the prefix of their paths, each loaded with the first request for it. */
export type RoutesByPrefix = Readonly<Record<string, () => Promise<readonly Route[]>>>;

/** The routes of a prefix; none where there is no such prefix. */
export async function routesAt(byPrefix: RoutesByPrefix, prefix: string): Promise<readonly Route[]> {
  return Object.hasOwn(byPrefix, prefix) ? ((await byPrefix[prefix]?.()) ?? []) : [];
}

/** The prefixes of the functions but the default's. Throws where two functions share one. */
export function prefixesOf(catalog: readonly FunctionEntry[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, routes } of catalog) {
    for (const { path } of routes) {
      const prefix = prefixOf(path);
      const owner = owners.get(prefix) ?? name;
      if (owner !== name) throw new Error(`${path} of ${name} begins like paths of ${owner}`);
      owners.set(prefix, name);
    }
  }
  return new Map([...owners].filter(([, name]) => name !== DEFAULT));
}
