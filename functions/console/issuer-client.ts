/**
 * The console as a client of OIDC issuers: authorization code with PKCE (S256), state and nonce, by `openid-client`.
 */
import { createHash } from 'node:crypto';
import type * as Client from 'openid-client';
import type { Identity } from '../../shared/accounts/memberships.ts';
import { Problem, unavailable } from '../../shared/errors.ts';
import type { Issuer, Platform, SignIn } from '../../shared/platform.ts';
import { MINUTE } from '../../shared/time.ts';

/** An issuer by which people can sign in. */
export type SignInIssuer = Issuer & { readonly signIn: SignIn };

/** What an attempt to sign in must remember until the browser comes back. */
export interface Attempt {
  readonly issuer: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go then: a path below `/console`. */
  readonly to: string;
}

/** Seconds for an answer of an issuer. */
const PATIENCE = 2;
const DISCOVERED_FOR = 10 * MINUTE;

/** Loaded when somebody signs in. */
const client = (): Promise<typeof Client> => import('openid-client');

/** Discovery documents, kept while the process lives. */
const discovered = new Map<string, { metadata: Client.ServerMetadata; until: number }>();

export function signInIssuers({ settings }: Platform): readonly SignInIssuer[] {
  return settings.issuers.filter((issuer): issuer is SignInIssuer => issuer.signIn !== undefined);
}

/** Where the browser comes back to. */
function callbackOf({ settings }: Platform): string {
  return `${settings.address}/console/signed-in`;
}

/** Begins an attempt: what to remember, and the issuer's page to go to. */
export async function beginAttempt(
  platform: Platform,
  issuer: SignInIssuer,
  to: string,
): Promise<{ attempt: Attempt; address: string }> {
  const text = (bytes: number): string => Buffer.from(platform.ports.random.bytes(bytes)).toString('base64url');
  const mark = Buffer.from(platform.ports.random.bytes(4)).toString('hex');
  const attempt = { issuer: issuer.issuer, state: `${mark}.${text(24)}`, nonce: text(24), verifier: text(32), to };
  const { buildAuthorizationUrl } = await client();
  const address = buildAuthorizationUrl(await configuration(issuer), {
    redirect_uri: callbackOf(platform),
    scope: 'openid',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(issuer.signIn.prompt && { prompt: issuer.signIn.prompt }),
  });
  return { attempt, address: address.href };
}

/** Whom the issuer vouches for in its answer. Throws 503 where it cannot be asked, 403 where it says no. */
export async function endAttempt(
  platform: Platform,
  issuer: SignInIssuer,
  { state, nonce, verifier }: Attempt,
  answered: URLSearchParams,
): Promise<Identity> {
  const { authorizationCodeGrant } = await client();
  const config = await configuration(issuer);
  const back = new URL(`${callbackOf(platform)}?${answered}`);
  try {
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const claims = (await authorizationCodeGrant(config, back, checks)).claims();
    return { issuer: issuer.issuer, subject: claims?.sub as string };
  } catch (error) {
    throw failed(platform, error);
  }
}

/**
 * Where somebody who has signed out of the console signs out of the issuer as well (OpenID Connect RP-Initiated Logout
 * 1.0), and comes back; null where it offers no such place, or does not answer now.
 */
export async function signOutAddress(platform: Platform, issuer: SignInIssuer, back: string): Promise<string | null> {
  try {
    const { end_session_endpoint: endpoint } = await serverOf(issuer);
    if (!endpoint) return null;
    const address = new URL(endpoint);
    const { clientId } = issuer.signIn;
    const returned = `${platform.settings.address}${back}`;
    // Cognito has a name of its own for the way back, and is content with no other.
    const asked = { client_id: clientId, post_logout_redirect_uri: returned, logout_uri: returned };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    return address.href;
  } catch (error) {
    platform.ports.log.error('sign-out', { issuer: issuer.issuer }, error);
    return null;
  }
}

async function configuration(issuer: SignInIssuer): Promise<Client.Configuration> {
  const oidc = await client();
  const { signIn, algorithms } = issuer;
  const only = signIn.algorithm ?? (algorithms.length === 1 ? algorithms[0] : undefined);
  const metadata = {
    ...(signIn.ahead && { [oidc.clockSkew]: Math.round(signIn.ahead() / 1000) }),
    ...(only && { id_token_signed_response_alg: only }),
  };
  const config = new oidc.Configuration(await serverOf(issuer), signIn.clientId, metadata, oidc.None());
  config.timeout = PATIENCE;
  if (signIn.fetch) config[oidc.customFetch] = signIn.fetch as unknown as Client.CustomFetch;
  if (isLoopback(issuer)) oidc.allowInsecureRequests(config);
  return config;
}

/** The issuer's addresses: those that are set, or those of its discovery document. */
async function serverOf(issuer: SignInIssuer): Promise<Client.ServerMetadata> {
  const { endpoints, clientId } = issuer.signIn;
  if (endpoints) {
    const { authorization, token, endSession } = endpoints;
    return {
      ...{ issuer: endpoints.issuer ?? issuer.issuer, authorization_endpoint: authorization, token_endpoint: token },
      ...(endSession && { end_session_endpoint: endSession }),
    };
  }
  const known = discovered.get(issuer.issuer);
  if (known && known.until > performance.now()) return known.metadata;
  const { discovery, None, allowInsecureRequests } = await client();
  try {
    const execute = isLoopback(issuer) ? [allowInsecureRequests] : [];
    const found = await discovery(new URL(issuer.issuer), clientId, {}, None(), { execute, timeout: PATIENCE });
    const metadata = found.serverMetadata();
    discovered.set(issuer.issuer, { metadata, until: performance.now() + DISCOVERED_FOR });
    return metadata;
  } catch (error) {
    throw silent(error);
  }
}

/** On this machine itself, where nobody listens in: without TLS too. */
function isLoopback({ issuer, signIn }: SignInIssuer): boolean {
  const address = signIn.endpoints?.token ?? issuer;
  return /^http:\/\/(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)(?:[:/]|$)/.test(address);
}

function failed(platform: Platform, error: unknown): Problem {
  const { name, code } = error as { name?: string; code?: string };
  platform.ports.log.error('sign-in', { name: name ?? null, code: code ?? null }, error);
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || name === 'TypeError') return silent(error);
  return new Problem('not-allowed', '统一身份认证没有确认您的登录，或者登录用时过长。请重新登录。', { cause: error });
}

function silent(cause: unknown): Problem {
  return unavailable(cause, '统一身份认证暂时没有答复，现在不能登录。请稍后重试；持续出现的，请告知系统管理员。');
}
