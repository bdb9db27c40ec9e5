/** Where the builtin issuer's library keeps what it must remember for some minutes: in our store. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { change, plainItem } from '../../../shared/change.ts';
import { keyOf, sha256 } from '../../../shared/keys.ts';
import type { Clock, Store } from '../../../shared/ports.ts';
import { DAY } from '../../../shared/time.ts';

type Kept = { payload: AdapterPayload | null };

/** The adapter of one model (`Session`, `Interaction`, `AuthorizationCode`, …), as the library asks for it. */
export function adapterOf(store: Store, clock: Clock): (model: string) => Adapter {
  return (model) => new StoreAdapter(store, clock, model);
}

class StoreAdapter implements Adapter {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #model: string;

  constructor(store: Store, clock: Clock, model: string) {
    this.#store = store;
    this.#clock = clock;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expires = this.#clock.now() + (expiresIn === undefined ? DAY : expiresIn * 1000);
    await this.#put(this.#key(id), { payload }, expires);
    // A session is looked for by its uid, what belongs to a grant by the grant.
    if (this.#model === 'Session' && payload.uid) {
      await this.#put(this.#key(`uid#${payload.uid}`), { payload: { id } as AdapterPayload }, expires);
    }
    if (payload.grantId) await this.#addTo(payload.grantId, id, expires);
  }

  /** A copy: the library writes into what it is given, and the store's values are frozen. */
  async find(id: string): Promise<AdapterPayload | undefined> {
    const kept = (await this.#store.get(this.#key(id)))?.value as Kept | undefined;
    return kept?.payload ? structuredClone(kept.payload) : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const { id } = ((await this.find(`uid#${uid}`)) ?? {}) as { id?: string };
    return id === undefined ? undefined : this.find(id);
  }

  /** No devices sign in. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** A code is exchanged once. */
  async consume(id: string): Promise<void> {
    await change(this.#store, this.#key(id), (before) => {
      const { payload } = (before?.value as Kept | undefined) ?? { payload: null };
      if (!payload) return { item: null, result: undefined };
      const consumed = { ...payload, consumed: Math.floor(this.#clock.now() / 1000) };
      return { item: plainItem(this.#key(id), { payload: consumed }), expires: this.#soon(), result: undefined };
    });
  }

  async destroy(id: string): Promise<void> {
    await this.#put(this.#key(id), { payload: null }, this.#clock.now());
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const { ids = [] } = ((await this.find(`grant#${grantId}`)) ?? {}) as { ids?: string[] };
    for (const id of ids) await this.destroy(id);
  }

  async #addTo(grantId: string, id: string, expires: number): Promise<void> {
    const key = this.#key(`grant#${grantId}`);
    await change(this.#store, key, (before) => {
      const { ids = [] } = ((before?.value as Kept | undefined)?.payload ?? {}) as { ids?: string[] };
      return { item: plainItem(key, { payload: { ids: [...ids, id] } }), expires, result: undefined };
    });
  }

  async #put(key: string, value: object, expires: number): Promise<void> {
    await change(this.#store, key, () => ({ item: plainItem(key, value), expires, result: undefined }));
  }

  #soon(): number {
    return this.#clock.now() + DAY;
  }

  #key(id: string): string {
    return keyOf('_', 'token', `issuer#${this.#model}#${sha256(id)}`);
  }
}
