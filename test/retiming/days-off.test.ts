/**
 * Days that people chose do not move; whoever set one is told where an entry in the calendar makes it a day off. On
 * Wednesday 2026-11-04 the notice for 2027 is entered, by which Monday 4 January is off; on Thursday an extension for
 * that Friday.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Post, post } from '../mail/post.ts';

const LAW_2027 = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
  2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);
const SOURCE = '国务院办公厅关于2027年部分节假日安排的通知';
const OFF = '2027-01-04';

let county: Post;
let ids: Record<string, string>;

const call = async (method: string, path: string, as: string, body?: object) => {
  const { status, json, text } = await county.call(method, path, { as, ...(body && { body }) });
  if (status >= 400) throw new Error(text);
  return json;
};
const told = (): string[] => county.outbox().filter((line) => line.includes('非工作日'));
const acts = async (path: string, id: string): Promise<{ act: string; detail: unknown }[]> =>
  (await call('GET', `/${path}/${id}/history`, 'zfb.office')).items;

async function notice(off: string[], worked: string[] = []): Promise<void> {
  const { etag } = (await county.call('GET', '/calendar/2027')).headers;
  const days = [
    ...[...LAW_2027, ...off].map((date) => ({ date, working: false, name: '放假' })),
    ...worked.map((date) => ({ date, working: true, name: '上班' })),
  ];
  const headers = { 'if-match': etag as string };
  const body = { source: SOURCE, days };
  expect((await county.call('PUT', '/calendar/2027', { as: 'spj.admin', body, headers })).status).toBe(200);
}

async function survey(startsAt: string): Promise<string> {
  const site = { township: '清泉街道', address: '某路' };
  const asked = { type: 'site-survey', matters: ['371525-ZJJ-001'], site, startsAt, invite: [{ org: 'ZJJ' }] };
  return (await call('POST', '/surveys', 'spj.officer', asked)).id;
}

beforeAll(async () => {
  county = await post('2026-11-02T09:00');
  const meeting = { type: 'business', title: '年度衔接会', place: '某处', invite: [{ org: 'SCJG' }] };
  const at = (day: string) => `${day}T09:00:00+08:00`;
  const held = await survey(at('2026-11-03'));
  ids = {
    off: (await call('POST', '/meetings', 'jtj.officer', { ...meeting, startsAt: at(OFF) })).id,
    worked: (await call('POST', '/meetings', 'jtj.officer', { ...meeting, startsAt: at('2027-01-05') })).id,
    cancelled: (await call('POST', '/meetings', 'jtj.officer', { ...meeting, startsAt: at(OFF) })).id,
    friday: await survey(at('2026-11-06')),
    sunday: await survey(at('2026-11-08')),
    held,
  };
  await call('POST', `/meetings/${ids.cancelled}/cancel`, 'jtj.officer', { reason: '并入例会' });
  await county.until('2026-11-03T10:00');
  const attendance = [{ org: 'SPJ', people: ['甲', '乙'] }];
  await call('POST', `/surveys/${held}/hold`, 'spj.officer', { attendance });
  const said = { result: 'rectify', text: '整改', rectifyBy: OFF, signedBy: '某人', withoutReply: true };
  await call('POST', `/surveys/${held}/conclude`, 'spj.officer', said);
  await county.until('2026-11-04T10:00');
  await notice([OFF]);
  await county.until('2026-11-04T12:00');
});

describe('the notice', () => {
  it('tells the convenor of the meeting, and the bureau of the day for rectifying; of nothing else', () => {
    const lines = told().map((line) => line.replace(/^\S+ (\w+)@\S+/, '$1'));
    expect(lines.sort()).toEqual([
      expect.stringContaining('会议、培训所定日期已成为非工作日'),
      expect.stringContaining('联合踏勘、评审所定日期已成为非工作日'),
    ]);
  });

  it('says which day, and that nothing moves by itself', () => {
    const mail = county.sent.find(({ subject }) => subject.includes('会议、培训所定日期'));
    expect(mail?.to).toContain('jtj');
    expect(mail?.text).toContain('2027-01-04（星期一）');
    expect(mail?.text).toContain('日期不会自动调整');
  });

  it('stands in the history with its document, and the day is as it was', async () => {
    expect((await acts('meetings', ids.off as string)).at(-1)).toMatchObject({
      ...{ act: 'day-off', by: 'system', detail: { day: OFF, source: SOURCE } },
    });
    const { startsAt, history } = await call('GET', `/meetings/${ids.off}`, 'jtj.officer');
    expect([startsAt, history]).toEqual([`${OFF}T09:00:00+08:00`, history]);
    for (const name of ['worked', 'cancelled']) {
      expect((await acts('meetings', ids[name] as string)).some(({ act }) => act === 'day-off')).toBe(false);
    }
  });

  it('once, whoever looks at the entry again', async () => {
    await county.until('2026-11-05T09:00');
    expect(told()).toHaveLength(2);
  });
});

describe('an extension', () => {
  it('tells of the survey on its day; of one on a day that was off anyway, nobody', async () => {
    const body = { from: '2026-11-06', to: '2026-11-08', documentNumber: '冠政办〔2026〕12号', reason: '停电' };
    await call('POST', '/calendar/extensions', 'spj.admin', body);
    await county.until('2026-11-05T12:00');
    expect(told()).toHaveLength(3);
    expect((await acts('surveys', ids.friday as string)).at(-1)?.act).toBe('day-off');
    expect((await acts('surveys', ids.sunday as string)).at(-1)?.act).toBe('open');
  });

  it('whoever has moved it meanwhile is told nothing', async () => {
    const id = await survey('2026-11-10T09:00:00+08:00');
    await county.until('2026-11-05T18:30');
    const body = { from: '2026-11-10', to: '2026-11-10', documentNumber: '冠政办〔2026〕13号', reason: '停电' };
    await call('POST', '/calendar/extensions', 'spj.admin', body);
    await call('POST', `/surveys/${id}/move`, 'spj.officer', { startsAt: '2026-11-11T09:00:00+08:00' });
    await county.until('2026-11-06T12:00');
    expect(told()).toHaveLength(3);
  });
});

it('a notice that takes back a Saturday that was to be worked makes it a day off', async () => {
  const saturday = '2027-02-20';
  await notice([OFF], [saturday]);
  await county.until('2026-11-06T16:00');
  const id = await survey(`${saturday}T09:00:00+08:00`);
  await notice([OFF]);
  await county.until('2026-11-06T18:00');
  expect((await acts('surveys', id)).at(-1)).toMatchObject({ act: 'day-off', detail: { day: saturday } });
});
