/**
 * Records that a form lets choose from, where a field wants one of certain kinds: those of the reader's own
 * organisation, or those that the act itself offers.
 */

import { organisationOf } from '../../shared/county.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import { everyField } from './form-state.ts';
import { type Line, OPERATIONS } from './kinds.ts';
import type { Choices } from './labelled.ts';
import { pageOf, queryShape } from './list-filters.ts';
import { namedRecords } from './named-records.ts';
import { moment } from './words.ts';

type Records = NonNullable<Choices['records']>;
type Offered = Choices['offered'];

/** Records of a side that are offered, the newest; what is older is rarely meant. */
const OFFERED = '100';
/** Of what waits, the most urgent. */
const WAITING = '30';

/** By kind, those that the form's fields ask for. */
export async function recordsFor(call: PageCall, fields: readonly Field[]): Promise<Records> {
  const asked = [...new Set(kindsIn(fields))];
  return new Map(
    await Promise.all(
      asked.map(async (name) => {
        return [name, await (name === '' ? waiting(call) : offered(call, kindNamed(call.desk.kinds, name)))] as const;
      }),
    ),
  );
}

/** What the records are called that a form names, such as the one whose page led to it. */
export function calledIn(
  call: PageCall,
  fields: readonly Field[],
  sent: URLSearchParams,
): Promise<ReadonlyMap<string, string>> {
  const asked = new Set(everyField(fields).flatMap(({ shape, name }) => (RECORDS.includes(shape) ? [name] : [])));
  const ids = [...sent].flatMap(([name, value]) =>
    asked.has(name.replace(/\/\d+(?=\/|$)/g, '/*')) ? (value.match(/[0-9a-f]{32}/g) ?? []) : [],
  );
  return namedRecords(call, ids);
}

const RECORDS: readonly Field['shape'][] = ['record', 'records'];

/** What an act offers on its record; undefined where it offers nothing. */
export async function offeredBy({ desk, actor }: PageCall, act: AnyPersonAct, exchange: Exchange): Promise<Offered> {
  if (!act.offers) return undefined;
  const { reads, of } = act.offers;
  return of(exchange, actor, await withFound(desk, reads(exchange), await desk.facts()));
}

/** Of any kind: what waits for the reader's organisation, under `''`. */
function kindsIn(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ shape, kinds, fields: inside = [] }) => [
    ...(kinds ?? (shape === 'record' || shape === 'records' ? [''] : [])),
    ...kindsIn(inside),
  ]);
}

async function waiting(call: PageCall) {
  const { county } = await call.desk.facts();
  const { body } = await ask(call, 'readInbox', { query: { limit: WAITING } });
  return (body.items as Line[]).map(({ id, title, from, due }) => {
    const of = organisationOf(county, (from as { org: string }).org)?.name;
    return { id: String(id), words: [title, of, due].filter(Boolean).join('，') };
  });
}

async function offered(call: PageCall, kind: AnyKind) {
  const route = call.operation(OPERATIONS.list(kind));
  const sides = 'box' in queryShape(route) ? (['out', 'in', 'part'] as const) : [undefined];
  const pages = await Promise.all(
    sides.map((box) => ask(call, route.id, { query: { ...pageOf(route, box && { box }), limit: OFFERED } })),
  );
  const lines = new Map(pages.flatMap(({ body }) => (body.items as Line[]).map((line) => [String(line.id), line])));
  const since = ({ startsAt, createdAt }: Line): string => String(startsAt ?? createdAt ?? '');
  return [...lines.values()]
    .toSorted((a, b) => (since(a) < since(b) ? 1 : -1))
    .map((line) => ({ id: String(line.id), words: wordsOf(kind, line, since(line)), line }));
}

/** `联合评审（燃气经营许可），已安排，2026-12-04 09:00`. */
function wordsOf(kind: AnyKind, { name, heading, status }: Line, at: string): string {
  return [name, heading ?? kind.label, kind.states[String(status)]?.label, moment(at)].filter(Boolean).join('，');
}
