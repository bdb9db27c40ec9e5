/** Calls that end in time: a thread that was busy meanwhile is no reason to call an answer late. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ending } from '../shared/tries.ts';

const busy = (millis: number): void => {
  const until = performance.now() + millis;
  while (performance.now() < until);
};

test('an answer that is there once the thread is free again counts', async () => {
  const answer = ending(() => new Promise((resolve) => setImmediate(() => resolve('here'))), 20);
  busy(60);
  expect(await answer).toBe('here');
});

test('a call that is still silent then ends, as does one for which no time is left', async () => {
  const silent = ending(() => pause(10_000, 'late', { ref: false }), 20);
  busy(60);
  await expect(silent).rejects.toMatchObject({ code: 'unavailable' });
  await expect(ending(async () => 'begun', 0)).rejects.toMatchObject({ code: 'unavailable' });
});
