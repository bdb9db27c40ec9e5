/**
 * The entry of a function: a few lines made of its entry in the catalogue, or of its file in `functions/entries/`.
 * Kinds are files beside the bundle, each of which is loaded when it is first asked for.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG } from '../functions/catalog.ts';
import { besides } from '../functions/exchanges/besides.ts';
import { routesOf } from '../functions/exchanges/of-kind.ts';
import type { Front } from '../functions/exchanges/on-demand.ts';
import type { Grant } from '../functions/function-entry.ts';
import type { Route } from '../functions/http/route.ts';
import { DEFAULT, prefixesOf, prefixOf } from '../functions/prefixes.ts';
import { publicRoutes } from '../functions/public/routes.ts';
import { COUNTED, KINDS } from '../shared/kinds.ts';

export const ROOT = join(import.meta.dirname, '..');
const ENTRIES = join(ROOT, 'functions', 'entries');
const FUNCTIONS = join(ROOT, 'functions');
const [CONSOLE, PUBLIC] = ['console', 'public'];
const BESIDE_CONSOLE = { [PUBLIC]: 'public/routes', besides: 'exchanges/besides' };
const CATALOGUE_OF_KINDS = join(ROOT, 'shared', 'kinds.ts');

/** A kind's file, by path, and the name under which it exports the kind. */
export interface KindFile {
  readonly kind: string;
  readonly path: string;
  readonly file: string;
  readonly exported: string;
}

/**
 * What esbuild begins with: a file, or source text that stands for a file in `functions/entries/`, and the files that
 * it requires beside the bundle, by the names that they get there.
 */
export type Entry =
  | { readonly file: string }
  | { readonly source: string; readonly beside: Readonly<Record<string, string>> };

/** Throws where there is no such function. */
export function entryNamed(name: string): Entry {
  const [entry, file] = [CATALOG.find((known) => known.name === name), join(ENTRIES, `${name}.ts`)];
  if (!entry) return timedEntry(name, file);
  if (existsSync(file)) return { file };
  if (name === CONSOLE) return consoleEntry(entry.grants);
  const kinds = kindFiles();
  return { source: sourceOf(name, entry.grants, kinds), beside: besideKinds(kinds) };
}

/** What timers call: its file makes the handler of the kinds. The sweep knows what is counted without loading any. */
function timedEntry(name: string, file: string): Entry {
  if (!existsSync(file)) throw new Error(`No function ${name}: neither in the catalogue nor in functions/entries/`);
  const kinds = kindFiles();
  const source = [
    "import { kindsOnDemand } from '../exchanges/on-demand.ts';",
    `import { handlerOf } from './${name}.ts';`,
    `const kinds = kindsOnDemand(${loadingKinds(kinds, 0)});`,
    `export const handler = handlerOf(kinds, ${JSON.stringify(COUNTED)});`,
  ].join('\n');
  return { source, beside: besideKinds(kinds) };
}

function besideKinds(kinds: readonly KindFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(kinds.map(({ kind, file }) => [bundled(kind), file]));
}

/** As a bundle names the file of a kind. */
export function bundled(kind: string): string {
  return `kind-${kind}`;
}

function sourceOf(name: string, grants: readonly Grant[], kinds: readonly KindFile[]): string {
  // The inbox names all kinds; the other functions meet a few.
  const loading = loadingKinds(kinds, name === DEFAULT ? NAMES : 0);
  const [imported, routes] = routesOfFunction(name);
  return [
    "import { kindsOnDemand } from '../exchanges/on-demand.ts';",
    imported,
    `const all = ${loading};`,
    'const kinds = kindsOnDemand(all);',
    ...handlerOf(routes, grants),
  ].join('\n');
}

/**
 * The line that imports the routes of a function, and what it imports: all of them, or what loads those of a prefix.
 */
function routesOfFunction(name: string): readonly [string, string] {
  if (name === DEFAULT) {
    return ["import { routesOnDemand } from '../exchanges/routes-on-demand.ts';", 'routesOnDemand(all, kinds)'];
  }
  if (!existsSync(join(FUNCTIONS, name, 'by-prefix.ts'))) {
    return [`import { ${name} } from '../${name}/function.ts';`, `${name}.routes`];
  }
  const lines = [`import { byPrefix } from '../${name}/by-prefix.ts';`, "import { routesAt } from '../prefixes.ts';"];
  return [lines.join('\n'), '(prefix) => routesAt(byPrefix, prefix)'];
}

/** The kinds as `kindsOnDemand` takes them, with fronts of values up to `longest` signs; 0 for none. */
function loadingKinds(kinds: readonly KindFile[], longest: number): string {
  const all = kinds.map(({ kind, path, exported }) => {
    const front = longest === 0 ? '' : `, front: ${JSON.stringify(frontOf(KINDS.get(kind) as object, longest))}`;
    return `{ kind: '${kind}', path: '${path}', load: () => require('./${bundled(kind)}.js').${exported}${front} }`;
  });
  return `[${all.join(',')}]`;
}

/**
 * Signs of the longest value that stands in a front: names and roles; menus and states too, but no columns and codes.
 */
const [NAMES, MENUS] = [120, 450];

/** What is plain and short of an object is known at once; of a kind, the same of its opening. */
export function frontOf(object: object, longest = MENUS, partsOf: readonly string[] = ['opening']): Front {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  const plain = entries.filter(([, value]) => isPlain(value) && JSON.stringify(value).length <= longest);
  const parts = entries.filter(([name]) => partsOf.includes(name));
  const others = entries.filter((one) => !plain.includes(one) && !parts.includes(one));
  return {
    plain: Object.fromEntries(plain),
    others: others.map(([name]) => name),
    ...(parts.length > 0 && {
      parts: Object.fromEntries(parts.map(([name, part]) => [name, frontOf(part, longest, [])])),
    }),
  };
}

/** Texts, numbers, true, false and null, and lists and objects of them. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Object.values(value).every(isPlain);
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** The console has the fronts of all kinds, and loads kinds and the API's operations when a page asks for one. */
function consoleEntry(grants: readonly Grant[]): Entry {
  const others = CATALOG.filter(({ name }) => ![CONSOLE, PUBLIC, DEFAULT].includes(name));
  // The pushes have a function of their own.
  const owners = prefixesOf(CATALOG);
  const kinds = [...KINDS.values()].filter(({ path }) => !owners.has(prefixOf(`/${path}`)));
  const operations = [
    ...others.map(({ name, routes }) => loadingOf(routes, `require('./routes-${name}.js').${name}.routes`)),
    loadingOf(
      publicRoutes(async () => []),
      `require('./routes-${PUBLIC}.js').publicRoutes(async () => [])`,
    ),
    loadingOf(besides(KINDS), "require('./routes-besides.js').besides(kinds)"),
    ...kinds.map((kind) => loadingOf(routesOf(kind), `routesOf(kinds.get('${kind.kind}'))`)),
  ];
  const files = kindFiles();
  const source = [
    "import { console } from '../console/function.ts';",
    "import { operationsOnDemand } from '../console/operations.ts';",
    "import { routesOf } from '../exchanges/of-kind.ts';",
    "import { kindsOnDemand } from '../exchanges/on-demand.ts';",
    `const kinds = kindsOnDemand(${loadingKinds(files, MENUS)});`,
    `const operations = operationsOnDemand([${operations.join(',')}]);`,
    ...handlerOf('console.routes', grants, 'operations'),
  ].join('\n');
  const routes = { ...Object.fromEntries(others.map(({ name }) => [name, `${name}/function`])), ...BESIDE_CONSOLE };
  const beside = Object.entries(routes).map(([name, file]) => [`routes-${name}`, join(FUNCTIONS, `${file}.ts`)]);
  return { source, beside: { ...besideKinds(files), ...Object.fromEntries(beside) } };
}

function loadingOf(routes: readonly Route[], load: string): string {
  return `{ ids: '${routes.map(({ id }) => id).join(' ')}', load: () => ${load} }`;
}

/** The lines that make the handler of `routes`, with the ports for which there is a grant. */
function handlerOf(routes: string, grants: readonly Grant[], operations?: string): string[] {
  const files = grants.includes('files');
  const attachments = grants.includes('looking') || grants.includes('keeping');
  const seals = grants.includes('sealing');
  return [
    "import { httpEntry } from '../lambda.ts';",
    files ? "import { deployedFiles } from './large-answers.ts';" : '',
    attachments ? "import { deployedAttachments } from './attachments.ts';" : '',
    seals ? "import { deployedSeals } from './seals.ts';" : '',
    `export const handler = httpEntry(${routes}, {`,
    `kinds${files ? ', files: deployedFiles(process.env)' : ''}`,
    attachments ? ', attachments: deployedAttachments(process.env)' : '',
    seals ? ', seals: deployedSeals(process.env)' : '',
    `}${operations ? `, ${operations}` : ''});`,
  ];
}

/**
 * Where each kind of the catalogue is, read from its lines: an import for each, and the list of them in the same order.
 */
export function kindFiles(): readonly KindFile[] {
  const text = readFileSync(CATALOGUE_OF_KINDS, 'utf8');
  const imported = new Map(
    [...text.matchAll(/^import \{ (\w+) \} from '\.\/(.+)';$/gm)].map(([, name, file]) => [name, file]),
  );
  const [, listed = ''] = /\[([^\]]+)\]/.exec(text) ?? [];
  const names = listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const kinds = [...KINDS.values()];
  return kinds.map(({ kind, path }, i) => {
    const exported = names[i] ?? '';
    const file = imported.get(exported);
    if (!file || names.length !== kinds.length) throw new Error(`shared/kinds.ts: ${kind} has no import of its own`);
    return { kind, path, file: join(ROOT, 'shared', file), exported };
  });
}
