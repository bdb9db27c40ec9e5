/**
 * Which changes of the rules does no test see? CONTRIBUTING.md says how to ask. All mutants of a file stand in one
 * text, which Node loads in the file's place; for each of a sample those test files that reach it run in this process,
 * the quickest first, until one fails. `main` starts the process, and starts it again where a mutant ends it.
 *
 *   node test/mutants.ts <folder for results> <mutants of each folder> shared/exchange shared/pushes …
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { startTests } from 'vitest/internal/browser';

type Mutant = { id: string; file: string; line: number; change: string };
type Tried = Mutant & { end: 'killed' | 'hung' | 'survived' | 'unreached'; by?: string };
/** By test file: how long it takes, and what it reaches. */
type Known = Record<string, { millis: number; reaches: string[] }>;

const [results = '', most = '', ...folders] = process.argv.slice(2);
const EXCLUDED = ['StringLiteral', 'ObjectLiteral', 'ArrayDeclaration', 'Regex'];
/** Tests of other processes, and of what is built, described or written. */
const OUTSIDE = [
  ...['.emulator.', '.browser.', 'process.', 'home', 'folder', 'exchange/large', 'admin/', 'architecture/', 'backup/'],
  ...['contract/', 'demonstration/', 'deployed/', 'durability/', 'faulty-store/', 'test/files/', 'format/', 'fuzz/'],
  ...['large-answers/', 'openapi/', 'stack/', 'types/'],
];
/** Without a word for so many milliseconds, the process hangs. */
const SILENCE = 200_000;
const at = (name: string): string => join(results, name);
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
const lines = (name: string): string[] => (existsSync(at(name)) ? readFileSync(at(name), 'utf8').split('\n') : []);
const told = (): Tried[] =>
  lines('tried.jsonl')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const tell = (one: Tried): void => appendFileSync(at('tried.jsonl'), `${JSON.stringify(one)}\n`);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function plan(): Promise<void> {
  const { Instrumenter } = await import(String('@stryker-mutator/instrumenter'));
  const log = { debug() {}, info() {}, warn() {}, error() {}, trace() {}, isDebugEnabled: () => false };
  const names = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`)).filter((name) => !name.endsWith('.d.ts'));
  const files = names.sort().map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { plugins: null, ignorers: [], excludedMutations: EXCLUDED };
  const made = await new Instrumenter(log).instrument(files, options);
  const all: Mutant[] = made.mutants.flatMap(mutantOf);
  const lot = ({ id }: Mutant) => createHash('sha256').update(id).digest('hex');
  const drawn = all.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1));
  const sample = folders.flatMap((folder) => drawn.filter(({ file }) => file.startsWith(`${folder}/`)).slice(0, +most));
  const texts = made.files.map(({ name, content }: { name: string; content: string }) => [name, content]);
  mkdirSync(results, { recursive: true });
  writeFileSync(at('plan.json'), JSON.stringify({ texts: Object.fromEntries(texts), sample }));
}

// biome-ignore lint/suspicious/noExplicitAny: of a package that is none of ours
function mutantOf({ id, fileName: file, location: { start, end }, replacement, status }: any): Mutant[] {
  if (status === 'Ignored') return [];
  const [first = '', ...more] = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line, end.line + 1);
  const from = more.length > 0 ? `${first.slice(start.column)} …` : first.slice(start.column, end.column);
  return [{ id, file, line: start.line + 1, change: `${from} → ${replacement.replaceAll(/\s+/g, ' ')}` }];
}

/** Waits for a process that tries what is left; true where nothing is. */
async function triedAll(): Promise<boolean> {
  const child = fork(import.meta.filename, process.argv.slice(2), { stdio: 'inherit' });
  const last: { tries?: Mutant; heard: number } = { heard: Date.now() };
  child.on('message', (tries: Mutant) => Object.assign(last, { tries, heard: Date.now() }));
  const isSilent = (): boolean => last.tries !== undefined && Date.now() - last.heard > SILENCE;
  const timer = setInterval(() => isSilent() && child.kill('SIGKILL'), 1000);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  if (code === null && last.tries) tell({ ...last.tries, end: 'hung' });
  else if (code === null || code > 1) throw new Error('The tests do not run');
  return code === 0;
}

// What instrumented code asks: which mutant holds, and whether it goes round for ever.
const stryker = {
  activeMutant: undefined as string | undefined,
  currentTestId: undefined as string | undefined,
  mutantCoverage: { static: {}, perTest: {} as Record<string, object> },
  ...{ hitCount: 0, hitLimit: 1_000_000 },
};
const config = {
  ...{ root: process.cwd(), sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' }, testTimeout: 30_000 },
  ...{ setupFiles: [], allowOnly: true, tags: [], maxConcurrency: 1, retry: 0, hookTimeout: 30_000, expect: {} },
};
let loads = 0;

/** True where the test file passes with the mutant, or with none; stops at its first failure. */
async function passes(file: string, mutant?: string): Promise<boolean> {
  let failed = false;
  const runner = {
    config,
    importFile: (path: string) => import(`${pathToFileURL(path)}?${loads++}`),
    onBeforeRunTask: (test: { mode: string }) => {
      if (failed) test.mode = 'skip';
    },
    onTaskFinished: ({ result }: { result?: { state: string } }) => {
      failed ||= result?.state === 'fail';
    },
  };
  Object.assign(stryker, { activeMutant: mutant, hitCount: 0 });
  const [done] = await startTests([join(process.cwd(), file)], runner as never);
  stryker.activeMutant = undefined;
  return done?.result?.state === 'pass';
}

/** Runs every test file once, without a mutant. */
async function known(): Promise<Known> {
  if (existsSync(at('known.json'))) return read('known.json');
  const found: Known = {};
  const all = globSync('test/**/*.test.ts').filter((name) => name.includes(process.env.TESTS ?? ''));
  for (const file of all.filter((name) => !OUTSIDE.some((part) => name.includes(part)))) {
    stryker.currentTestId = file;
    const begun = performance.now();
    if (!(await passes(file))) say(`${file} does not pass here, and is left out`);
    else {
      const reaches = Object.keys(stryker.mutantCoverage.perTest[file] ?? {});
      found[file] = { millis: performance.now() - begun, reaches };
    }
  }
  writeFileSync(at('known.json'), JSON.stringify(found));
  return found;
}

async function tryAll(): Promise<void> {
  const { texts, sample } = read('plan.json') as { texts: Record<string, string>; sample: Mutant[] };
  const root = pathToFileURL(`${process.cwd()}/`).href;
  registerHooks({
    load: (url, context, next) => {
      const source = texts[url.slice(root.length)];
      return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
  Object.assign(globalThis, { __stryker__: stryker, __vitest_worker__: { config, ctx: {}, providedContext: {} } });
  process.env.VITEST = 'true';
  fc.configureGlobal({ endOnFailure: true, seed: 1 });
  for (const file of Object.keys(texts)) await import(`${root}${file}`);
  const tests = Object.entries(await known()).sort(([, a], [, b]) => a.millis - b.millis);
  stryker.currentTestId = undefined;
  const done = new Set(told().map(({ id }) => id));
  for (const [n, mutant] of sample.filter(({ id }) => !done.has(id)).entries()) {
    process.send?.(mutant);
    const reaching = tests.filter(([, { reaches }]) => reaches.includes(mutant.id)).map(([file]) => file);
    let by: string | undefined;
    for (const file of reaching) if (!by && !(await passes(file, mutant.id))) by = file;
    // Something of an earlier mutant may have stayed; each run stays in memory: on in a new process.
    if (n > 200 || (by && n > 0 && !(await passes(by)))) process.exit(1);
    tell({ ...mutant, end: by ? 'killed' : reaching.length > 0 ? 'survived' : 'unreached', ...(by && { by }) });
  }
  process.exit(0);
}

async function main(): Promise<void> {
  if (!existsSync(at('plan.json'))) await plan();
  while (!(await triedAll())) say(`${told().length} tried`);
  for (const folder of folders) {
    const here = told().filter(({ file }) => file.startsWith(`${folder}/`));
    const left = here.filter(({ end }) => end === 'survived' || end === 'unreached');
    say(`${folder}: ${left.length} of ${here.length} left`);
    for (const { file, line, change, end } of left) say(`  ${end} ${file}:${line} ${change}`);
  }
}

await (process.send ? tryAll() : main());
