/** What is in each function's bundle, and what it loads before the first request. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CATALOG, ROUTES } from '../../functions/catalog.ts';
import { operationsOnDemand } from '../../functions/console/operations.ts';
import type { Route } from '../../functions/http/route.ts';
import { bundle } from '../../infra/bundle.ts';
import { entryNamed } from '../../infra/entry.ts';
import { KINDS } from '../../shared/kinds.ts';

/** KB that are read at the start, as ASCII with Chinese in escapes; the clients alone are 249. */
const AT_START: Readonly<Record<string, number>> = {
  ...{ pushes: 578, public: 585, accounts: 450, mails: 480, console: 700, wake: 460, sweep: 460, schedule: 390 },
};
const USUAL = 555;

/**
 * KB of all chunks: mail, Word, Excel, charts and S3 are in them, but are loaded only when asked for. `accounts` reads
 * workbooks, whose unpacking is counted, and looks through all that an ending organisation has. The pages, with the
 * reader of forms that have files, are in `console` and, for the API's documents, in `public`. What settles records may
 * strike lateness, and then looks at the circulars that counted it. Refusals, and the calendar, are pages for people's
 * browsers. `accounts` has the names behind accounts, too. `wake` and `exchanges` push the rows of workbooks, for which
 * `pushes` has the template.
 */
const ALL: Readonly<Record<string, number>> = {
  ...{ public: 4080, reports: 2550, console: 4270, wake: 3495, sweep: 3085, schedule: 1880 },
  ...{ pushes: 2075, exchanges: 2440, files: 1580, accounts: 1990 },
};
const FEW = 1320;

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
    const files = readdirSync(here, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const there = files.map(({ parentPath, name }) => relative(here, join(parentPath, name)));
    expect(there.sort()).toEqual(chunks.flatMap((chunk) => [chunk.name, `${chunk.name}.map`]).sort());
  });

  it('loads nothing heavy before it is needed', () => {
    const loaded = modules(atStart);
    expect(loaded.length).toBeGreaterThan(100);
    expect(loaded.filter((file) => HEAVY.some((one) => file.includes(`node_modules/${one}/`)))).toEqual([]);
  });

  it('holds what describes the API in chunks of their own, and other functions’ routes', () => {
    const describing = (file: string): boolean =>
      /^functions\/(answers\/|reports\/answers|openapi\.ts|docs\/)/.test(file);
    // The console's pages ask the routes of all: each function's are loaded with the first that is asked for.
    const others = (file: string): boolean => {
      const [, folder = ''] = /^functions\/(\w+)\/function\.ts$/.exec(file) ?? [];
      return file === 'functions/catalog.ts' || (folder !== '' && folder !== name);
    };
    expect(modules(atStart).filter((file) => describing(file) || others(file))).toEqual([]);
    expect(modules().includes('functions/openapi/document.ts')).toBe(['public', 'console'].includes(name));
  });

  it('holds kinds in files of their own', () => {
    const kinds = chunks.filter(({ name }) => name.startsWith('kind-'));
    const loaded = modules(atStart).filter((file) => file === 'shared/kinds.ts');
    expect([kinds.length, loaded]).toEqual([name === 'public' ? 0 : KINDS.size, []]);
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

describe('the console’s function', () => {
  it('knows where each operation of the API is, once', () => {
    const entry = entryNamed('console');
    const source = 'source' in entry ? entry.source : '';
    const ids = [...source.matchAll(/\{ ids: '([^']*)', load: /g)].flatMap(([, ids = '']) => ids.split(' '));
    expect(ids.sort()).toEqual(ROUTES.map(({ id }) => id).sort());
  });

  it('loads operations together, when the first of them is asked for', () => {
    const [first, second] = ROUTES as [Route, Route];
    const loads: string[] = [];
    const operation = operationsOnDemand([
      { ids: `${first.id} ${second.id}`, load: () => [first, second].filter(({ id }) => loads.push(id)) },
      { ids: 'other', load: () => [] },
    ]);
    expect([operation('unknown'), operation(first.id.slice(1)), loads]).toEqual([undefined, undefined, []]);
    expect([operation(first.id), operation(second.id), operation(first.id)]).toEqual([first, second, first]);
    expect(loads).toEqual([first.id, second.id]);
  });
});
