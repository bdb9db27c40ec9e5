/**
 * How a person of a county without an issuer of its own signs in: a password, and a second factor where wanted. Both
 * are set by a link that is good once; an administrator makes it, and whoever made it never knows the password.
 */
import { timingSafeEqual } from 'node:crypto';
import { endingSessions, type Identity } from '../../../shared/accounts/memberships.ts';
import { change, plainItem } from '../../../shared/change.ts';
import { countySeal } from '../../../shared/county-seal.ts';
import { keyOf, sha256 } from '../../../shared/keys.ts';
import type { Ports as AllPorts, Item, Store } from '../../../shared/ports.ts';
import { DAY, type Instant, MINUTE } from '../../../shared/time.ts';
import { base32, stepOf } from './one-time-code.ts';
import { isPassword, type KeptPassword, keep } from './passwords.ts';

/** Whose accounts are bound to the builtin issuer, whatever its address is. */
export const BUILTIN_ISSUER = 'urn:shenguan:issuer:builtin';

/** How long a link is good. */
export const LINK_GOOD = 3 * DAY;
/** How long a new second factor waits for its first code. */
const SETUP_GOOD = 15 * MINUTE;

interface Factor {
  /** Sealed under the county's key. */
  readonly box: string;
  /** The step of the code that was taken last. */
  readonly last: number;
}

interface Stored {
  readonly password?: KeptPassword;
  readonly factor?: Factor;
  /** By the digest of its secret. */
  readonly link?: { readonly sha256: string; readonly until: Instant };
  /** A second factor that waits for its first code. */
  readonly setup?: { readonly sha256: string; readonly until: Instant; readonly box: string };
}

export type Ports = Pick<AllPorts, 'store' | 'random' | 'seals'>;

/** What became of an attempt to sign in. */
export type Checked = 'good' | 'wrong' | 'code-needed';

/** `371525/scjg.officer`: the subject of an account of the builtin issuer. */
export function subjectOf(jurisdiction: string, account: string): string {
  return `${jurisdiction}/${account}`;
}

/** Whether the person has set a password. */
export async function hasPassword(store: Store, subject: string): Promise<boolean> {
  return storedIn(await store.get(keyFor(subject))).password !== undefined;
}

/** Makes a link's secret; the one before is no longer good. The password stays until the link is used. */
export async function makeLink(
  { store, random }: Pick<AllPorts, 'store' | 'random'>,
  subject: string,
  now: Instant,
): Promise<string> {
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const link = { sha256: sha256(secret), until: now + LINK_GOOD };
  await change(store, keyFor(subject), (before) => written(subject, { ...storedIn(before), link }));
  return secret;
}

/** Whether a link is good. Looking uses nothing up: mail programs look at links, too. */
export async function isLink(store: Store, subject: string, secret: string, now: Instant): Promise<boolean> {
  return opens(storedIn(await store.get(keyFor(subject))).link, secret, now);
}

/**
 * Sets the password by a link, which is used up; a second factor from before goes, and all sessions end. `begun`: a new
 * second factor, which waits for its first code from the same commit on. False where the link is not good.
 */
export async function usedLink(
  { store }: Ports,
  subject: string,
  secret: string,
  password: string,
  now: Instant,
  begun?: Begun,
): Promise<boolean> {
  const kept = await keep(password);
  return change(store, keyFor(subject), async (before, inTime) => {
    if (!opens(storedIn(before).link, secret, now)) return { item: null, result: false };
    const also = [await endingSessions(inTime, identityOf(subject), now)];
    const setup = begun && { setup: begun.waiting };
    return { ...written(subject, { password: kept, ...setup }), also, result: true };
  });
}

/** Sets another password for a person who has shown the one before (`check`); all sessions end, a link too. */
export async function changePassword({ store }: Ports, subject: string, password: string, now: Instant): Promise<void> {
  const kept = await keep(password);
  await change(store, keyFor(subject), async (before, inTime) => {
    const { factor } = storedIn(before);
    const also = [await endingSessions(inTime, identityOf(subject), now)];
    return { ...written(subject, { password: kept, ...(factor && { factor }) }), also };
  });
}

/** Checks what a person signs in with. A code is used up. */
export async function check(
  ports: Ports,
  jurisdiction: string,
  subject: string,
  { password, code }: { password: string; code: string },
  now: Instant,
): Promise<Checked> {
  const { store } = ports;
  const stored = storedIn(await store.get(keyFor(subject)));
  if (!(await isPassword(stored.password, password))) return 'wrong';
  if (!stored.factor) return 'good';
  if (code === '') return 'code-needed';
  const secret = (await countySeal({ ports, jurisdiction })).openBytes(stored.factor.box);
  return change<Checked>(store, keyFor(subject), (before) => {
    const { factor, ...rest } = storedIn(before);
    const step = factor && secret && stepOf(secret, code, now, factor.last);
    if (!factor || !step) return { item: null, result: 'wrong' };
    return { ...written(subject, { ...rest, factor: { ...factor, last: step } }), result: 'good' };
  });
}

/** A second factor that is begun: the secret for the person's app, that of the step in which it is confirmed. */
export interface Begun {
  readonly shown: string;
  readonly setup: string;
  /** What is kept of it. */
  readonly waiting: NonNullable<Stored['setup']>;
}

/** Makes a second factor, which is kept by whoever uses a link. */
export async function beginFactor(ports: Ports, jurisdiction: string, now: Instant): Promise<Begun> {
  const { random } = ports;
  const bytes = random.bytes(20);
  const setup = Buffer.from(random.bytes(32)).toString('base64url');
  const box = (await countySeal({ ports, jurisdiction })).bytes(bytes);
  return { shown: base32(bytes), setup, waiting: { sha256: sha256(setup), until: now + SETUP_GOOD, box } };
}

/** Confirms the second factor by its first code. `expired`: it has to be begun again. */
export async function endFactor(
  ports: Ports,
  jurisdiction: string,
  subject: string,
  { setup, code }: { setup: string; code: string },
  now: Instant,
): Promise<'good' | 'wrong' | 'expired'> {
  const seal = await countySeal({ ports, jurisdiction });
  return change<'good' | 'wrong' | 'expired'>(ports.store, keyFor(subject), (before) => {
    const { setup: waiting, ...rest } = storedIn(before);
    if (!waiting || !opens(waiting, setup, now)) return { item: null, result: 'expired' };
    const secret = seal.openBytes(waiting.box);
    const step = secret && stepOf(secret, code, now, 0);
    if (!step) return { item: null, result: 'wrong' };
    return { ...written(subject, { ...rest, factor: { box: waiting.box, last: step } }), result: 'good' };
  });
}

function opens(kept: { sha256: string; until: Instant } | undefined, secret: string, now: Instant): boolean {
  if (!kept || kept.until <= now) return false;
  return timingSafeEqual(Buffer.from(kept.sha256, 'hex'), Buffer.from(sha256(secret), 'hex'));
}

function storedIn(item: Item | undefined): Stored {
  return (item?.value as Stored | undefined) ?? {};
}

function written(subject: string, stored: Stored): { item: Item; result: undefined } {
  return { item: plainItem(keyFor(subject), stored), result: undefined };
}

function identityOf(subject: string): Identity {
  return { issuer: BUILTIN_ISSUER, subject };
}

function keyFor(subject: string): string {
  return keyOf('_', 'identity', `builtin#${subject}`);
}
