/**
 * 查找, from every page: pushes by credit code, document number or reference where it is one, else by the party's name;
 * and records of all kinds by the numbers and the words of their titles (`search-records.ts`).
 */

import { html } from 'hono/html';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load, settled } from '../../shared/exchange/work.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { namesWith } from '../../shared/pushes/party-names.ts';
import { noteReading } from '../audit/noting.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { ask, unless } from './ask.ts';
import type { PageCall } from './call.ts';
import { columnsOf, dueOf, type Line, lineSchema, OPERATIONS } from './kinds.ts';
import { lamp } from './lamp.ts';
import { addressOf, pageOf, queryShape } from './list-filters.ts';
import { cellOf } from './list-table.ts';
import { pageAnswer, seeOther } from './page.ts';
import { pathOf } from './paths.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { recordsOf } from './search-records.ts';

const PATH = '/console/search';
/** By what exact index a search asks, in this order; a name is asked for where none of them finds anything. */
const EXACT = ['party', 'documentNumber', 'reference'] as const;
/** Companies that the government office is shown of a name. */
const COMPANIES = 50;
const BOXES = ['in', 'out'] as const;

/** The page of a search. */
export async function search(call: PageCall): Promise<Answer> {
  const { q } = call.query as { q?: unknown };
  const asked = (typeof q === 'string' ? q : '').trim().slice(0, 100);
  // The number that each record's page shows, or its address, leads to the record.
  const [id] = /[0-9a-f]{32}/.exec(asked.toLowerCase()) ?? [];
  const named = id === undefined ? undefined : await load(call.desk, id);
  if (named && sightOf(named, call.actor) !== null) return seeOther(`/console/records/${named.id}`);
  const reader = await readerOf(call, PATH);
  const title = asked === '' ? '查找' : `查找“${asked}”`;
  const found = asked === '' ? html`` : await foundFor(call, reader, asked);
  const content = html`<h1>${title}</h1>
<form class="filters" action="${PATH}"><label for="q">企业名称或标题中的字（两个字以上）、统一社会信用代码、证照编号、文书号、办件编号、项目代码、来源编号或记录编号</label><div class="side"><input type="search" class="middle" id="q" name="q" value="${asked}"><button>查找</button></div></form>
${found}`;
  return pageAnswer(framed(call, reader, { title, content, here: PATH }));
}

/** The kinds whose lists are searched are those whose API says by what. */
async function foundFor(call: PageCall, reader: Reader, asked: string): Promise<Html> {
  const kinds = [...call.desk.kinds.values()].filter(
    (kind) => queryShape(call.operation(OPERATIONS.list(kind))).name !== undefined,
  );
  const tables = await Promise.all(kinds.map((kind) => foundOf(call, reader, kind, asked)));
  const pushes = new Set(tables.flatMap((one) => one?.ids ?? []));
  const [records, companies] = await Promise.all([recordsOf(call, reader, asked, pushes), companiesOf(call, asked)]);
  const found = [companies, records, ...tables.map((one) => one?.shown ?? null)];
  if (found.some((one) => one !== null)) return html`${found}`;
  const short = [...asked].length < 2 ? '名称至少填写两个字。' : '';
  return html`<p class="empty">没有找到与“${asked}”有关的记录。${short}按标题只查本单位近一年收到和发出的。请核对，或换一种写法再查。</p>`;
}

/** The government office sees all of the county (art. 25): companies of that name, whoever has pushes of them. */
async function companiesOf(call: PageCall, asked: string): Promise<Html | null> {
  const { desk, actor } = call;
  if (!actor.roles.includes('government-office') || [...asked].length < 2) return null;
  const [facts, names] = await Promise.all([desk.facts(), namesWith(desk, asked)]);
  const { store } = desk.ports;
  const newest = (names?.partitions ?? []).slice(0, COMPANIES).map(async (partition) => {
    const [entry] = await store.query('party', partition, { limit: 1, descending: true });
    const push = entry && ((await store.get(entry.key))?.value as Exchange | undefined);
    return push ? [await settled(desk, push, facts)] : [];
  });
  const pushes = (await Promise.all(newest)).flat() as Exchange<PushBody>[];
  const named = pushes.filter(({ body }) => body.party?.creditCode);
  if (named.length === 0) return null;
  await noteReading(call, 'list', named, facts);
  const parties = named.map(({ body }) => body.party);
  return html`<h2>全县的企业和单位</h2>${partiesOf(parties.map((party) => ({ party })))}`;
}

/** The records of a kind that are found, as its list shows them. */
async function foundOf(
  call: PageCall,
  reader: Reader,
  kind: AnyKind,
  asked: string,
): Promise<{ shown: Html; ids: string[] } | null> {
  const exact = (await Promise.all(EXACT.map((by) => listed(call, kind, { [by]: exactly(by, asked) })))).flat();
  const lines = exact.length > 0 ? exact : await listed(call, kind, { name: asked });
  const known = [...new Map(lines.map((line) => [String(line.id), line])).values()];
  if (known.length === 0) return null;
  const schema = await lineSchema(call, kind);
  const columns = columnsOf(kind, 'in');
  const rows = known.map((line) => {
    const link = columns.find((column) => column.link);
    const heading = (link && cellOf(schema, link, line, reader.names)) || String(line.heading ?? kind.label);
    const cells = columns.map((column) => {
      const words = cellOf(schema, column, line, reader.names);
      return column === link
        ? html`<td data-label="${column.title}"><a class="t" href="${pathOf(kind)}/${line.id}">${heading}</a></td>`
        : html`<td data-label="${column.title}"${words === '' ? html` class="blank"` : ''}>${words || '—'}</td>`;
    });
    return html`<tr><td class="keep" data-label="期限">${lamp(dueOf(kind, line), reader.facts)}</td>${cells}</tr>
`;
  });
  const ids = known.map(({ id }) => String(id));
  const shown = html`<h2>${kind.label} ${known.length} 件</h2>${partiesOf(known)}<table class="cards"><thead><tr><th scope="col">期限</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
  return { shown, ids };
}

/** Each company that was found, with where its whole timeline is. */
function partiesOf(lines: readonly Line[]): Html {
  const parties = lines.map(({ party }) => party as { name?: string; creditCode?: string } | null | undefined);
  const named = new Map(parties.flatMap((party) => (party?.creditCode ? [[party.creditCode, party.name]] : [])));
  const links = [...named].map(
    ([code, name]) => html`<li><a href="${addressOf('/console/timeline', { party: code })}">${name} 的时间线</a></li>`,
  );
  return links.length === 0 ? html`` : html`<ul>${links}</ul>`;
}

/** What fits no such number finds nothing; that is no fault. */
async function listed(call: PageCall, kind: AnyKind, by: Record<string, string>): Promise<Line[]> {
  const sides = await Promise.all(
    BOXES.map(async (box) => {
      const id = OPERATIONS.list(kind);
      const query = { ...by, ...pageOf(call.operation(id)), box, limit: '50' };
      return ((await unless([422], ask(call, id, { query })))?.body.items ?? []) as Line[];
    }),
  );
  return sides.flat();
}

/** Credit codes are compared as they are written: in capitals, without blanks. */
function exactly(by: (typeof EXACT)[number], asked: string): string {
  return by === 'party' ? asked.normalize('NFKC').replace(/\s/gu, '').toUpperCase() : asked;
}
