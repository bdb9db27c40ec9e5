/**
 * Makes a fixture: a data folder and an export that a given version of the program wrote, and what it answered.
 *
 *     node test/format/make.ts <checkout of that version, with node_modules> <folder for the fixture>
 *
 * `2/` was made so by the version of 2026-11-26 (commit 2b32dda). Fixtures are never made again: what an earlier
 * version wrote is what has to be read for ever.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runProgram, startProduct, temporaryFolder } from '../home/product.ts';
import { type Asked, type Fixture, lookAt } from './fixture.ts';
import { BEGIN, Life, live } from './life.ts';

const [given, out] = process.argv.slice(2);
if (!given || !out) throw new Error('node test/format/make.ts <checkout> <folder>');
const root = resolve(given);
const program = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const folder = await temporaryFolder();
const file = join(folder, 'county.jsonl');
try {
  const fixture = await lived();
  const exported = await runProgram(
    ['infra/local/admin.ts', 'export', '--data-dir', folder, '--out', file],
    {},
    { root },
  );
  if (exported.code !== 0) throw new Error(exported.output);
  await mkdir(out, { recursive: true });
  await pack(join(folder, 'shenguan.db'), 'shenguan.db.gz');
  await pack(file, 'county.jsonl.gz');
  await writeFile(join(out, 'expected.json.gz'), gzipSync(JSON.stringify(fixture), { level: 9 }));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function lived(): Promise<Fixture> {
  const product = await startProduct({ dataDir: folder, clock: BEGIN, root });
  try {
    const life = new Life(product);
    await live(life);
    const asked: Asked[] = await lookAt(product);
    return { program, clock: life.now, sent: life.sent, asked };
  } finally {
    await product.stop();
  }
}

async function pack(from: string, name: string): Promise<void> {
  await writeFile(join(out as string, name), gzipSync(await readFile(from), { level: 9 }));
}
