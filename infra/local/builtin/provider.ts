/**
 * The builtin issuer: `oidc-provider` in this very process, for a county that has no issuer of its own. It is loaded
 * only there. The console asks it without a network in between; browsers meet its authorization endpoint alone.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type * as Inject from 'light-my-request';
import type Provider from 'oidc-provider';
import { plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { SignIn } from '../../../shared/platform.ts';
import type { Ports, Random, Store } from '../../../shared/ports.ts';
import { CONSOLE_CLIENT } from '../issuer/issuer.ts';
import { adapterOf } from './adapter.ts';

const MOUNT = '/issuer';
const ALGORITHM = 'ES256';
/** Seconds for signing in, and for what follows at once. */
const [INTERACTION, AT_ONCE] = [600, 60];

export interface Asked {
  readonly method: 'GET' | 'POST';
  /** With its query, beginning with `/issuer`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: string;
}

export interface Builtin {
  /** How the console signs people in. */
  readonly signIn: SignIn;
  ask(asked: Asked): Promise<Told>;
  /**
   * Says who has signed in at the attempt that the browser with these cookies has begun; answers where it goes on. Null
   * where the attempt is another browser's, whose owner would be signed in, or is not known any more.
   */
  signedIn(attempt: Attempt, subject: string): Promise<string | null>;
  /** Whether it is that browser's attempt, and waits for somebody to sign in. */
  waits(attempt: Attempt): Promise<boolean>;
}

/** What the address says, and the browser's `Cookie`. */
export interface Attempt {
  readonly uid: string;
  readonly cookie: string;
}

/** The issuer of a folder whose people reach it at `address`; the library is loaded when somebody signs in. */
export function builtinIssuer(ports: Needed, address: string): Builtin {
  const opened = lazily(() => open(ports, address));
  const issuer = `${address}${MOUNT}`;
  const fetch = async (url: string, { method, headers, body }: RequestInit): Promise<Response> => {
    const sent = Object.fromEntries(new Headers(headers));
    const asked = { method: method as 'POST', url: url.slice(address.length), headers: sent, body: String(body ?? '') };
    const told = await (await opened()).ask(asked);
    return new Response(told.body, { status: told.status, headers: { 'content-type': 'application/json' } });
  };
  return {
    signIn: {
      ...{ clientId: CONSOLE_CLIENT, title: '本平台账号', algorithm: ALGORITHM, fetch },
      endpoints: { issuer, authorization: `${issuer}/auth`, token: `${issuer}/token` },
      // Computers are shared: whoever signs in says who he is, each time.
      prompt: 'login',
    },
    ask: async (asked) => (await opened()).ask(asked),
    waits: async (attempt) => (await (await opened()).begun(attempt)) !== null,
    signedIn: async (attempt, subject) => {
      const interaction = await (await opened()).begun(attempt);
      if (!interaction) return null;
      interaction.result = { login: { accountId: subject, remember: false } };
      await interaction.persist();
      return interaction.returnTo;
    },
  };
}

type Needed = Pick<Ports, 'store' | 'clock' | 'random' | 'log'>;

interface Opened {
  readonly ask: Builtin['ask'];
  /** The attempt, where the browser with these cookies has begun it. */
  begun(attempt: Attempt): Promise<Interaction | null>;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

async function open(ports: Needed, address: string): Promise<Opened> {
  const [{ default: Library, errors }, { inject }] = await Promise.all([
    import('oidc-provider'),
    import('light-my-request'),
  ]);
  const provider = new Library(`${address}${MOUNT}`, await configuration(ports, address));
  provider.on('server_error', (_ctx, error) => ports.log.error('issuer', {}, error));
  // The name and the protocol by which people reach it are ours to say.
  provider.proxy = true;
  const begun: Opened['begun'] = async ({ uid, cookie }) => {
    const found: Interaction[] = [];
    const looking = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      try {
        found.push(await provider.interactionDetails(request, response));
      } catch (error) {
        if (!(error instanceof errors.SessionNotFound)) throw error;
      } finally {
        response.end();
      }
    };
    await inject(looking as Inject.DispatchFunc, { url: '/', headers: { cookie } });
    return found.find((interaction) => interaction.uid === uid) ?? null;
  };
  return { ask: asking(provider, inject, address), begun };
}

function asking(provider: Provider, inject: typeof Inject.inject, address: string): Builtin['ask'] {
  const callback = provider.callback();
  const mounted = (request: IncomingMessage, response: ServerResponse): void => {
    Object.assign(request, { originalUrl: request.url, url: request.url?.slice(MOUNT.length) });
    void callback(request, response);
  };
  const { host, protocol } = new URL(address);
  return async ({ method, url, headers, body }) => {
    const forwarded = { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) };
    const told = await inject(mounted as Inject.DispatchFunc, {
      ...{ method, url, headers: { ...headers, ...forwarded } },
      ...(body && { payload: body }),
    });
    return { status: told.statusCode, headers: told.headers, body: told.payload };
  };
}

type Configuration = NonNullable<ConstructorParameters<typeof Provider>[1]>;

async function configuration({ store, clock, random }: Needed, address: string): Promise<Configuration> {
  const { jwk, cookieKey } = await keysOf(store, random);
  return {
    adapter: adapterOf(store, clock),
    clients: [
      {
        client_id: CONSOLE_CLIENT,
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${address}/console/signed-in`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    jwks: { keys: [jwk as never] },
    cookies: { keys: [cookieKey], names: { session: '_issuer', interaction: '_signing', resume: '_signing_on' } },
    pkce: { required: () => true },
    scopes: ['openid'],
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `${MOUNT}/sign-in/${interaction.uid}` },
    findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    // The console is ours: nobody is asked whether it may know who signs in.
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId as string;
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId as string, accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: {
      Interaction: INTERACTION,
      Session: INTERACTION,
      Grant: INTERACTION,
      AuthorizationCode: AT_ONCE,
      AccessToken: AT_ONCE,
      IdToken: AT_ONCE,
    },
    renderError: async (ctx, out) => {
      ctx.type = 'json';
      ctx.body = JSON.stringify({ error: out.error });
    },
  };
}

interface Keys {
  readonly jwk: JWK;
  readonly cookieKey: string;
}

const KEY = keyOf('_', 'identity', 'builtin-keys');

/** The issuer's keys, made at its first start. */
async function keysOf(store: Store, random: Random): Promise<Keys> {
  const known = (await store.get(KEY))?.value as Keys | undefined;
  if (known) return known;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid = Buffer.from(random.bytes(8)).toString('hex');
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: ALGORITHM, use: 'sig' };
  const keys = { jwk, cookieKey: Buffer.from(random.bytes(32)).toString('base64url') };
  await store.commit([{ item: plainItem(KEY, keys), expected: null }]);
  return keys;
}
