/** Data that earlier versions wrote, opened by this one: nothing is lost, every history verifies, all is as it was. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin } from '../admin/county.ts';
import { type Product, startProduct, temporaryFolder } from '../home/product.ts';
import { isAsItWas } from './as-it-was.ts';
import { type Asked, expectedOf, lookAt, unpack } from './fixture.ts';

/** Each fixture, and how it gets into the folder. */
const WAYS = [
  ['2', 'folder'],
  ['2', 'export'],
] as const;

describe.each(WAYS)('what format %s left as %s', (format, way) => {
  const fixture = expectedOf(format);
  let dataDir: string;
  let product: Product;
  let asked: Asked[];
  beforeAll(async () => {
    dataDir = await temporaryFolder();
    const [name, file] = way === 'folder' ? ['shenguan.db', 'shenguan.db'] : ['county.jsonl', 'given.jsonl'];
    await unpack(format, name, join(dataDir, file));
    if (way === 'export') {
      const { code, output } = await admin('import', '--data-dir', dataDir, '--in', join(dataDir, file));
      expect([code, output]).toEqual([0, expect.stringContaining('全部办理记录校验通过')]);
    }
    product = await startProduct({ dataDir, clock: fixture.clock });
    asked = await lookAt(product);
  });
  afterAll(async () => {
    await product.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  const answers = () => new Map(asked.map(({ as, path, body }) => [`${as} ${path}`, body]));

  it('is answered as it was: lists and inboxes, the register with its numbers, circular, calendar, parked mails', async () => {
    expect(fixture.asked.length).toBeGreaterThan(200);
    await isAsItWas(product, format);
  });

  it('verifies: every chain of every record, with the hashes that were written', () => {
    const histories = fixture.asked.filter(({ path }) => path.endsWith('/history'));
    expect(histories.length).toBeGreaterThan(75);
    const now = answers();
    for (const { as, path, body } of histories) {
      const found = now.get(`${as} ${path}`);
      expect([path, found.verified]).toEqual([path, true]);
      expect(hashes(found)).toEqual(hashes(body));
    }
  });

  it('holds the circular with its seal', () => {
    const path = '/reports/quarters/2026Q3';
    const sealed = fixture.asked.find((one) => one.path === path)?.body.contentHash;
    expect(sealed).toMatch(/^[0-9a-f]{64}$/);
    expect(answers().get(`spj.admin ${path}`).contentHash).toBe(sealed);
  });

  it('is found by those who take part, in lists that the version before did not have', async () => {
    for (const [as, path] of [
      ['spj.officer', '/problems?box=part'],
      ['zfb.office', '/cautions?box=part'],
    ] as const) {
      const { status, body } = await product.call('GET', path, { as });
      expect([path, status, body.items.length > 0]).toEqual([path, 200, true]);
    }
  });

  it('takes every push again as the same, and as another what has other content', async () => {
    const pushed = fixture.sent.filter(({ path }) => path === '/pushes');
    expect(pushed.length).toBeGreaterThan(50);
    for (const { as, path, body, id } of pushed) {
      const again = await product.call('POST', path, { as, body });
      expect([body.reference, again.status, again.body.id]).toEqual([body.reference, 200, id]);
      const other = await product.call('POST', path, { as, body: { ...body, summary: '另一内容' } });
      expect([body.reference, other.status, other.body.code]).toEqual([body.reference, 409, 'reference-reused']);
    }
  });

  it('takes every other request again by its Idempotency-Key, and changes nothing', async () => {
    for (const { as, path, body, key, id } of fixture.sent) {
      const again = await product.call('POST', path, { as, body, headers: { 'idempotency-key': key } });
      expect([path, again.status < 300 ? 'taken' : again.text, again.body.id ?? null]).toEqual([path, 'taken', id]);
    }
    await isAsItWas(product, format);
  });

  it('goes on: what was waiting comes due, a licence is followed in its entry, chains grow and verify', async () => {
    const pending = (await product.call('GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' })).body.items;
    expect(pending.length).toBeGreaterThan(0);
    const licence = { number: 'JY13715250000002' };
    const entry = async () => {
      const { body } = await product.call('GET', `/register?licence=${licence.number}`, { as: 'scjg.officer' });
      return body.items;
    };
    const [before] = await entry();
    const more = { decision: 'cancelled', licence, occurredAt: fixture.clock, summary: '注销许可' };
    const first = fixture.sent.find(({ path }) => path === '/pushes')?.body;
    const body = { ...first, ...more, reference: 'GX-2026-000099' };
    const made = await product.call('POST', '/pushes', { as: 'construction', body });
    expect(made.status).toBe(201);
    await product.clock('2026-12-01T09:00:00+08:00');
    for (const { id } of [...pending, made.body]) {
      const { status } = (await product.call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).body;
      const history = (await product.call('GET', `/pushes/${id}/history`, { as: 'scjg.officer' })).body;
      expect([status, history.verified]).toEqual(['deemed-claimed', true]);
    }
    const [after] = await entry();
    expect(after).toMatchObject({ id: before.id, state: 'ended', pushes: [...before.pushes, made.body.id] });
  });
});

function hashes({ items }: { items: { hash: string; previousHash: string | null; digest: string }[] }): string[][] {
  return items.map(({ hash, previousHash, digest }) => [hash, previousHash ?? '', digest]);
}
