/** What types cannot say of the kinds' declarations. */
import { expect, it } from 'vitest';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';

it.each([...KINDS.values()])(
  '$kind: what its clocks perform are acts of the clock, from the states in which they run',
  ({ clock, acts }) => {
    for (const [state, end] of Object.entries(clock ?? {})) {
      if (typeof end !== 'string') continue;
      const act = acts[end];
      expect([end, act?.by]).toEqual([end, 'clock']);
      expect(act?.from).toContain(state);
    }
  },
);

it.each([...KINDS.values()])('$kind: every code that it refuses with has words', (kind) => {
  const otherwise = personActs(kind).flatMap(([, act]) => [...Object.values(act.otherwise), ...(act.refuses ?? [])]);
  const ofAll = [
    ...['already-done', 'already-quarantined', 'content-quarantined', 'nudged-today', 'not-running', 'already-late'],
  ];
  const worded = [...KINDS.values()].flatMap(({ codes }) => Object.keys(codes ?? {}));
  const own = otherwise.filter((code) => code !== undefined && ![...ofAll, ...worded].includes(code));
  expect(own).toEqual([]);
});

it.each([...KINDS.values()])('$kind: a state that waits for somebody is open', ({ states }) => {
  for (const { open, waits } of Object.values(states)) if (waits) expect(open).toBe(true);
});
