/** Who may import whom. The linter holds the coarse rules while one types; this holds the order of capabilities. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Capabilities of `shared/`, each of which may import those before it and the files at the root of `shared/`. */
const ORDER = [
  'audit',
  'calendar',
  'files',
  'documents',
  'exchange',
  'clocks',
  'accounts',
  'sessions',
  'drafts',
  'versions',
  'boundary',
  'mail',
  'credit-records',
  'credit-queries',
  'pushes',
  'certificates',
  'commitments',
  'standards',
  'letters',
  'instructions',
  'support',
  'offline-transfers',
  'account-requests',
  'sharing',
  'list-drafts',
  'experts',
  'draws',
  'participations',
  'cases',
  'meetings',
  'surveys',
  'guidance',
  'problems',
  'tasks',
  'corrections',
  'cautions',
  'accountability',
  'register',
  'successions',
  'reports',
  'retiming',
];

const files = ['shared', 'functions', 'infra'].flatMap(sourceFiles);

test('every capability imports only those before it', () => {
  const wrong = imports('shared').filter(({ from, to }) => {
    const [mine, theirs] = [capability(from), capability(to)];
    if (mine === null || theirs === null || mine === theirs || mine === 'adapters') return false;
    return !ORDER.includes(theirs) || ORDER.indexOf(theirs) > ORDER.indexOf(mine);
  });
  expect(wrong).toEqual([]);
});

test('every capability has its place in the order', () => {
  const folders = readdirSync(join(ROOT, 'shared'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = [...ORDER, 'adapters'];
  expect(folders.map((folder) => folder.name).filter((name) => !known.includes(name))).toEqual([]);
});

test('rules know neither functions nor adapters; functions know no adapters', () => {
  const wrong = [
    ...imports('shared').filter(({ from, to }) => !from.startsWith('shared/adapters') && !inside(to)),
    ...imports('functions').filter(({ from, to }) => to.startsWith('shared/adapters') && !choosesAdapters(from)),
    ...imports('functions').filter(({ to }) => to.startsWith('infra/')),
  ];
  expect(wrong).toEqual([]);
});

test('one file reads the clock', () => {
  const reads = /\bDate\.now\(\)|new Date\(\)|Temporal\.Now/;
  const readers = files.filter((file) => reads.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(readers).toEqual(['shared/adapters/system-clock.ts']);
});

test('no import runs in a circle', () => {
  const graph = new Map(files.map((file) => [file, targets(file, true)]));
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

function inside(to: string): boolean {
  return to.startsWith('shared/') && !to.startsWith('shared/adapters');
}

function choosesAdapters(from: string): boolean {
  return from === 'functions/lambda.ts' || from.startsWith('functions/entries/');
}

function capability(file: string): string | null {
  const parts = file.split('/');
  return parts[0] === 'shared' && parts.length > 2 ? (parts[1] as string) : null;
}

function imports(folder: string): { from: string; to: string }[] {
  return files
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((from) => targets(from, true).map((to) => ({ from, to })));
}

/**
 * What a file imports of ours, also when it is asked for; types only where wanted, since they are gone when it runs.
 */
function targets(file: string, withTypes: boolean): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s+'(\.[^']+)'/gms);
  const named = [...found].filter(([, type]) => withTypes || !type).map(([, , path]) => path as string);
  const later = [...text.matchAll(/\bimport\(\s*'(\.[^']+)'/g)].map(([, path]) => path as string);
  return [...named, ...later].map((path) => relative(ROOT, resolve(ROOT, dirname(file), path)));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}
