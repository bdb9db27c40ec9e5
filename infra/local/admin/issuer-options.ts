/** The county's OIDC issuer on the command line. */
import type { Issuer } from '../../../shared/platform.ts';
import { discoverKeys } from './discovery.ts';
import { webAddress } from './fitting.ts';

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

/** As it is once it has been found to fit; the builtin one has no audience. */
export type WholeIssuer = GivenIssuer & { readonly audience: string };

/** What an issuer of the county's own has to have beside itself. */
export function issuerErrors({ issuer, audience }: Partial<GivenIssuer>): string[] {
  return issuer !== undefined && issuer !== BUILTIN && audience === undefined
    ? ['缺少 --audience <aud>（凭证的 aud）']
    : [];
}

/** The options among these that stand on the command line and mean nothing with its issuer. */
export function idleErrors(
  issuer: string | undefined,
  named: ReadonlySet<string>,
  { ofIssuers, ofBuiltin }: { readonly ofIssuers: readonly string[]; readonly ofBuiltin: readonly string[] },
): string[] {
  if (issuer === undefined) return [];
  const idle = (issuer === BUILTIN ? ofIssuers : ofBuiltin).filter((name) => named.has(name));
  const why = issuer === BUILTIN ? '在 --issuer builtin 时没有作用，请删去' : '只用于 --issuer builtin，请删去';
  return idle.map((name) => `--${name} ${why}`);
}

/** Null for the builtin issuer. The options have been found to fit. */
export async function issuerOf(given: WholeIssuer): Promise<Issuer | null> {
  const { issuer, audience, jwks, algorithms: names, tokens } = given;
  if (issuer === BUILTIN) return null;
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
