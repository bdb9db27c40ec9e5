/** The letters over HTTP: who finds them in which list, and the mails that go out at each step. */
import { expect, test } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { caution, cautionId } from '../../shared/cautions/caution.ts';
import { create } from '../../shared/exchange/shell.ts';
import { splitKey, WAKE_SHARDS } from '../../shared/keys.ts';
import { parkedPartition } from '../../shared/mail/outgoing.ts';
import { cautionsFor } from '../../shared/reports/cautions.ts';
import { browserOf } from '../console/browser.ts';
import { actor } from '../desk.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { paragraphsOf } from '../reports/files/samples.ts';
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
  const drafts = (await call('GET', '/cautions?box=out', { as: 'spj.admin' })).json.items;
  expect(drafts.map(({ heading }: { heading: string }) => heading)).toEqual(['提醒函：2026年第三季度通报']);

  expect((await call('POST', `/cautions/${id}/send`, { as: 'spj.admin', body: SEND })).status).toBe(200);
  expect(await subjects(county)).toEqual(['收到提醒函，请限期整改：2026年第三季度通报']);
  expect((await call('GET', '/cautions', { as: 'scjg.officer' })).json.items).toHaveLength(1);

  county.clock.set('2026-11-03T09:00:00+08:00');
  expect(await listed(county, 'zfb.office')).toEqual([['SCJG', 'overdue', null]]);
  expect(await subjects(county)).toEqual(['整改期满未报告：2026年第三季度通报']);

  const body = { outcome: 'not-rectified', reason: '逾期未报告' };
  expect((await call('POST', `/cautions/${id}/judge`, { as: 'zfb.office', body })).status).toBe(200);
  // The finding and the talk are of one moment: one mail.
  expect(await subjects(county)).toEqual(['整改不力，将进行约谈']);
  expect(await listed(county, 'scjg.officer')).toEqual([['SCJG', 'not-rectified', 'to-schedule']]);
  expect(await listed(county, 'spj.officer')).toEqual([['SCJG', 'not-rectified', null]]);
  expect(await listed(county, 'wjj.officer')).toEqual([]);
  expect((await call('GET', QUARTER, { as: 'jw.discipline' })).status).toBe(403);

  const [talk] = (await call('GET', '/talks', { as: 'scjg.officer' })).json.items;
  expect(talk.heading).toBe('约谈：2026年第三季度通报');
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

test('the letter is a 函, before and after it is signed, for those who may see it, and goes with its mail', async () => {
  const county = await inProcess({ now: '2026-10-19T10:00:00+08:00' });
  const { call } = county;
  await draft(county);
  const path = `/cautions/${cautionId('371525', '2026Q3', 'SCJG')}`;
  const unsigned = paragraphsOf((await call('GET', `${path}.docx`, { as: 'spj.officer' })).bytes);
  expect(unsigned).toEqual(expect.arrayContaining(['\t（文号待编）', '（签发日期待定）']));
  expect((await call('GET', `${path}.docx`, { as: 'scjg.officer' })).status).toBe(404);
  await subjects(county);
  await call('POST', `${path}/send`, { as: 'spj.admin', body: { ...SEND, documentNumber: '冠审批函[2026]7号' } });
  await subjects(county);

  const { status, headers, bytes } = await call('GET', `${path}.docx`, { as: 'scjg.officer' });
  expect([status, decodeURIComponent(headers['content-disposition'] as string)]).toEqual([
    200,
    expect.stringContaining('冠县行政审批服务局关于2026年第三季度审管互动信息超期认领情况的提醒函.docx'),
  ]);
  expect(paragraphsOf(bytes).filter((text) => text !== '')).toEqual([
    '冠县行政审批服务局',
    '签发人：王某\t冠审批函〔2026〕7号',
    '冠县行政审批服务局关于2026年第三季度',
    '审管互动信息超期认领情况的提醒函',
    '冠县市场监督管理局：',
    '根据《冠县强化审管互动工作暂行办法》第二十三条“超期认领情况严重的部门，由县行政审批服务局进行提醒，整改不力的，由县政府办公室进行约谈”的规定，现就贵单位2026年第三季度审管互动信息认领情况提醒如下。',
    '一、超期认领情况',
    '2026年第三季度通报（冠政办字〔2026〕30号）显示，贵单位接收的信息共14条，其中超期视为认领6条，按期认领率57.1%，超期认领情况严重。有关数据如下：',
    ...['接收（条）', '14', '按期认领（条）', '8', '超期视为认领（条）', '6', '退回（条）', '0', '撤回（条）', '0'],
    ...['已采纳的更正（条）', '0', '尚未确认责任人（条）', '0', '按期认领率', '57.1%', '名次', '1'],
    '二、整改要求',
    '请贵单位查明原因，于2026年11月2日前（含当日）完成整改，并登录审管互动平台报告整改情况；视为认领后尚未确认责任人的，请一并确认。',
    '期满未报告或者整改不力的，由县政府办公室进行约谈。',
    '冠县行政审批服务局',
    '2026年10月19日',
  ]);
  const [attached] = county.mails.at(-1)?.attachments ?? [];
  expect([attached?.filename, paragraphsOf(attached?.content as Uint8Array)]).toEqual([
    '冠县行政审批服务局关于2026年第三季度审管互动信息超期认领情况的提醒函.docx',
    paragraphsOf(bytes),
  ]);
  const page = await call('GET', `${path}.html`, { as: 'scjg.officer' });
  expect([page.status, page.headers['content-security-policy']]).toEqual([200, expect.stringContaining("'none'")]);
  for (const said of ['冠审批函〔2026〕7号', '签发人：王某', '57.1%', '2026年10月19日'])
    expect(page.text).toContain(said);

  const reason = { reason: '误写' };
  expect((await call('POST', `${path}/quarantine`, { as: 'spj.admin', body: reason })).status).toBe(200);
  expect((await call('GET', `${path}.html`, { as: 'scjg.officer' })).text).toContain('（内容已隔离）');
  expect((await call('GET', `${path}.pdf`, { as: 'scjg.officer' })).status).toBe(404);
  expect((await call('GET', `/talks/${'a'.repeat(32)}.docx`, { as: 'zfb.office' })).status).toBe(404);
});

test('a talk has its time and place, in its mail too; another day without them has none', async () => {
  const county = await inProcess({ now: '2026-10-19T10:00:00+08:00' });
  const { call } = county;
  await draft(county);
  const path = `/cautions/${cautionId('371525', '2026Q3', 'SCJG')}`;
  await call('POST', `${path}/send`, { as: 'spj.admin', body: SEND });
  county.clock.set('2026-11-03T09:00:00+08:00');
  await call('POST', `${path}/judge`, { as: 'zfb.office', body: { outcome: 'not-rectified', reason: '逾期未报告' } });
  await subjects(county);
  const [talk] = (await call('GET', '/talks', { as: 'scjg.officer' })).json.items;
  const when = { date: '2026-11-06', time: '09:30', place: '县政府第二会议室', participants: ['李某'] };
  const act = (name: string, body: object) => call('POST', `/talks/${talk.id}/${name}`, { as: 'zfb.office', body });
  expect((await act('schedule', { ...when, time: '9点半' })).json.errors).toEqual([
    { pointer: '/time', detail: '时间格式应为 HH:MM，例如 09:30' },
  ]);
  expect((await act('schedule', when)).json).toMatchObject(when);
  expect(await subjects(county)).toEqual(['约谈时间已确定：2026年第三季度通报']);
  expect(county.mails.at(-1)?.text).toContain('约谈时间：2026-11-06（星期五） 09:30\n约谈地点：县政府第二会议室');
  const { time: _, place: __, ...dayAlone } = when;
  const moved = (await act('schedule', { ...dayAlone, date: '2026-11-05' })).json;
  expect([moved.date, moved.time, moved.place]).toEqual(['2026-11-05', null, null]);
  await act('schedule', { ...when, date: '2026-11-05' });
  county.clock.set('2026-11-05T11:00:00+08:00');
  const held = (await act('record', { ...dayAlone, date: '2026-11-05', record: '约谈记录' })).json;
  expect([held.status, held.time, held.place]).toEqual(['held', '09:30', '县政府第二会议室']);
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

test('two drafts are told apart on the desk, in lists and on their pages, and lead to the circular', async () => {
  const county = await inProcess({ now: '2026-10-19T10:00:00+08:00' });
  await draft(county);
  const browser = await browserOf(county, 'spj.admin');
  const name = '冠县市场监督管理局';
  for (const at of ['/console/inbox', '/console/cautions?standing=waiting', '/console/cautions?box=out']) {
    const { text } = await browser.get(at);
    expect([at, text.includes(name)]).toEqual([at, true]);
  }
  const { text } = await browser.get(`/console/cautions/${cautionId('371525', '2026Q3', 'SCJG')}`);
  expect(text).toContain('<a href="/console/reports/2026Q3">2026年第三季度</a>');
  expect(text).not.toContain('2026Q3/SCJG');
  // What one has drafted is no more among what one has received.
  const received = await browser.get('/console/cautions?standing=all');
  expect(received.text).toMatch(/<h1>收到的提醒函 0 件/);
  expect(received.text).toContain('没有收到的提醒函');
  expect(received.text).toContain('>收到的</a>');
  expect(received.text).not.toContain('>全部</a>');
});
