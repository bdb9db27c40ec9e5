/** The bundle of the kinds' function as Lambda runs it: a kind is loaded when somebody first asks for it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byPrefix } from '../../functions/accounts/by-prefix.ts';
import { accounts } from '../../functions/accounts/function.ts';
import { kindsOnDemand } from '../../functions/exchanges/on-demand.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { prefixOf } from '../../functions/prefixes.ts';
import { bundle } from '../../infra/bundle.ts';
import { frontOf, kindFiles } from '../../infra/entry.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { eventOf } from '../in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'shenguan-on-demand-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  bundle('exchanges', folder);
});

const SCRIPT = `
  const { basename } = require('node:path');
  const { handler } = require(process.argv[1]);
  const kinds = () => Object.keys(require.cache).map((file) => basename(file)).filter((file) => file.startsWith('kind-'));
  (async () => {
    const said = [[0, kinds()]];
    for (const event of JSON.parse(process.argv[2])) said.push([(await handler(event)).statusCode, kinds()]);
    process.stdout.write('\\n' + JSON.stringify(said));
  })();`;

/** The status of each answer, and which kinds are loaded then; first before any. */
function asked(...paths: string[]): [number, string[]][] {
  const set = Object.fromEntries(VARIABLES.map((name) => [name, name === 'ISSUERS' ? '[]' : '1']));
  const events = JSON.stringify(paths.map((path) => eventOf('GET', path, {}, null)));
  const args = ['-e', SCRIPT, join(folder, 'index.js'), events];
  const env = { ...set, ATTACHMENTS_BUCKET: '1', AWS_REGION: 'cn-north-1' };
  const said = execFileSync(process.execPath, args, { env, encoding: 'utf8' });
  return JSON.parse(said.slice(said.lastIndexOf('\n'))) as [number, string[]][];
}

it('is not loaded for what is nowhere, nor with another', () => {
  expect(asked('/no-such', '/tasks', '/tasks/x/history', '/problems')).toEqual([
    [0, []],
    [404, []],
    [401, ['kind-task.js']],
    [401, ['kind-task.js']],
    [401, ['kind-task.js', 'kind-problem.js']],
  ]);
});

it('is found by its line in the catalogue', async () => {
  const found = await Promise.all(
    kindFiles().map(async ({ kind, path, file, exported }) => {
      const made = ((await import(file)) as Record<string, { kind: string; path: string }>)[exported];
      return [kind, path, made?.kind, made?.path];
    }),
  );
  expect(found).toEqual([...KINDS.values()].map(({ kind, path }) => [kind, path, kind, path]));
});

it('has all that the kind itself has, whatever of it is known before it is loaded', () => {
  const loads: string[] = [];
  const all = [...KINDS.values()].map((kind) => {
    const load = (): AnyKind => (loads.push(kind.kind) ? kind : kind);
    return { kind: kind.kind, path: kind.path, load, front: frontOf(kind) };
  });
  const found = [...kindsOnDemand(all).values()];
  // What menus, the desk and searches ask of all kinds.
  const asked = ({ kind, path, label, many, menu, states, opening }: AnyKind): unknown[] => {
    return [kind, path, label, many, menu, states, opening?.label, opening?.roles, opening?.cites];
  };
  expect(found.map(asked)).toEqual([...KINDS.values()].map(asked));
  expect(loads).toEqual([]);
  expect(found.map((kind) => ({ ...kind, opening: kind.opening && { ...kind.opening } }))).toEqual([...KINDS.values()]);
  expect(new Set(loads).size).toBe(KINDS.size);
});

it('has the routes of the accounts’ function by their prefix, each once', async () => {
  const loaded = await Promise.all(
    Object.entries(byPrefix).map(async ([prefix, load]) => (await load()).map((route) => [prefix, route])),
  );
  expect(new Set(loaded.flat().map(([, route]) => route))).toEqual(new Set(accounts.routes));
  expect(loaded.flat()).toHaveLength(accounts.routes.length);
  expect(loaded.flat().map(([prefix]) => prefix)).toEqual(
    loaded.flat().map(([, route]) => prefixOf((route as (typeof accounts.routes)[number]).path)),
  );
});
