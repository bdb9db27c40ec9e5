/** How much a record takes in: 150 entries by people, 300 KB, and what acts with a reserve have beyond. */
import { expect, test } from 'vitest';
import type { Problem } from '../../shared/errors.ts';
import { boundOf, FULL, isFull, OPENED } from '../../shared/exchange/bounds.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { AnyPersonAct } from '../../shared/exchange/kind.ts';
import { actsClosedTo, actsOpenTo } from '../../shared/exchange/refusal.ts';
import { push } from '../../shared/pushes/kind.ts';
import { actor } from '../desk.ts';
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

test('what brings a record further has the reserve, so that remarks of one side do not make the other late', () => {
  const further = { to: 'replied' } as AnyPersonAct;
  expect([isFull(recordOf(150), further), isFull(recordOf(160), further)]).toEqual([false, true]);
  expect(isFull(recordOf(150), { to: 'claimed', reserve: false } as AnyPersonAct)).toBe(true);
});

test('what is written comes to no more; what must always be possible has no bound', () => {
  expect([boundOf(ACT)?.bytes, boundOf(RESERVED)?.bytes, OPENED.bytes]).toEqual([300 * KB, 330 * KB, 300 * KB]);
  expect(boundOf({ always: true } as AnyPersonAct)).toBeUndefined();
  expect([boundOf(ACT)?.exceeded(), OPENED.exceeded()].map((error) => (error as Problem).code)).toEqual([
    ...['history-full', 'invalid'],
  ]);
});

test('of a full record only what must always be possible is open; each other act says why', () => {
  const [few, full] = [20, 150].map((entries): Exchange => ({ ...recordOf(entries), state: 'pending' }));
  const facts = { now: 0, log: [], county: {} } as unknown as Facts;
  const offered = (exchange: Exchange | undefined, org: string) =>
    actsOpenTo(push, exchange as Exchange, actor(org), facts);
  const closed = (exchange: Exchange | undefined, org: string) =>
    actsClosedTo(push, exchange as Exchange, actor(org), facts).flatMap(({ label, why }) =>
      why === FULL ? [label] : [],
    );
  expect([closed(few, 'SCJG'), closed(few, 'SPJ')]).toEqual([[], []]);
  expect(closed(full, 'SCJG')).toEqual(expect.arrayContaining(['认领', '退回']));
  expect([offered(few, 'SCJG').includes('claim'), offered(full, 'SCJG')]).toEqual([true, []]);
  expect([offered(full, 'SPJ'), closed(full, 'SPJ').includes('隔离')]).toEqual([['withdraw', 'quarantine'], false]);
});
