/**
 * What a list answers to the filters of its page. A matter may be named by a part of its name; a filter that does not
 * fit is said at its place, and the page stays what it is.
 */
import { type FieldError, Problem } from '../../shared/errors.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import { type Asked, ask } from './ask.ts';
import type { PageCall } from './call.ts';
import { type Address, addressIn, filterFields, isSet, queryOf } from './list-filters.ts';
import { matterIn, mattersFor } from './matters.ts';

export interface Filtered {
  /** The query of the API's route. */
  readonly query: Address;
  /** The same with what is to be none: what the page's address says. */
  readonly filters: Address;
  // biome-ignore lint/suspicious/noExplicitAny: answers of all lists
  readonly body: { readonly items: any[]; readonly next: string | null };
  /** As the list was asked. */
  readonly asked: Asked;
  /** What of the filters does not fit; nothing is found then. */
  readonly wrong: readonly FieldError[];
  /** What the matters are called that filters name, by code. */
  readonly called: ReadonlyMap<string, string>;
}

const NOTHING = { items: [], next: null };

/** `asks`: what the page asks of the list beside its filters, which may depend on them. */
export async function filtered(
  call: PageCall,
  route: Route,
  kind: AnyKind | null,
  asks: (query: Address) => Asked,
): Promise<Filtered> {
  const said = call.query as Address;
  const { codes, called, wrong } = await mattersNamed(call, route, said);
  const query = queryOf({ ...said, ...codes }, route, call.actor, kind);
  const more = asks(query);
  const asked = { ...more, query: { ...query, ...more.query } };
  const found = { query, filters: addressIn(query, said), called, asked };
  if (wrong.length > 0) return { ...found, body: NOTHING, wrong };
  try {
    const { body } = await ask(call, route.id, asked);
    return { ...found, body, wrong };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error;
    const { errors = [], message } = error;
    return { ...found, body: NOTHING, wrong: errors.length > 0 ? errors : [{ pointer: '', detail: message }] };
  }
}

/** Of the filters that ask for a matter: its code in place of what was written, and its name. */
async function mattersNamed(call: PageCall, route: Route, said: Address) {
  const asked = filterFields(route).filter((field) => field.shape === 'matter' && isSet(said, field));
  const matters = await mattersFor(call, asked);
  const read = asked.map(({ name }) => ({ name, ...matterIn(said[name] ?? '', matters) }));
  return {
    codes: Object.fromEntries(read.flatMap(({ name, code }) => (code === undefined ? [] : [[name, code]]))) as Address,
    called: new Map(matters.map(({ code, name }) => [code, name])),
    wrong: read.flatMap(({ name, detail }) => (detail === undefined ? [] : [{ pointer: `?${name}`, detail }])),
  };
}
