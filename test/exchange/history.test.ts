/** The chain of a record: its instants never run back, whatever an act or a clock that was set back says. */
import { expect, test } from 'vitest';
import { append, verify } from '../../shared/exchange/history.ts';
import { at, testCounty } from '../desk.ts';

test('an entry said to be earlier than the one before has its instant', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  const said = { by: 'clock', act: 'retimed', detail: null, request: 'r', said: '' };
  const back = append(push, { ...said, at: at('2026-09-14T08:00') });
  const on = append(back, { ...said, at: at('2026-09-14T09:30') });
  expect(on.history.map((entry) => entry.at)).toEqual(
    ['2026-09-14T09:00', '2026-09-14T09:00', '2026-09-14T09:30'].map(at),
  );
  expect(verify(on)).toBe(true);
});
