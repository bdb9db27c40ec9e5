/** Which route a request is for. */
import { notFound, Problem } from '../../shared/errors.ts';
import type { Route } from './route.ts';

export interface Found {
  route: Route;
  params: Record<string, string>;
}

export type Match = (method: string, path: string) => Found;

/**
 * Finds the route of a path, segment by segment; a literal segment goes before a parameter, whatever the method: `GET` of
 * `/pushes/claim`, which is there to be posted to, is no push of the id `claim`. Throws 404 and 405.
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
    const allow = here.map(({ route }) => route.method).join(', ');
    throw new Problem('method-not-allowed', `该地址只支持 ${allow}，请检查请求方法。`, { more: { allow } });
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
