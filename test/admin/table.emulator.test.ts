/** A county moves into a table and out of it again, and the first county of a table is made by a command. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { importPut } from '../../infra/local/moving/import-marker.ts';
import { intoTable, type TableImport } from '../../infra/local/moving/into-table.ts';
import { readHeader, readItems } from '../../infra/local/moving/reading.ts';
import { upgraded } from '../../infra/local/moving/upgrade.ts';
import { DynamoDbBulk } from '../../shared/adapters/dynamodb-bulk.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { FolderAttachments } from '../../shared/adapters/folder-attachments.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { KINDS } from '../../shared/kinds.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Item, Mail, Store } from '../../shared/ports.ts';
import { DAY } from '../../shared/time.ts';
import { wakesAt } from '../../shared/waking.ts';
import { REGION } from '../emulator/emulators.ts';
import { environmentFile, makeTimers } from '../emulator/environment.ts';
import { createTable } from '../emulator/table.ts';
import { init as initFolder, oidc, organisationsFile } from '../home/county.ts';
import { runProgram } from '../home/product.ts';
import { folder, start } from '../home/products.ts';
import { testSeals } from '../in-process/seals.ts';
import { admin, contentOf, linesIn, push } from './county.ts';

const GROUP = 'moving-test';
const scheduler = new SchedulerClient({});
let timers: Record<string, string> = {};
let tables = 0;

beforeAll(async () => {
  timers = await makeTimers(GROUP);
});

interface TestTable {
  name: string;
  store: DynamoDbStore;
  bulk: DynamoDbBulk;
  /** A command with `--aws` on this table. */
  admin(command: string, ...args: string[]): Promise<{ code: number | null; output: string }>;
}

const optionsOf = (name: string) => {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  return { table: name, client, renewed: upgraded };
};

async function table(): Promise<TestTable> {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  const name = `moving-${++tables}`;
  await createTable(client, name);
  const env = { AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbLocal') };
  const at = ['--aws', '--table', name, '--region', REGION];
  return {
    ...{ name, store: new DynamoDbStore({ table: name, client }), bulk: new DynamoDbBulk(optionsOf(name)) },
    admin: (command, ...args) => runProgram(['infra/local/admin.ts', command, ...at, ...args], env),
  };
}

/** What a function of the deployment is told. */
function environmentOf(name: string): Promise<string> {
  return environmentFile({ TABLE: name, ...timers });
}

/** A demonstration on the machine's clock, with two pushes that wait for days to come. */
async function exportedHome(): Promise<string> {
  const dataDir = await folder();
  const product = await start({ dataDir });
  const now = new Date(Date.now() + 8 * 3_600_000).toISOString().replace(/\..*/, '+08:00');
  for (const reference of ['T1', 'T2', 'T3']) {
    const { status, body } = await product.call('POST', '/pushes', { as: 'construction', body: push(reference, now) });
    expect(status).toBe(201);
    if (reference === 'T1') await product.call('POST', `/pushes/${body.id}/claim`, { as: 'scjg.officer', body: {} });
  }
  await product.stop();
  const file = join(await folder(), 'county.jsonl');
  expect(await admin('export', '--data-dir', dataDir, '--out', file)).toMatchObject({ code: 0 });
  return file;
}

async function waitingIn(file: string): Promise<Item[]> {
  const items = (await contentOf(file)).items.map((line) => JSON.parse(line) as Item);
  return items.filter((item) => wakesAt(item.places) !== null);
}

/** The functions as they would find the table when everything in it is long due. */
function yearsLater(store: Store, sent: Mail[]): Platform {
  const clock = { now: () => Date.now() + 1000 * DAY };
  const timers = { set: async () => {} };
  const mailer = { send: async (mail: Mail) => void sent.push(mail) };
  const log = { info: () => {}, error: () => {} };
  const settings = { issuers: [], jurisdiction: '371525', address: '', mailDomain: 'test.example' };
  const files = { offer: () => Promise.reject(new Error('Nothing large is answered here')) };
  const attachments = new FolderAttachments({ folder: join(tmpdir(), 'shenguan-attachments'), random: systemRandom });
  const ports = { store, timers, mailer, files, attachments, seals: testSeals(), clock, random: systemRandom, log };
  return { ports, kinds: KINDS, settings };
}

describe('a county', () => {
  it('moves from a home into a table, its timers set anew, and back', async () => {
    const [file, there] = [await exportedHome(), await table()];
    const waiting = await waitingIn(file);
    const environment = await environmentOf(there.name);
    const imported = await there.admin('import', '--in', file, '--environment', environment);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.output).toContain(`已重新设置 ${waiting.length} 个定时器`);
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: GROUP, MaxResults: 100 }));
    const later = waiting.filter((item) => (wakesAt(item.places) ?? 0) > Date.now() + 60_000);
    expect(later.length).toBeGreaterThanOrEqual(2);
    expect(Schedules.length).toBeGreaterThanOrEqual(later.length);

    const back = join(await folder(), 'back.jsonl');
    expect(await there.admin('export', '--out', back)).toMatchObject({ code: 0 });
    expect(await contentOf(back)).toEqual(await contentOf(file));
    const home = await folder();
    expect(await admin('import', '--data-dir', home, '--in', back)).toMatchObject({ code: 0 });
    const product = await start({ dataDir: home });
    const { items } = (await product.call('GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' })).body;
    expect(items).toHaveLength(2);
    const again = await there.admin('import', '--in', file, '--environment', environment);
    expect([again.code, again.output.includes('已有数据')]).toEqual([1, true]);
  });

  it('whose import was killed is not visible, and the same file is gone on with at whatever point', async () => {
    const [file, there] = [await exportedHome(), await table()];
    const header = await readHeader(file);
    const broken = new (class extends DynamoDbBulk {
      override async put(item: Item): Promise<boolean> {
        if (item.key.startsWith('_#identity#')) throw new Error('killed');
        return super.put(item);
      }
    })(optionsOf(there.name));
    const into = (more: Partial<TableImport>): TableImport => ({
      ...{ ...there, header, timers: { set: async () => {} }, bytes: async () => {}, items: () => readItems(file) },
      ...more,
    });
    await expect(intoTable(into({ bulk: broken }))).rejects.toThrow('killed');
    expect(await there.store.get('371525#county#county')).toBeUndefined();
    const sent: Mail[] = [];
    for (const { key, head } of await waitingIn(file)) {
      await expect(wakeKey(yearsLater(there.store, sent), key)).rejects.toMatchObject({ code: 'not-found' });
      expect((await there.store.get(key))?.head).toBe(head);
    }
    expect(sent).toEqual([]);

    const out = join(await folder(), 'half.jsonl');
    const half = await there.admin('export', '--out', out);
    expect([half.code, half.output.includes('没有完成的导入')]).toEqual([1, true]);
    const other = { ...header, digest: '0'.repeat(64) };
    await expect(intoTable(into({ header: other }))).rejects.toThrow('另一文件');

    const noTimers = { set: () => Promise.reject(new Error('no scheduler')) };
    await expect(intoTable(into({ timers: noTimers }))).rejects.toThrow('no scheduler');
    const done = await there.admin('import', '--in', file, '--environment', await environmentOf(there.name));
    expect(done).toMatchObject({ code: 0 });
    expect(done.output).toContain('接续了上次没有完成的导入');
    expect(await there.admin('export', '--out', out)).toMatchObject({ code: 0 });
    expect(await contentOf(out)).toEqual(await contentOf(file));
  });

  it('is not written over by an import of the same file that comes late', async () => {
    const [file, there] = [await exportedHome(), await table()];
    const [waiting] = await waitingIn(file);
    const { key, ...item } = waiting as Item;
    expect(await there.bulk.put({ key, ...item })).toBe(true);
    expect(await there.bulk.put({ key, ...item })).toBe(true);
    await there.store.commit([{ item: { key, ...item, head: 'claimed' }, expected: item.head }]);
    const header = await readHeader(file);
    await there.store.commit([importPut(header, 'writing')]);
    const rest = { timers: { set: async () => {} }, bytes: async () => {}, items: () => readItems(file) };
    const late = { ...there, header, ...rest };
    await expect(intoTable(late)).rejects.toThrow('已在使用');
    expect((await there.store.get(key))?.head).toBe('claimed');
  });

  it('is refused where the table, its environment or the file are not right', async () => {
    const [file, there] = [await exportedHome(), await table()];
    const environment = await environmentOf(there.name);
    const wrong = async (said: string, ...args: string[]) => {
      const { code, output } = await there.admin('import', ...args);
      expect([code, output.includes(said) ? said : output]).toEqual([1, said]);
    };
    await wrong('不符', '--in', file, '--environment', await environmentOf('another'));
    await wrong('无法读取', '--in', file, '--environment', '/nowhere.json');
    await wrong('缺少 --environment', '--in', file);
    const lines = await linesIn(file);
    await writeFile(file, `${lines.slice(0, -1).join('\n')}\n`);
    await wrong('没有结尾行', '--in', file, '--environment', environment);
    expect(await there.bulk.isEmpty()).toBe(true);
    const nothing = await there.admin('export', '--out', join(await folder(), 'none.jsonl'));
    expect([nothing.code, nothing.output.includes('没有县')]).toEqual([1, true]);
    const at = ['--aws', '--table', 'no-such', '--region', REGION, '--out', '/tmp/none.jsonl'];
    const none = await runProgram(['infra/local/admin.ts', 'export', ...at], {
      AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbLocal'),
    });
    expect([none.code, none.output.includes('没有表 no-such')]).toEqual([1, true]);
  });
});

describe('npm run admin -- init --aws', () => {
  const given = async (more: Record<string, string> = {}): Promise<string[]> => {
    const options = {
      ...{ jurisdiction: '371522', name: '莘县', organisations: await organisationsFile() },
      ...{ 'admin-account': 'wang.admin', 'admin-subject': 'wang', issuer: oidc.issuer, since: '2026-01-01' },
      ...more,
    };
    return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  };
  /** What the county has, without what says when it was made: entries of the audit, and what follows from them. */
  const own = (items: string[]): unknown[] =>
    items.flatMap((line) => {
      const { key, value } = JSON.parse(line);
      if (/^_#county#|#audit#/.test(key)) return [];
      const { audit: _, ...rest } = value;
      return [{ key, value: rest }];
    });

  it('makes the county that init makes at home, which can move there', async () => {
    const [there, home, files] = [await table(), await folder(), await folder()];
    expect((await there.admin('init', ...(await given()))).output).toContain('建立 莘县（371522）：3 个单位');
    await initFolder(home);
    const [cloud, local] = [join(files, 'cloud.jsonl'), join(files, 'local.jsonl')];
    expect(await there.admin('export', '--out', cloud)).toMatchObject({ code: 0 });
    expect(await admin('export', '--data-dir', home, '--out', local)).toMatchObject({ code: 0 });
    expect(own((await contentOf(cloud)).items)).toEqual(own((await contentOf(local)).items));

    const dataDir = await folder();
    const bare = await admin('import', '--data-dir', dataDir, '--in', cloud);
    expect([bare.code, bare.output.includes('--issuer')]).toEqual([1, true]);
    const issuer = ['--issuer', oidc.issuer, '--audience', 'shenguan-county'];
    expect(await admin('import', '--data-dir', dataDir, '--in', cloud, ...issuer)).toMatchObject({ code: 0 });
    const product = await start({ dataDir });
    const answer = await product.call('GET', '/organisations', { token: await oidc.token('wang') });
    expect(answer.status).toBe(200);
  });

  it('refuses a county that is there, takes another with the same administrator, says what is missing', async () => {
    const there = await table();
    expect(await there.admin('init', ...(await given()))).toMatchObject({ code: 0 });
    const again = await there.admin('init', ...(await given({ name: '冠县' })));
    expect([again.code, again.output.includes('已有 371522')]).toEqual([1, true]);
    expect(await there.admin('init', ...(await given({ jurisdiction: '371525', name: '冠县' })))).toMatchObject({
      code: 0,
    });
    const values = [];
    for await (const item of there.bulk.all()) if (item.key.startsWith('_#')) values.push(JSON.stringify(item.value));
    expect(values.sort()).toEqual([expect.stringMatching(/371522.*371525/), expect.stringMatching(/371522.*371525/)]);
    const two = await there.admin('export', '--out', join(await folder(), 'two.jsonl'));
    expect([two.code, two.output.includes('其他县')]).toEqual([1, true]);
    const bare = await there.admin('init');
    for (const option of ['jurisdiction', 'organisations', 'admin-account', 'issuer']) {
      expect(bare.output).toContain(`缺少 --${option}`);
    }
    const all = await given({ jurisdiction: '371526' });
    const at = all.indexOf('--admin-subject');
    expect((await there.admin('init', ...all.toSpliced(at, 2))).output).toContain('缺少 --admin-subject');
    expect((await there.admin('secret')).output).toContain('没有 --aws 的用法');
  });
});
