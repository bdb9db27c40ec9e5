/** The draw itself (art. 14): the fixed example, that it is a uniform choice, and that others compute the same. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { commitmentOf, drawnBy, eligibleDigestOf, orderOf, seedOf, tooFewFor } from '../../shared/draws/chance.ts';
import { runs } from '../runs.ts';

const FOUR = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));

it('is what the fixed example says', () => {
  const secret = '00'.repeat(32);
  const eligibleDigest = eligibleDigestOf([FOUR]);
  expect(eligibleDigest).toBe('0c7034bbf1112d614d7f6a0476bee0ac9d1a96b939f0967dc52f43928271fcc5');
  expect(commitmentOf(secret)).toBe('60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55');
  const said = [
    { org: 'SPJ', value: '34' },
    { org: 'SCJG', value: '12' },
  ];
  const seed = seedOf('0'.repeat(32), eligibleDigest, secret, said, null);
  expect(seed).toBe('4f760cd98617d7402c45eb93dde342ada74c0718c4e7ccbe104f821c8f8eb768');
  expect(orderOf(seed, 0, FOUR).map(([letter]) => letter)).toEqual(['a', 'b', 'd', 'c']);
  const drawn = drawnBy(seed, [{ count: 2, alternates: 1 }], [FOUR]);
  expect(drawn).toEqual({ drawn: [[FOUR[0], FOUR[1]]], alternates: [[FOUR[3]]] });
});

it('passes over whoever an earlier group has, drawn or alternate', () => {
  const wanted = { count: 1, alternates: 1 };
  const { drawn, alternates } = drawnBy('f'.repeat(64), [wanted, wanted], [FOUR, FOUR]);
  expect(new Set([...drawn, ...alternates].flat()).size).toBe(4);
});

it.each([
  ['enough for each', [[3, 1]], [4], null],
  ['one short', [[4, 1]], [4], 0],
  [
    'two groups of the same experts need them together',
    [
      [2, 0],
      [2, 1],
    ],
    [4, 4],
    1,
  ],
  [
    'groups that share nobody do not',
    [
      [2, 0],
      [2, 0],
    ],
    [2, -2],
    null,
  ],
])('%s', (_what, groups, sizes, expected) => {
  const eligible = (sizes as number[]).map((size) =>
    Array.from({ length: Math.abs(size) }, (_, i) => `${size < 0 ? 'x' : ''}${i}`),
  );
  const wanted = (groups as number[][]).map(([count = 0, alternates = 0]) => ({ count, alternates }));
  expect(tooFewFor(wanted, eligible)).toBe(expected);
});

it('draws each with the same chance', () => {
  const experts = Array.from({ length: 8 }, (_, i) => createHash('md5').update(`${i}`).digest('hex')).sort();
  const N = 4_000;
  const counts = new Map(experts.map((expert) => [expert, 0]));
  for (let i = 0; i < N; i++) {
    const [first = ''] = orderOf(createHash('sha256').update(`seed ${i}`).digest('hex'), 0, experts);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const expected = N / experts.length;
  const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 7 degrees of freedom: above 24.3 once in a thousand; the seeds are fixed, so it is always the same.
  expect(chi).toBeLessThan(24.3);
});

it('is computed alike by whoever sorts and hashes by himself', () => {
  const id = fc.uuid().map((text) => text.replaceAll('-', ''));
  const group = fc.record({ count: fc.nat({ max: 3 }), alternates: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(group, fc.uniqueArray(id, { maxLength: 12 })), { minLength: 1, maxLength: 3 }),
      fc.string({ minLength: 1, maxLength: 100 }),
      (told, value) => {
        const eligible = told.map(([, ids]) => [...ids].sort());
        const seed = seedOf('0'.repeat(32), eligibleDigestOf(eligible), 'ab'.repeat(32), [{ org: 'WJJ', value }], null);
        const taken: string[] = [];
        const mine = told.map(([{ count, alternates }], g) => {
          const hashed = Object.fromEntries(
            (eligible[g] ?? []).map((one) => [createHash('sha256').update(`${seed}:${g}:${one}`).digest('hex'), one]),
          );
          const order = Object.keys(hashed)
            .sort()
            .map((key) => hashed[key] as string);
          const here = order.filter((one) => !taken.includes(one)).slice(0, count + alternates);
          taken.push(...here);
          return [here.slice(0, count), here.slice(count)];
        });
        const { drawn, alternates } = drawnBy(
          seed,
          told.map(([wanted]) => wanted),
          eligible,
        );
        expect(drawn.map((ids, g) => [ids, alternates[g]])).toEqual(mine);
      },
    ),
    { numRuns: runs(200) },
  );
});
