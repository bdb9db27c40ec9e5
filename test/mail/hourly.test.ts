/**
 * Mails of arrival: one a mailbox and office hour, where something came, each naming what was pushed in the window
 * before its hour and is still open; a mail of its own only for what is dangerous.
 */
import { describe, expect, test } from 'vitest';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { putHours } from './county.ts';
import { at, FOOD, keyOfPush, type Post, post } from './post.ts';

const SECTION = 'scjg-spxk@guanxian.example';
const QUIET = { riskPoints: [] };

const HOURS = ['08:30', '09:30', '10:30', '11:30', '14:30', '15:30', '16:30', '17:30'];

/** All that goes out on that day, hour by hour. */
async function day(county: Post, date: string, until = '24:00'): Promise<void> {
  for (const hour of HOURS)
    if (hour <= until && at(`${date}T${hour}`) >= county.clock.now()) await county.hour(`${date}T${hour}`);
}

const brief = (county: Post): string[] =>
  county.sent.map(({ at: when, to, subject }) => `${when.slice(0, 16)} ${to} ${subject.replace('【审管互动】', '')}`);

describe('each hour tells of its own window, once', () => {
  const table: [pushed: string, told: string, subject: string][] = [
    ['2026-09-28T08:29', '2026-09-28T08:30', '推送提醒：新到 1 件'],
    ['2026-09-28T08:30', '2026-09-28T09:30', '新到推送 1 件'],
    ['2026-09-28T09:29', '2026-09-28T09:30', '新到推送 1 件'],
    ['2026-09-28T09:30', '2026-09-28T10:30', '新到推送 1 件'],
    // Over noon.
    ['2026-09-28T11:45', '2026-09-28T14:30', '新到推送 1 件'],
    ['2026-09-28T17:29', '2026-09-28T17:30', '新到推送 1 件'],
    // After the last hour, and on days off: the next day worked.
    ['2026-09-28T17:30', '2026-09-29T08:30', '待认领提醒：今日到期 0 件，下一工作日（2026-09-30）到期 1 件'],
    ['2026-11-13T18:00', '2026-11-16T08:30', '待认领提醒：今日到期 0 件，下一工作日（2026-11-17）到期 1 件'],
    // The eve of the National Day holiday.
    ['2026-09-30T17:40', '2026-10-08T08:30', '待认领提醒：今日到期 0 件，下一工作日（2026-10-09）到期 1 件'],
  ];
  test.each(table)('pushed %s, told %s', async (pushed, told, subject) => {
    const county = await post(pushed);
    await county.push('A-1', QUIET);
    await county.until(pushed);
    expect(county.sent).toEqual([]);
    await day(county, pushed.slice(0, 10), told.slice(0, 10) === pushed.slice(0, 10) ? told.slice(11) : '24:00');
    if (told.slice(0, 10) !== pushed.slice(0, 10)) await county.hour(told);
    expect(brief(county)).toEqual([`${told} ${SECTION} ${subject}`]);
  });

  test('a push owes no mail, nor is anything written for one', async () => {
    const county = await post('2026-09-28T09:00');
    const push = await county.push('A-1', QUIET);
    const stored = await county.platform.ports.store.get(keyOfPush(push));
    expect(stored?.value).toMatchObject({ state: 'pending', mails: [] });
    expect(await county.outgoing()).toEqual([]);
  });

  test('what is dangerous has a mail of its own at once, and is not named again', async () => {
    const county = await post('2026-09-28T09:00');
    await county.push('A-1');
    await county.push('A-2', QUIET);
    await county.hour('2026-09-28T09:30');
    expect(brief(county)).toEqual([
      `2026-09-28T09:00 ${SECTION} 新推送待认领：食品经营许可（认领期限 2026-09-30）`,
      `2026-09-28T09:30 ${SECTION} 新到推送 1 件`,
    ]);
    expect(county.sent[1]?.text).toContain('A-2');
    expect(county.sent[1]?.text).not.toContain('A-1');
  });

  test('one a mailbox: sections with an address of their own, copies too', async () => {
    const county = await post('2026-09-28T09:00');
    await county.push('A-1', QUIET);
    await county.push('A-2', { ...QUIET, matter: '371525-SCJG-004' });
    await county.push('A-3', { ...QUIET, matter: '371525-ZJJ-001' });
    await county.hour('2026-09-28T09:30');
    expect(county.sent.map(({ to }) => to).sort()).toEqual([
      'scjg-spxk@guanxian.example',
      'scjg-yxhz@guanxian.example',
      'zhzf-zfdc@guanxian.example',
      'zjj-jzsc@guanxian.example',
    ]);
    const copy = county.sent.find(({ to }) => to.startsWith('zhzf'));
    expect(copy?.text).toContain('抄送，供知悉');
  });

  test('nothing of the party leaves the platform', async () => {
    const county = await post('2026-09-28T09:00');
    const { id } = await county.push('GX-1', QUIET);
    await county.hour('2026-09-28T09:30');
    for (const part of [county.sent[0]?.text ?? '', county.sent[0]?.html ?? '']) {
      expect(part).toContain('GX-1');
      expect(part).toContain('2026-09-30（星期三）24:00');
      expect(part).toContain(`http://127.0.0.1:8787/console/pushes/${id}`);
      for (const personal of ['甲乙丙', '91371525MA3C00001R', 'JY13715250000123', '李四', '138']) {
        expect(part).not.toContain(personal);
      }
    }
  });
});

describe('sent again it names the same, less what is no longer open', () => {
  test('what was claimed, returned, withdrawn or quarantined is left out; nothing left, no mail', async () => {
    const county = await post('2026-09-28T09:00');
    const ids = await Promise.all(['A', 'B', 'C', 'D'].map(async (one) => (await county.push(one, QUIET)).id));
    await county.until('2026-09-28T09:30');
    for (const { run } of SCHEDULES) await run(county.platform);
    const act = (id: string | undefined, name: string, as: string, body: object) =>
      county.call('POST', `/pushes/${id}/${name}`, { as, body });
    await act(ids[0], 'claim', 'scjg.officer', {});
    await act(ids[1], 'return', 'scjg.officer', { reason: '不属本局' });
    await act(ids[2], 'withdraw', 'spj.officer', { reason: '重复' });
    await act(ids[3], 'quarantine', 'spj.officer', { reason: '涉密' });
    await county.until('2026-09-28T09:31');
    expect(county.sent.filter(({ to }) => to === SECTION)).toEqual([]);
    expect((await county.outgoing()).map(({ type, state }) => `${type} ${state}`)).toEqual(['arrivals dropped']);
  });

  test('after a failure: the same Message-ID, and nothing that came later', async () => {
    let fails = true;
    const county = await post('2026-09-28T09:00', {
      send: async () => {
        if (fails) throw new Error('no');
      },
    });
    await county.push('A-1', QUIET);
    await county.hour('2026-09-28T09:30');
    const [waiting] = await county.outgoing();
    await county.push('A-2', QUIET);
    fails = false;
    await county.until('2026-09-28T09:35');
    expect(county.sent.map(({ messageId }) => messageId)).toEqual([waiting?.messageId]);
    expect(county.sent[0]?.text).toContain('A-1');
    expect(county.sent[0]?.text).not.toContain('A-2');
  });

  test('a run that comes twice, or makes up for some that were missed, writes each once', async () => {
    const county = await post('2026-09-28T09:00');
    await county.push('A-1', QUIET);
    county.clock.set('2026-09-28T10:00:00+08:00');
    await county.push('A-2', QUIET);
    await county.hour('2026-09-28T14:00');
    for (const schedule of SCHEDULES) await schedule.run(county.platform);
    await county.hour('2026-09-28T14:30');
    expect(county.sent.map(({ text }) => /A-\d/.exec(text)?.[0]).sort()).toEqual(['A-1', 'A-2']);
  });

  test('a hundred are named, the rest is a number', async () => {
    const county = await post('2026-09-28T09:00');
    for (let n = 0; n < 103; n++) await county.push(`N-${n}.`, QUIET);
    await county.hour('2026-09-28T09:30');
    const { subject, text } = county.sent[0] ?? { subject: '', text: '' };
    expect(subject).toBe('【审管互动】新到推送 103 件');
    expect(text.match(/N-\d+\./g)).toHaveLength(100);
    expect(text).toContain('另有 3 件未列出');
  });
});

test('the hour may be left out where nothing has come since the one before', async () => {
  const county = await post('2026-09-28T09:00');
  const idle = () => SCHEDULES.find(({ name }) => name === 'arrivals')?.isIdle?.(county.platform);
  const at = async (time: string): Promise<[string, boolean | undefined]> => {
    await county.until(time);
    return [time, await idle()];
  };
  expect(await at('2026-09-28T09:00')).toEqual(['2026-09-28T09:00', true]);
  await county.push('A-1', QUIET);
  const said = [];
  // Pushed at 9, told at half past; by the next it is past. What was deemed claimed on the eve of the holiday as well.
  for (const time of ['28T09:01', '28T09:30', '28T10:29', '28T10:30']) said.push(await at(`2026-09-${time}`));
  for (const time of ['01T00:01', '08T08:30', '08T09:29', '08T09:30']) said.push(await at(`2026-10-${time}`));
  expect(said).toEqual([
    ...[
      ['2026-09-28T09:01', false],
      ['2026-09-28T09:30', false],
      ['2026-09-28T10:29', false],
    ],
    ['2026-09-28T10:30', true],
    ...[
      ['2026-10-01T00:01', false],
      ['2026-10-08T08:30', false],
      ['2026-10-08T09:29', false],
    ],
    ['2026-10-08T09:30', true],
  ]);
});

test('what was deemed claimed is told to the section and the section-heads at the next hour', async () => {
  const county = await post('2026-09-28T09:00');
  await county.push('A-1', QUIET);
  await county.hour('2026-09-28T09:30');
  await county.hour('2026-10-08T08:30');
  const told = county.sent.slice(1).map(({ to, subject }) => `${to} ${subject.replace('【审管互动】', '')}`);
  expect(told.sort()).toEqual([
    'scjg-spxk@guanxian.example 推送提醒：视为认领待确认责任人 1 件',
    'scjg@guanxian.example 推送提醒：视为认领待确认责任人 1 件',
  ]);
  await county.hour('2026-10-08T09:30');
  expect(county.sent.filter(({ subject }) => subject.includes('推送'))).toHaveLength(3);
});

test('a county may have other hours', async () => {
  const county = await post('2026-09-28T09:00');
  await putHours(county.platform, ['09:00', '16:00']);
  expect(await Promise.all(SCHEDULES.map(({ times }) => times(county.platform)))).toEqual([
    ['09:00'],
    ['16:00'],
    ['09:00'],
  ]);
  await county.push('A-1', { ...QUIET, matter: FOOD });
  await county.hour('2026-09-28T09:30');
  expect(county.sent).toEqual([]);
  await county.hour('2026-09-28T16:00');
  expect(brief(county)).toEqual([`2026-09-28T16:00 ${SECTION} 新到推送 1 件`]);
});
