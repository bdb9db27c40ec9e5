/** Client secrets of machine accounts: shown once when they are made, kept as a scrypt hash. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { change, plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Random, Store } from '../../../shared/ports.ts';

/** Of a secret: never the secret itself. */
export interface Kept {
  salt: string;
  hash: string;
}

const derive = promisify(scrypt) as (secret: string, salt: string, length: number) => Promise<Buffer>;

/** Makes a new secret for an account; the one before is no longer taken. */
export async function makeSecret(store: Store, random: Random, jurisdiction: string, account: string): Promise<string> {
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const salt = Buffer.from(random.bytes(16)).toString('hex');
  const value: Kept = { salt, hash: (await derive(secret, salt, 32)).toString('hex') };
  const key = secretKey(jurisdiction, account);
  return change(store, key, () => ({ item: plainItem(key, value), result: secret }));
}

/** What is kept of an account's secret; undefined where it never had one. */
export async function keptSecret(store: Store, jurisdiction: string, account: string): Promise<Kept | undefined> {
  return (await store.get(secretKey(jurisdiction, account)))?.value as Kept | undefined;
}

/** True where that is the secret. Dear on purpose. */
export async function isSecret(kept: Kept, secret: string): Promise<boolean> {
  return timingSafeEqual(await derive(secret, kept.salt, 32), Buffer.from(kept.hash, 'hex'));
}

function secretKey(jurisdiction: string, account: string): string {
  return keyOf(jurisdiction, 'identity', `secret#${account}`);
}
