/**
 * Sessions of people in the console. The browser holds 32 random bytes; kept is their SHA-256 with the identity that
 * signed in. What that identity may do is no part of it: rights are read at each request.
 */

import type { Identity } from '../accounts/memberships.ts';
import { change, plainItem } from '../change.ts';
import { keyOf, sha256 } from '../keys.ts';
import { noted } from '../lasting.ts';
import type { SessionLimits } from '../platform.ts';
import type { Item, Random, Store } from '../ports.ts';
import { CLOCKS_APART, DAY, type Instant, MINUTE } from '../time.ts';
import { SESSION_LIMITS } from './settings.ts';

/** How long a session may be used before that is written again: a page costs no write for it. */
const SEEN_EVERY = 5 * MINUTE;

const UNCHANGED = { item: null, result: null } as const;

/** The form of what the browser holds. */
const SECRET = /^[\w-]{43}$/;

/** A session as it is kept. */
export interface StoredSession extends Identity {
  /** Absent until a person of several counties has chosen one. */
  readonly jurisdiction?: string;
  readonly began: Instant;
  /** When it was used last, to five minutes. */
  readonly seen: Instant;
}

/** Begins a session; answers the secret for the browser, which is kept nowhere. */
export async function beginSession(
  store: Store,
  random: Random,
  { issuer, subject }: Identity,
  jurisdiction: string | null,
  now: Instant,
  limits: SessionLimits = SESSION_LIMITS,
): Promise<string> {
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const session = { issuer, subject, ...(jurisdiction && { jurisdiction }), began: now, seen: now };
  await store.commit([{ item: sessionItem(secret, session), expected: null, expires: dropOf(session, limits) }]);
  return secret;
}

/** The session of a secret while it lasts, with the item that it lies in. */
export async function readSession(
  store: Store,
  secret: string,
  now: Instant,
  limits: SessionLimits = SESSION_LIMITS,
): Promise<{ session: StoredSession; item: Item } | null> {
  if (!SECRET.test(secret)) return null;
  const item = await store.get(sessionKey(secret));
  const session = item?.value as StoredSession | null | undefined;
  // Begun by a clock that was ahead and has come back: it would be good for as long as that was off.
  if (session && session.began > now + CLOCKS_APART) return null;
  return item && session && now < endOf(session, limits) ? { session, item } : null;
}

/** True for the secret of a session that lasts, or ended by itself within the last day. */
export async function wasSession(store: Store, secret: string): Promise<boolean> {
  return SECRET.test(secret) && Boolean((await store.get(sessionKey(secret)))?.value);
}

/**
 * Notes that a session is used, at most every five minutes; answers the session as it is kept, by which it ends.
 * Whoever was faster has noted the same. Where nothing can be written it ends as it is kept.
 */
export async function keepAwake(
  store: Store,
  { session, item }: { session: StoredSession; item: Item },
  now: Instant,
  limits: SessionLimits = SESSION_LIMITS,
): Promise<StoredSession> {
  if (now - session.seen < SEEN_EVERY) return session;
  const next = { ...session, seen: now };
  const put = { item: plainItem(item.key, next), expected: item.head, expires: dropOf(next, limits) };
  return (await noted(store.commit([put]))) ? next : session;
}

/** Sets the county that a session is in. */
export async function chooseCounty(
  store: Store,
  secret: string,
  jurisdiction: string,
  now: Instant,
  limits: SessionLimits = SESSION_LIMITS,
): Promise<void> {
  if (!(await readSession(store, secret, now, limits))) return;
  const key = sessionKey(secret);
  await change(store, key, (before) => {
    const session = before?.value as StoredSession | null | undefined;
    if (!session) return UNCHANGED;
    const next = { ...session, jurisdiction };
    return { item: plainItem(key, next), expires: dropOf(next, limits), result: null };
  });
}

/** Ends a session for good, whatever another request of it writes meanwhile; again the same. */
export async function endSession(store: Store, secret: string, now: Instant): Promise<void> {
  if (!SECRET.test(secret)) return;
  const key = sessionKey(secret);
  await change(store, key, (before) => {
    if (!before?.value) return UNCHANGED;
    return { item: plainItem(key, null), expires: now, result: null };
  });
}

/** When a session ends unless it is used again. */
export function endOf({ began, seen }: Pick<StoredSession, 'began' | 'seen'>, limits: SessionLimits): Instant {
  return Math.min(seen + limits.idle, began + limits.absolute);
}

/** Kept a day longer, so that whoever went on typing meanwhile is known for a browser of ours (`wasSession`). */
function dropOf(session: StoredSession, limits: SessionLimits): Instant {
  return endOf(session, limits) + DAY;
}

function sessionItem(secret: string, session: StoredSession): Item {
  return plainItem(sessionKey(secret), session);
}

function sessionKey(secret: string): string {
  return keyOf('_', 'session', sha256(secret));
}
