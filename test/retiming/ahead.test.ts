/** A superior's rule that is entered ahead of its day moves what runs on that day, with its job and its counts. */
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { CAUGHT_UP } from '../../shared/retiming/job.ts';
import { at, type TestCounty, testCounty } from '../desk.ts';
import { enteredAndDone, jobOf, wakeDue } from './entries.ts';

const DAY = '2026-09-17';

const rules = (now: number, length: number, from: string, superior: boolean): LogEntry => ({
  ...({ type: 'rules', at: now, by: 'spj.admin', source: '鲁政办字〔2026〕1号', from, superior } as const),
  ...{ replaces: null, endOfDay: null, clocks: { 'claim-approval': { length } } },
});
const rule = (now: number, length: number) => rules(now, length, DAY, true);

/** Pushes of a county whose rule is of nine days: some from before the superior's was entered, one from after. */
async function county(): Promise<{ county: TestCounty; ids: string[] }> {
  const county = await testCounty(at('2026-09-14T09:00'));
  await enteredAndDone(county.desk, rules(county.now(), 9, '2026-09-14', false));
  const ids: string[] = [];
  for (const reference of ['A', 'B']) ids.push((await county.push({ reference })).id);
  county.clock(at('2026-09-16T09:00'));
  return { county, ids };
}

async function deadlines({ read }: TestCounty, ids: readonly string[]) {
  return Promise.all(ids.map(async (id) => (await read(id)).clock?.by));
}

describe.each([1, 2, 20])('%i days', (length) => {
  it('as the same entered on the day', async () => {
    const [early, onTheDay] = [await county(), await county()];
    expect(await enteredAndDone(early.county.desk, rule(early.county.now(), length))).toMatchObject({ retimed: 0 });
    for (const { county, ids } of [early, onTheDay]) ids.push((await county.push({ reference: 'C' })).id);
    expect(await deadlines(early.county, early.ids)).toEqual(await deadlines(onTheDay.county, onTheDay.ids));
    early.county.clock(early.county.now() + CAUGHT_UP);
    while ((await wakeDue(early.county.desk)) > 0);
    for (const { county } of [early, onTheDay]) county.clock(at(`${DAY}T00:00`));
    const then = await enteredAndDone(onTheDay.county.desk, rule(onTheDay.county.now(), length));
    expect(await deadlines(early.county, early.ids)).toEqual(await deadlines(onTheDay.county, onTheDay.ids));
    while ((await wakeDue(early.county.desk)) > 0);
    const { retimed, unchanged, wakes, finishedAt } = await jobOf(early.county.desk, 2);
    expect({ retimed, unchanged, spared: [] }).toEqual(then);
    expect(finishedAt).toBe(at(`${DAY}T00:00`));
    early.county.clock(wakes as number);
    while ((await wakeDue(early.county.desk)) > 0);
    expect(await jobOf(early.county.desk, 2)).toMatchObject({ retimed, progress: null, wakes: null });
  });
});
