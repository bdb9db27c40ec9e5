/** The letters over HTTP: who finds them in which list, and the mails that go out at each step. */
import { expect, test } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { caution, cautionId } from '../../shared/cautions/caution.ts';
import { create } from '../../shared/exchange/shell.ts';
import { splitKey, WAKE_SHARDS } from '../../shared/keys.ts';
import { parkedPartition } from '../../shared/mail/outgoing.ts';
import { cautionsFor } from '../../shared/reports/cautions.ts';
import { actor } from '../desk.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { circularOf, figuresOf } from './circular.ts';

const QUARTER = '/reports/quarters/2026Q3/cautions';
const SEND = { documentNumber: '冠审批函〔2026〕7号', signedBy: '王某' };

test('each step is listed for those concerned, and mailed to whoever acts next', async () => {
  const county = await inProcess({ now: '2026-10-19T10:00:00+08:00' });
  const { call } = county;
  await draft(county);
  const id = cautionId('371525', '2026Q3', 'SCJG');
  expect(await subjects(county)).toEqual(['提醒函待签发：2026年第三季度通报']);
  expect((await call('GET', `/cautions/${id}`, { as: 'scjg.officer' })).status).toBe(404);
  expect(await listed(county, 'scjg.officer')).toEqual([]);
  expect(await listed(county, 'zfb.office')).toEqual([['SCJG', 'drafted', null]]);
  expect((await call('GET', '/cautions?box=out', { as: 'spj.admin' })).json.items).toHaveLength(1);

  expect((await call('POST', `/cautions/${id}/send`, { as: 'spj.admin', body: SEND })).status).toBe(200);
  expect(await subjects(county)).toEqual(['收到提醒函，请限期整改：2026年第三季度通报']);
  expect((await call('GET', '/cautions', { as: 'scjg.officer' })).json.items).toHaveLength(1);

  county.clock.set('2026-11-03T09:00:00+08:00');
  expect(await listed(county, 'zfb.office')).toEqual([['SCJG', 'overdue', null]]);
  expect(await subjects(county)).toEqual(['整改期满未报告：2026年第三季度通报']);

  const body = { outcome: 'not-rectified', reason: '逾期未报告' };
  expect((await call('POST', `/cautions/${id}/judge`, { as: 'zfb.office', body })).status).toBe(200);
  expect((await subjects(county)).sort()).toEqual(['整改不力，将进行约谈', '整改结果已认定：2026年第三季度通报']);
  expect(await listed(county, 'scjg.officer')).toEqual([['SCJG', 'not-rectified', 'to-schedule']]);
  expect(await listed(county, 'spj.officer')).toEqual([['SCJG', 'not-rectified', null]]);
  expect(await listed(county, 'wjj.officer')).toEqual([]);
  expect((await call('GET', QUARTER, { as: 'jw.discipline' })).status).toBe(403);

  const [talk] = (await call('GET', '/talks', { as: 'scjg.officer' })).json.items;
  const early = { date: '2026-11-02', participants: ['李某'] };
  const scheduled = await call('POST', `/talks/${talk.id}/schedule`, { as: 'zfb.office', body: early });
  expect([scheduled.status, scheduled.json.errors[0].pointer]).toEqual([422, '/date']);
});

test('a draft that is dropped: listed with its circular, unseen by the one concerned, the government office told', async () => {
  const county = await inProcess({ now: '2026-10-19T10:00:00+08:00' });
  await draft(county);
  await subjects(county);
  const id = cautionId('371525', '2026Q3', 'SCJG');
  const drop = (body: object) => county.call('POST', `/cautions/${id}/drop`, { as: 'spj.admin', body });
  expect((await drop({})).json.errors[0].pointer).toBe('/reason');
  const { status, json } = await drop({ reason: '超期均因平台停机' });
  expect([status, json.status, json.dropReason, json.acts]).toEqual([
    200,
    'dropped',
    '超期均因平台停机',
    ['quarantine'],
  ]);
  expect(json.droppedAt).toBe('2026-10-19T10:00:00+08:00');
  expect(await subjects(county)).toEqual(['决定不予提醒：2026年第三季度通报']);
  expect(county.mails.at(-1)?.to).toContain('zfb');
  expect(county.mails.at(-1)?.text).not.toContain('平台停机');
  for (const as of ['zfb.office', 'spj.officer']) expect(await listed(county, as)).toEqual([['SCJG', 'dropped', null]]);
  expect(await listed(county, 'scjg.officer')).toEqual([]);
  const { items } = (await county.call('GET', '/cautions?box=out&status=dropped', { as: 'spj.admin' })).json;
  expect(items.map(({ org }: { org: string }) => org)).toEqual(['SCJG']);
});

async function draft({ platform }: InProcess): Promise<void> {
  const desk = deskAt(platform, '371525');
  const circular = circularOf([figuresOf('SCJG', { claimedInTime: 8, deemedClaimed: 6, serious: true })]);
  for (const input of cautionsFor(circular)) {
    const id = cautionId('371525', input.quarter, input.org);
    const request = { actor: actor('SPJ', 'bureau-admin'), request: id };
    await create(desk, 'caution', id, request, async (facts) => ({
      draft: caution.open(input, { ...facts, by: 'issue' }),
      input,
    }));
  }
}

async function listed({ call }: InProcess, as: string): Promise<unknown[]> {
  const { json } = await call('GET', QUARTER, { as });
  return json.items.map(({ caution, talk }: { caution: { org: string; status: string }; talk: { status: string } }) => [
    caution.org,
    caution.status,
    talk?.status ?? null,
  ]);
}

/** Sends what waits, and gives the subjects of what went out since. */
async function subjects(county: InProcess): Promise<string[]> {
  const { platform, mails } = county;
  const before = mails.length;
  for (let shard = 0; shard < WAKE_SHARDS; shard++) {
    for (const { key } of await platform.ports.store.query('wake', String(shard), { limit: 100 })) {
      if (splitKey(key).family !== 'report') await wakeKey(platform, key);
    }
  }
  expect(await platform.ports.store.query('in', parkedPartition('371525'), { limit: 10 })).toEqual([]);
  return mails.slice(before).map(({ subject }) => subject.replace(/^【.*?】/, ''));
}
