/**
 * The circular's figures: pushes of one quarter in a file as the home keeps them, tallied by a process of its own,
 * against one SQL statement over the same rows; and the evidence of them all, made and streamed by another process, as
 * by a request. Through `npm run bench -- circular`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { deskAt } from '../functions/desk.ts';
import { madeOf } from '../functions/http/result.ts';
import { FairStore } from '../infra/local/home/fair-store.ts';
import { countyKey } from '../shared/accounts/directory.ts';
import { FolderAttachments } from '../shared/adapters/folder-attachments.ts';
import { FolderFiles } from '../shared/adapters/folder-files.ts';
import { openSqliteStore, type SqliteStore } from '../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../shared/adapters/system-random.ts';
import { putVersion } from '../shared/boundary/versions.ts';
import { plainItem } from '../shared/change.ts';
import type { County } from '../shared/county.ts';
import type { Exchange } from '../shared/exchange/exchange.ts';
import { toItem } from '../shared/exchange/item.ts';
import { derivedId } from '../shared/keys.ts';
import { KINDS } from '../shared/kinds.ts';
import type { Platform } from '../shared/platform.ts';
import type { Ports, Put } from '../shared/ports.ts';
import { push as pushKind } from '../shared/pushes/kind.ts';
import { draftFigures } from '../shared/reports/assemble.ts';
import { draftDue } from '../shared/reports/drafting.ts';
import { evidence } from '../shared/reports/evidence.ts';
import { tallyQuarter } from '../shared/reports/gather.ts';
import { type Report, readReport } from '../shared/reports/report.ts';
import { MINUTE, parseInstant } from '../shared/time.ts';
import { actor, type Push, testCounty } from '../test/desk.ts';
import { testSeals } from '../test/in-process/seals.ts';
import { type Figures, ratio } from './measure.ts';

const JURISDICTION = '371525';
const QUARTER = '2026Q3';
const NOW = parseInstant('2026-10-08T09:00:00+08:00') as number;
const ORGS = Array.from({ length: 24 }, (_, i) => `DEPT${String(i).padStart(2, '0')}`);

const COUNTY: County = {
  ...{ jurisdiction: JURISDICTION, name: '冠县', since: '2026-07-01' },
  organisations: ['SPJ', ...ORGS, 'ZFB'].map((code) => ({
    ...{ code, name: code, mail: null, sections: [], defaultSection: null },
    type: code === 'SPJ' ? 'approval-bureau' : code === 'ZFB' ? 'government-office' : 'department',
  })),
};

/** One statement over the rows as they are stored. */
const SQL = `
  WITH here AS (
    SELECT value ->> '$.to' AS org, value ->> '$.state' AS state, value ->> '$.claimBy' AS by,
      (value ->> '$.body.claimedAt') - (value ->> '$.createdAt') AS took
    FROM items WHERE in_partition GLOB '371525#*#push#2026Q3'),
  timed AS (
    SELECT org, state, took, row_number() OVER (PARTITION BY org, state ORDER BY took) AS place,
      count(*) OVER (PARTITION BY org, state) AS n
    FROM here)
  SELECT org, count(*) AS received, sum(state = 'claimed') AS claimed, sum(state = 'deemed-claimed') AS deemed,
    sum(state = 'returned') AS returned, sum(state = 'withdrawn') AS withdrawn,
    max(CASE WHEN state = 'claimed' AND place = (n + 1) / 2 THEN took END) AS median,
    max(CASE WHEN state = 'claimed' AND place = (n * 95 + 99) / 100 THEN took END) AS p95
  FROM timed GROUP BY org`;

/** Seconds and megabytes for so many pushes, and the statement's seconds beside them. */
export async function benchCircular(count: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'circular-'));
  const file = join(folder, 'store.sqlite');
  try {
    await seed(file, count);
    const tallied = child('tally', file);
    const stated = child('sql', file);
    child('draft', file);
    const listed = child('evidence', file);
    const wrong = [tallied, stated, listed].some(({ received }) => received !== count);
    if (wrong) throw new Error('The figures do not add up');
    return {
      pushes: count,
      'tally, seconds': tallied.seconds,
      'tally, MB at most': tallied.megabytes,
      'one SQL statement, seconds': stated.seconds,
      'one SQL statement, MB at most': stated.megabytes,
      'tally / SQL': ratio(tallied.seconds, stated.seconds),
      'evidence, seconds': listed.seconds,
      'evidence, MB at most': listed.megabytes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  seconds: number;
  megabytes: number;
  received: number;
}

/** In a process of its own, so that its memory is only its own. */
function child(what: 'tally' | 'sql' | 'draft' | 'evidence', file: string): Measured {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), what, file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Measured;
}

async function seed(file: string, count: number): Promise<void> {
  const templates = await records();
  const store = openSqliteStore(file, { cache: { items: 0, bytes: 0 } });
  await store.commit([{ item: plainItem(countyKey(JURISDICTION), COUNTY), expected: null }]);
  const began = parseInstant('2026-07-02T09:00:00+08:00') as number;
  // Since there is a list, the quarter gets its draft.
  await putVersion(store, COUNTY, { validFrom: COUNTY.since, items: [] }, { by: 'bench', at: began });
  for (let i = 0; i < count; ) {
    const commits: Promise<unknown>[] = [];
    for (let n = 0; n < 50 && i < count; n++) {
      const puts: Put[] = [];
      for (let m = 0; m < 100 && i < count; m++, i++) puts.push({ item: itemOf(templates, i, began), expected: null });
      commits.push(store.commit(puts));
    }
    await Promise.all(commits);
  }
  store.close();
}

/** The same push as another one: the record is as large and as nested as a real one. */
function itemOf(templates: readonly Push[], i: number, began: number) {
  const template = templates[i % templates.length] as Push;
  const day = Math.floor((i * 60) / 1_000_000);
  const createdAt = began + day * 86_400_000 + (i % 480) * MINUTE;
  const took = template.body.claimedAt === null ? null : createdAt + ((i * 7919) % 1500) * MINUTE;
  const exchange: Exchange = {
    ...template,
    ...{ id: derivedId('bench', String(i)), to: ORGS[i % ORGS.length] as string, createdAt },
    ...{ claimBy: '2026-09-16', reference: `B-${i}` },
    body: { ...template.body, claimedAt: took },
  };
  return toItem(pushKind, exchange);
}

/**
 * Real records, by way of the kernel: of ten eight are claimed, one is returned, one deemed, every other time without a
 * name.
 */
async function records(): Promise<Push[]> {
  const county = await testCounty(parseInstant('2026-09-14T09:00:00+08:00') as number);
  const made: Push[] = [];
  for (let i = 0; i < 20; i++) made.push(await county.push({ reference: `R-${i}`, riskPoints: [RISK] }));
  for (const push of made.slice(0, 16)) await county.act(push.id, 'claim', { note: null }, actor('SCJG'));
  for (const { id } of made.slice(16, 18)) {
    await county.act(id, 'return', { reason: '不属于本单位职责' }, actor('SCJG'));
    await county.act(id, 'readdress', { org: 'WJJ' }, actor('SPJ'));
  }
  county.clock(NOW);
  await county.act((made[18] as Push).id, 'responsible', { name: '王五' }, actor('SCJG'));
  return Promise.all(made.map(({ id }) => county.read(id)));
}

const RISK = { description: '冷藏设备容量偏小，须关注高温季节食品储存。', severity: 'medium' };

function platformAt(store: SqliteStore): Platform {
  const random = systemRandom;
  const files = new FolderFiles({ folder: tmpdir(), random });
  const attachments = new FolderAttachments({ folder: join(tmpdir(), 'shenguan-bench'), random });
  const ports: Ports = {
    ...{
      store,
      files,
      attachments,
      seals: testSeals(),
      random,
      clock: { now: () => NOW },
      timers: { set: async () => {} },
    },
    ...{ mailer: { send: async () => {} }, log: { info: () => {}, error: () => {} } },
  };
  const settings = { issuers: [], jurisdiction: JURISDICTION, address: '', mailDomain: 'bench.example' };
  return { ports, kinds: KINDS, settings };
}

async function tally(store: SqliteStore): Promise<number> {
  const desk = deskAt(platformAt(store), JURISDICTION);
  const facts = await desk.facts();
  const tallied = await tallyQuarter(desk, facts, QUARTER, Number.NEGATIVE_INFINITY);
  const { organisations } = draftFigures(tallied, facts.county, QUARTER, facts.now);
  return organisations.reduce((sum, { received }) => sum + received, 0);
}

async function draft(store: SqliteStore): Promise<number> {
  const platform = platformAt(store);
  await draftDue(deskAt(platform, JURISDICTION), platform.settings);
  return 0;
}

/** The lines that a reader of all gets; the body is read as a fast caller would. */
async function listed(store: SqliteStore): Promise<number> {
  const { ports, ...platform } = platformAt(store);
  const desk = deskAt({ ...platform, ports: { ...ports, store: new FairStore(store) } }, JURISDICTION);
  const facts = await desk.facts();
  const { report } = (await readReport(desk, QUARTER)) as { report: Report };
  const content = { type: 'text/csv', data: evidence(desk, facts, report, actor('SPJ'), null) };
  const asking = { files: ports.files, method: 'GET', path: '/evidence.csv', gone: undefined };
  const { stream, body = '' } = await madeOf({ status: 200, content }, asking);
  let lines = 0;
  for await (const chunk of stream ?? [Buffer.from(body)]) {
    for (const byte of chunk as Buffer) if (byte === 10) lines += 1;
  }
  return lines - 1;
}

function statement(file: string): number {
  const rows = new DatabaseSync(file).prepare(SQL).all() as { received: number }[];
  return rows.reduce((sum, { received }) => sum + received, 0);
}

const [what, file] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url) && file !== undefined) {
  // Without the cache of records, which a running home has filled anyway.
  const store = what === 'sql' ? null : openSqliteStore(file, { cache: { items: 0, bytes: 0 } });
  const run = { tally, draft, evidence: listed }[what as 'tally' | 'draft' | 'evidence'];
  const begun = performance.now();
  const received = store ? await run(store) : statement(file);
  const seconds = Math.round(performance.now() - begun) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ seconds, megabytes, received }));
}
