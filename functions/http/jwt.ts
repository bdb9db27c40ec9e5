/** Tokens of OIDC issuers, checked by `jose`: signature, audience, times, and that they are meant for an API. */
import { decodeJwt, type JWTPayload, type JWTVerifyResult, errors as jose, jwtVerify } from 'jose';
import type { Identity } from '../../shared/accounts/memberships.ts';
import { Problem, unavailable } from '../../shared/errors.ts';
import type { Issuer, Platform } from '../../shared/platform.ts';
import { type Instant, MINUTE } from '../../shared/time.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { invalidToken } from './unauthenticated.ts';

/** How far issuers' clocks may be off. */
const TOLERANCE = MINUTE;

/** Issuers' keys, kept while the process lives. */
const keySets = new Map<string, IssuerKeys>();

/** Tokens already checked: the signature is not checked twice, time and rights are, at each request. */
const checked = new Map<string, Verified>();
const CHECKED_AT_MOST = 5_000;
const CHECKED_FOR = 5 * MINUTE;

/** Whom a token names, and until when it does. */
export interface VerifiedIdentity extends Identity {
  expires: Instant;
}

interface Verified extends VerifiedIdentity {
  notBefore: Instant;
  until: Instant;
}

/** Whom the token names. Throws 401 and why, 503 where the issuer's keys cannot be had. */
export async function verifiedJwt(platform: Platform, token: string, now: Instant): Promise<VerifiedIdentity> {
  const known = checked.get(token);
  if (known && known.until > now && known.expires + TOLERANCE > now && known.notBefore - TOLERANCE <= now) return known;
  const fresh = await verify(platform, token, now);
  checked.delete(token);
  checked.set(token, fresh);
  if (checked.size > CHECKED_AT_MOST) checked.delete(checked.keys().next().value as string);
  return fresh;
}

async function verify(platform: Platform, token: string, now: Instant): Promise<Verified> {
  const issuer = issuerOf(platform, token);
  const keys = keysOf(issuer);
  try {
    const verified = await jwtVerify(token, (...asked) => keys.keyOf(platform.ports.log, ...asked), {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: TOLERANCE / 1000,
      currentDate: new Date(now),
    });
    mustBeForApis(issuer, verified);
    const { sub, iat, nbf, exp } = verified.payload;
    const [issued, notBefore] = [(iat ?? 0) * 1000, (nbf ?? 0) * 1000];
    if (issued > now + TOLERANCE) throw invalidToken('The token was issued in the future');
    const times = { notBefore: Math.max(issued, notBefore), expires: (exp as number) * 1000, until: now + CHECKED_FOR };
    return { issuer: issuer.issuer, subject: sub as string, ...times };
  } catch (error) {
    if (error instanceof Problem) throw error;
    // A key that cannot be used is the issuer's fault.
    throw error instanceof jose.JOSEError ? invalidToken(reasonOf(error)) : unavailable(error);
  }
}

/**
 * An ID token tells a client who has signed in; sent to an API, it was meant for somebody else (RFC 9700, 4.8). Issuers
 * that give nothing else with an audience (Cognito) are set so.
 */
function mustBeForApis(issuer: Issuer, { payload, protectedHeader: { typ } }: JWTVerifyResult): void {
  if (typ !== undefined && !/^(?:application\/)?(?:jwt|at\+jwt)$/i.test(typ)) {
    throw invalidToken('The token is of another type');
  }
  if (issuer.tokens === 'id') return;
  const { token_use: use, nonce, at_hash: hash } = payload as JWTPayload & Record<string, unknown>;
  if (use === 'id' || nonce !== undefined || hash !== undefined) {
    throw invalidToken('An ID token is no access token');
  }
}

function issuerOf(platform: Platform, token: string): Issuer {
  try {
    const { iss } = decodeJwt(token);
    const issuer = platform.settings.issuers.find((known) => known.issuer === iss);
    if (issuer) return issuer;
  } catch {
    throw invalidToken('The token cannot be read');
  }
  throw invalidToken('The issuer is not known');
}

function keysOf({ jwksUri }: Issuer): IssuerKeys {
  const keys = keySets.get(jwksUri) ?? new IssuerKeys(jwksUri);
  keySets.set(jwksUri, keys);
  return keys;
}

function reasonOf(error: jose.JOSEError): string {
  if (error instanceof jose.JWTExpired) return 'The token has expired';
  if (error instanceof jose.JWKSNoMatchingKey) return 'The issuer has no such key';
  if (error instanceof jose.JWSSignatureVerificationFailed) return 'The signature is wrong';
  if (!(error instanceof jose.JWTClaimValidationFailed)) return 'The token cannot be read';
  if (error.claim === 'aud') return 'The token is for another audience';
  if (error.claim === 'nbf') return 'The token is not valid yet';
  return `The claim ${error.claim} is missing or wrong`;
}
