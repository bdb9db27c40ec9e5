/**
 * A function's bundle: `index.js` with what it loads at once, and chunks with what it loads when it is asked for. What
 * lies in a chunk costs nothing at the start; in one file it would be read and compiled each time.
 */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { bundled, type Entry, entryNamed, ROOT } from './entry.ts';

export { ROOT };

const COMMON = {
  target: 'node24',
  platform: 'node',
  // Chinese as it is, not as escapes of twice its bytes.
  charset: 'utf8',
  logLevel: 'warning',
  sourcemap: true,
  sourcesContent: false,
} as const satisfies BuildOptions;

const COMMONJS = {
  ...COMMON,
  format: 'cjs',
  minify: true,
  define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__filename' },
  // Chunks are fetched by `require`, which knows no loader of modules to be started first.
  supported: { 'dynamic-import': false },
} as const satisfies BuildOptions;

/** A file that lies beside a bundle, by its path from the root. */
export interface BesideBundle {
  readonly from: string;
  readonly name: string;
}

/** What charts are drawn with (`shared/reports/files/chart-files.ts`), for the functions that make a circular's files. */
export const CHART_FILES: readonly BesideBundle[] = [
  { from: 'shared/reports/files/font/noto-sans-sc.ttf', name: 'noto-sans-sc.ttf' },
  { from: 'node_modules/@resvg/resvg-wasm/index_bg.wasm', name: 'resvg.wasm' },
];

/** What the console's pages are served with (`functions/console/assets.ts`). */
export const CONSOLE_FILES: readonly BesideBundle[] = ['console.css', 'console.js', 'files.js'].map((name) => {
  return { from: `functions/console/assets/${name}`, name };
});

/** A file of a bundle. */
export interface Chunk {
  readonly name: string;
  /** True for what is loaded before the first request, false for what is loaded when it is asked for. */
  readonly atStart: boolean;
  /** The source files in it, by path from the root. */
  readonly modules: readonly string[];
}

/**
 * Bundles the entry of the function of that name into `folder`, with `files` beside it.
 *
 * CommonJS starts faster than ESM, but esbuild splits ESM only: so it is split first and made CommonJS then. The clients
 * are in the bundle, since those of the runtime are older and load as a whole.
 */
export function bundle(name: string, folder: string, files: readonly BesideBundle[] = []): Chunk[] {
  const chunks = bundleEntry(entryNamed(name), folder);
  for (const file of files) copyFileSync(join(ROOT, file.from), join(folder, file.name));
  return chunks;
}

/** Bundles any entry. */
export function bundleEntry(entry: Entry, folder: string): Chunk[] {
  // Inside the folder, so that maps name the sources by the same paths wherever the machine keeps what is temporary.
  const split = join(folder, 'split');
  try {
    const { metafile } = buildSync({
      ...COMMON,
      absWorkingDir: ROOT,
      ...beginningWith(entry),
      outdir: split,
      format: 'esm',
      mainFields: ['module', 'main'],
      bundle: true,
      splitting: true,
      metafile: true,
    });
    const chunks = chunksOf(metafile);
    const start = join(split, 'start.js');
    writeFileSync(start, startOf(chunks));
    buildSync({
      ...COMMONJS,
      entryPoints: { index: start },
      outdir: folder,
      bundle: true,
      external: chunks.filter(({ atStart }) => !atStart).map(({ name }) => `./${name}`),
    });
    const others = chunks.filter(({ name }) => name !== INDEX);
    for (const { name, atStart } of others) if (atStart) writeFileSync(join(split, name), standIn(name));
    buildSync({
      ...COMMONJS,
      entryPoints: Object.fromEntries(others.map(({ name, from }) => [name.replace(/\.js$/, ''), join(split, from)])),
      outdir: folder,
    });
    return [whole(chunks), ...others.map((one) => (one.atStart ? { ...one, atStart: false, modules: [] } : one))];
  } finally {
    rmSync(split, { recursive: true });
  }
}

/**
 * One file of all chunks that are loaded at the start: thirty take some 5 ms longer than one. What is loaded later finds
 * the objects of a chunk in this file, by way of a file of a line in the chunk's place.
 */
function startOf(chunks: readonly SplitChunk[]): string {
  const atStart = chunks.filter((chunk) => chunk.atStart);
  const lines = atStart.map(({ from }, i) => `import * as c${i} from './${from}';`);
  const named = atStart.map(({ name }, i) => `'${name}': c${i}`);
  const index = atStart.find(({ name }) => name === INDEX) as SplitChunk;
  return [...lines, `export * from './${index.from}';`, `export const chunks = { ${named.join(', ')} };`].join('\n');
}

function standIn(name: string): string {
  return `module.exports = require('./${INDEX}').chunks['${name}'];`;
}

function whole(chunks: readonly SplitChunk[]): Chunk {
  const modules = chunks.filter(({ atStart }) => atStart).flatMap((chunk) => chunk.modules);
  return { name: INDEX, atStart: true, modules };
}

/** What esbuild begins with. The files of kinds are left to `require`: they are not there yet. */
function beginningWith(entry: Entry): BuildOptions {
  if ('file' in entry) return { entryPoints: { index: entry.file } };
  const resolveDir = join(ROOT, 'functions', 'entries');
  return {
    stdin: { contents: entry.source, resolveDir, sourcefile: 'entry.ts', loader: 'ts' },
    entryPoints: Object.fromEntries(entry.kinds.map(({ kind, file }) => [bundled(kind), file])),
    external: [`./${bundled('*')}.js`],
  };
}

/** As esbuild names the file that it makes of a source text. */
const STDIN = 'stdin.js';
const INDEX = 'index.js';

/** A chunk and the file that it is split into. */
type SplitChunk = Chunk & { readonly from: string };

function chunksOf({ outputs }: Metafile): SplitChunk[] {
  const scripts = Object.keys(outputs).filter((file) => file.endsWith('.js'));
  const atStart = new Set<string>();
  const named = (file: string): string => (basename(file) === STDIN ? INDEX : basename(file));
  const left = scripts.filter((file) => named(file) === INDEX);
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (atStart.has(file)) continue;
    atStart.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) left.push(path);
    }
  }
  return scripts.map((file) => ({
    name: named(file),
    from: basename(file),
    atStart: atStart.has(file),
    modules: Object.keys(outputs[file]?.inputs ?? {}),
  }));
}
