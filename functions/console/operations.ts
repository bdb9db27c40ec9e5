/** The API's operations in the console's function: loaded when a page asks for one of them. */
import type { Route } from '../http/route.ts';

/** Operations that are loaded together. */
export interface LoadedTogether {
  /** Their ids, with a space between each two: as a text they take nothing to read. */
  readonly ids: string;
  readonly load: () => readonly Route[];
}

/** The operation of an id; `undefined` where there is none. */
export function operationsOnDemand(all: readonly LoadedTogether[]): (id: string) => Route | undefined {
  const loaded = new Map<LoadedTogether, Map<string, Route>>();
  return (id) => {
    const found = all.find(({ ids }) => ` ${ids} `.includes(` ${id} `));
    if (!found) return undefined;
    const routes = loaded.get(found) ?? new Map(found.load().map((route) => [route.id, route]));
    loaded.set(found, routes);
    return routes.get(id);
  };
}
