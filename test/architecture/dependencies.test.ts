/** Every dependency has its line in docs/dependencies.md with the reason for it, and is imported by somebody. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

test('every dependency has its line, at run time and in development, in order', () => {
  const [atRunTime = '', inDevelopment = ''] = read('docs/dependencies.md').split('## In development');
  const listed = (text: string): (string | undefined)[] =>
    [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(listed(atRunTime)).toEqual(Object.keys(dependencies as object));
  expect(listed(inDevelopment)).toEqual(Object.keys(devDependencies as object));
});

/** But the script that once cut the font, by hand, and the types of events. */
test('what runs imports each of its dependencies, and no other', () => {
  const sources = ['shared', 'functions', 'infra/local'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\bfont\//.test(file))
      .map((file) => read(join(folder, file))),
  );
  const modules = sources.flatMap((text) => [
    ...text.matchAll(
      /(?:^import [^;]*?from |^export \{[^}]*\} from |^\} from |\bimport\(\s*|^import )'([^'.][^']*)'/gm,
    ),
  ]);
  const packages = modules.map(([, name]) => /^(?:@[^/]+\/)?[^/]+/.exec(name as string)?.[0] as string);
  const ours = new Set(packages.filter((name) => !name.startsWith('node:') && name !== 'aws-lambda'));
  expect([...ours].toSorted()).toEqual(Object.keys(dependencies as object).toSorted());
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
