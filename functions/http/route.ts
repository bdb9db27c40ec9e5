/**
 * A route: where it is, who may call it, what goes in, what comes out. The server, the stack, the OpenAPI document and
 * the isolation tests all read the same declarations.
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Identity } from '../../shared/accounts/memberships.ts';
import type { Conflict, FieldError, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Walked } from '../../shared/exchange/list.ts';
import type { Checked } from '../../shared/lazily.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Offer } from '../../shared/ports.ts';
import type { Cookies, Session } from '../console/session.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a handler gets: everything checked, nothing more to parse. */
export interface Call<Body = unknown, Query = unknown> {
  platform: Platform;
  /** The exchange kernel at the caller's jurisdiction (public routes: at the one asked for). */
  desk: Desk;
  /** The county that the address names (`?jurisdiction=`); null or absent where it names none. */
  asked?: string | null;
  /** Null on public routes. */
  actor: Actor | null;
  params: Record<string, string>;
  /** The path of its route, such as `/pushes/{id}`. */
  path: string;
  query: Query;
  body: Body;
  headers: Record<string, string>;
  /** The Idempotency-Key header. */
  key: string | null;
  /** The body of a route that takes bytes, as they come in; empty on others. */
  bytes: AsyncIterable<Uint8Array>;
  requestId: string;
  /** Whence the request comes, as far as proxies of ours tell. */
  address: string;
  /** The form that was sent; null where none was. On routes that take one alone. */
  form?: URLSearchParams | null;
  /** Whom the token names; on routes for anybody with a token alone. */
  identity?: Identity;
  cookies: Cookies;
  /** Who is signed in; on pages that ask for that alone. */
  session?: Session;
  /** The route of the API with that operationId, for pages. Throws where there is none. */
  operation(id: string): Route;
}

/** A body of any size; one that is made piece by piece is checked to its end before anything of it is sent. */
export interface Content {
  type: string;
  /** Pieces are text, or where `bytes` says so bytes. */
  data: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  bytes?: true;
}

export interface Answer {
  status: number;
  /** JSON, unless `content` is there. */
  body?: unknown;
  content?: Content;
  /** A file that lies elsewhere or is streamed, in place of a body; it is asked for when it is sent. */
  file?: { readonly type: string; offer(): Promise<Offer> };
  headers?: Record<string, string>;
  /** Cookies to be set, each as the whole value of a `Set-Cookie`. */
  cookies?: readonly string[];
}

/** What a page that is refused knows of the request. */
export interface Refused {
  readonly problem: Problem;
  readonly event: APIGatewayProxyEventV2;
  readonly platform: Platform;
  /** Who is signed in, as far as that was found out. */
  readonly session: Session | null;
  /** What was sent, where it came as bytes and was not read before. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Described {
  description: string;
  /** Asked for by those who describe the API alone, so that no other function loads the schemas of answers. */
  schema?: () => Promise<z.ZodType>;
  contentType?: string;
  /** Media types of the files that the same answer comes as, where the path asks for one. */
  files?: readonly string[];
  /** Headers that say something, by name, with what they say. */
  headers?: Readonly<Record<string, string>>;
}

/** What a route answers (303) where its file may grow large and the platform keeps such files elsewhere. */
export const ELSEWHERE: Described = {
  description:
    '超过 4 MB 的，由平台另行存放：请在 5 分钟内从 Location 所示地址下载，下载时不带 Authorization 请求头。单机部署不用此答复，直接传送。',
  headers: { location: '下载地址，数分钟内有效；凭此地址即可下载，请勿转发' },
};

/** The header of a `GET` whose thing can be put. */
export const READ_TAG = { etag: '修改时以 If-Match 携带；再读时以 If-None-Match 携带，没有变化的答复 304' } as const;

export interface Route {
  method: Method;
  /** `/pushes/{id}`: parameters take one path segment. */
  path: string;
  /** The operationId of the OpenAPI document. */
  id: string;
  /** Chinese. */
  summary: string;
  description?: string;
  tag: string;
  /**
   * `identity`: anybody whom an issuer vouches for, with or without an account. Pages: `session` for people with an
   * account, `signed-in` for whoever is signed in.
   */
  security: 'public' | 'account' | 'identity' | 'session' | 'signed-in';
  /** True for pages: they are no part of the API and of its documents. */
  hidden?: true;
  /** True for what can be had once alone: whoever only asks about it by HEAD must not use it up. */
  once?: true;
  /** How a refusal is answered in place of a problem document, also for unknown paths that begin alike. */
  refused?(refused: Refused): Promise<Answer>;
  /** True where scripts of other sites must not read a public answer. */
  sameOrigin?: boolean;
  /** What its query and its body must be: schemas made when the first request comes. */
  query?: () => z.ZodType;
  body?: () => z.ZodType;
  /**
   * In place of a body: the fields of a form (`application/x-www-form-urlencoded`), which the handler checks itself.
   */
  form?: () => z.ZodType;
  /** True where the body is bytes of any type and length, not JSON: the handler reads them. */
  takesBytes?: boolean;
  /** True for a form that files may come with: as `multipart/form-data` it is bytes, which the handler reads. */
  takesFiles?: boolean;
  /** What else is wrong with a body that does not fit, as far as it can be read: all errors are told at once. */
  wrongBeside?(call: Call, json: unknown): Promise<FieldError[]>;
  /** True for a POST that creates without a `reference`: takes an Idempotency-Key. */
  idempotent?: boolean;
  /**
   * For a PUT that must carry the ETag of what it replaces (428 without, 412 when stale): always, or where there is it.
   */
  ifMatch?: 'always' | 'existing';
  /**
   * The codes with which it answers 409, beside `idempotency-key-reused` where it takes a key: all stand in the API's
   * documents.
   */
  conflicts?: readonly Conflict[];
  /** What it answers; of refusals (409 apart) only those whose description says more than the status does. */
  answers: Readonly<Record<number, Described>>;
  handle(call: Call): Promise<Answer>;
  /** Of a list: what it holds, for pages that say how much there is. `every`: records on a page. */
  walk?(call: Call, every: number): Promise<Walked>;
}

/** Every code with which a route answers 409. */
export function conflictsOf({ conflicts = [], idempotent }: Route): readonly Conflict[] {
  const all: Conflict[] = [...conflicts, ...(idempotent ? (['idempotency-key-reused'] as const) : [])];
  return [...new Set(all)];
}

/** A call whose caller is known. */
export type KnownCall<Body, Query> = Call<Body, Query> & { actor: Actor };

type Schema = () => z.ZodType;

interface RouteFor<B extends Schema, Q extends Schema>
  extends Omit<Route, 'query' | 'body' | 'security' | 'handle' | 'wrongBeside' | 'walk'> {
  query?: Q;
  body?: B;
  wrongBeside?(call: KnownCall<unknown, unknown>, json: unknown): Promise<FieldError[]>;
}

/** Declares a route for callers with an account; the handler's types follow from the schemas. */
export function route<B extends Schema, Q extends Schema>(
  declared: RouteFor<B, Q> & {
    handle(call: KnownCall<Checked<B>, Checked<Q>>): Promise<Answer>;
    walk?(call: KnownCall<Checked<B>, Checked<Q>>, every: number): Promise<Walked>;
  },
): Route {
  return { ...declared, security: 'account' } as unknown as Route;
}

/** Declares a route that needs no login. */
export function publicRoute<B extends Schema, Q extends Schema>(
  declared: RouteFor<B, Q> & { handle(call: Call<Checked<B>, Checked<Q>>): Promise<Answer> },
): Route {
  return { ...declared, security: 'public' } as unknown as Route;
}

/** Declares a route for anybody with a token of an issuer, whatever accounts he has. */
export function identityRoute<B extends Schema, Q extends Schema>(
  declared: RouteFor<B, Q> & {
    handle(call: Call<Checked<B>, Checked<Q>> & { identity: Identity }): Promise<Answer>;
  },
): Route {
  return { ...declared, security: 'identity' } as unknown as Route;
}

/** The route that a request is for, with the parameters of its path. */
export interface Found {
  route: Route;
  params: Record<string, string>;
}
