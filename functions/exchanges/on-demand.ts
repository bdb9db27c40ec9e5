/** Kinds that a deployed function loads when a request, or what it causes, first asks for them. */
import type { AnyKind, Kinds } from '../../shared/exchange/kind.ts';

/** A kind by name and path, with what loads it. It loads at once, since decisions are pure and wait for nothing. */
export interface Loading {
  readonly kind: string;
  readonly path: string;
  readonly load: () => AnyKind;
  /** What menus and lists of all kinds ask of it, known before it is loaded. */
  readonly front?: Front;
}

/** Of an object: what is known at once, the names of all else that it has, and the same of objects in it. */
export interface Front {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly others: readonly string[];
  readonly parts?: Readonly<Record<string, Front>>;
}

/** All kinds by name; each is loaded when it is asked for, one with a front when it is asked for more than that. */
export function kindsOnDemand(all: readonly Loading[]): Kinds {
  return new OnDemand(new Map(all.map(({ kind, load, front }) => [kind, front ? () => behind(front, load) : load])));
}

/** An object with the properties of what `load` answers, which is loaded when one of the `others` is read. */
function behind<T extends object>({ plain, others, parts = {} }: Front, load: () => T): T {
  const made = { ...plain } as T;
  const name = (one: string): keyof T => one as keyof T;
  for (const other of others) Object.defineProperty(made, other, { enumerable: true, get: () => load()[name(other)] });
  for (const [part, front] of Object.entries(parts)) {
    made[name(part)] = behind(front, () => load()[name(part)] as object) as T[keyof T];
  }
  return made;
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
