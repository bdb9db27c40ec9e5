/** The machine's clock against the monotonic one: readings as a table, then what a platform does meanwhile. */
import { describe, expect, it } from 'vitest';
import { judged, type Trust, trusted } from '../../infra/local/timers/jump.ts';
import { HOUR, type Instant, MINUTE } from '../../shared/time.ts';

const SECOND = 1_000;
const BEGIN = Date.parse('2026-09-28T09:00:00+08:00');

/**
 * Readings as (seconds of the monotonic clock, milliseconds that the wall clock is ahead of it), and whether each is in
 * doubt.
 */
function judgedAll(readings: readonly (readonly [seconds: number, ahead: number])[]): boolean[] {
  const at = ([seconds, ahead]: readonly [number, number]) => ({
    wall: (BEGIN + seconds * SECOND + ahead) as Instant,
    monotonic: 77 + seconds * SECOND,
  });
  let trust: Trust = trusted(at([0, 0]));
  return readings.map((reading) => {
    trust = judged(trust, at(reading));
    return trust.doubt !== null;
  });
}

describe('readings of the machine’s clock', () => {
  it.each<[string, [number, number][], boolean[]]>([
    [
      'goes as the monotonic clock does',
      [
        [1, 0],
        [86_400, 0],
      ],
      [false, false],
    ],
    ['five minutes ahead are let pass', [[1, 5 * MINUTE]], [false]],
    ['a millisecond more is not', [[1, 5 * MINUTE + 1]], [true]],
    ['a suspended machine counts as a jump', [[1, 8 * HOUR]], [true]],
    [
      'a jump back is no reason for doubt',
      [
        [1, -40 * 24 * HOUR],
        [2, -40 * 24 * HOUR],
      ],
      [false, false],
    ],
    [
      'a clock that is slewed is followed',
      [
        [600, 4 * MINUTE],
        [1200, 8 * MINUTE],
        [1800, 12 * MINUTE],
      ],
      [false, false, false],
    ],
    [
      'a jump that stands for two minutes is believed',
      [
        [10, HOUR],
        [129.999, HOUR],
        [130, HOUR],
        [131, HOUR],
      ],
      [true, true, false, false],
    ],
    [
      'one that comes back is in doubt for two minutes more',
      [
        [10, HOUR],
        [13, 0],
        [132.999, 0],
        [133, 0],
      ],
      [true, true, true, false],
    ],
    [
      'one that jumps on is in doubt from there',
      [
        [10, HOUR],
        [100, 2 * HOUR],
        [130, 2 * HOUR],
        [220, 2 * HOUR],
      ],
      [true, true, true, false],
    ],
    [
      'minutes up and down in doubt change nothing',
      [
        [10, HOUR],
        [20, HOUR - MINUTE],
        [130, HOUR - MINUTE],
      ],
      [true, true, false],
    ],
    [
      'it is noticed when first read',
      [
        [10, 0],
        [7200, HOUR],
        [7320, HOUR],
      ],
      [false, true, false],
    ],
  ])('%s', (_name, readings, inDoubt) => {
    expect(judgedAll(readings)).toEqual(inDoubt);
  });

  it('says how far it is off', () => {
    const jumped = judged(trusted({ wall: 0, monotonic: 0 }), { wall: HOUR + SECOND, monotonic: SECOND });
    expect(jumped.doubt).toEqual({ until: 121 * SECOND, ahead: HOUR });
    const on = judged(jumped, { wall: 3 * HOUR, monotonic: 0 });
    expect(on.doubt?.ahead).toBe(3 * HOUR);
  });
});
