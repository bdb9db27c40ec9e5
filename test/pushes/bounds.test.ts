/** No record outgrows the store (350 KB, in either home), however much is said in it and however often. */
import { expect, test } from 'vitest';
import { toItem } from '../../shared/exchange/item.ts';
import { KINDS } from '../../shared/kinds.ts';
import { actor, at, type Push, testCounty } from '../desk.ts';

const CHINESE = (length: number): string => '食'.repeat(length);
const head = actor('SCJG', 'section-head');

function bytes(push: Push): number {
  const kind = KINDS.get(push.kind);
  return Buffer.byteLength(JSON.stringify(kind && toItem(kind, push).value));
}

test('the largest push, assigned until its history is full, and quarantined after that', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({
    reference: CHINESE(100),
    summary: CHINESE(2000),
    conditions: CHINESE(2000),
    riskPoints: Array.from({ length: 50 }, () => ({ description: CHINESE(500), severity: 'high' })),
    attachments: Array.from({ length: 50 }, () => ({
      name: CHINESE(200),
      sha256: 'a'.repeat(64),
      size: 1,
      mediaType: CHINESE(100),
    })),
  });
  for (let i = push.history.length; i < 150; i++) {
    await county.act(push.id, 'assign', { handler: CHINESE(50) }, head);
  }
  expect(await county.outcome(county.act(push.id, 'assign', { handler: '李明' }, head))).toBe('history-full');
  county.clock(at('2026-09-17T00:00'));
  const deemed = await county.read(push.id);
  expect([deemed.state, deemed.history.length]).toEqual(['deemed-claimed', 151]);
  expect(bytes(deemed)).toBeLessThan(350_000);
  expect(await county.outcome(county.act(push.id, 'quarantine', { reason: '误传' }, actor('SPJ')))).toBe('done');
});

test('whoever fills a history does not tie the other side: the sender still withdraws and readdresses', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const filled = async (reference: string, last: string, input: Record<string, unknown>): Promise<string> => {
    const { id } = await county.push({ reference });
    for (let i = 1; i < 149; i++) await county.act(id, 'assign', { handler: `${i}` }, head);
    await county.act(id, last, input, head);
    return id;
  };
  const pending = await filled('PENDING', 'assign', { handler: '149' });
  expect(await county.outcome(county.act(pending, 'claim', {}, head))).toBe('history-full');
  expect(await county.outcome(county.act(pending, 'withdraw', { reason: '重复' }, actor('SPJ')))).toBe('done');
  const returned = await filled('RETURNED', 'return', { reason: '不属本单位' });
  expect((await county.read(returned)).history).toHaveLength(150);
  expect(await county.outcome(county.act(returned, 'readdress', { org: 'WJJ' }, actor('SPJ')))).toBe('done');
});

test('the longest problem: replies of full length until its history is full', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  await county.act(push.id, 'claim', {}, head);
  const disputed = (await county.act(push.id, 'dispute', { reason: CHINESE(500) }, head)) as Push;
  const id = disputed.body.problem as string;
  for (let i = 1; i < 150; i++) await county.act(id, 'reply', { text: CHINESE(500) }, head);
  expect(await county.outcome(county.act(id, 'reply', { text: '再说' }, head))).toBe('history-full');
  expect(bytes(await county.read(id))).toBeLessThan(350_000);
  const resolution = { outcome: 'resolution', resolution: CHINESE(1000) };
  expect(await county.outcome(county.act(id, 'resolve', resolution, actor('SPJ')))).toBe('done');
  expect(bytes(await county.read(id))).toBeLessThan(350_000);
});

test('a deemed claim of the largest push, its responsible person named again and again: full before it is too large', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({
    riskPoints: Array.from({ length: 50 }, () => ({ description: CHINESE(500), severity: 'high' })),
    attachments: Array.from({ length: 50 }, () => ({ name: CHINESE(200), mediaType: CHINESE(100) })),
  });
  county.clock(at('2026-09-17T00:00'));
  const named = (): Promise<string> =>
    county.outcome(county.act(push.id, 'responsible', { name: CHINESE(50), note: CHINESE(500) }, head));
  let outcome = 'done';
  for (let i = 0; i < 150 && outcome === 'done'; i++) outcome = await named();
  expect(outcome).toBe('history-full');
  expect(bytes(await county.read(push.id))).toBeLessThan(310_000);
  expect(await county.outcome(county.act(push.id, 'quarantine', { reason: '误传' }, actor('SPJ')))).toBe('done');
});
