/** A kind as its pages know it: its operations, the schemas of its answers, its columns. */

import * as z from 'zod';
import { type County, organisationOf } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import { type Actor, type Exchange, hasOneOf } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { exchangeKey, isWaitingFor } from '../../shared/exchange/item.ts';
import { type AnyKind, type AnyPersonAct, type Column, personActs } from '../../shared/exchange/kind.ts';
import { presentWaiting } from '../../shared/exchange/present.ts';
import { settle } from '../../shared/exchange/run.ts';
import { batchActs } from '../exchanges/batch.ts';
import { batchOperation, operation } from '../exchanges/naming.ts';
import type { PageCall } from './call.ts';
import { fieldsOf } from './fields.ts';
import type { Due } from './lamp.ts';
import { slugOf } from './paths.ts';

/** A record, or a line of a list, as the API answers it. */
export type Line = Readonly<Record<string, unknown>>;

/**
 * What an answer says of its deadline; of pushes that of their claim. While a record is open, only the day that runs
 * now can be overdue: a problem that was escalated late has a day of its own at the government office, an answered
 * letter has none.
 */
export function dueOf({ states, clock }: AnyKind, line: Line): Due {
  const status = String(line.status);
  const { open = false, label = '' } = states[status] ?? {};
  const runs = !open || clock === undefined || clock[status] !== undefined;
  const due = ((runs && (line.due ?? line.claimBy)) || null) as string | null;
  const late = line.late as { due: string } | null | undefined;
  return {
    due,
    deadline: ((runs && (line.deadline ?? line.claimDeadline)) || null) as string | null,
    provisional: line.provisional === true,
    late: open ? late != null && late.due === due : Boolean(late) || line.claimMode === 'deemed',
    open,
    status: label,
  };
}

/** The same of a record that waits for the reader's organisation, also in a state that is closed otherwise. */
export function waitingDue(kind: AnyKind, line: Line): Due {
  const { open = false, asks } = kind.states[String(line.status)] ?? {};
  const act = open || !asks ? undefined : kind.acts[asks.act]?.label;
  return { ...dueOf(kind, line), open: true, ...(act !== undefined && { asks: act }) };
}

/**
 * Of the lines of an organisation's list those that are closed and yet wait for it, by id, each with the day that runs
 * now: a line of a list has it of its first clock alone.
 */
export async function waitingIn(
  { desk }: PageCall,
  kind: AnyKind,
  lines: readonly Line[],
  { org, facts }: { org: string; facts: Facts },
): Promise<ReadonlyMap<string, Line>> {
  const asked = lines.filter(({ status }) => {
    const state = kind.states[String(status)];
    return state?.asks && !state.open;
  });
  const keys = asked.map(({ id }) => exchangeKey(desk.jurisdiction, String(id)));
  const found = keys.length === 0 ? [] : await desk.ports.store.getMany(keys);
  const waiting = found.flatMap((item) => {
    const stored = item?.value as Exchange | undefined;
    const exchange = stored && (settle(desk.kinds, stored, facts)?.exchange ?? stored);
    return exchange && isWaitingFor(kind, exchange, org)
      ? [[exchange.id, presentWaiting(kind, exchange)] as const]
      : [];
  });
  return new Map(waiting);
}

/** The kind whose pages are at that path; throws 404. Own pages with more words come before it. */
export function kindAt({ desk, params }: PageCall): AnyKind {
  const kind = [...desk.kinds.values()].find(({ path }) => slugOf(path) === params.path);
  if (!kind) throw notFound('该页面');
  return kind;
}

/** The act of that name; throws 404. */
export function actAt(kind: AnyKind, name: string | undefined): AnyPersonAct {
  const found = personActs(kind).find(([known]) => known === name);
  if (!found) throw notFound('该页面');
  return found[1];
}

/** Whether the reader may open the kind by hand from its list: by role, and by the type of the organisation. */
export function mayOpen({ opening }: AnyKind, { roles, org }: Actor, county: County): boolean {
  if (!opening || opening.path?.includes('{') || !opening.roles.some((role) => roles.includes(role))) return false;
  const type = organisationOf(county, org)?.type;
  return !opening.organisations || (type !== undefined && opening.organisations.includes(type));
}

/** Ids of the operations of a kind. */
export const OPERATIONS = {
  list: ({ path }: AnyKind): string => operation('list', path),
  read: ({ kind }: AnyKind): string => operation('read', kind),
  history: ({ kind }: AnyKind): string => operation('history', kind),
  deadline: ({ kind }: AnyKind): string => operation('deadline', kind),
  open: ({ kind }: AnyKind): string => operation('open', kind),
  act: ({ kind }: AnyKind, name: string): string => operation(name, kind),
  batch: batchOperation,
};

/** The schema of a record as `GET /<path>/{id}` answers it. */
export async function recordSchema(call: PageCall, kind: AnyKind): Promise<z.ZodType> {
  return (await answerSchema(call, OPERATIONS.read(kind))) as z.ZodType;
}

/** The schema of one line of the kind's list. */
export async function lineSchema(call: PageCall, kind: AnyKind): Promise<z.ZodType> {
  const page = (await answerSchema(call, OPERATIONS.list(kind))) as z.ZodObject<{ items: z.ZodArray<z.ZodType> }>;
  const { element } = page.shape.items;
  // Of a list that answers lines or whole records pages ask for the latter.
  return element instanceof z.ZodUnion ? (element.options.at(-1) as z.ZodType) : element;
}

async function answerSchema(call: PageCall, id: string): Promise<z.ZodType | undefined> {
  return call.operation(id).answers[200]?.schema?.();
}

/** What stands in a list, beside the deadline: as declared, or what every kind has. */
export function columnsOf({ columns }: AnyKind, box: string): readonly Column[] {
  // Of what one has sent oneself the sender is known.
  if (columns && box === 'out') return columns.filter(({ fields }) => fields[0] !== 'from.org').map(sentColumn);
  if (columns) return columns;
  return [
    { title: '事项', fields: ['heading'], link: true },
    box === 'out' ? { title: '接收单位', fields: ['to.org'] } : { title: '发出单位', fields: ['from.org'] },
    { title: '科室', fields: ['to.section'] },
    { title: '经办人', fields: ['to.handler'] },
    { title: '产生时间', fields: ['createdAt'] },
  ];
}

/** Of what was sent the organisation stands before its section: by it a push and its copy are told apart. */
function sentColumn(column: Column): Column {
  return column.fields[0] === 'to.section' ? { title: '接收单位', fields: ['to.org', 'to.section'] } : column;
}

/** True where the account has a role that the act asks for. */
function hasRole(act: AnyPersonAct, { roles }: Actor): boolean {
  return hasOneOf(roles, act.roles ?? ['officer', 'section-head']);
}

/** An act that can be done to many records at once. */
export interface BatchAct {
  readonly name: string;
  readonly act: AnyPersonAct;
  /** Whether that record is in a state for it, on the side that does it. */
  fits(record: { readonly status: string; readonly from: string; readonly to: string | null }): boolean;
}

/** The acts of a kind that the reader may do to many records at once. */
export function batchActsFor(kind: AnyKind, actor: Actor): BatchAct[] {
  return batchActs(kind).flatMap(([name, act]) => {
    const fits: BatchAct['fits'] = ({ status, from, to }) =>
      (act.from.includes('*') || act.from.includes(status)) && (act.by === 'sender' ? from : to) === actor.org;
    return hasRole(act, actor) ? [{ name, act, fits }] : [];
  });
}

/** A line of a list as acts are fitted to it. */
export function placeOf({ status, from, to }: Line): Parameters<BatchAct['fits']>[0] {
  const org = (side: unknown): string | null => (side as { org?: string } | null)?.org ?? null;
  return { status: String(status), from: org(from) ?? '', to: org(to) };
}

/** True where an act asks for a note at most: its button does it. A reason that may be left out is asked for. */
export function asksNothing(act: AnyPersonAct): boolean {
  const input = act.input();
  return !act.danger && input.safeParse({}).success && fieldsOf(input).every(({ name }) => name === 'note');
}
