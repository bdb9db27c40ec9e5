/**
 * A table as it was at one instant: read twice from end to end, and taken only where both readings are the same.
 * Nothing is ever deleted and heads do not come back, so that what is equal in both was so when the first one ended.
 */
import { createHash } from 'node:crypto';
import type { Item } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { lineOf } from './format.ts';
import type { SortedRuns } from './sorted.ts';

const MODULUS = 1n << 256n;

/** Fills `runs` with what `all` yields. Throws `Refused` where the second reading differs. */
export async function takeAtRest(all: () => AsyncIterable<Item>, runs: SortedRuns): Promise<void> {
  const [first, second] = [new Sum(), new Sum()];
  for await (const item of all()) {
    first.take(item);
    await runs.add(item);
  }
  await runs.end();
  for await (const item of all()) second.take(item);
  if (first.equals(second)) return;
  throw new Refused(
    '导出期间表中仍有写入，未生成文件。请先停用平台（见 docs/moving-a-county.md 的“停用”一节）再导出。',
    'The table was written to meanwhile; no file was made. Stop the platform first (docs/moving-a-county.md).',
  );
}

/** Of lines in any order: their number, and the sum of their digests. */
class Sum {
  #count = 0;
  #sum = 0n;

  take(item: Item): void {
    this.#count += 1;
    const digest = createHash('sha256').update(lineOf(item)).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${digest}`)) % MODULUS;
  }

  equals(other: Sum): boolean {
    return this.#count === other.#count && this.#sum === other.#sum;
  }
}
