/** The evidence of a large county at home, over HTTP alone: streamed, given up half way, killed half way. */
import { readdirSync, readlinkSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Product, startProduct, temporaryFolder } from '../home/product.ts';
import { approval } from '../home/push.ts';

const PATH = '/reports/quarters/2026Q3/evidence.csv';
const COUNT = 1200;
const READER = 'zfb.office';

let product: Product;
let dataDir: string;

beforeAll(async () => {
  dataDir = await temporaryFolder();
  product = await startProduct({ clock: '2026-09-28T09:00:00+08:00', dataDir });
  const push = (n: number) =>
    product.call('POST', '/pushes', {
      as: 'spj.officer',
      body: approval(`L-${n}`, { summary: `${n}`.padEnd(2000, '审') }),
    });
  for (let n = 0; n < COUNT; n += 40) {
    const replies = await Promise.all(Array.from({ length: 40 }, (_, i) => push(n + i)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
  }
  await product.clock('2026-10-08T09:00:00+08:00');
}, 120_000);

afterAll(async () => {
  await product.kill();
  await rm(dataDir, { recursive: true });
});

/** The answer as soon as its head is there; its body waits until it is read. */
async function begin(): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${await product.token(READER)}` };
  return new Promise((resolve, reject) => {
    get(`${product.url}${PATH}`, { headers }, resolve).on('error', reject);
  });
}

/** Files of the folder that the product holds, named or not; null where the system does not tell. */
function held(): number | null {
  if (process.platform !== 'linux') return null;
  const folder = join(dataDir, 'files');
  const link = (fd: string): string => {
    try {
      return readlinkSync(`/proc/${product.pid}/fd/${fd}`);
    } catch {
      return '';
    }
  };
  return readdirSync(`/proc/${product.pid}/fd`).filter((fd) => link(fd).startsWith(folder)).length;
}

async function letGo(): Promise<void> {
  for (let n = 0; n < 200 && (held() ?? 0) > 0; n++) await pause(20);
  expect(held() ?? 0).toBe(0);
}

test('is streamed whole, with its length, its type and its name', async () => {
  const { status, headers, text } = await product.call('GET', PATH, { as: READER });
  expect(status).toBe(200);
  const length = Buffer.byteLength(text);
  expect(length).toBeGreaterThan(7_000_000);
  expect(Object.fromEntries(headers)).toMatchObject({
    // Without the byte order mark, which fetch takes off the text.
    'content-length': String(length + 3),
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="2026Q3-evidence.csv"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(text.split('\r\n')).toHaveLength(COUNT + 2);
  await letGo();
  const head = await product.call('HEAD', PATH, { as: READER });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect((await product.call('GET', PATH, { as: 'wjj.officer' })).text).not.toContain('审审');
  expect((await product.call('GET', PATH)).status).toBe(401);
});

test('given up half way, it is let go of', async () => {
  const answers = await Promise.all([begin(), begin(), begin()]);
  for (const answer of answers) await new Promise((resolve) => answer.once('readable', resolve));
  expect(held() ?? 3).toBe(3);
  for (const answer of answers) answer.destroy();
  await letGo();
  expect(product.output()).not.toContain('"event":"fault"');
});

test('given up before it began, it is not made to the end', async () => {
  const headers = { authorization: `Bearer ${await product.token(READER)}` };
  // Sooner or later after it was asked, since machines differ.
  for (let wait = 5; wait < 300 && !product.output().includes('"status":499'); wait += 5) {
    const asked = get(`${product.url}${PATH}`, { headers }).on('error', () => {});
    await pause(wait);
    asked.destroy();
    await pause(200);
  }
  expect(product.output()).toContain('"status":499');
  expect(product.output()).not.toContain('"event":"fault"');
  await letGo();
});

test('killed half way, it leaves nothing behind', async () => {
  const answer = await begin();
  await new Promise((resolve) => answer.once('readable', resolve));
  const broken = new Promise((resolve) => answer.once('error', resolve));
  await product.kill();
  answer.resume();
  await broken;
  expect(await readdir(join(dataDir, 'files'))).toEqual([]);
  product = await startProduct({ clock: '2026-10-08T09:00:00+08:00', dataDir });
  expect((await product.call('GET', PATH, { as: READER })).status).toBe(200);
});

test('stopped half way, it ends in time', async () => {
  const answer = await begin();
  await new Promise((resolve) => answer.once('readable', resolve));
  answer.on('error', () => {});
  const stopping = product.stop();
  await pause(200);
  let size = 0;
  for await (const chunk of answer) size += (chunk as Buffer).length;
  expect(size).toBe(Number(answer.headers['content-length']));
  expect(await stopping).toBe(0);
  product = await startProduct({ clock: '2026-10-08T09:00:00+08:00', dataDir });
});
