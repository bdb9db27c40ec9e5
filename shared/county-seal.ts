/**
 * The county's key. It lies in the store wrapped by what only this home has (`Seals`: a key file, KMS), is made when
 * something is first sealed, and is unwrapped once in the life of a process.
 */
import { change, plainItem } from './change.ts';
import { keyOf } from './keys.ts';
import type { Item, Ports, Seals } from './ports.ts';
import { KEY_BYTES, Seal } from './seal.ts';

/** What the store keeps of the key. `check` tells whether an unwrapped key is the one. */
export interface WrappedKey {
  wrapped: string;
  check: string;
}

export interface Sealing {
  readonly ports: Pick<Ports, 'store' | 'seals' | 'random'>;
  readonly jurisdiction: string;
}

const known = new WeakMap<Seals, Map<string, Promise<Seal>>>();

export function sealKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'seal', 'key');
}

/** The county's seal. Throws `Problem('unavailable')` where its key cannot be had at present. */
export function countySeal(at: Sealing): Promise<Seal> {
  const { jurisdiction } = at;
  const counties = known.get(at.ports.seals) ?? new Map<string, Promise<Seal>>();
  known.set(at.ports.seals, counties);
  const there = counties.get(jurisdiction);
  if (there) return there;
  const reading = readSeal(at);
  counties.set(jurisdiction, reading);
  reading.catch(() => counties.delete(jurisdiction));
  return reading;
}

/** The item that keeps a key, wrapped by this home. */
export async function wrappedItem(seals: Seals, jurisdiction: string, key: Uint8Array): Promise<Item> {
  const value: WrappedKey = { wrapped: await seals.wrap(key, jurisdiction), check: checkOf(key) };
  return plainItem(sealKey(jurisdiction), value);
}

/** The key of an item. Throws where this home did not wrap it. */
export async function unwrapped(
  seals: Seals,
  jurisdiction: string,
  { wrapped, check }: WrappedKey,
): Promise<Uint8Array> {
  const key = await seals.unwrap(wrapped, jurisdiction);
  if (checkOf(key) !== check) throw new Error(`Not the key of ${jurisdiction}`);
  return key;
}

/** Tells keys apart without saying anything of them. */
export function checkOf(key: Uint8Array): string {
  return new Seal(key).digest('check').slice(0, 16);
}

async function readSeal({ ports: { store, seals, random }, jurisdiction }: Sealing): Promise<Seal> {
  const value = await change(store, sealKey(jurisdiction), async (before) => {
    if (before) return { item: null, result: before.value as WrappedKey };
    const item = await wrappedItem(seals, jurisdiction, random.bytes(KEY_BYTES));
    return { item, result: item.value as WrappedKey };
  });
  return new Seal(await unwrapped(seals, jurisdiction, value));
}
