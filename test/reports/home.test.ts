/** The circular as people have it: the product over HTTP alone, from the quarter's pushes to the issued circular. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Product, startProduct } from '../home/product.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';

const ISSUE = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };

async function push(product: Product, reference: string, occurredAt: string): Promise<string> {
  const body = {
    ...{ kind: 'approval', reference, matter: '371525-SCJG-001', party: { name: '冠县某某食品有限公司' } },
    ...{ occurredAt, summary: '准予食品经营许可' },
  };
  return (await product.call('POST', '/pushes', { as: 'construction', body })).body.id;
}

const circulars = async (product: Product) =>
  (await product.mail()).filter(({ subject }) => subject.includes('情况通报'));

/** Every organisation of the county gets the circular, listed in it or not. */
const ORGANISATIONS = demonstrationOrganisations().length;

test('draft, objection, decision, issue; killed in between, each mail goes out once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'circular-'));
  let product = await startProduct({ clock: '2026-09-28T09:00:00+08:00', dataDir });
  const ids: string[] = [];
  for (let i = 0; i < 12; i++) ids.push(await push(product, `GX-${i}`, '2026-09-28T08:50:00+08:00'));
  for (const id of ids.slice(0, 10))
    await product.call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} });
  await product.clock('2026-10-08T08:59:59+08:00');
  expect((await product.call('GET', '/reports/quarters/2026Q3', { as: 'scjg.officer' })).status).toBe(404);
  expect(await circulars(product)).toEqual([]);
  await product.clock('2026-10-08T09:00:00+08:00');
  const draft = (await product.call('GET', '/reports/quarters/2026Q3', { as: 'scjg.officer' })).body;
  expect([draft.stage, draft.totals.received, draft.totals.onTimeRatePercent]).toEqual(['under-review', 12, 83.3]);
  const drafts = await circulars(product);
  expect(drafts.map(({ at }) => at)).toEqual(drafts.map(() => '2026-10-08T09:00:00+08:00'));
  expect(drafts).toHaveLength(ORGANISATIONS);
  expect((await product.call('GET', '/reports/quarters/2026Q2', { as: 'scjg.officer' })).status).toBe(404);

  const body = { push: ids[11], reason: '系统故障，无法认领' };
  const { id } = (await product.call('POST', '/reports/quarters/2026Q3/corrections', { as: 'scjg.officer', body }))
    .body;
  await product.kill();
  product = await startProduct({ clock: '2026-10-14T23:00:00+08:00', dataDir });
  expect(
    (await product.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body: ISSUE })).body.code,
  ).toBe('review-running');
  await product.clock('2026-10-15T00:00:00+08:00');
  expect(
    (await product.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body: ISSUE })).body.code,
  ).toBe('corrections-open');
  await product.call('POST', `/corrections/${id}/accept`, { as: 'spj.admin', body: { reason: '属实' } });
  const issued = (await product.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body: ISSUE })).body;
  await product.kill();
  product = await startProduct({ dataDir, clock: '2026-10-15T00:00:00+08:00' });
  const again = await product.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body: ISSUE });
  expect([again.status, again.body]).toEqual([200, issued]);
  expect(issued.organisations.find(({ org }: { org: string }) => org === 'SCJG')).toMatchObject({
    corrected: 1,
    onTimeRatePercent: 90.9,
  });
  const all = await circulars(product);
  const finals = all.filter(({ subject }) => subject.includes(ISSUE.documentNumber));
  expect(new Set(finals.map(({ to }) => to)).size).toBe(ORGANISATIONS);
  // At least once: a process killed while a mail is going out sends it again, under the same Message-ID.
  expect(finals.length).toBeLessThanOrEqual(ORGANISATIONS + 1);
  expect(all.filter(({ subject }) => subject.includes('征求意见稿'))).toHaveLength(ORGANISATIONS);
  await product.stop();
  await rm(dataDir, { recursive: true });
});
