/** Where an OIDC issuer publishes its keys, by its own description (OpenID Connect Discovery). */
import { Refused } from '../refused.ts';

export async function discoverKeys(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let found: { issuer?: unknown; jwks_uri?: unknown };
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    found = (await response.json()) as typeof found;
  } catch {
    found = {};
  }
  if (found.issuer === issuer && typeof found.jwks_uri === 'string') return found.jwks_uri;
  throw new Refused(
    `未能从 ${address} 读到 issuer 为 ${issuer} 的说明。请核对 --issuer，或用 --jwks 直接给出公钥地址。`,
    `${address} does not describe the issuer ${issuer}. Check --issuer, or name its keys with --jwks.`,
  );
}
