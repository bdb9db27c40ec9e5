/**
 * The process dies at every single call of the store, before or after it landed; whoever comes later finishes the job.
 */
import { expect, test } from 'vitest';
import { LEASE } from '../../shared/retiming/job.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { at, type TestCounty, testCounty } from '../desk.ts';
import { correctionsOf, dying, entered, enteredAndDone, jobOf, notice2026, resultOf, wakeDue } from './entries.ts';

/** Two deemed claims, one of them settled; three pending. */
async function county(): Promise<TestCounty> {
  const made = await testCounty(at('2026-09-14T09:00'));
  const settledOne = await made.push({ reference: 'settled' });
  await made.push({ reference: 'due' });
  made.clock(at('2026-09-17T09:00'));
  await made.read(settledOne.id);
  for (const reference of ['a', 'b', 'c']) await made.push({ reference });
  return made;
}

const notice = (made: TestCounty) => notice2026(made.now(), { '2026-09-16': false, '2026-09-18': false });

async function outcome(made: TestCounty) {
  const { spared, ...counts } = await resultOf(made.desk, await jobOf(made.desk, 1));
  const pushes = await Promise.all(['settled', 'due', 'a', 'b', 'c'].map((reference) => made.push({ reference })));
  const dates = pushes.map(({ state, claimBy, history }) => [state, claimBy, history.length]);
  return { counts, spared: spared.sort(), corrections: await correctionsOf(made.desk), dates };
}

async function undisturbed() {
  const made = await county();
  await enteredAndDone(made.desk, notice(made));
  return outcome(made);
}

test('a quiet run: two spared, three moved', async () => {
  const { counts, spared, corrections, dates } = await undisturbed();
  expect([counts, spared.length, corrections.length]).toEqual([{ retimed: 3, unchanged: 0 }, 2, 2]);
  expect(dates[2]).toEqual(['pending', '2026-09-21', 2]);
});

test.each([false, true])('dead at each call in turn (after it landed: %s): the end is the same', async (landed) => {
  const expected = await undisturbed();
  let survived = false;
  for (let call = 1; !survived; call++) {
    const made = await county();
    const desk = { ...made.desk, ports: { ...made.desk.ports, store: dying(made.store, call, landed) } };
    const dead = { ...desk, facts: () => desk.ports.store.get('').then(() => made.desk.facts()) };
    try {
      const { stored } = await entered(dead, notice(made), 'r');
      survived = (await workOn(dead, stored, Number.POSITIVE_INFINITY)).fault === undefined;
    } catch {
      // Nobody has been answered.
    }
    // Where the entry got in, its job is there and is gone on with; where not, the request is sent again.
    made.clock(made.now() + LEASE);
    while ((await wakeDue(made.desk)) > 0);
    const { stored } = await entered(made.desk, notice(made), 'r');
    await workOn(made.desk, stored, Number.POSITIVE_INFINITY);
    expect([call, await outcome(made)]).toEqual([call, expected]);
    expect(call).toBeLessThan(200);
  }
});
