/**
 * What a function's bundle takes to load, less an empty process, against the clients alone. Every bundle is loaded in
 * processes of its own, in turns; the least processor time counts, since whatever else the machine does only adds to
 * it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG } from '../../functions/catalog.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { bundle, bundleEntry, type Chunk } from '../../infra/bundle.ts';

export interface Init {
  name: string;
  kilobytes: number;
  /** Milliseconds of processor time, an empty process taken off. */
  millis: number;
}

interface Bundled {
  file: string;
  /** Of the files that are loaded at the start. */
  kilobytes: number;
}

export function measureInit(rounds = 21): Init[] {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-init-'));
  try {
    const empty = { file: join(folder, 'empty.js'), kilobytes: 0 };
    writeFileSync(empty.file, '');
    const bundles = new Map<string, Bundled>([['empty', empty]]);
    const clients = join(import.meta.dirname, 'clients.ts');
    bundles.set(
      'clients',
      bundled(join(folder, 'clients'), (to) => bundleEntry({ file: clients }, to)),
    );
    for (const name of [...CATALOG.map((entry) => entry.name), 'wake', 'sweep', 'schedule']) {
      bundles.set(
        name,
        bundled(join(folder, name), (to) => bundle(name, to)),
      );
    }
    const taken = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, { file }] of bundles) taken.set(name, Math.min(taken.get(name) ?? Infinity, load(file)));
    }
    const least = (name: string): number => (taken.get(name) ?? Number.NaN) - (taken.get('empty') ?? Number.NaN);
    bundles.delete('empty');
    return [...bundles].map(([name, { kilobytes }]) => ({ name, kilobytes, millis: least(name) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bundles into `folder`; what is read at the start. */
function bundled(folder: string, make: (folder: string) => Chunk[]): Bundled {
  const files = make(folder).filter(({ atStart }) => atStart);
  const bytes = files.reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0);
  return { file: join(folder, 'index.js'), kilobytes: Math.round(bytes / 1024) };
}

function load(file: string): number {
  const set = Object.fromEntries(VARIABLES.map((name) => [name, name === 'ISSUERS' ? '[]' : '1']));
  const script = `require(${JSON.stringify(file)}); process.stdout.write(JSON.stringify(process.cpuUsage()))`;
  const own = { FILES_BUCKET: '1', ATTACHMENTS_BUCKET: '1', AWS_REGION: 'cn-north-1' };
  const env = { ...set, ...own, PATH: process.env.PATH ?? '' };
  const said = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  const { user, system } = JSON.parse(said.slice(said.lastIndexOf('{'))) as { user: number; system: number };
  return (user + system) / 1000;
}
