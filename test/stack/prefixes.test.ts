/** The API of a deployment knows prefixes alone: whoever asks gets what the one-machine home answers all the same. */
import { beforeAll, describe, expect, it, test } from 'vitest';
import { CATALOG, ROUTES } from '../../functions/catalog.ts';
import { routesOf } from '../../functions/exchanges/of-kind.ts';
import { kindsOnDemand } from '../../functions/exchanges/on-demand.ts';
import { routesOnDemand } from '../../functions/exchanges/routes-on-demand.ts';
import type { FunctionEntry } from '../../functions/function-entry.ts';
import { type HttpHandler, httpHandler } from '../../functions/http/handler.ts';
import type { Route } from '../../functions/http/route.ts';
import { DEFAULT, prefixesOf, prefixOf } from '../../functions/prefixes.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { eventOf, inProcess } from '../in-process.ts';
import { flat, synth } from './synth.ts';

const owners = prefixesOf(CATALOG);

describe('a prefix', () => {
  it('belongs to one function', () => {
    for (const { name, routes } of CATALOG) {
      for (const { path } of routes) expect(owners.get(prefixOf(path)) ?? DEFAULT).toBe(name);
    }
  });

  it('that two functions claim is refused', () => {
    const [pushes] = CATALOG as [FunctionEntry];
    const other = { ...pushes, name: 'other', routes: [{ ...pushes.routes[0], path: '/pushes/other' } as Route] };
    expect(() => prefixesOf([...CATALOG, other])).toThrow('/pushes/other of other begins like paths of pushes');
  });

  it('of a kind is nobody else’s', () => {
    const paths = [...KINDS.values()].map(({ path }) => `/${path}`);
    expect(paths.filter((path) => owners.has(path))).toEqual(['/pushes']);
  });
});

test('every opening has its route, whosever path it is', () => {
  const opened = [...KINDS.values()].flatMap(({ path, opening }) => (opening ? [opening.path ?? `/${path}`] : []));
  const posts = ROUTES.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(opened.filter((path) => !posts.includes(path))).toEqual([]);
});

describe('what is asked of the functions', () => {
  let home: HttpHandler;
  let deployed: Map<string, HttpHandler>;
  beforeAll(async () => {
    const { platform } = await inProcess();
    const loading = [...KINDS.values()].map((kind) => ({ kind: kind.kind, path: kind.path, load: () => kind }));
    const routes = (entry: FunctionEntry) =>
      entry.name === DEFAULT ? routesOnDemand(loading, kindsOnDemand(loading)) : entry.routes;
    home = httpHandler(platform, ROUTES);
    deployed = new Map(CATALOG.map((entry) => [entry.name, httpHandler(platform, routes(entry))]));
  });

  async function both(method: string, path: string) {
    const function_ = deployed.get(owners.get(prefixOf(path)) ?? DEFAULT) as HttpHandler;
    return Promise.all(
      [home, function_].map(async (handler) => {
        const { statusCode, headers, body } = await handler(eventOf(method, path, {}, null));
        return { statusCode, allow: headers.allow, code: body?.startsWith('{') ? JSON.parse(body).code : undefined };
      }),
    );
  }

  const paths = [...new Set(ROUTES.map(({ path }) => path.replaceAll(/\{\w+\}/g, 'x')))];
  it.each(paths)('%s is the same as at home by every method', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const [here, there] = await both(method, path);
      expect(there).toEqual(here);
    }
  });

  it.each([
    ...['/no-such', '/pushesx', '/pushes/', '/pushes/a/b/c', '//', '/problems/%zz', '/%ff', '/__dev/accounts'],
    ...['/%70roblems', '/reports', '/calendar', '/issuer/jwks', '/problem', '/kind-problem', '/constructor'],
  ])('%s is answered as at home', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const [here, there] = await both(method, path);
      expect(there).toEqual(here);
    }
  });
});

describe('twenty-five kinds more', () => {
  const made = Array.from({ length: 25 }, (_, i): AnyKind => {
    const [, kind] = [...KINDS][i % KINDS.size] as [string, AnyKind];
    return { ...kind, kind: `made-up-${i}`, path: `made-up-${i}s` };
  });
  const catalog = CATALOG.map((entry) =>
    entry.name === DEFAULT ? { ...entry, routes: [...entry.routes, ...made.flatMap(routesOf)] } : entry,
  );
  const stack = synth({}, catalog);

  test('take no route of the API, and few resources', () => {
    expect(catalog.flatMap(({ routes }) => routes).length).toBeGreaterThan(250);
    expect(stack.ofType('AWS::ApiGatewayV2::Route').length).toBeLessThan(60);
    expect(stack.resources.length).toBeLessThan(250);
    expect(stack.resources.length).toBe(synth().resources.length);
  });

  test('need one permission a function', () => {
    const permissions = stack.ofType('AWS::Lambda::Permission').map(({ Properties }) => flat(Properties.FunctionName));
    expect(new Set(permissions).size).toBe(permissions.length);
    expect(permissions).toHaveLength(CATALOG.length);
  });
});
