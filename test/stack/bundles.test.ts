/** What is in each function's bundle, and what it loads before the first request. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { bundle } from '../../infra/bundle.ts';
import { KINDS } from '../../shared/kinds.ts';

/** KB that are read at the start; the clients alone are 287. */
const AT_START: Readonly<Record<string, number>> = {
  // How organisations end is among the accounts' routes, which the console has, too.
  ...{ public: 610, reports: 610, console: 1150, exchanges: 610, accounts: 630 },
  // What timers call has all kinds. Settling knows what a quarantine withholds that is not everywhere yet.
  ...{ wake: 760, sweep: 760, schedule: 760 },
};
const USUAL = 605;

/**
 * KB of all chunks: mail, Word, Excel, charts and S3 are in them, but are loaded only when asked for. `accounts` reads
 * workbooks, and looks through all that an ending organisation has. The pages, with the reader of forms that have
 * files, are in `console` and, for the API's documents, in `public`. What settles records may strike lateness, and then
 * looks at the circulars that counted it. Refusals, and the calendar, are pages for people's browsers.
 */
const ALL: Readonly<Record<string, number>> = {
  ...{ public: 3375, reports: 2400, console: 3310, wake: 3150, sweep: 2700, schedule: 1750 },
  ...{ pushes: 1800, exchanges: 1960, files: 1700, accounts: 1600 },
};
const FEW = 1270;

/** Heavy to load: never before somebody needs it. */
const HEAVY = [
  'nodemailer',
  'docx',
  'busboy',
  'echarts',
  '@resvg',
  'write-excel-file',
  'zod-openapi',
  'bowser',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-scheduler',
  '@aws-sdk/client-sesv2',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-ssm',
  '@aws-sdk/lib-storage',
  '@aws-sdk/s3-request-presigner',
];

const folder = mkdtempSync(join(tmpdir(), 'shenguan-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([...CATALOG.map(({ name }) => name), 'wake', 'sweep', 'schedule'])('the bundle %s', (name) => {
  const here = join(folder, name);
  const chunks = bundle(name, here);
  const modules = (which = chunks): string[] => which.flatMap((chunk) => chunk.modules);
  const kilobytes = (which = chunks): number =>
    which.reduce((sum, chunk) => sum + statSync(join(here, chunk.name)).size, 0) / 1024;
  const atStart = chunks.filter((chunk) => chunk.atStart);

  it('is small', () => {
    expect(kilobytes(atStart)).toBeLessThan(AT_START[name] ?? USUAL);
    expect(kilobytes()).toBeLessThan(ALL[name] ?? FEW);
  });

  it('is its chunks and their maps, nothing else', () => {
    expect(readdirSync(here).sort()).toEqual(chunks.flatMap((chunk) => [chunk.name, `${chunk.name}.map`]).sort());
  });

  it('loads nothing heavy before it is needed', () => {
    const loaded = modules(atStart);
    expect(loaded.length).toBeGreaterThan(100);
    expect(loaded.filter((file) => HEAVY.some((one) => file.includes(`node_modules/${one}/`)))).toEqual([]);
  });

  it('holds what describes the API in chunks of their own, and other functions’ routes', () => {
    const describing = (file: string): boolean =>
      /^functions\/(answers\/|reports\/answers|openapi\.ts|docs\/)/.test(file);
    // The console's pages ask the routes of all.
    const others = (file: string): boolean => file === 'functions/catalog.ts' && name !== 'console';
    expect(modules(atStart).filter((file) => describing(file) || others(file))).toEqual([]);
    expect(modules().includes('functions/openapi/document.ts')).toBe(['public', 'console'].includes(name));
  });

  it('holds kinds in files of their own, where it answers people', () => {
    const kinds = chunks.filter(({ name }) => name.startsWith('kind-'));
    const loaded = modules(atStart).filter((file) => file === 'shared/kinds.ts');
    const people = CATALOG.some((entry) => entry.name === name) && !['public', 'console'].includes(name);
    expect([kinds.length, loaded]).toEqual(people ? [KINDS.size, []] : [0, name === 'public' ? [] : loaded]);
  });

  it('holds what reaches S3 where answers may grow large and where files have a part, and nowhere else', () => {
    const reaches = modules().some((file) => file.includes('node_modules/@aws-sdk/client-s3/'));
    const { grants = [] } = CATALOG.find((entry) => entry.name === name) ?? {};
    const may = name === 'wake' || grants.some((grant) => ['files', 'looking', 'keeping'].includes(grant));
    expect(reaches).toBe(may);
  });

  it('sends no mail where it answers people', () => {
    const sends = ['wake', 'sweep', 'schedule'].includes(name);
    expect(modules().some((file) => file.includes('node_modules/nodemailer/'))).toBe(sends);
  });
});
