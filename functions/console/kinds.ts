/** A kind as its pages know it: its operations, the schemas of its answers, its columns. */
import * as z from 'zod';
import { type County, organisationOf } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import { type Actor, hasOneOf } from '../../shared/exchange/exchange.ts';
import { type AnyKind, type AnyPersonAct, type Column, personActs } from '../../shared/exchange/kind.ts';
import { batchActs } from '../exchanges/batch.ts';
import { batchOperation, operation } from '../exchanges/naming.ts';
import type { PageCall } from './declare.ts';
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
  if (columns) return columns;
  return [
    { title: '事项', fields: ['heading'], link: true },
    box === 'out' ? { title: '接收单位', fields: ['to.org'] } : { title: '发出单位', fields: ['from.org'] },
    { title: '科室', fields: ['to.section'] },
    { title: '经办人', fields: ['to.handler'] },
    { title: '产生时间', fields: ['createdAt'] },
  ];
}

/** True where the account has a role that the act asks for. */
function hasRole(act: AnyPersonAct, { roles }: Actor): boolean {
  return hasOneOf(roles, act.roles ?? ['officer', 'section-head']);
}

/** The acts that the reader may do to many records of this list at once: some of its lines are in a state for it. */
export function batchActsFor(kind: AnyKind, actor: Actor, lines: readonly Line[]): [string, AnyPersonAct][] {
  return batchActs(kind).filter(
    ([, act]) =>
      hasRole(act, actor) &&
      lines.some((line) => act.from.includes('*') || act.from.includes(String(line.status))) &&
      lines.some((line) => (act.by === 'sender' ? orgOf(line.from) : orgOf(line.to)) === actor.org),
  );
}

/** True where an act asks for a note at most, which may be left out: its button does it. */
export function asksNothing(act: AnyPersonAct): boolean {
  const input = act.input();
  return !act.danger && input.safeParse({}).success && fieldsOf(input).every(({ shape }) => shape === 'text');
}

function orgOf(place: unknown): unknown {
  return (place as Line | null)?.org;
}
