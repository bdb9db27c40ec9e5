/**
 * Whatever order acts, readers, timers (lost, doubled, early, late), notices and the network's faults come in: a push
 * has one outcome, and nobody is ever told two.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../shared/errors.ts';
import { verify } from '../../shared/exchange/history.ts';
import { load } from '../../shared/exchange/work.ts';
import { actor, at, type Push, type TestCounty, testCounty } from '../desk.ts';
import { type Fault, FaultyStore } from '../faulty-store/store.ts';
import { runs } from '../runs.ts';

const PUSHED = at('2026-09-14T09:00');
const DEADLINE = at('2026-09-17T00:00');
const ENDS = ['claimed', 'deemed-claimed', 'returned', 'withdrawn'];

type Step = { do: 'claim' | 'return' | 'withdraw' | 'read' | 'timer' | 'extend' } | { do: 'clock'; to: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ do: 'claim' }, { do: 'return' }, { do: 'withdraw' }, { do: 'extend' }),
  fc.constantFrom<Step>({ do: 'read' }, { do: 'timer' }),
  fc
    .constantFrom(-2, -1, 0, 1, 86_400_000, 2 * 86_400_000)
    .map((offset): Step => ({ do: 'clock', to: DEADLINE + offset })),
);

const slow: fc.Arbitrary<Fault | undefined> = fc.constantFrom(undefined, undefined, { delay: 0 }, { delay: 1 });

const commitFault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 3, arbitrary: slow },
  { weight: 1, arbitrary: fc.constantFrom<Fault>({ outcome: 'fail' }, { outcome: 'lose' }, { delay: 3 }) },
  { weight: 2, arbitrary: fc.nat({ max: 12 }).map((landsAfter): Fault => ({ outcome: 'late', landsAfter })) },
);

/** What somebody was told: a state, or that his own act was done. */
interface Told {
  state: string;
  act?: string;
}

/** Each step waits for its turn, so that clocks move and others look while an act is on its way. */
const turn = fc.record({ step, after: fc.nat({ max: 6 }) });
type Turn = { step: Step; after: number };

const network = fc.record({
  commits: fc.array(commitFault, { maxLength: 10 }),
  reads: fc.array(slow, { maxLength: 30 }),
});
type Network = { commits: (Fault | undefined)[]; reads: (Fault | undefined)[] };

test('one outcome, and nobody is told two', async () => {
  await fc.assert(fc.asyncProperty(fc.array(turn, { minLength: 3, maxLength: 12 }), network, onePush), {
    numRuns: runs(600),
  });
});

async function onePush(turns: Turn[], { commits, reads }: Network): Promise<void> {
  let store: FaultyStore | undefined;
  const county = await testCounty(PUSHED, (inner) => {
    store = new FaultyStore(inner);
    return store;
  });
  const push = await county.push({});
  county.clock(DEADLINE - 3);
  const [ofCommits, ofReads] = [commits.values(), reads.values()];
  store?.reschedule(({ method }) => (method === 'commit' ? ofCommits : ofReads).next().value);
  const told: Told[] = [];
  await Promise.all(
    turns.map(async ({ step, after }) => {
      for (let i = 0; i < after; i++) await new Promise(setImmediate);
      await take(county, push.id, step, told);
    }),
  );
  store?.reschedule();
  await store?.land();
  const last = await county.read(push.id);
  told.push({ state: last.state });
  judge(last, told);
}

async function take(county: TestCounty, id: string, step: Step, told: Told[]): Promise<void> {
  try {
    if (step.do === 'clock') county.clock(step.to);
    else if (step.do === 'timer') await load(county.desk, id);
    else if (step.do === 'extend') await extend(county);
    else if (step.do === 'read') told.push({ state: ((await load(county.desk, id)) as Push).state });
    else told.push({ state: (await act(county, id, step.do)).state, act: step.do });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'already-claimed') told.push({ state: 'claimed' });
    if (error.code === 'claim-deadline-passed') told.push({ state: 'deemed-claimed' });
  }
}

function act(county: TestCounty, id: string, name: 'claim' | 'return' | 'withdraw') {
  const input = name === 'claim' ? {} : { reason: '不属本单位' };
  return county.act(id, name, input, actor(name === 'withdraw' ? 'SPJ' : 'SCJG'));
}

async function extend(county: TestCounty): Promise<void> {
  const document = { documentNumber: '冠政办〔2026〕9号', reason: '平台故障' };
  await county.enter({
    type: 'extension',
    at: county.now(),
    by: 'spj.admin',
    from: '2026-09-16',
    to: '2026-09-16',
    ...document,
  });
}

function judge(last: Push, told: Told[]): void {
  const ends = new Set(told.map(({ state }) => state).filter((state) => ENDS.includes(state)));
  expect(ends.size).toBeLessThanOrEqual(1);
  if (ENDS.includes(last.state)) expect([...ends]).toEqual([last.state]);
  const done = told.filter(({ act }) => act);
  expect(done.length).toBeLessThanOrEqual(1);
  const ending = last.history.filter((entry) => ['claim', 'return', 'withdraw', 'deem'].includes(entry.act));
  expect(ending.length).toBeLessThanOrEqual(1);
  expect(verify(last)).toBe(true);
  if (last.state === 'deemed-claimed') expect(last.body.claimedAt).toBe(last.clock?.deadline);
  if (last.state === 'claimed') expect(last.body.claimedAt).toBeLessThan(last.clock?.deadline ?? 0);
}
