/**
 * Secrets by which machines get tokens. A secret is 256 random bits, shown once; what is kept is its SHA-256, which for
 * such a secret tells nobody anything. Secrets from before 2026-11-26 were kept by scrypt: one is checked that way once
 * more and then kept like the others.
 */
import { createHash, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { audited, changedWith, type Written } from '../audit/chain.ts';
import type { Act, Room } from '../audit/entry.ts';
import { change } from '../change.ts';
import { keyOf } from '../keys.ts';
import type { Item, Random, Store } from '../ports.ts';
import { DAY, type Instant } from '../time.ts';
import { findAccount } from './search.ts';
import type { Membership, Who } from './stored.ts';

/** How long a secret is good after a new one took its place. */
const OLD_SECRET_GOOD = DAY;
/** Old secrets that are good at once; the oldest goes where there would be more. */
const OLD_AT_MOST = 10;
/** Clients whose old secrets are checked by scrypt at the same time, one of each. */
const SCRYPT_AT_ONCE = 4;

/** Of a secret: never the secret itself. */
type Kept = { sha256: string } | Scrypt;
type Scrypt = { salt: string; hash: string };

export interface Secrets {
  org: string;
  /** Counts how often all were taken away; tokens of an earlier count are no longer taken. */
  generation: number;
  current: Kept | null;
  old: (Kept & { until: Instant })[];
}

/** Who makes or takes away secrets, and the room of the organisation's accounts. */
export interface SecretsWho extends Who {
  readonly room: Room;
}

export function secretsKey(jurisdiction: string, account: string): string {
  return keyOf(jurisdiction, 'identity', `secret#${account}`);
}

/** Makes a new secret for a machine; those before are good for a day more. `until`: null where there was none. */
export async function makeSecret(
  store: Store,
  random: Random,
  at: Membership,
  who: SecretsWho,
): Promise<{ secret: string; until: Instant | null }> {
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const key = secretsKey(at.jurisdiction, at.account);
  return change(store, key, async (before, inTime) => {
    const { generation, current, old } = secretsOf(before?.value, at.org);
    const until = who.at + OLD_SECRET_GOOD;
    const replaced = current === null ? [] : [{ ...current, until }];
    const kept = [...old.filter((one) => one.until > who.at), ...replaced].slice(-OLD_AT_MOST);
    const secrets: Secrets = { org: at.org, generation, current: { sha256: sha256(secret) }, old: kept };
    const result = { secret, until: current === null ? null : until };
    return changedWith(await written(inTime, at, before, secrets, 'make-secret', who), result);
  });
}

/** Takes away all secrets of a machine at once, and every token that was had by them. */
export async function dropSecrets(store: Store, at: Membership, who: SecretsWho): Promise<void> {
  const key = secretsKey(at.jurisdiction, at.account);
  await change(store, key, async (before, inTime) => {
    const { generation } = secretsOf(before?.value, at.org);
    const secrets: Secrets = { org: at.org, generation: generation + 1, current: null, old: [] };
    return changedWith(await written(inTime, at, before, secrets, 'drop-secrets', who), undefined);
  });
}

/** Whose secret it is; null where it is none, `busy` where it cannot be checked now. */
export async function ownerOf(
  store: Store,
  jurisdiction: string,
  account: string,
  secret: string,
  now: Instant,
): Promise<{ org: string; generation: number } | null | 'busy'> {
  const value = (await store.get(secretsKey(jurisdiction, account)))?.value;
  if (value === undefined) return null;
  const org = isSecrets(value) ? value.org : (await findAccount(store, jurisdiction, account))?.org.code;
  if (org === undefined) return null;
  const { generation, current, old } = secretsOf(value, org);
  const good = [...(current ? [current] : []), ...old.filter(({ until }) => until > now)];
  const digest = sha256(secret);
  if (good.some((kept) => 'sha256' in kept && isEqual(kept.sha256, digest))) return { org, generation };
  const scrypted = good.filter((kept): kept is Scrypt & Kept => 'salt' in kept);
  if (scrypted.length === 0) return null;
  const matching = await checkedInTurn(secretsKey(jurisdiction, account), scrypted, secret);
  if (matching === 'busy' || matching === null) return matching;
  const who: SecretsWho = { by: 'system', at: now, room: 'administration' };
  await keepBySha256(store, { jurisdiction, org, account }, matching, digest, who);
  return { org, generation };
}

/** Where the secrets lie that are being checked. */
const checking = new Set<string>();

/** The one of these that is the secret. One check at a time of each client: it is expensive on purpose. */
async function checkedInTurn(key: string, all: readonly Scrypt[], secret: string): Promise<Scrypt | null | 'busy'> {
  if (checking.has(key) || checking.size >= SCRYPT_AT_ONCE) return 'busy';
  checking.add(key);
  try {
    for (const kept of all) if (await isScryptOf(kept, secret)) return kept;
    return null;
  } finally {
    checking.delete(key);
  }
}

async function keepBySha256(store: Store, at: Membership, was: Scrypt, digest: string, who: SecretsWho): Promise<void> {
  const rewritten = <T extends Kept>(kept: T): T | (Omit<T, 'salt' | 'hash'> & { sha256: string }) => {
    if (!('salt' in kept) || kept.hash !== was.hash) return kept;
    const { salt: _salt, hash: _hash, ...more } = kept;
    return { ...more, sha256: digest };
  };
  const key = secretsKey(at.jurisdiction, at.account);
  await change(store, key, async (before, inTime) => {
    const secrets = secretsOf(before?.value, at.org);
    const current = secrets.current && rewritten(secrets.current);
    const after: Secrets = { ...secrets, current, old: secrets.old.map(rewritten) };
    return changedWith(await written(inTime, at, before, after, 'rehash-secret', who), undefined);
  });
}

/** The secrets with the entry of what was done. Of a secret an entry says nothing. */
async function written(
  store: Store,
  of: Membership,
  before: Item | undefined,
  value: Secrets,
  act: Act['act'],
  who: SecretsWho,
): Promise<Written> {
  const { jurisdiction, org, account } = of;
  return audited(store, jurisdiction, before, value, { ...who, act, thing: `secrets/${account}`, detail: { org } });
}

function isSecrets(value: unknown): value is Secrets {
  return (value as Partial<Secrets>).generation !== undefined;
}

/** What is stored, also in the form of before: the one scrypt hash. */
function secretsOf(value: unknown, org: string): Secrets {
  if (value === undefined) return { org, generation: 0, current: null, old: [] };
  return isSecrets(value) ? value : { org, generation: 0, current: value as Scrypt, old: [] };
}

const derive = promisify(scrypt) as (secret: string, salt: string, length: number) => Promise<Buffer>;

async function isScryptOf({ salt, hash }: Scrypt, secret: string): Promise<boolean> {
  return timingSafeEqual(await derive(secret, salt, 32), Buffer.from(hash, 'hex'));
}

function sha256(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}
