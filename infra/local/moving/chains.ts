/** Whether the audit chains of a county hold, as its items come by in order of key. */
import { type Audited, stateOf } from '../../../shared/audit/chain.ts';
import type { Chained, Entry } from '../../../shared/audit/entry.ts';
import { chainOf, keyOfChain } from '../../../shared/audit/things.ts';
import { ChainWalk } from '../../../shared/audit/verify.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';

const ENTRY = /#\d{9}$/;

/** The entries of a chain come in their order; the thing that it is of comes before or after them. */
export class Chains {
  readonly #ends = new Map<string, { chained: Chained; state: string | null }>();
  readonly #walks = new Map<string, { chain: string; walk: ChainWalk }>();

  take({ key, value }: Item): void {
    const { jurisdiction, family } = splitKey(key);
    if (family === 'audit' && ENTRY.test(key)) {
      const entry = value as Entry;
      const chain = chainOf(entry.thing);
      const at = keyOfChain(jurisdiction, chain);
      const known = this.#walks.get(at) ?? { chain, walk: new ChainWalk() };
      this.#walks.set(at, known);
      known.walk.take(entry);
      return;
    }
    const audited = value as Audited | null;
    const chained = typeof audited === 'object' ? audited?.audit : undefined;
    if (audited && chained) this.#ends.set(key, { chained, state: stateOf(audited) });
  }

  get count(): number {
    return new Set([...this.#ends.keys(), ...this.#walks.keys()]).size;
  }

  /** The keys of the things whose chains do not hold, in order. */
  broken(): string[] {
    const without = [...this.#walks.keys()].filter((key) => !this.#ends.has(key));
    const wrong = [...this.#ends].filter(([key, { chained, state }]) => {
      return (this.#walks.get(key)?.walk ?? new ChainWalk()).ended(chained, state) !== null;
    });
    return [...without, ...wrong.map(([key]) => key)].sort();
  }

  /** The name of the chain of a thing; undefined where no entry was met. */
  nameAt(key: string): string | undefined {
    return this.#walks.get(key)?.chain;
  }
}
