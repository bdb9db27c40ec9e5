/** Real answers fit the schemas that the routes declare, field by field: nothing missing, nothing beside. */
import { expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';
import { fitting } from './fitting.ts';

const approval = (reference: string, more: object = {}) => ({
  kind: 'approval',
  reference,
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { documentNumber: '冠审批许字〔2026〕123号', number: 'JY13715250000123', validTo: '2031-09-27' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予食品经营许可',
  site: { township: '清泉街道' },
  contact: { name: '某某' },
  riskPoints: [{ description: '后厨面积偏小', severity: 'medium' }],
  attachments: [{ name: '许可决定书.pdf', size: 182733 }],
  ...more,
});

it('holds for the life of a push that is claimed, disputed and transferred', async () => {
  const here = await inProcess();
  const made = await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('A-1') });
  expect(made.status).toBe(201);
  expect((await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('A-1') })).status).toBe(200);
  await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('A-1', { summary: '另一内容' }) });
  const at = `/pushes/${made.json.id}`;
  for (const as of ['spj.officer', 'scjg.officer', 'zfb.office']) await fitting(here, 'GET', at, { as });
  await fitting(here, 'GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' });
  await fitting(here, 'POST', `${at}/assign`, { as: 'scjg.officer', body: { handler: 'scjg.officer' } });
  await fitting(here, 'POST', `${at}/claim`, { as: 'scjg.officer', body: { note: '已知悉' } });
  expect((await fitting(here, 'POST', `${at}/claim`, { as: 'scjg.officer', body: {} })).status).toBe(409);
  const disputed = await fitting(here, 'POST', `${at}/dispute`, {
    as: 'scjg.officer',
    body: {
      reason: '不属本局',
      suggestedOrg: 'WJJ',
    },
  });
  const problem = `/problems/${disputed.json.problem}`;
  await fitting(here, 'GET', problem, { as: 'scjg.officer' });
  await fitting(here, 'POST', `${problem}/reply`, { as: 'scjg.officer', body: { text: '请核对边界清单' } });
  await fitting(here, 'GET', '/problems?box=in', { as: 'spj.officer' });
  await fitting(here, 'POST', `${problem}/transfer`, { as: 'spj.officer', body: { org: 'WJJ', reason: '移交' } });
  await fitting(here, 'GET', `${problem}/history`, { as: 'spj.officer' });
  await fitting(here, 'GET', `${at}/history`, { as: 'scjg.officer' });
  await fitting(here, 'POST', `${at}/quarantine`, { as: 'spj.officer', body: { reason: '误传' } });
  await fitting(here, 'GET', at, { as: 'scjg.officer' });
  await fitting(here, 'GET', `${at}/history`, { as: 'scjg.officer' });
});

it('holds for pushes that are returned, readdressed, withdrawn and deemed claimed', async () => {
  const here = await inProcess();
  const returned = (await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('B-1') })).json;
  await fitting(here, 'POST', `/pushes/${returned.id}/return`, { as: 'scjg.officer', body: { reason: '不属本局' } });
  const to = { org: 'WJJ' };
  expect(
    (await fitting(here, 'POST', `/pushes/${returned.id}/readdress`, { as: 'spj.officer', body: to })).status,
  ).toBe(201);
  expect(
    (await fitting(here, 'POST', `/pushes/${returned.id}/readdress`, { as: 'spj.officer', body: to })).status,
  ).toBe(200);
  const gone = (await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('B-2') })).json;
  await fitting(here, 'POST', `/pushes/${gone.id}/withdraw`, { as: 'spj.officer', body: { reason: '重复' } });
  await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('B-2') });
  const deemed = (await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('B-3') })).json;
  here.clock.set('2026-10-12T09:00:00+08:00');
  await fitting(here, 'GET', '/pushes?box=out&party=91371525MA3C00001R', { as: 'spj.officer' });
  await fitting(here, 'POST', `/pushes/${deemed.id}/claim`, { as: 'scjg.officer', body: {} });
  await fitting(here, 'POST', `/pushes/${deemed.id}/responsible`, { as: 'scjg.officer', body: { name: '李四' } });
  const late = (await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: approval('B-4') })).json;
  const ids = [late.id, deemed.id, returned.id, 'f'.repeat(32)];
  const { json } = await fitting(here, 'POST', '/pushes/claim', { as: 'scjg.officer', body: { ids } });
  expect(json.results.map((r: { code: string | null }) => r.code)).toEqual([
    null,
    'claim-deadline-passed',
    'not-pending',
    'not-found',
  ]);
});

it('holds for a supervision result and the task that it opens', async () => {
  const here = await inProcess();
  const supervision = approval('C-1', { kind: 'supervision', riskPoints: [], summary: '责令停业' });
  const pushed = (await fitting(here, 'POST', '/pushes', { as: 'scjg.officer', body: supervision })).json;
  await fitting(here, 'POST', `/pushes/${pushed.id}/claim`, { as: 'spj.officer', body: {} });
  const tasks = (await fitting(here, 'GET', '/tasks?box=in', { as: 'spj.officer' })).json.items;
  expect(tasks).toHaveLength(1);
  await fitting(here, 'GET', `/tasks/${tasks[0].id}`, { as: 'spj.officer' });
  await fitting(here, 'POST', `/tasks/${tasks[0].id}/decide`, {
    as: 'spj.officer',
    body: { outcome: 'keep', note: '维持' },
  });
  const document = {
    kind: 'document',
    reference: 'C-2',
    occurredAt: '2026-09-28T08:50:00+08:00',
    summary: '会议通知',
    to: { org: 'WJJ' },
    copyTo: [{ org: 'JTJ' }],
  };
  await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body: document });
  await fitting(here, 'GET', '/pushes?box=in', { as: 'jtj.officer' });
});

it.each([
  ['GET', '/public/boundary-list.json', undefined],
  ['GET', '/health', undefined],
  ['GET', '/openapi.json', undefined],
  ['GET', '/public/boundary-list.json?version=none', undefined],
  ['GET', '/pushes', undefined],
  ['GET', '/pushes?box=sideways', 'spj.officer'],
  ['GET', '/corrections', 'spj.admin'],
  ['GET', '/feedback', 'spj.officer'],
])('holds for %s %s', async (method, path, as) => {
  await fitting(await inProcess(), method, path, { as });
});

it('lists every wrong field in a Problem', async () => {
  const { json } = await fitting(await inProcess(), 'POST', '/pushes', {
    as: 'spj.officer',
    body: { kind: 'x', extra: 1 },
  });
  expect(json.errors.length).toBeGreaterThan(3);
});
