/** The digest of 08:30: what falls due today and on the next working day, on working days, one mail a mailbox. */
import { describe, expect, test } from 'vitest';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { type Post, post, type Sent } from './post.ts';

async function digest({ platform, until }: Post, time: string): Promise<void> {
  await until(time);
  for (const schedule of SCHEDULES) await schedule.run(platform);
  await until(time);
}

const digests = (sent: Sent[]): string[] =>
  sent
    .filter(({ subject }) => subject.includes('待认领提醒'))
    .map(({ at, to, subject }) => `${at.slice(0, 16)} ${to} ${subject.replace('【审管互动】待认领提醒：', '')}`);

describe('on which days, and what is the next working day', () => {
  const table: [title: string, pushed: string, at: string, said: string[]][] = [
    [
      'the day before the last',
      '2026-09-28T10:00',
      '2026-09-29T08:30',
      ['今日到期 0 件，下一工作日（2026-09-30）到期 1 件'],
    ],
    ['the last day', '2026-09-28T10:00', '2026-09-30T08:30', ['今日到期 1 件，下一工作日（2026-10-08）到期 0 件']],
    ['two days before: nothing', '2026-10-12T10:00', '2026-10-12T10:00', []],
    // Pushed on 09-30 it is due on 10-09: on the eve of the holiday the next working day is 10-08.
    ['the eve of a long holiday, not yet', '2026-09-30T08:00', '2026-09-30T08:30', []],
    ['in the holiday', '2026-09-30T08:00', '2026-10-07T08:30', []],
    ['after it', '2026-09-30T08:00', '2026-10-08T08:30', ['今日到期 0 件，下一工作日（2026-10-09）到期 1 件']],
    // 2026-10-10 is a make-up Saturday: it is worked, and due on it is what was pushed on Thursday.
    [
      'before a make-up Saturday',
      '2026-10-08T10:00',
      '2026-10-09T08:30',
      ['今日到期 0 件，下一工作日（2026-10-10）到期 1 件'],
    ],
    [
      'on a make-up Saturday',
      '2026-10-08T10:00',
      '2026-10-10T08:30',
      ['今日到期 1 件，下一工作日（2026-10-12）到期 0 件'],
    ],
    ['on an ordinary Saturday', '2026-10-16T10:00', '2026-10-17T08:30', []],
    ['after what fell due is deemed claimed', '2026-10-12T10:00', '2026-10-15T08:30', []],
    [
      'run late in the day',
      '2026-09-28T10:00',
      '2026-09-30T15:00',
      ['今日到期 1 件，下一工作日（2026-10-08）到期 0 件'],
    ],
    ['run when the offices have closed', '2026-09-28T10:00', '2026-09-30T18:00', []],
  ];
  test.each(table)('%s', async (_title, pushed, time, said) => {
    const county = await post(pushed);
    await county.push('A-1');
    await digest(county, time);
    expect(digests(county.sent)).toEqual(said.map((text) => `${time} scjg-spxk@guanxian.example ${text}`));
  });
});

describe('one mail a mailbox', () => {
  test('twice is once; sections apart, nearest first, without the party', async () => {
    const county = await post('2026-09-27T20:00');
    await county.push('first');
    await county.until('2026-09-28T10:00');
    await county.push('second');
    await county.push('other', { matter: '371525-SCJG-004' });
    await digest(county, '2026-09-29T08:30');
    await digest(county, '2026-09-29T08:30');
    expect(digests(county.sent).sort()).toEqual([
      '2026-09-29T08:30 scjg-spxk@guanxian.example 今日到期 1 件，下一工作日（2026-09-30）到期 1 件',
      '2026-09-29T08:30 scjg-yxhz@guanxian.example 今日到期 0 件，下一工作日（2026-09-30）到期 1 件',
    ]);
    const mail = county.sent.find(({ subject, to }) => subject.includes('提醒') && to.includes('spxk')) as Sent;
    expect(mail.text.indexOf('first')).toBeLessThan(mail.text.indexOf('second'));
    expect(mail.text).not.toContain('other');
    expect(mail.text + mail.html).not.toMatch(/甲乙丙|JY137|91371525/);
  });

  test('sections with the same address are told together', async () => {
    const organisations = demonstrationOrganisations().map((org) =>
      org.code === 'SCJG'
        ? { ...org, sections: org.sections.map((s) => ({ ...s, mail: 'scjg@guanxian.example' })) }
        : org,
    );
    const county = await post('2026-09-28T10:00', { organisations });
    await county.push('A-1');
    await county.push('A-2', { matter: '371525-SCJG-004' });
    await digest(county, '2026-09-29T08:30');
    expect(digests(county.sent)).toEqual([
      '2026-09-29T08:30 scjg@guanxian.example 今日到期 0 件，下一工作日（2026-09-30）到期 2 件',
    ]);
  });

  test('what has been claimed before it goes out is not in it; nothing left, no mail', async () => {
    const county = await post('2026-09-28T10:00');
    const { id } = await county.push('A-1');
    await county.until('2026-09-29T08:30');
    for (const schedule of SCHEDULES) await schedule.run(county.platform);
    await county.call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} });
    await county.until('2026-09-29T09:00');
    expect(digests(county.sent)).toEqual([]);
    expect((await county.outgoing()).map(({ type, state }) => `${type} ${state}`)).toContain('digest dropped');
  });

  test('more than a page, and more than a mail lists', async () => {
    const county = await post('2026-09-28T10:00');
    for (let n = 0; n < 120; n++) await county.push(`A-${n}`);
    await digest(county, '2026-09-30T08:30');
    expect(digests(county.sent)[0]).toContain('今日到期 120 件');
    expect(county.sent.at(-1)?.text).toContain('另有 20 件未列出');
  });
});
