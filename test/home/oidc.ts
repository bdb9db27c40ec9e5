/** An OIDC issuer of a county, as far as its tokens go. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface Oidc {
  /** Its `iss`; discovery lies below it. */
  issuer: string;
  jwks: string;
  /** A token for `sub` and audience `shenguan-county`, good for an hour; `claims` and `header` replace what is set. */
  token(sub: string, claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  /** Signs with a new key from now on; the old one is published no longer. */
  rotate(): Promise<void>;
  /** How often the keys have been fetched. */
  fetched(): number;
  close(): void;
}

export async function startOidc(): Promise<Oidc> {
  let [kid, pair] = [1, await generateKeyPair('RS256')];
  let fetched = 0;
  const server = createServer(async (request, response) => {
    const keys = async () => ({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: String(kid), alg: 'RS256' }] });
    if (request.url === '/jwks') fetched += 1;
    const body = request.url === '/jwks' ? await keys() : { issuer: oidc.issuer, jwks_uri: oidc.jwks };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const oidc: Oidc = {
    issuer,
    jwks: `${issuer}/jwks`,
    async token(sub, claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, aud: 'shenguan-county', sub, iat: now, exp: now + 3600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: String(kid), ...header })
        .sign(pair.privateKey);
    },
    async rotate() {
      [kid, pair] = [kid + 1, await generateKeyPair('RS256')];
    },
    fetched: () => fetched,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return oidc;
}
