/** Marks of what ran at its time of day: dropped runs are made up for, done ones are not repeated. */
import { describe, expect, it } from 'vitest';
import { MISSED_AFTER, makeUp, runDue } from '../../functions/timers/making-up.ts';
import { dueRuns, markRun, missedRuns, slotAt } from '../../functions/timers/ran.ts';
import { SCHEDULES, type Schedule } from '../../functions/timers/schedules.ts';
import { sweep } from '../../functions/timers/sweep.ts';
import { countyKey } from '../../shared/accounts/directory.ts';
import { plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import { keyOf } from '../../shared/keys.ts';
import { MINUTE } from '../../shared/time.ts';
import { at, type Post, post } from './post.ts';

const DIGEST = SCHEDULES[0] as Schedule;

async function namesDue({ platform }: Post, time: string): Promise<string[]> {
  return (await dueRuns(platform, at(time))).map(({ schedule, slot }) => `${schedule.name} ${slot}`);
}

async function marks({ platform }: Post): Promise<unknown> {
  return (await platform.ports.store.get(keyOf('371525', 'schedule', 'ran')))?.value;
}

describe('the last of a day’s times that has come', () => {
  it.each([
    ['2026-09-28T08:29', undefined],
    ['2026-09-28T08:30', '2026-09-28T08:30'],
    ['2026-09-28T10:29', '2026-09-28T09:30'],
    ['2026-09-28T23:59', '2026-09-28T17:30'],
    ['2026-09-29T00:00', undefined],
  ])('at %s', (time, slot) => {
    expect(slotAt(['09:30', '08:30', '17:30'], at(time))).toBe(slot);
  });
});

describe('what is due', () => {
  it('is asked of each county by its own hours, in order of time', async () => {
    const county = await post('2026-09-28T09:40');
    expect(await namesDue(county, '2026-09-28T08:00')).toEqual([]);
    expect(await namesDue(county, '2026-09-28T09:40')).toEqual([
      'digest 2026-09-28T08:30',
      'draft-circular 2026-09-28T09:00',
      'arrivals 2026-09-28T09:30',
    ]);
    const { store } = county.platform.ports;
    const found = await store.get(countyKey('371525'));
    const early = { ...(found?.value as County), mailHours: ['06:00', '20:00'] };
    await store.commit([{ item: plainItem(countyKey('371525'), early), expected: found?.head ?? null }]);
    expect(await namesDue(county, '2026-09-28T20:00')).toEqual([
      'digest 2026-09-28T06:00',
      'draft-circular 2026-09-28T09:00',
      'arrivals 2026-09-28T20:00',
    ]);
  });

  it('is nothing where the county is not there yet', async () => {
    const county = await post('2026-09-28T09:40');
    const settings = { ...county.platform.settings, jurisdiction: '371524' };
    expect(await dueRuns({ ...county.platform, settings }, at('2026-09-28T09:40'))).toEqual([]);
  });
});

describe('a run', () => {
  it('is marked, and not repeated that day', async () => {
    const county = await post('2026-09-28T10:00');
    await county.push('A-1');
    county.clock.set(at('2026-09-29T08:30'));
    await runDue(county.platform, DIGEST);
    expect(await marks(county)).toEqual({ digest: '2026-09-29T08:30' });
    const written = (await county.outgoing()).length;
    await runDue(county.platform, DIGEST);
    expect(await county.outgoing()).toHaveLength(written);
    expect(await namesDue(county, '2026-09-30T08:30')).toContain('digest 2026-09-30T08:30');
  });

  it('that fails leaves no mark, says where, and is thrown, so that it comes again', async () => {
    const county = await post('2026-09-29T08:40');
    const broken: Schedule = { ...DIGEST, runIn: () => Promise.reject(new Error('no')) };
    await expect(runDue(county.platform, broken)).rejects.toThrow('failed for 371525');
    expect(await marks(county)).toBeUndefined();
    const failed = county.logged.find(({ event }) => event === 'schedule-failed');
    expect(failed?.fields).toEqual({ name: 'digest', jurisdiction: '371525' });
    await runDue(county.platform, DIGEST);
    expect(await marks(county)).toEqual({ digest: '2026-09-29T08:30' });
  });

  it('of a later time stays marked', async () => {
    const county = await post('2026-09-29T08:40');
    const [due] = await dueRuns(county.platform, at('2026-09-29T08:40'), [DIGEST]);
    if (!due) throw new Error('nothing due');
    await markRun(county.platform, { ...due, slot: '2026-09-30T08:30' });
    await markRun(county.platform, due);
    expect(await marks(county)).toEqual({ digest: '2026-09-30T08:30' });
  });
});

it('what is missed is said in words', async () => {
  const county = await post('2026-09-28T09:40');
  expect(await missedRuns(county.platform, 60 * MINUTE)).toEqual(['每日汇总邮件（2026-09-28T08:30）']);
});

describe('the sweep', () => {
  const never = () => false;

  /** A county whose schedules ran on Monday, at a time of Tuesday. */
  async function tuesday(time: string): Promise<Post> {
    const county = await post('2026-09-28T10:00');
    await county.push('A-1');
    county.clock.set(at('2026-09-28T18:00'));
    for (const due of await dueRuns(county.platform, county.clock.now())) await markRun(county.platform, due);
    county.clock.set(at(`2026-09-29T${time}`));
    return county;
  }

  const events = (county: Post) =>
    county.logged.map(({ event, fields }) => [event, (fields as { name?: string }).name]);

  it('leaves a schedule ten minutes for itself', async () => {
    const county = await tuesday('08:40');
    expect(await makeUp(county.platform, county.clock.now(), never)).toBe(0);
    expect(await county.outgoing()).toEqual([]);
  });

  it('runs what was dropped, so that nobody misses a digest', async () => {
    const county = await tuesday('08:41');
    expect(await makeUp(county.platform, county.clock.now(), never)).toBe(0);
    expect((await county.outgoing()).map(({ type }) => type)).toContain('digest');
    expect(events(county)).toContainEqual(['schedule-made-up', 'digest']);
    expect(await marks(county)).toMatchObject({ digest: '2026-09-29T08:30', arrivals: '2026-09-28T17:30' });
    expect(await makeUp(county.platform, county.clock.now(), never)).toBe(0);
  });

  it('tells of a mark that is missing for half an hour, and of none in a county that is new', async () => {
    const county = await tuesday('09:00');
    county.clock.advance(MISSED_AFTER - 30 * MINUTE + 1);
    expect(await makeUp(county.platform, county.clock.now(), () => true)).toBe(1);
    expect(events(county)).toContainEqual(['schedule-missed', 'digest']);
    const fresh = await post('2026-09-29T12:00');
    expect(await makeUp(fresh.platform, fresh.clock.now(), never)).toBe(0);
    expect(events(fresh)).toContainEqual(['schedule-made-up', 'digest']);
  });

  it('says what is overdue in one number, for its alarm', async () => {
    const county = await tuesday('09:01');
    const swept = await sweep(county.platform, { window: 15 * MINUTE, timeLimit: MINUTE });
    expect(swept.missed).toBe(1);
    const line = county.logged.find(({ event }) => event === 'swept');
    expect(line?.fields).toMatchObject({ missed: 1, overdue: swept.found + 1 });
  });
});
