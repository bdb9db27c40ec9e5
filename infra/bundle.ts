/**
 * A function's bundle: `index.js` with what it loads at once, and chunks with what it loads when it is asked for. What
 * lies in a chunk costs nothing at the start; in one file it would be read and compiled each time.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { type Entry, entryNamed, ROOT } from './entry.ts';

export { ROOT };

const COMMON = {
  target: 'node24',
  platform: 'node',
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

/** What charts are drawn with (`shared/reports/files/chart-files.ts`), for the functions that make circulars' files. */
export const CHART_FILES: readonly BesideBundle[] = [
  { from: 'shared/reports/files/font/noto-sans-sc.ttf', name: 'noto-sans-sc.ttf' },
  { from: 'node_modules/@resvg/resvg-wasm/index_bg.wasm', name: 'resvg.wasm' },
];

/** What the console's pages are served with (`functions/console/assets.ts`). */
export const CONSOLE_FILES: readonly BesideBundle[] = ['console.css', 'console.js', 'files.js'].map((name) => {
  return { from: `functions/console/assets/${name}`, name };
});

/**
 * What is bundled by itself, in a folder of its own, by the import that asks for it: `shared/adapters/s3.ts`. esbuild
 * puts whatever two entries reach by way of one list of exports into a chunk of both, so that each start held what S3
 * alone needs of the SDK. Now S3 has its own copy of what both need, which costs whoever asks for it a few
 * milliseconds, once.
 */
const APART = [{ asked: './s3.ts', file: 'shared/adapters/s3.ts', folder: 's3' }] as const;

/**
 * A function has its credentials in its environment. The SDK's other ways to get some are left out: for them, too, each
 * start held parts of the SDK that it never used.
 */
const LEFT_OUT = [
  ...['ini', 'sso', 'process', 'web-identity', 'http'].map((way) => `@aws-sdk/credential-provider-${way}`),
  '@smithy/credential-provider-imds',
];

/** What esbuild leaves alone in an import. */
const ALONE = [...APART.map(({ asked }) => asked), ...LEFT_OUT];

/** A file of a bundle. */
export interface Chunk {
  /** Its path in the folder of the bundle. */
  readonly name: string;
  /** True for what is loaded before the first request, false for what is loaded when it is asked for. */
  readonly atStart: boolean;
  /** The source files in it, by path from the root. */
  readonly modules: readonly string[];
}

/**
 * Bundles the entry of the function of that name into `folder`, with `files` beside it.
 *
 * CommonJS starts faster than ESM, but esbuild splits ESM only: so it is split first and made CommonJS then. The
 * clients are in the bundle, since those of the runtime are older and load as a whole.
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
    const apart = APART.filter(({ asked }) => isAsked(asked, metafile));
    const later = chunks.filter(({ atStart }) => !atStart);
    for (const { from } of chunks) respell(join(split, from));
    const start = join(split, 'start.js');
    writeFileSync(start, startOf(chunks, redirected(split, chunks)));
    buildSync({
      ...COMMONJS,
      entryPoints: { index: start },
      outdir: folder,
      bundle: true,
      external: [...later.map(({ name }) => `./${name}`), ...apart.map(placeOf), ...LEFT_OUT],
    });
    const others = chunks.filter(({ name, from, atStart }) => name !== INDEX && !(atStart && isShared(from)));
    for (const { name, from, atStart } of others) if (atStart) writeFileSync(join(split, from), standIn(name));
    writeFileSync(join(split, SHARED), `module.exports = require('./${INDEX}').shared();`);
    buildSync({
      ...COMMONJS,
      entryPoints: Object.fromEntries(
        [...others, { name: SHARED, from: SHARED }].map(({ name, from }) => [
          name.replace(/\.js$/, ''),
          join(split, from),
        ]),
      ),
      outdir: folder,
    });
    return [
      whole(chunks),
      { name: SHARED, atStart: false, modules: [] },
      ...others.map((one) => (one.atStart ? { ...one, atStart: false, modules: [] } : one)),
      ...apart.flatMap((one) => bundledAlone(one, folder)),
    ];
  } finally {
    rmSync(split, { recursive: true });
  }
}

/**
 * One file of all chunks that are loaded at the start: thirty take some 5 ms longer than one. What is loaded later
 * imports what it shares with them by one file of a line; a chunk that is asked for as a whole has such a file in its
 * place.
 */
function startOf(chunks: readonly SplitChunk[], asked: Asked): string {
  const atStart = chunks.filter((chunk) => chunk.atStart);
  const lines = atStart.map(({ from }, i) => `import * as c${i} from './${from}';`);
  // Getters, since a chunk may give its names another value; esbuild's own way to export them takes thrice as long.
  const shared = atStart.flatMap(({ from }, i) =>
    [...(asked.get(from) ?? [])].map(([name, as]) => `get ${as}() { return c${i}.${name}; }`),
  );
  const whole = atStart.flatMap(({ name, from }, i) => (isShared(from) ? [] : [`'${name}': c${i}`]));
  const index = atStart.find(({ name }) => name === INDEX) as SplitChunk;
  return [
    ...lines,
    `export * from './${index.from}';`,
    `export const chunks = { ${whole.join(', ')} };`,
    `export const shared = () => ({ ${shared.join(', ')} });`,
  ].join('\n');
}

/** True for a chunk that others import from by name; others are asked for as a whole. */
function isShared(from: string): boolean {
  return from.startsWith('chunk-');
}

/** Of each chunk of the start, the names that later chunks import, and those that they have in `shared`. */
type Asked = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Has later chunks import by one file what lies in the file of the start, on the same line: a file for each of its
 * chunks took a tenth of a millisecond to find, read and compile, of which a page met eighty.
 */
function redirected(split: string, chunks: readonly SplitChunk[]): Asked {
  const asked = new Map(chunks.flatMap(({ atStart, from }) => (atStart ? [[from, new Map<string, string>()]] : [])));
  let count = 0;
  const pairOf = (known: Map<string, string>, pair: string): string => {
    const [name = '', as = name] = pair.trim().split(' as ');
    const exported = known.get(name) ?? `_${(count++).toString(36)}`;
    known.set(name, exported);
    return `${exported} as ${as}`;
  };
  for (const { from } of chunks.filter(({ atStart }) => !atStart)) {
    const file = join(split, from);
    const text = readFileSync(file, 'utf8');
    if (/^import [^"{]+ from "\.\//m.test(text)) throw new Error(`${from} imports a chunk otherwise than by names`);
    const changed = text.replace(IMPORT, (line, names: string | undefined, of: string) => {
      const known = isShared(of) ? asked.get(of) : undefined;
      if (!known) return line;
      const pairs = names?.split(',').map((pair) => pairOf(known, pair));
      return `import ${pairs ? `{ ${pairs.join(', ')} } from ` : ''}"./${SHARED}";`;
    });
    writeFileSync(file, changed);
  }
  return asked;
}

/** An import of another chunk: the names, if any, and the file. */
const IMPORT = /^import (?:\{([^}]*)\} from )?"\.\/([^"]+)";$/gm;

function placeOf({ folder }: (typeof APART)[number]): string {
  return `./${folder}/${INDEX}`;
}

function isAsked(path: string, { outputs }: Metafile): boolean {
  return Object.values(outputs).some(({ imports }) => imports.some((one) => one.external && one.path === path));
}

function bundledAlone({ file, folder: name }: (typeof APART)[number], folder: string): Chunk[] {
  const chunks = bundleEntry({ file: join(ROOT, file) }, join(folder, name));
  return chunks.map((chunk) => ({ ...chunk, name: `${name}/${chunk.name}`, atStart: false }));
}

/**
 * Names what is bundled apart by its place, and escapes what is not ASCII, which esbuild leaves in regular expressions
 * and templates: one such character, and V8 keeps and reads two bytes for each character of the file.
 */
function respell(file: string): void {
  let text = readFileSync(file, 'utf8');
  for (const one of APART) text = text.replaceAll(`import("${one.asked}")`, `import("${placeOf(one)}")`);
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, escaped);
}

function standIn(name: string): string {
  return `module.exports = require('./${INDEX}').chunks['${name}'];`;
}

function whole(chunks: readonly SplitChunk[]): Chunk {
  const modules = chunks.filter(({ atStart }) => atStart).flatMap((chunk) => chunk.modules);
  return { name: INDEX, atStart: true, modules };
}

/** What esbuild begins with. Files beside the bundle are left to `require`: they are not there yet. */
function beginningWith(entry: Entry): BuildOptions {
  if ('file' in entry) return { entryPoints: { index: entry.file }, external: ALONE };
  const resolveDir = join(ROOT, 'functions', 'entries');
  return {
    stdin: { contents: entry.source, resolveDir, sourcefile: 'entry.ts', loader: 'ts' },
    entryPoints: { ...entry.beside },
    external: [...Object.keys(entry.beside).map((name) => `./${name}.js`), ...ALONE],
  };
}

/** As esbuild names the file that it makes of a source text. */
const STDIN = 'stdin.js';
const INDEX = 'index.js';
/** What later chunks import in place of the chunks of the start. */
const SHARED = 'shared.js';

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
