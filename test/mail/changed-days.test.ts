/**
 * What is entered in the calendar in the course of a day changes which hours are kept from then on, and nobody loses
 * what came before.
 */
import { describe, expect, test } from 'vitest';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { NOTICES, noticeDays } from '../../shared/calendar/notices.ts';
import { type Post, post } from './post.ts';

const HOURS = ['08:30', '09:30', '10:30', '11:30', '14:30', '15:30', '16:30', '17:30'];
const SECTION = 'scjg-spxk@guanxian.example';
const HEADS = 'scjg@guanxian.example';
const QUIET = { riskPoints: [] };

async function enter(county: Post, method: string, path: string, body: object): Promise<void> {
  const etag = method === 'PUT' ? (await county.call('GET', path)).headers.etag : undefined;
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
  const { status, text } = await county.call(method, path, { as: 'spj.admin', body, headers });
  if (status >= 400) throw new Error(text);
}

const extend = (county: Post, from: string, to: string): Promise<void> =>
  enter(county, 'POST', '/calendar/extensions', { from, to, documentNumber: '冠审批发〔2026〕9号', reason: '停电' });

async function revoke(county: Post): Promise<void> {
  const { id } = (await county.call('GET', '/calendar/extensions', { as: 'spj.admin' })).json.items[0];
  await enter(county, 'POST', `/calendar/extensions/${id}/revoke`, { reason: '已恢复' });
}

/** The hours of a day, each with the schedules that run then. */
async function hours(county: Post, day: string, from: string, to = '24:00'): Promise<void> {
  for (const hour of HOURS.filter((one) => one >= from && one <= to)) {
    await county.until(`${day}T${hour}`);
    for (const { times, run } of SCHEDULES)
      if ((await times(county.platform)).includes(hour)) await run(county.platform);
    await county.until(`${day}T${hour}`);
  }
}

/** The mails that name a push as new or as deemed claimed: when, to whom, of what. */
const told = (county: Post, reference: string): string[] =>
  county.sent
    .flatMap(({ at, to, text }) => {
      const groups = text.split(/\n(?=\S.* \d+ 件)/).filter((group) => group.includes(reference));
      return groups.flatMap((group) => {
        const what = /^(新到|已视为认领)/.exec(group)?.[0];
        return what ? [`${at.slice(0, 16)} ${to} ${what}`] : [];
      });
    })
    .sort();

/** A is due on Sunday 2026-09-20, which is worked, B comes in its evening; an extension of the next two days begins. */
async function extended(): Promise<Post> {
  const county = await post('2026-09-17T17:30');
  await county.push('A-due', QUIET);
  await county.until('2026-09-20T18:00');
  await county.push('B-came', QUIET);
  await extend(county, '2026-09-21', '2026-09-22');
  await hours(county, '2026-09-21', '08:30', '09:30');
  return county;
}

const deemed = (time: string): string[] => [`${time} ${SECTION} 已视为认领`, `${time} ${HEADS} 已视为认领`];

describe('a day that was off at its first hour and has become worked', () => {
  test('what came before is told at the next hour, once, and what was deemed claimed', async () => {
    const county = await extended();
    await county.until('2026-09-21T10:00');
    await revoke(county);
    await hours(county, '2026-09-21', '10:30');
    await hours(county, '2026-09-22', '08:30');
    expect(told(county, 'A-due')).toEqual(deemed('2026-09-21T10:30'));
    expect(told(county, 'B-came')).toEqual([`2026-09-21T10:30 ${SECTION} 新到`]);
  });

  test('by a run that makes up for it, where the next was missed', async () => {
    const county = await extended();
    await county.until('2026-09-21T10:00');
    await revoke(county);
    await hours(county, '2026-09-21', '11:30');
    expect(told(county, 'A-due')).toEqual(deemed('2026-09-21T11:30'));
    expect(told(county, 'B-came')).toEqual([`2026-09-21T11:30 ${SECTION} 新到`]);
  });

  test('after its last hour: in the digest of the next', async () => {
    const county = await extended();
    await county.until('2026-09-21T18:00');
    await revoke(county);
    await hours(county, '2026-09-22', '08:30');
    expect(told(county, 'A-due')).toEqual(deemed('2026-09-22T08:30'));
    // Listed once, by the day on which it is due.
    expect(county.sent.filter(({ to, text }) => to === SECTION && text.includes('B-came'))).toHaveLength(1);
    expect(told(county, 'B-came')).toEqual([]);
  });

  test('by a notice, too', async () => {
    // Of Saturday 2026-09-19.
    const county = await post('2026-09-16T17:30');
    await county.push('A-due', QUIET);
    await county.until('2026-09-18T18:00');
    await county.push('B-came', QUIET);
    await county.until('2026-09-19T10:00');
    const source = '2026年调整通知';
    const days = [...noticeDays(NOTICES.at(-1) as (typeof NOTICES)[number])].map(({ date, working, name }) => ({
      ...{ date, working, name },
    }));
    const worked = { date: '2026-09-19', working: true, name: '上班' };
    await enter(county, 'PUT', '/calendar/2026', { source, days: [...days, worked] });
    await hours(county, '2026-09-19', '10:30');
    expect(told(county, 'A-due')).toEqual(deemed('2026-09-19T10:30'));
    expect(told(county, 'B-came')).toEqual([`2026-09-19T10:30 ${SECTION} 新到`]);
  });
});

describe('a day that has become off', () => {
  /** When each mail went out, and what it is about. */
  const out = (county: Post): string[] => county.outbox().map((line) => line.replace('【审管互动】', ''));

  test('what was to go out at its opening waits for the next', async () => {
    const county = await post('2026-09-21T18:00');
    const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '咨询', text: '请答复。' };
    expect((await county.call('POST', '/letters', { as: 'spj.officer', body: letter })).status).toBe(201);
    await extend(county, '2026-09-22', '2026-09-23');
    await county.until('2026-09-23T18:00');
    expect(out(county)).toEqual([]);
    await county.until('2026-09-24T08:30');
    expect(out(county).sort()).toEqual([
      expect.stringMatching(/^2026-09-24T08:30 scjg\S+ 新的函件/),
      expect.stringMatching(/^2026-09-24T08:30 zfb\S+ 已录入期限顺延/),
    ]);
  });

  test('so where the offices open later since', async () => {
    const county = await post('2026-09-21T18:00');
    const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '咨询', text: '请答复。' };
    await county.call('POST', '/letters', { as: 'spj.officer', body: letter });
    const officeHours = [{ opens: '10:00', closes: '16:00' }];
    await enter(county, 'POST', '/rule-sets', { source: '某号', from: '2026-09-22', officeHours });
    await county.until('2026-09-22T09:59');
    expect(out(county)).toEqual([]);
    await county.until('2026-09-22T10:00');
    expect(out(county)).toContainEqual(expect.stringMatching(/^2026-09-22T10:00 scjg\S+ 新的函件/));
  });
});
