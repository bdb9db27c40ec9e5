/** The county's OIDC issuer on the command line. */
import type { Issuer } from '../../../shared/platform.ts';
import { discoverKeys } from './discovery.ts';
import { webAddress } from './fitting.ts';
import { WrongOptions } from './options.ts';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** In place of an issuer: that of this very program. */
export const BUILTIN = 'builtin';

export const issuerOptions = {
  issuer: {
    value: '<https://…|builtin>',
    help: '统一身份认证（OIDC）的 issuer；没有的填 builtin，由本平台以口令登录',
    needed: true,
    check: (value: string) => (value === BUILTIN ? null : webAddress(value)),
  },
  audience: { value: '<aud>', help: '凭证的 aud；builtin 不填' },
  'client-id': { value: '<client_id>', help: '工作台在统一身份认证中的 client_id，不带密钥；默认与 aud 相同' },
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
  readonly audience: string | undefined;
  readonly 'client-id': string | undefined;
  readonly jwks: string | undefined;
  readonly algorithms: string;
  readonly tokens: string;
}

/** Null for the builtin issuer. Throws `WrongOptions` where an issuer comes without its audience. */
export async function issuerOf(given: GivenIssuer): Promise<Issuer | null> {
  const { issuer, audience, jwks, algorithms: names, tokens } = given;
  if (issuer === BUILTIN) return null;
  if (audience === undefined) throw new WrongOptions(['缺少 --audience <aud>（凭证的 aud）']);
  const clientId = given['client-id'];
  const jwksUri = jwks ?? (await discoverKeys(issuer));
  return {
    issuer,
    audience,
    jwksUri,
    algorithms: names.split(','),
    ...(tokens === 'id' && { tokens }),
    ...(clientId && { signIn: { clientId } }),
  };
}

function algorithms(value: string): string | null {
  return value.split(',').every((name) => ALGORITHMS.includes(name))
    ? null
    : `应为 ${ALGORITHMS.join('、')} 中的一个或几个`;
}
