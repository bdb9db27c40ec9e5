/**
 * 查找 in records of all kinds: by the number of a document, a licence, an application or a project, each by an index of
 * its own; and by words of their titles in what the reader's organisation got and sent within a year or so.
 */

import { html } from 'hono/html';
import { comparedForm } from '../../shared/compared-number.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { openPartition, quarterPartition } from '../../shared/exchange/item.ts';
import { quartersBack } from '../../shared/exchange/list.ts';
import { documentPartition, numberOf } from '../../shared/exchange/numbered.ts';
import { calledOf, headingOf } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load, settled } from '../../shared/exchange/work.ts';
import { valuesAt } from '../../shared/pages.ts';
import { plainName } from '../../shared/pushes/party-name.ts';
import { addDays, civilDateOf, formatInstant } from '../../shared/time.ts';
import { noteReading } from '../audit/noting.ts';
import { from as fromAnswer, to as toAnswer } from '../http/answer-fields.ts';
import type { Html } from '../public/layout.ts';
import { ask, unless } from './ask.ts';
import type { PageCall } from './call.ts';
import { addressOf } from './list-filters.ts';
import { pathOf } from './paths.ts';
import type { Reader } from './reader.ts';
import { moment, wordsOf } from './words.ts';

/** What a number may be, whose whole story the timeline tells. */
const NUMBERS = { licence: '证照或文书编号', application: '办件编号', project: '项目代码' } as const;
/** Records that are shown; of each partition those that are looked at; and of all for their titles. */
const [SHOWN, OF_EACH, LOOKED_AT] = [50, 100, 1000];
/** Days back from which on titles are looked through. */
const BACK = 365;

/** Where the timelines of a number are, and its records; `pushes`: those that the page shows already. */
export async function recordsOf(
  call: PageCall,
  reader: Reader,
  asked: string,
  pushes: ReadonlySet<string>,
): Promise<Html | null> {
  const [timelines, numbered] = await Promise.all([timelinesOf(call, asked), byNumber(call, asked)]);
  const ids = [...new Set([...timelines.flatMap(({ ids: found }) => found), ...numbered])].filter(
    (id) => !pushes.has(id),
  );
  const exact = await seenOf(call, reader.facts, ids.slice(0, SHOWN));
  const found = exact.length > 0 || pushes.size > 0 ? exact : await byTitle(call, reader.facts, asked);
  if (timelines.length === 0 && found.length === 0) return null;
  const links = timelines.map(({ link }) => link);
  return html`${links.length > 0 && html`<ul>${links}</ul>`}${found.length > 0 && table(call, reader, found)}`;
}

/** Of each thing that the number is of: a link to its timeline, and the records in it. */
async function timelinesOf(call: PageCall, asked: string): Promise<{ link: Html; ids: string[] }[]> {
  const each = Object.entries(NUMBERS).map(async ([by, title]) => {
    // What fits no such number finds nothing; that is no fault.
    const told = await unless([422], ask(call, 'readTimeline', { query: { [by]: asked, limit: String(SHOWN) } }));
    const ids = ((told?.body.items ?? []) as { id: string }[]).map(({ id }) => id);
    const link = html`<li><a href="${addressOf('/console/timeline', { [by]: asked })}">${title} ${asked} 的时间线</a></li>`;
    return ids.length === 0 ? [] : [{ link, ids }];
  });
  return (await Promise.all(each)).flat();
}

/** The ids of records whose documents have that number. */
async function byNumber({ desk }: PageCall, asked: string): Promise<string[]> {
  const partition = documentPartition(desk.jurisdiction, await comparedForm(desk, asked));
  const entries = await desk.ports.store.query('document', partition, { limit: SHOWN, descending: true });
  return (
    (await valuesAt(
      desk.ports.store,
      entries.map(({ key }) => key),
    )) as Exchange[]
  ).map(({ id }) => id);
}

/** Those that the reader may see, as they are now; that they are shown is noted as of a list. */
async function seenOf(call: PageCall, facts: Facts, ids: readonly string[]): Promise<Exchange[]> {
  const found = await Promise.all(ids.map((id) => load(call.desk, id, facts)));
  const seen = found.filter((one) => one !== undefined && sightOf(one, call.actor) !== null) as Exchange[];
  await noteReading(call, 'list', seen, facts);
  return seen;
}

/** Of kinds with few records what has the words in its title, newest first. */
async function byTitle(call: PageCall, facts: Facts, asked: string): Promise<Exchange[]> {
  const { desk, actor } = call;
  const plain = plainName(asked);
  if ([...plain].length < 2) return [];
  const today = civilDateOf(facts.now);
  const quarters = quartersBack(today, addDays(today, -BACK));
  const places = [...desk.kinds.values()].flatMap(({ kind, many }) => {
    if (many) return [];
    const closed = quarters.flatMap((quarter) => {
      const partition = quarterPartition(desk.jurisdiction, actor.org, kind, quarter);
      return [{ index: 'in', partition } as const, { index: 'out', partition } as const];
    });
    return [{ index: 'in', partition: openPartition(desk.jurisdiction, actor.org, kind) } as const, ...closed];
  });
  const { store } = desk.ports;
  const entries = await Promise.all(
    places.map(({ index, partition }) => store.query(index, partition, { limit: OF_EACH, descending: true })),
  );
  const keys = [...new Set(entries.flat().map(({ key }) => key))].slice(0, LOOKED_AT);
  const named = ((await valuesAt(store, keys)) as Exchange[]).filter(
    (one) => sightOf(one, actor) !== null && plainName(headingOf(kindNamed(desk.kinds, one.kind), one)).includes(plain),
  );
  const newest = named.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, SHOWN);
  const found = await Promise.all(newest.map((one) => settled(desk, one, facts)));
  await noteReading(call, 'list', found, facts);
  return found;
}

function table({ desk }: PageCall, { names }: Reader, found: readonly Exchange[]): Html {
  const rows = found.map((exchange) => {
    const kind = kindNamed(desk.kinds, exchange.kind);
    const { id, state, createdAt, from, to } = exchange;
    const cells = [
      [kind.label, '种类'],
      [kind.states[state]?.label ?? '', '状态'],
      [numberOf(kind, exchange) ?? '', '文书号或证照编号'],
      [wordsOf(fromAnswer, { org: from }, { ...names, org: null }), '发出单位'],
      [to === null ? '' : wordsOf(toAnswer, { org: to }, { ...names, org: null }), '接收单位'],
      [moment(formatInstant(createdAt)), '时间'],
    ] as const;
    return html`<tr><td data-label="记录"><a class="t" href="${pathOf(kind)}/${id}">${calledOf(kind, exchange)}</a></td>${cells.map(
      ([words, title]) =>
        html`<td data-label="${title}"${words === '' ? html` class="blank"` : ''}>${words || '—'}</td>`,
    )}</tr>
`;
  });
  const heads = ['记录', '种类', '状态', '文书号或证照编号', '发出单位', '接收单位', '时间'];
  return html`<h2>各类记录 ${found.length} 件</h2><table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}
