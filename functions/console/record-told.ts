/** What a record says, in words: its title, its fields, and the push that it follows. */

import { html } from 'hono/html';
import type * as z from 'zod';
import { readMattersInForce } from '../../shared/boundary/reader.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { load } from '../../shared/exchange/work.ts';
import type { Html } from '../public/layout.ts';
import { mattersIn, type Names, recordsIn } from './answer-parts.ts';
import { ask, unless } from './ask.ts';
import type { PageCall } from './call.ts';
import { changesBy } from './corrected.ts';
import { type Line, OPERATIONS, recordSchema } from './kinds.ts';
import { cellOf } from './list-table.ts';
import { namedRecords } from './named-records.ts';
import { partsOfCase } from './parts-of-case.ts';
import { pathOf } from './paths.ts';
import { accountsIn, withPeople } from './people-named.ts';
import type { Reader } from './reader.ts';
import { summary } from './shown.ts';
import { subjectOf } from './words.ts';

/** Shown over the record, or of no use to people. */
const APART = [
  ...['id', 'heading', 'status', 'due', 'deadline', 'provisional', 'late', 'quarantined', 'acts', 'warnings'],
  ...['claimBy', 'claimDeadline', 'series'],
];

/** Matters of a record that are named; a standard may be for many. */
const MATTERS_NAMED = 50;

/**
 * What the platform gives as reference to what follows from another record, or from a circular: its id or the quarter,
 * and mostly why.
 */
const OWN_REFERENCE = /^(?:[0-9a-f]{32}|\d{4}Q[1-4])(?:\/|$)/;

/** The party, or what else the list opens it by, and what it is. */
export function titleOf(kind: AnyKind, record: Line, schema: z.ZodType, names: Names): string {
  const heading = String(record.heading ?? kind.label);
  const link = kind.columns?.find((column) => column.link);
  const called = link ? cellOf(schema, link, record, names) : '';
  return subjectOf(called, heading);
}

/** The names behind what a record says; `more`: ids of others that its page names. */
export async function namesFor(
  call: PageCall,
  reader: Reader,
  schema: z.ZodType,
  record: Line,
  more: readonly string[] = [],
): Promise<Names> {
  const id = String(record.id);
  const [records, matters] = await Promise.all([
    namedRecords(call, [...recordsIn(schema, record), ...more], id),
    namedMatters(call, reader, schema, record),
  ]);
  return { ...reader.names, org: sectionOwner(record) ?? call.actor.org, record: id, records, matters };
}

/** What the list in force calls the matters of a record that does not say so itself. */
async function namedMatters(
  { desk }: PageCall,
  { facts }: Reader,
  schema: z.ZodType,
  record: Line,
): Promise<ReadonlyMap<string, string>> {
  if (typeof (record.matterName ?? record.matterNames) !== 'undefined') return new Map();
  const rows = await readMattersInForce(desk, [...new Set(mattersIn(schema, record))].slice(0, MATTERS_NAMED), facts);
  return new Map([...rows].map(([code, { name }]) => [code, name]));
}

/**
 * What a record is about, where something is done to it: what it is called, what it changes where it is a correction,
 * and below the form what it says.
 */
export async function toldOf(
  call: PageCall,
  kind: AnyKind,
  record: Line,
  reader: Reader,
): Promise<{ called: string; changes: Html; told: Html }> {
  const schema = await recordSchema(call, kind);
  const names = await namesIn(call, reader, schema, record);
  const number = (record.licence as { documentNumber?: string | null } | null | undefined)?.documentNumber;
  const called = [titleOf(kind, record, schema, names), number].filter(Boolean).join('　');
  const [behind, changes, parts] = await Promise.all([
    pushBehind(call, record, reader),
    changesBy(call, kind, record, reader, names),
    partsOfCase(call, kind, String(record.id), reader),
  ]);
  return { called, changes, told: html`${parts}<h2>记录内容</h2>${saidIn(schema, record, names)}${behind}` };
}

/** The same with the people whom it names. */
async function namesIn(call: PageCall, reader: Reader, schema: z.ZodType, record: Line): Promise<Names> {
  const near = [record.from, record.to].flatMap((place) => (place as { org: string | null } | null)?.org ?? []);
  const known = await namesFor(call, reader, schema, record);
  return withPeople(call, known, accountsIn(schema, record), { near, shown: true });
}

/** The push that a record follows, as far as this reader may see it: what was found or objected to stands there. */
export function pushBehind(call: PageCall, { push }: Line, reader: Reader): Promise<Html> {
  return recordBehind(call, push, reader, () => '所依据的推送');
}

/** Another record, as far as this reader may see it, folded open under its title or those words. */
export async function recordBehind(
  call: PageCall,
  id: unknown,
  reader: Reader,
  wordsOf: (called: string) => string = (called) => called,
): Promise<Html> {
  const found = typeof id === 'string' ? await load(call.desk, id) : undefined;
  if (!found) return html``;
  const kind = kindNamed(call.desk.kinds, found.kind);
  const answer = await unless([403, 404], ask(call, OPERATIONS.read(kind), { params: { id: found.id } }));
  if (answer === null) return html``;
  const record = answer.body as Line;
  const schema = await recordSchema(call, kind);
  const names = await namesIn(call, reader, schema, record);
  return html`<details open><summary>${wordsOf(titleOf(kind, record, schema, names))}</summary>
${saidIn(schema, record, names)}
<p><a class="screen" href="${pathOf(kind)}/${found.id}">打开该${kind.label}</a></p></details>`;
}

/** All that it says that does not stand over it already. */
export function saidIn(schema: z.ZodType, record: Line, names: Names): Html {
  return summary(schema, shownBody(record), names, APART);
}

/** What is not so is not worth a line, nor a source that is the sender itself, nor an id in place of a reference. */
export function shownBody(record: Line): Line {
  const from = (record.from as { org: string }).org;
  const again: Line = {
    source: from,
    reference: OWN_REFERENCE.test(String(record.reference)) ? record.reference : record.id,
  };
  const shown = Object.entries(record).filter(([name, value]) => value !== false && value !== (again[name] ?? ''));
  return Object.fromEntries(shown);
}

function sectionOwner({ to }: Line): string | null {
  return (to as { org: string | null } | null)?.org ?? null;
}
