/** Whose tokens a folder takes, and by whom people sign in to the console. */
import type { Issuer } from '../../../shared/platform.ts';
import { BUILTIN_ISSUER } from '../builtin/credentials.ts';
import type { Builtin } from '../builtin/provider.ts';
import { Refused } from '../refused.ts';
import { isLoopback } from './environment.ts';
import type { Marker } from './marker.ts';

/** `local`: the folder's own, for machines and demonstrations. */
export function issuersOf(marker: Marker, local: Issuer, builtin: Builtin | null): Issuer[] {
  const named = marker.issuers.map((issuer) => ({ signIn: { clientId: issuer.audience }, ...issuer }));
  return [...named, local, ...(builtin ? [builtinNamed(marker, local, builtin)] : [])];
}

/** No algorithm: people get no tokens for the API by it. */
function builtinNamed({ jurisdiction }: Marker, { audience, jwksUri }: Issuer, { signIn }: Builtin): Issuer {
  return { issuer: BUILTIN_ISSUER, audience, jwksUri, algorithms: [], ownOf: jurisdiction, ownSubjects: true, signIn };
}

/** Passwords do not go over a network in the clear. Throws `Refused`. */
export function mustBeSafe({ builtin }: Marker, address: string | null): void {
  if (!builtin || address === null || address.startsWith('https:') || isLoopback(new URL(address).hostname)) return;
  throw new Refused(
    `ADDRESS=${address} 不是 https，口令会以明文传送，平台没有启动。请配置 HTTPS 反向代理，并把 ADDRESS 改为 https:// 开头的地址。`,
    `ADDRESS=${address} is not https: passwords would be sent in the clear. Put an HTTPS proxy in front and name its address.`,
  );
}
