/** The routes of the kinds' function, made when a request asks for a path that begins like them. */
import type { Kinds } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import { prefixOf } from '../prefixes.ts';
import { besides, routesOf } from './of-kind.ts';
import type { Loading } from './on-demand.ts';

/** The routes of a prefix: those of the kind of that path, and those beside the kinds'. */
export function routesOnDemand(all: readonly Loading[], kinds: Kinds): (prefix: string) => readonly Route[] {
  const named = new Map(all.map(({ kind, path }) => [prefixOf(`/${path}`), kind]));
  const others = besides(kinds);
  return (prefix) => {
    const kind = kinds.get(named.get(prefix) ?? '');
    return [...others.filter(({ path }) => prefixOf(path) === prefix), ...(kind ? routesOf(kind) : [])];
  };
}
