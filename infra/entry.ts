/**
 * The entry of a function: a file of `functions/entries/` where there is one, else a few lines made of its entry in the
 * catalogue. Kinds are files beside the bundle, each of which is loaded when it is first asked for.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG } from '../functions/catalog.ts';
import type { Grant } from '../functions/function-entry.ts';
import { DEFAULT } from '../functions/prefixes.ts';
import { KINDS } from '../shared/kinds.ts';

export const ROOT = join(import.meta.dirname, '..');
const ENTRIES = join(ROOT, 'functions', 'entries');
const CATALOGUE_OF_KINDS = join(ROOT, 'shared', 'kinds.ts');

/** A kind's file, by path, and the name under which it exports the kind. */
export interface KindFile {
  readonly kind: string;
  readonly path: string;
  readonly file: string;
  readonly exported: string;
}

/** What esbuild begins with: a file, or source text that stands for a file in `functions/entries/`. */
export type Entry = { readonly file: string } | { readonly source: string; readonly kinds: readonly KindFile[] };

/** Throws where there is no such function. */
export function entryNamed(name: string): Entry {
  const file = join(ENTRIES, `${name}.ts`);
  if (existsSync(file)) return { file };
  const entry = CATALOG.find((known) => known.name === name);
  if (!entry) throw new Error(`No function ${name}: neither in the catalogue nor in functions/entries/`);
  const kinds = kindFiles();
  return { source: sourceOf(name, entry.grants, kinds), kinds };
}

/** As a bundle names the file of a kind. */
export function bundled(kind: string): string {
  return `kind-${kind}`;
}

function sourceOf(name: string, grants: readonly Grant[], kinds: readonly KindFile[]): string {
  const files = grants.includes('files');
  const attachments = grants.includes('looking') || grants.includes('keeping');
  const seals = grants.includes('sealing');
  const loading = kinds.map(
    ({ kind, path, exported }) =>
      `{ kind: '${kind}', path: '${path}', load: () => require('./${bundled(kind)}.js').${exported} }`,
  );
  const routes = name === DEFAULT ? 'routesOnDemand(all, kinds)' : `${name}.routes`;
  return [
    "import { kindsOnDemand } from '../exchanges/on-demand.ts';",
    "import { httpEntry } from '../lambda.ts';",
    name === DEFAULT
      ? "import { routesOnDemand } from '../exchanges/routes-on-demand.ts';"
      : `import { ${name} } from '../${name}/function.ts';`,
    files ? "import { deployedFiles } from './large-answers.ts';" : '',
    attachments ? "import { deployedAttachments } from './attachments.ts';" : '',
    seals ? "import { deployedSeals } from './seals.ts';" : '',
    `const all = [${loading.join(',')}];`,
    'const kinds = kindsOnDemand(all);',
    `export const handler = httpEntry(${routes}, {`,
    `kinds${files ? ', files: deployedFiles(process.env)' : ''}`,
    attachments ? ', attachments: deployedAttachments(process.env)' : '',
    seals ? ', seals: deployedSeals(process.env)' : '',
    '});',
  ].join('\n');
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
