/** What a county sets for itself: checked, said in full, kept with history, and used where it is shown. */
import { describe, expect, test } from 'vitest';
import { inProcess } from '../in-process.ts';
import { at } from '../mail/post.ts';

const as = 'spj.admin';
const path = '/county/settings';
const here = await inProcess();
const { call } = here;

async function put(change: object) {
  const { json, headers } = await call('GET', path, { as });
  return call('PUT', path, { as, body: { ...json, ...change }, headers: { 'if-match': headers.etag as string } });
}

const REGULATION = { title: '某县审管互动办法', documentNumber: '某政办字〔2025〕3号' };

const CLOSED = '应在本县（市、区）的作息时间（08:30–12:00、13:30–17:30）以内：作息时间以外不发送邮件';

describe('what does not fit is named', () => {
  test.each([
    [{ circularTime: '09:10' }, '/circularTime', '通报征求意见稿的形成时刻应为 09:00 以后的整点或半点'],
    [{ circularTime: '08:30' }, '/circularTime', '通报征求意见稿的形成时刻应为 09:00 以后的整点或半点'],
    [{ mailHours: ['10:00', '09:00'] }, '/mailHours', '应由早到晚，不重复'],
    [{ mailHours: ['06:00', '08:30'] }, '/mailHours/0', CLOSED],
    [{ mailHours: ['12:00', '12:30', '17:30', '18:00'] }, '/mailHours/1', CLOSED],
    [{ mailHours: ['12:00', '12:30', '17:30', '18:00'] }, '/mailHours/3', CLOSED],
    [{ portal: '' }, '/portal', expect.any(String)],
    [
      { regulation: { ...REGULATION, places: { '17(1)': '第十二条' } } },
      '/regulation/places/17(1)',
      '条号对照应为本办法的条号，如 12 或 12(1)；没有该条的留空',
    ],
    [{ regulation: { ...REGULATION, places: { 十七: '12' } } }, '/regulation/places/十七', expect.any(String)],
  ])('%j', async (change, pointer, detail) => {
    const { status, json } = await put(change);
    expect([status, json.errors]).toEqual([422, expect.arrayContaining([{ pointer, detail }])]);
  });
});

test('what is not set is the platform’s; what is set cannot be left out, and null takes it away', async () => {
  const usual = (await call('GET', path, { as })).json;
  expect(usual).toMatchObject({ circularTime: '09:00', portal: '山东政务服务网' });
  const places = { '17(1)': '12(1)', '23': '18', '6': null };
  const regulation = { ...usual.regulation, places };
  const set = { circularTime: '14:30', portal: '某市政务服务网', regulation };
  expect((await put(set)).json).toMatchObject(set);
  const left = await put({
    circularTime: undefined,
    portal: undefined,
    regulation: { ...regulation, places: undefined },
  });
  expect(left.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/circularTime',
    '/portal',
    '/regulation/places',
  ]);
  const [told] = (await call('GET', '/audit?thing=settings', { as })).json.items;
  expect(told).toMatchObject({
    by: as,
    act: 'change-settings',
    detail: { circularTime: '14:30', portal: '某市政务服务网' },
  });
});

test('articles stand where the county’s measures have them', async () => {
  const rules = (await call('GET', '/rule-sets', { as })).json.clocks;
  const article = (name: string) => rules.find((one: { name: string }) => one.name === name).article;
  expect(['claim-approval', 'rectification', 'reply', 'readdress'].map(article)).toEqual([
    '12(1)',
    '18',
    '10, 11, 20, 21',
    '°',
  ]);
});

test('the draft is made at the county’s time', async () => {
  const { SCHEDULES } = await import('../../functions/timers/schedules.ts');
  const schedule = SCHEDULES.find(({ name }) => name === 'draft-circular');
  expect(await schedule?.times(here.platform)).toEqual(['14:30']);
  const body = { kind: 'approval', reference: 'R', matter: '371525-SCJG-001', party: { name: '甲' }, summary: '准予' };
  await call('POST', '/pushes', { as: 'spj.officer', body: { ...body, occurredAt: '2026-09-28T08:50:00+08:00' } });
  const stageAt = async (time: string): Promise<string> => {
    here.clock.set(at(time));
    await schedule?.run(here.platform);
    return (await call('GET', '/reports/quarters/2026Q3', { as })).json.stage;
  };
  expect([await stageAt('2026-10-08T14:00'), await stageAt('2026-10-08T14:30')]).toEqual(['running', 'under-review']);
});

test('null gives the platform’s back', async () => {
  const { json } = await put({ circularTime: null, portal: null });
  expect(json).toMatchObject({ circularTime: '09:00', portal: '山东政务服务网' });
});

test('hours of mails fit the office hours that hold or will; those that are set already stay', async () => {
  const there = await inProcess();
  const settings = async (mailHours: string[]) => {
    const { json, headers } = await there.call('GET', path, { as });
    const headersGiven = { 'if-match': headers.etag as string };
    return (await there.call('PUT', path, { as, body: { ...json, mailHours }, headers: headersGiven })).status;
  };
  const spans = [
    { opens: '09:00', closes: '12:00' },
    { opens: '14:00', closes: '18:00' },
  ];
  const rules = { source: '某政办发〔2026〕9号', from: '2026-10-08', officeHours: spans };
  expect(await settings(['18:00'])).toBe(422);
  expect((await there.call('POST', '/rule-sets', { as, body: rules })).status).toBe(200);
  expect(await settings(['08:30', '18:00'])).toBe(200);
  there.clock.set('2026-10-09T09:00:00+08:00');
  expect(await settings(['08:30', '18:00'])).toBe(200);
  expect(await settings(['08:30', '13:30'])).toBe(422);
  expect(await settings(['18:00'])).toBe(200);
});
