/**
 * What the middlewares of a request hand on to one another. Each is a `Stage`: an object of hooks, as middy takes them.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Identity } from '../../shared/accounts/memberships.ts';
import type { SignInBy, Token } from '../../shared/audit/sign-ins.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Taken } from '../../shared/limiter.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Cookies, Session } from '../console/session.ts';
import type { ReadBefore } from '../desk.ts';
import type { Made } from './result.ts';
import type { Call, Found, Route } from './route.ts';

/** Who calls, and in which county. */
export interface Caller {
  jurisdiction: string;
  actor: Actor;
  /** By what he is known, and until when that is good. */
  token: Token & { by: SignInBy };
  /** What was read together with the account; absent for people at the console. */
  read?: ReadBefore;
}

/** What is known of a call beside its event. */
export interface Context {
  /** Aborted when the caller waits no longer; with a `Problem` where that is to be answered. */
  readonly gone?: AbortSignal;
  /** The body as it comes in, where the route takes bytes and they are not in the event. */
  readonly bytes?: AsyncIterable<Uint8Array>;
}

/** The context of one request, filled on the way in. */
export interface Passing extends Context {
  /** When the request began, in milliseconds of the process. */
  begun?: number;
  /** The platform with the time that this request has for its attempts. */
  platform?: Platform;
  /** The route with the parameters of the path; absent where there is none. */
  found?: Found;
  /** How a refusal is answered, where it is no problem document. */
  refused?: Route['refused'];
  /** The route of an operationId. */
  operation?: (id: string) => Route;
  cookies?: Cookies;
  /** Who is signed in, on pages. */
  session?: Session;
  /** The query without the parameter `jurisdiction`, and that parameter. */
  search?: URLSearchParams;
  asked?: string | null;
  /** Null on routes that ask for no account. */
  caller?: Caller | null;
  /** Whom the token names, on routes that ask for that alone. */
  identity?: Identity;
  /** What the request was counted as; null where it is not counted. */
  taken?: Taken | null;
  /** What the route's handler gets. */
  call?: Call;
}

/** A request in the middlewares. Its response is the handler's answer first, then that answer with its body made. */
export interface Passage<Response> {
  readonly event: APIGatewayProxyEventV2;
  readonly context: Passing;
  response: Response;
  error?: unknown;
}

/**
 * Hooks of a middleware. None returns anything: middy would take it for the response and skip the hooks that follow.
 */
export interface Stage<After = Made> {
  before?(passage: Passage<undefined>): void | Promise<void>;
  after?(passage: Passage<After>): void | Promise<void>;
  onError?(passage: Passage<Made>): void | Promise<void>;
}
