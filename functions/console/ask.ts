/**
 * Pages ask the API's own routes in this process: the route's schemas, checks and handler run for whoever is signed in,
 * so that no page shows or does what the API would not.
 */
import { invalid, Problem } from '../../shared/errors.ts';
import type { Walked } from '../../shared/exchange/list.ts';
import { byHand } from '../http/by-hand.ts';
import { besides, fittedTo, inOne } from '../http/input.ts';
import type { Answer, Call, Route } from '../http/route.ts';
import type { PageCall, SignedInCall } from './call.ts';

export interface Asked {
  /** What stands in the braces of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** As in an address: texts, those that are absent left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** As JSON: what is undefined is left out. */
  readonly body?: unknown;
  /** The Idempotency-Key. */
  readonly key?: string | null;
  /** By names in lower case, such as `if-match`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a route that takes bytes: all of them, or as they come in. */
  readonly bytes?: Uint8Array | AsyncIterable<Uint8Array>;
}

export type Told = Omit<Answer, 'body'> & {
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations
  readonly body: any;
};

const NOTHING = new Uint8Array();

/**
 * Asks the operation as the session's account would by HTTP. Throws the `Problem` that the API would answer: 404, 422
 * with pointers into `body`, 409, 503.
 */
export async function ask(call: PageCall | SignedInCall, id: string, asked: Asked = {}): Promise<Told> {
  const route = call.operation(id);
  try {
    return (await route.handle(await innerCall(call, route, asked))) as Told;
  } catch (error) {
    throw asPeopleAreTold(route, error);
  }
}

/**
 * What was asked for; null where that is refused with one of these statuses: 404 of what is not there, 422 of what
 * fits no index, and so finds nothing.
 */
export async function unless<T>(refused: readonly number[], asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof Problem && refused.includes(error.status)) return null;
    throw error;
  });
}

/** What a list holds, as far as it is walked through (`WALKED`); null where the operation is no such list. */
export async function walkOf(call: PageCall, id: string, asked: Asked, every: number): Promise<Walked | null> {
  const route = call.operation(id);
  return (await route.walk?.(await innerCall(call, route, asked), every)) ?? null;
}

/** The call as the operation gets it once it has been checked; throws 422. */
async function innerCall(call: PageCall | SignedInCall, route: Route, asked: Asked): Promise<Call> {
  if (route.hidden) throw new Error(`${route.id} is a page, not an operation of the API`);
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) search.set(name, value);
  const json = asked.body === undefined ? {} : JSON.parse(JSON.stringify(asked.body));
  const { errors, query, body, key } = fittedTo(route, { search, json, key: asked.key ?? null });
  const inner: Call = {
    ...callOf(call, route),
    query,
    body,
    key,
    ...withHeaders(asked),
    bytes: isWhole(asked.bytes) ? inOne(asked.bytes ?? NOTHING) : asked.bytes,
  };
  if (errors.length > 0) throw invalid([...errors, ...(await besides(route, inner, json, errors))]);
  return inner;
}

/** What does not fit, as people at a form are told. */
function asPeopleAreTold({ query, body }: Route, error: unknown): unknown {
  if (!(error instanceof Problem) || error.code !== 'invalid' || !error.errors) return error;
  const told = error.errors.map((one) => {
    const schema = one.pointer.startsWith('?') ? query?.() : body?.();
    return schema ? byHand(schema, one) : one;
  });
  return invalid(told, error.message);
}

/** Whether this home has the operation: some have routes of their own. */
export function offers(call: PageCall, id: string): boolean {
  try {
    return call.operation(id).id === id;
  } catch {
    return false;
  }
}

/** The call as the API's handler gets it: without session and form, which are the page's. */
function callOf(call: PageCall | SignedInCall, route: Route): Call {
  const { session, form: _form, ...rest } = call;
  if (route.security === 'account' && !rest.actor) throw new Error(`${route.id} asks for an account`);
  return {
    ...rest,
    path: route.path,
    actor: route.security === 'account' ? rest.actor : null,
    ...(route.security === 'identity' && { identity: session.identity }),
  };
}

function isWhole(bytes: Asked['bytes']): bytes is Uint8Array | undefined {
  return bytes === undefined || bytes instanceof Uint8Array;
}

function withHeaders({ params = {}, headers = {} }: Asked): Pick<Call, 'params' | 'headers'> {
  return { params: { ...params }, headers: { ...headers } };
}
