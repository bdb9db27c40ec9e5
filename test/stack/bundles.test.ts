/** What is in each function's bundle, and what it loads before the first request. */
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { BUNDLING, ROOT } from '../../infra/function.ts';

/** KB of a bundle. What is loaded only when asked for (mail, Word, Excel, charts) counts too. */
const LIMITS: Readonly<Record<string, number>> = {
  public: 1900,
  reports: 1800,
  wake: 2400,
  sweep: 2400,
  schedule: 2400,
};
const LIMIT = 700;

/** Heavy to load: never before somebody needs it. */
const HEAVY = [
  'nodemailer',
  'docx',
  'echarts',
  '@resvg',
  'write-excel-file',
  '@aws-sdk/client-sesv2',
  '@aws-sdk/client-ssm',
];

async function bundle(name: string): Promise<Metafile> {
  const { format, target, minify, mainFields } = BUNDLING;
  const { metafile } = await build({
    ...{ format, target, minify, mainFields },
    absWorkingDir: ROOT,
    entryPoints: [join('functions', 'entries', `${name}.ts`)],
    outfile: join('cdk.out', `${name}.js`),
    platform: 'node',
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'error',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  return metafile;
}

/** Whatever is loaded when the bundle is: followed through all imports but those made when asked for. */
function loadedAtOnce({ inputs }: Metafile, entry: string): Set<string> {
  const seen = new Set<string>();
  const left = [entry];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind !== 'dynamic-import') left.push(path);
  }
  return seen;
}

describe.each([...CATALOG.map(({ name }) => name), 'wake', 'sweep', 'schedule'])('the bundle %s', (name) => {
  const made = bundle(name);

  it('is small', async () => {
    const [output] = Object.values((await made).outputs);
    expect((output?.bytes ?? 0) / 1024).toBeLessThan(LIMITS[name] ?? LIMIT);
  });

  it('loads nothing heavy before it is needed', async () => {
    const files = [...loadedAtOnce(await made, `functions/entries/${name}.ts`)];
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => HEAVY.some((one) => file.includes(`node_modules/${one}`)))).toEqual([]);
  });

  it('sends no mail where it answers people', async () => {
    const files = Object.keys((await made).inputs);
    const sends = ['wake', 'sweep', 'schedule'].includes(name);
    expect(files.some((file) => file.includes('node_modules/nodemailer'))).toBe(sends);
  });
});
