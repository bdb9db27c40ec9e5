/** Kinds that a deployed function loads when a request, or what it causes, first asks for them. */
import type { AnyKind, Kinds } from '../../shared/exchange/kind.ts';

/** A kind by name and path, with what loads it. It loads at once, since decisions are pure and wait for nothing. */
export interface Loading {
  readonly kind: string;
  readonly path: string;
  readonly load: () => AnyKind;
}

/** All kinds by name; each is loaded when it is asked for. */
export function kindsOnDemand(all: readonly Loading[]): Kinds {
  return new OnDemand(new Map(all.map(({ kind, load }) => [kind, load])));
}

/** A map of what is made when it is asked for; whatever goes through all of them makes all. */
class OnDemand<Value> implements ReadonlyMap<string, Value> {
  readonly #loads: ReadonlyMap<string, () => Value>;
  readonly #loaded = new Map<string, Value>();

  constructor(loads: ReadonlyMap<string, () => Value>) {
    this.#loads = loads;
  }

  get size(): number {
    return this.#loads.size;
  }

  get(name: string): Value | undefined {
    const load = this.#loads.get(name);
    if (load && !this.#loaded.has(name)) this.#loaded.set(name, load());
    return this.#loaded.get(name);
  }

  has(name: string): boolean {
    return this.#loads.has(name);
  }

  keys(): MapIterator<string> {
    return this.#loads.keys();
  }

  values(): MapIterator<Value> {
    return this.#all().values();
  }

  entries(): MapIterator<[string, Value]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(each: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this.#all()) each(value, name, this);
  }

  /** In the order of the catalogue. */
  #all(): Map<string, Value> {
    return new Map([...this.#loads.keys()].map((name) => [name, this.get(name) as Value]));
  }
}
