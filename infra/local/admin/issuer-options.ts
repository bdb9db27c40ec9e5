/** The county's OIDC issuer on the command line. */
import type { Issuer } from '../../../shared/platform.ts';
import { discoverKeys } from './discovery.ts';
import { webAddress } from './fitting.ts';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

export const issuerOptions = {
  issuer: { value: '<https://…>', help: '统一身份认证（OIDC）的 issuer', needed: true, check: webAddress },
  audience: { value: '<aud>', help: '凭证的 aud', needed: true },
  jwks: { value: '<https://…>', help: '公钥地址；省略时从 issuer 的说明文档中读取', check: webAddress },
  algorithms: { value: '<RS256,…>', help: '接受的签名算法', preset: 'RS256,ES256', check: algorithms },
  tokens: {
    value: '<access|id>',
    help: 'id：该 issuer 只签发带 aud 的 ID 凭证，平台据此接受 ID 凭证',
    preset: 'access',
    check: (value: string) => (['access', 'id'].includes(value) ? null : '应为 access 或 id'),
  },
} as const;

export interface GivenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: string | undefined;
  readonly algorithms: string;
  readonly tokens: string;
}

export async function issuerOf({ issuer, audience, jwks, algorithms: names, tokens }: GivenIssuer): Promise<Issuer> {
  const jwksUri = jwks ?? (await discoverKeys(issuer));
  return { issuer, audience, jwksUri, algorithms: names.split(','), ...(tokens === 'id' && { tokens }) };
}

function algorithms(value: string): string | null {
  return value.split(',').every((name) => ALGORITHMS.includes(name))
    ? null
    : `应为 ${ALGORITHMS.join('、')} 中的一个或几个`;
}
