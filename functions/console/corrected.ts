/**
 * What a correction changes, the old and the new beside each other, for whoever writes it and for whoever decides: of a
 * push that takes another's place, and of the figures of a circular.
 */

import { html } from 'hono/html';
import type * as z from 'zod';
import { orgName } from '../../shared/county.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { load } from '../../shared/exchange/work.ts';
import type { OrganisationFigures } from '../../shared/reports/circular.ts';
import type { Foreseeable } from '../../shared/reports/foreseen.ts';
import { type CivilDate, type Quarter, quarterName, quarterOf } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import { type Names, type Object$, type Schema, shapeOf } from './answer-parts.ts';
import { itemSchema } from './answer-table.ts';
import { ask, unless } from './ask.ts';
import type { PageCall } from './call.ts';
import { comparedTable, differing, type Side } from './compared.ts';
import type { Line } from './kinds.ts';
import { dayIn } from './lamp.ts';
import type { Reader } from './reader.ts';

type Changes = (call: PageCall, record: Line, reader: Reader, names: Names) => Promise<Html>;

/** By the kind of the record. */
const CHANGES: Readonly<Record<string, Changes>> = {
  push: async (call, record, { facts }, names) => {
    const { id, source, corrects } = record;
    if (typeof corrects !== 'string') return html``;
    const earlier = await correctedPush(call, facts, { source: String(source), corrects, by: String(id) });
    return earlier ? pushChanges(call, earlier, record, names) : html``;
  },
  correction: async (call, record, reader) => {
    if (record.status === 'open') return figureChanges(call, reader, record as unknown as Foreseeable);
    const { claimBy } = ((await load(call.desk, String(record.push))) ?? {}) as { claimBy?: CivilDate | null };
    return claimBy ? html`<p class="note">计入${circularLink(quarterOf(claimBy))}。</p>` : html``;
  },
};

function circularLink(quarter: Quarter): Html {
  return html`<a href="/console/reports/${quarter}">${quarterName(quarter)}通报</a>`;
}

/** What that record changes, or would change once it is accepted; nothing where it is no correction. */
export async function changesBy(
  call: PageCall,
  { kind }: AnyKind,
  record: Line,
  reader: Reader,
  names: Names,
): Promise<Html> {
  return (await CHANGES[kind]?.(call, record, reader, names)) ?? html``;
}

/** The push that stood when that one was sent, or stands now, as the API answers it; null for who may not read it. */
export async function correctedPush(
  call: PageCall,
  facts: Reader['facts'],
  { source, corrects, by }: { readonly source: string; readonly corrects: string; readonly by?: string },
): Promise<Line | null> {
  const { correctedBy } = await import('../pushes/facts.ts');
  const chain = await correctedBy(call.desk, facts, source, corrects);
  const own = chain.findIndex(({ id }) => id === by);
  const last = (own === -1 ? chain : chain.slice(0, own)).at(-1);
  if (!last) return null;
  const found = await unless([403, 404], ask(call, 'readPush', { params: { id: last.id } }));
  return (found?.body as Line | undefined) ?? null;
}

/** Said of a push beside its content, or of no use to people. */
const APART = ['kind', 'reference', 'corrects', 'copyTo', 'about'];

/** Both as they are answered, or as a form says them. */
export async function pushChanges(call: PageCall, before: Line, after: Object$, names: Names): Promise<Html> {
  const route = call.operation('createPush');
  const schema = (await call.operation('readPush').answers[200]?.schema?.()) as Schema;
  const said = Object.keys(shapeOf(route.body?.() as Schema) ?? {}).filter((name) => !APART.includes(name));
  const saidOf = (value: Object$): Object$ => Object.fromEntries(said.map((name) => [name, value[name]]));
  if (before.quarantined === true) return html`<p class="note">所更正的推送已隔离，内容不再可见。</p>`;
  const own = { ...names, record: String(before.id) };
  const lines = differing(schema, { value: saidOf(before), names: own }, { value: saidOf(after), names });
  if (lines.length === 0) return html`<p class="note">内容与所更正的推送相同，没有改动。</p>`;
  return html`<section><h2>与所更正的推送相比，改动 ${lines.length} 处</h2>
${comparedTable(lines, { caption: '更正的内容', before: '原为', after: '更正为' })}</section>`;
}

/** The figures of the organisation as they stand, and as they would once that is accepted. */
export async function figureChanges(call: PageCall, { facts, names }: Reader, of: Foreseeable): Promise<Html> {
  const { foreseen } = await import('../../shared/reports/foreseen.ts');
  const found = await foreseen(call.desk, facts, of);
  if (!found) return html``;
  const circular = (await call.operation('readCircular').answers[200]?.schema?.()) as z.ZodType;
  const side = (value: OrganisationFigures): Side => ({ value: { ...value }, names });
  const lines = differing(itemSchema(circular, 'organisations'), side(found.before), side(found.after));
  const whose = orgName(facts.county, of.org);
  const { quarter, issueBy } = found;
  const until =
    of.id !== undefined &&
    html`<p class="note">先决定本件，才能印发${circularLink(quarter)}；印发期限 ${dayIn(issueBy.by, facts)}。</p>`;
  if (lines.length === 0) return html`${until}<p class="note">采纳后，${whose}在通报中的数据不变。</p>`;
  return html`${until}<section><h2>采纳后，${whose}在通报中的数据</h2>
${comparedTable(lines, { caption: '采纳后数据的变化', before: '现为', after: '采纳后为' })}</section>`;
}
