/** How much a record takes in: 150 entries by people, 300 KB, and what acts with a reserve have beyond. */
import { expect, test } from 'vitest';
import type { Problem } from '../../shared/errors.ts';
import { boundOf, isFull, OPENED } from '../../shared/exchange/bounds.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyPersonAct } from '../../shared/exchange/kind.ts';
import { entry, record } from '../reports/records.ts';

const KB = 1024;
const ACT = {} as AnyPersonAct;
const RESERVED = { reserve: true } as AnyPersonAct;

/** A record of so many entries and bytes. */
function recordOf(entries: number, bytes = 0): Exchange {
  const history = Array.from({ length: entries }, () => entry('nudge', 0));
  const bare = { ...record({ id: 'a' }), history, content: '' };
  return { ...bare, content: 'a'.repeat(Math.max(0, bytes - Buffer.byteLength(JSON.stringify(bare)))) };
}

test.each<[entries: number, bytes: number, full: boolean, fullWithReserve: boolean]>([
  [149, 0, false, false],
  [150, 0, true, false],
  [159, 0, true, false],
  [160, 0, true, true],
  [20, 300 * KB, false, false],
  [20, 300 * KB + 1, true, false],
  [20, 330 * KB, true, false],
  [20, 330 * KB + 1, true, true],
  // Measured when it is written.
  [19, 340 * KB, false, false],
])('%i entries, %i bytes: full %s, with a reserve %s', (entries, bytes, full, fullWithReserve) => {
  const exchange = recordOf(entries, bytes);
  expect([isFull(exchange, ACT), isFull(exchange, RESERVED)]).toEqual([full, fullWithReserve]);
});

test('what is written comes to no more; what must always be possible has no bound', () => {
  expect([boundOf(ACT)?.bytes, boundOf(RESERVED)?.bytes, OPENED.bytes]).toEqual([300 * KB, 330 * KB, 300 * KB]);
  expect(boundOf({ always: true } as AnyPersonAct)).toBeUndefined();
  expect([boundOf(ACT)?.exceeded(), OPENED.exceeded()].map((error) => (error as Problem).code)).toEqual([
    ...['history-full', 'invalid'],
  ]);
});
