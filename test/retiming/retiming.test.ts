/**
 * A notice entered while pushes are pending (domain: how a deadline is counted; art. 26). Dated examples over National
 * Day 2026 and an extension; the county is small, the rules are the real ones.
 */
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { civilDateOf } from '../../shared/time.ts';
import { actor, at, type Push, type TestCounty, testCounty } from '../desk.ts';
import { enteredAndDone, extension, notice2026 } from './entries.ts';

const food = actor('SCJG');

const enter = (county: TestCounty, entry: LogEntry) => enteredAndDone(county.desk, entry);

describe('pending when the notice is entered', () => {
  test('later: a day declared off moves the deadline, both dates stand in the history', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    const result = await enter(county, notice2026(county.now(), { '2026-09-16': false }));
    expect(result).toEqual({ retimed: 1, unchanged: 0, spared: [] });
    const moved = await county.read(push.id);
    expect([moved.claimBy, moved.clock?.by]).toEqual(['2026-09-17', '2026-09-17']);
    const said = moved.history.find((entry) => entry.act === 'retimed')?.detail as { from: string; to: string };
    expect([said.from, said.to]).toEqual(['2026-09-17T00:00:00+08:00', '2026-09-18T00:00:00+08:00']);
  });

  test('earlier: a make-up Saturday, but never before the end of the next working day after the entry', async () => {
    const county = await testCounty(at('2026-09-11T09:00')); // Friday: Monday and Tuesday count, by 09-15
    const push = await county.push({});
    county.clock(at('2026-09-13T09:00')); // Sunday; the next working day is Monday 09-14
    await enter(county, notice2026(county.now(), { '2026-09-12': true }));
    expect((await county.read(push.id)).claimBy).toBe('2026-09-14');
  });

  test('one that has already passed stays deemed; it is listed as spared and a correction is opened', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    county.clock(at('2026-09-17T09:00'));
    const result = await enter(county, notice2026(county.now(), { '2026-09-16': false }));
    expect(result.spared).toEqual([push.id]);
    expect((await county.read(push.id)).state).toBe('deemed-claimed');
    const again = await enter(county, notice2026(county.now(), { '2026-09-16': false, '2026-09-15': false }));
    expect(again.spared).toEqual([push.id]);
  });

  test('an extension helps what is pending and nothing already past', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const past = await county.push({ reference: 'past' });
    county.clock(at('2026-09-17T09:00'));
    const pending = await county.push({ reference: 'pending' });
    const entry = extension(county.now(), '2026-09-15', '2026-09-18');
    const result = await enter(county, entry);
    expect(result).toEqual({ retimed: 1, unchanged: 0, spared: [] });
    expect((await county.read(past.id)).clock?.by).toBe('2026-09-16');
    // Friday 09-18 no longer counts; Sunday 09-20 is a make-up working day.
    expect((await county.read(pending.id)).claimBy).toBe('2026-09-21');
  });

  test('twice, and read only afterwards: as if it had been read in between', async () => {
    const dates: string[] = [];
    for (const look of [true, false]) {
      const county = await testCounty(at('2026-09-14T09:00'));
      const push = await county.push({});
      await county.enter(notice2026(county.now(), { '2026-09-16': false, '2026-09-17': false }));
      if (look) await county.read(push.id);
      county.clock(at('2026-09-16T09:00'));
      await county.enter(notice2026(county.now(), {}));
      dates.push((await county.read(push.id)).claimBy ?? '');
    }
    // Back to 09-16 by the second notice, but entered on 09-16: the end of 09-17 at the earliest.
    expect(dates).toEqual(['2026-09-17', '2026-09-17']);
  });

  test('the December before: the notice for 2027 may say something about 2026-12', async () => {
    const county = await testCounty(at('2026-12-30T09:00'));
    const push = await county.push({});
    expect([push.claimBy, push.clock?.provisional]).toEqual(['2027-01-04', true]);
    const days = [
      { date: '2026-12-31', working: false, name: '元旦', source: '2027年通知' },
      { date: '2027-01-01', working: false, name: '元旦', source: '2027年通知' },
    ];
    await enter(county, { type: 'notice', at: county.now(), by: 'spj.admin', year: 2027, source: '2027年通知', days });
    expect((await county.read(push.id)).claimBy).toBe('2027-01-05');
  });
});

test('while pushes, claims and readers go on, every record keeps to one truth', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const pushes = await Promise.all(Array.from({ length: 40 }, (_, i) => county.push({ reference: `P-${i}` })));
  const work = pushes.map(async (push, i): Promise<unknown> => {
    if (i % 3 === 0) return county.act(push.id, 'claim', {}, food);
    return i % 3 === 1 ? county.read(push.id) : county.push({ reference: `N-${i}` });
  });
  const entries = ['2026-09-15', '2026-09-16', '2026-09-17'].map((date) =>
    enter(county, notice2026(county.now(), { [date]: false })),
  );
  await Promise.all([...work, ...entries]);
  const after = await Promise.all(pushes.map((push) => county.read(push.id)));
  const pending = after.filter((push) => push.state === 'pending');
  expect(new Set(pending.map((push) => push.claimBy)).size).toBe(1);
  expect(pending.length).toBe(26);
  for (const push of after) expect(push.clock && civilDateOf(push.clock.deadline - 1)).toBe(push.claimBy);
});

test('a deemed claim written with an old calendar while the notice was entered gets its correction too', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  county.clock(at('2026-09-17T09:00'));
  const stale = await county.desk.facts();
  const entered = await county.enter(notice2026(at('2026-09-16T23:00'), { '2026-09-16': false }));
  const { settled } = await import('../../shared/exchange/work.ts');
  const deemed = (await settled(county.desk, push, stale)) as Push;
  expect([deemed.state, entered.length]).toEqual(['deemed-claimed', 1]);
  const corrections = await county.desk.ports.store.query('in', '371525#SPJ#correction#open', { limit: 10 });
  expect(corrections.length).toBe(1);
});
