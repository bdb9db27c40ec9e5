/**
 * A function's bundle: `index.js` with what it loads at once, and chunks with what it loads when it is asked for. What
 * lies in a chunk costs nothing at the start; in one file it would be read and compiled each time.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';

export const ROOT = join(import.meta.dirname, '..');

const COMMON = {
  target: 'node24',
  platform: 'node',
  logLevel: 'warning',
  sourcemap: true,
  sourcesContent: false,
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

/** A file of a bundle. */
export interface Chunk {
  readonly name: string;
  /** True for what is loaded before the first request, false for what is loaded when it is asked for. */
  readonly atStart: boolean;
  /** The source files in it, by path from the root. */
  readonly modules: readonly string[];
}

/**
 * Bundles the entry of that name in `functions/entries/` into `folder`, with `files` beside it.
 *
 * CommonJS starts faster than ESM, but esbuild splits ESM only: so it is split first and made CommonJS then. The clients
 * are in the bundle, since those of the runtime are older and load as a whole.
 */
export function bundle(name: string, folder: string, files: readonly BesideBundle[] = []): Chunk[] {
  const chunks = bundleEntry(join(ROOT, 'functions', 'entries', `${name}.ts`), folder);
  for (const file of files) copyFileSync(join(ROOT, file.from), join(folder, file.name));
  return chunks;
}

/** Bundles any file. */
export function bundleEntry(file: string, folder: string): Chunk[] {
  // Inside the folder, so that maps name the sources by the same paths wherever the machine keeps what is temporary.
  const split = join(folder, 'split');
  try {
    const { metafile } = buildSync({
      ...COMMON,
      absWorkingDir: ROOT,
      entryPoints: { index: file },
      outdir: split,
      format: 'esm',
      mainFields: ['module', 'main'],
      bundle: true,
      splitting: true,
      metafile: true,
    });
    const chunks = chunksOf(metafile);
    buildSync({
      ...COMMON,
      entryPoints: chunks.map(({ name }) => join(split, name)),
      outdir: folder,
      format: 'cjs',
      minify: true,
      define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__filename' },
      // Chunks are fetched by `require`, which knows no loader of modules to be started first.
      supported: { 'dynamic-import': false },
    });
    return chunks;
  } finally {
    rmSync(split, { recursive: true });
  }
}

function chunksOf({ outputs }: Metafile): Chunk[] {
  const scripts = Object.keys(outputs).filter((file) => file.endsWith('.js'));
  const atStart = new Set<string>();
  const left = scripts.filter((file) => basename(file) === 'index.js');
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (atStart.has(file)) continue;
    atStart.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) left.push(path);
    }
  }
  return scripts.map((file) => ({
    name: basename(file),
    atStart: atStart.has(file),
    modules: Object.keys(outputs[file]?.inputs ?? {}),
  }));
}
