/** An OIDC issuer of the test's own: one ES256 key, its key set served on loopback, a token for any subject. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Issuer } from '../../shared/platform.ts';
import { DAY, type Instant } from '../../shared/time.ts';

export const AUDIENCE = 'shenguan';

export interface TestIssuer {
  issuer: Issuer;
  /** Its private key, by which another process can sign for it. */
  key: JWK;
  /** A token for `subject`, good for 400 days from `now`. */
  token(subject: string, now: Instant): Promise<string>;
}

let started: Promise<TestIssuer> | undefined;

/** The issuer of this process: started once, it keeps nothing alive. */
export function testIssuer(): Promise<TestIssuer> {
  started ??= start();
  return started;
}

async function start(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const described = { issuer, audience: AUDIENCE, jwksUri: `${issuer}/jwks`, algorithms: ['ES256'] };
  return signingFor(described, await exportJWK(privateKey));
}

/** Signs for an issuer that runs in another process. */
export async function signingFor(issuer: Issuer, key: JWK): Promise<TestIssuer> {
  const privateKey = (await importJWK(key, 'ES256')) as CryptoKey;
  const known = new Map<string, Promise<string>>();
  return {
    issuer,
    key,
    token: (subject, now) => {
      const mark = `${subject} ${Math.floor(now / DAY)}`;
      const token = known.get(mark) ?? sign(privateKey, issuer.issuer, subject, now);
      known.set(mark, token);
      return token;
    },
  };
}

/** Issued a day back, so that a token taken from the cache is never from the future. */
function sign(key: CryptoKey, issuer: string, subject: string, now: Instant): Promise<string> {
  const issued = Math.floor((now - DAY) / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: 'test' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(AUDIENCE)
    .setIssuedAt(issued)
    .setExpirationTime(issued + 401 * 86_400)
    .sign(key);
}
