/** What the local issuer publishes: who it is, and the keys by which its tokens are checked. */
import { token } from '../../../functions/accounts/token.ts';
import { publicRoute, type Route } from '../../../functions/http/route.ts';
import { LOCAL_ISSUER, type LocalIssuer } from './issuer.ts';

const json = (value: unknown): { status: number; content: { type: string; data: string } } => {
  return { status: 200, content: { type: 'application/json', data: JSON.stringify(value) } };
};

export function issuerRoutes(issuer: LocalIssuer): Route[] {
  const discovery = publicRoute({
    ...{ method: 'GET', path: '/issuer/.well-known/openid-configuration', id: 'discoverIssuer', tag: '本机签发' },
    summary: '本机签发服务的说明',
    answers: { 200: { description: 'OpenID Connect Discovery' } },
    handle: async ({ platform }) => json(discoveryDocument(platform.settings.address)),
  });
  const keys = publicRoute({
    ...{ method: 'GET', path: '/issuer/jwks', id: 'readIssuerKeys', tag: '本机签发' },
    summary: '本机签发服务的公钥',
    answers: { 200: { description: 'JWK Set' } },
    handle: async ({ platform }) => json(issuer.keys(platform.ports.clock.now())),
  });
  // Where machines of one-machine counties have asked since before there was one path for both homes.
  return [discovery, keys, { ...token, path: '/issuer/token', id: 'issueTokenHere' }];
}

function discoveryDocument(address: string): Record<string, unknown> {
  return {
    issuer: LOCAL_ISSUER,
    jwks_uri: `${address}/issuer/jwks`,
    token_endpoint: `${address}/issuer/token`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    id_token_signing_alg_values_supported: ['ES256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  };
}
