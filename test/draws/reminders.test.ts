/**
 * The nominator is reminded twenty working days before an expert's day for review, also where an extension or a
 * superior rule changes that. Of Monday 2026-09-14: twenty working days before Friday 10-30 begin on 09-28.
 */
import { describe, expect, it } from 'vitest';
import { deadlineBefore } from '../../shared/calendar/deadline.ts';
import { calendarAt } from '../../shared/calendar/table.ts';
import { type CivilDate, formatInstant, startOfDay } from '../../shared/time.ts';
import { countyHere, type Here } from '../contract-http/county.ts';

const EXPERT = {
  ...{ name: '张教授', level: 'county', specialties: ['食品安全'], employer: { name: '某学院' } },
  ...{ title: '教授', phone: '1', avoid: [], termTo: '2028-01-03', reviewBy: '2026-10-30' },
};

const post = async (here: Here, path: string, as: string, body: object = {}) => {
  const { status, json, text } = await here.call('POST', path, { as, body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json;
};

async function admitted() {
  const here = await countyHere({ now: '2026-09-14T09:00:00+08:00' });
  const path = `/experts/${(await post(here, '/experts', 'scjg.officer', EXPERT)).id}`;
  await post(here, `${path}/admit`, 'spj.admin');
  here.clock.advance(1000);
  const read = async (what = '') => (await here.call('GET', `${path}${what}`, { as: 'scjg.officer' })).json;
  return { here, read };
}
type Admitted = Awaited<ReturnType<typeof admitted>>;

/** 13 and 14 October are no working days. */
const extended = ({ here }: Admitted) =>
  post(here, '/calendar/extensions', 'spj.admin', {
    ...{ from: '2026-10-13', to: '2026-10-14', documentNumber: '冠政办字〔2026〕7号', reason: '停电' },
  });

describe('the reminder', () => {
  it('comes earlier where days before it do not count any more, and says so', async () => {
    const expert = await admitted();
    expect((await expert.read()).deadline).toBe('2026-09-28T00:00:00+08:00');
    expect(await extended(expert)).toMatchObject({ retimed: 1 });
    expect((await expert.read()).deadline).toBe('2026-09-23T00:00:00+08:00');
    expert.here.clock.set('2026-09-22T23:59:00+08:00');
    expect((await expert.read()).remindedOf).toEqual([]);
    expert.here.clock.set('2026-09-23T00:00:00+08:00');
    // The next is for the end of the term.
    expect(await expert.read()).toMatchObject({ remindedOf: ['2026-10-30'], due: '2027-12-05', provisional: true });
  });

  it('is where it was once the extension is revoked', async () => {
    const expert = await admitted();
    await extended(expert);
    const [{ id }] = (await expert.here.call('GET', '/calendar/extensions', { as: 'spj.admin' })).json.items;
    expert.here.clock.advance(1000);
    await post(expert.here, `/calendar/extensions/${id}/revoke`, 'spj.admin', { reason: '已恢复' });
    expect((await expert.read()).deadline).toBe('2026-09-28T00:00:00+08:00');
  });

  it('has the days of a superior rule', async () => {
    const expert = await admitted();
    const clocks = { 'expert-reminder': { length: 10 } };
    const rule = { source: '鲁政办字〔2026〕1号', from: '2026-09-14', superior: true, clocks };
    await post(expert.here, '/rule-sets', 'spj.admin', rule);
    // 26 to 29 October are four, the week before five, and Friday 16.
    expect((await expert.read()).deadline).toBe('2026-10-16T00:00:00+08:00');
  });

  it('is explained by the days between', async () => {
    const expert = await admitted();
    await extended(expert);
    const { clock, days, moves } = await expert.read('/deadline');
    expect(clock).toMatchObject({ workingDays: 20, from: '2026-10-30T00:00:00+08:00' });
    const counted = days.filter(({ counted }: { counted: boolean }) => counted);
    expect([counted.length, counted[0].date, counted.at(-1).date]).toEqual([20, '2026-09-23', '2026-10-29']);
    expect(moves).toMatchObject([{ from: '2026-09-28T00:00:00+08:00', to: '2026-09-23T00:00:00+08:00' }]);
  });
});

it.each<[CivilDate, number, string | null, string]>([
  ['2026-10-30', 20, '2026-09-28T00:00:00+08:00', 'a Friday'],
  ['2026-10-31', 20, '2026-09-29T00:00:00+08:00', 'a Saturday, which is not counted itself'],
  ['2026-10-12', 1, '2026-10-10T00:00:00+08:00', 'Saturday 10 October is worked'],
  ['2026-10-08', 1, '2026-09-30T00:00:00+08:00', 'the National Day holiday is not'],
  ['2026-10-08', 0, '2026-10-08T00:00:00+08:00', 'none'],
  ['2029-06-01', 20, null, 'beyond the calendar'],
])('before %s %i working days begin %s: %s', (day, length, begins) => {
  const counted = deadlineBefore(calendarAt([], 0, 2026), startOfDay(day), length);
  expect(counted ? formatInstant(counted.deadline) : null).toBe(begins);
});
