/**
 * The local OIDC issuer: tokens for the demonstration accounts. Its keys (ES256) lie in the data folder's store; its
 * tokens take the same way through `functions/http/identity.ts` as any other issuer's.
 */
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { change, plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Issuer, SignIn } from '../../../shared/platform.ts';
import type { Random, Store } from '../../../shared/ports.ts';
import { DAY, type Instant } from '../../../shared/time.ts';

/** Who signs: a name that stays the same whatever address and port the platform has today. */
export const LOCAL_ISSUER = 'urn:shenguan:issuer:local';
export const AUDIENCE = 'shenguan';
/** The console as the issuer's client. */
export const CONSOLE_CLIENT = 'console';
const ALGORITHM = 'ES256';

/** How long a demonstration token is good for. */
export const DEMONSTRATION_TOKEN = 400 * DAY;

interface Key {
  kid: string;
  /** With its private part. */
  jwk: JWK;
  /** Published until then; null for the key that signs. */
  until: Instant | null;
}

const KEY = keyOf('_', 'identity', 'issuer');

/** The local issuer as `functions/http/identity.ts` knows it; its keys come from `jwksUri`. */
export function localIssuer(jwksUri: string, signIn?: SignIn): Issuer {
  return { issuer: LOCAL_ISSUER, audience: AUDIENCE, jwksUri, algorithms: [ALGORITHM], ...(signIn && { signIn }) };
}

export interface LocalIssuer {
  /** A token for that subject, good for so many milliseconds from `now`. */
  token(subject: string, now: Instant, good: number): Promise<string>;
  /** What the console is told of somebody who signed in, good for a minute. */
  idToken(subject: string, nonce: string, now: Instant): Promise<string>;
  /** The public keys whose tokens may still be good. */
  keys(now: Instant): { keys: JWK[] };
}

/** Opens the issuer of a folder, making its key at the first start. */
export async function openIssuer(store: Store, random: Random): Promise<LocalIssuer> {
  const keys = await readKeys(store);
  const all = keys.some((key) => key.until === null) ? keys : await rotate(store, random, 0);
  const current = all.find((key) => key.until === null) as Key;
  const signing = await importJWK(current.jwk, ALGORITHM);
  return {
    token: async (subject, now, good) => {
      const [issued, expires] = [Math.floor(now / 1000), Math.floor((now + good) / 1000)];
      const jti = Buffer.from(random.bytes(12)).toString('hex');
      return new SignJWT({ iss: LOCAL_ISSUER, aud: AUDIENCE, sub: subject, iat: issued, exp: expires, jti })
        .setProtectedHeader({ alg: ALGORITHM, kid: current.kid, typ: 'at+jwt' })
        .sign(signing);
    },
    idToken: async (subject, nonce, now) => {
      const issued = Math.floor(now / 1000);
      return new SignJWT({ iss: LOCAL_ISSUER, aud: CONSOLE_CLIENT, sub: subject, nonce, iat: issued, exp: issued + 60 })
        .setProtectedHeader({ alg: ALGORITHM, kid: current.kid, typ: 'JWT' })
        .sign(signing);
    },
    keys: (now) => ({ keys: all.filter((key) => key.until === null || key.until > now).map(publicPart) }),
  };
}

/**
 * Makes a new key to sign with. The old one stays published until its last token has expired; keys whose time is over
 * by `now` go. `revoke`: the old ones are no longer taken at all, and neither is any token they signed.
 */
export async function rotate(store: Store, random: Random, now: Instant, revoke = false): Promise<Key[]> {
  const fresh = await newKey(random);
  return change(store, KEY, (stored) => {
    const before = (stored?.value as { keys: Key[] } | undefined)?.keys ?? [];
    const kept = revoke ? [] : before.filter((key) => key.until === null || key.until > now);
    const retired = kept.map((key) => ({ ...key, until: key.until ?? now + DEMONSTRATION_TOKEN }));
    const keys = [fresh, ...retired];
    return { item: plainItem(KEY, { keys }), result: keys };
  });
}

async function newKey(random: Random): Promise<Key> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid = Buffer.from(random.bytes(8)).toString('hex');
  return { kid, jwk: await exportJWK(privateKey), until: null };
}

async function readKeys(store: Store): Promise<Key[]> {
  return ((await store.get(KEY))?.value as { keys: Key[] } | undefined)?.keys ?? [];
}

function publicPart({ kid, jwk }: Key): JWK {
  const { kty, crv, x, y } = jwk;
  return { kty, crv, x, y, kid, alg: ALGORITHM, use: 'sig' };
}
