/** A list of the API that is no kind's, as a page with the filters that its operation takes. */
import { html } from 'hono/html';
import * as z from 'zod';
import { deskInSteps } from '../../../shared/exchange/desk.ts';
import { formatInstant } from '../../../shared/time.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { fieldAt, recordsIn, valueAt } from '../answer-parts.ts';
import { type Columns, furtherOf, headOf, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { allLines, titleOf } from '../export.ts';
import { filterForm } from '../filter-form.ts';
import { type Filtered, filtered } from '../filtered.ts';
import { furtherColumns } from '../further-columns.ts';
import { icon } from '../icons.ts';
import { newKey, tokenField } from '../kept-form.ts';
import { type Address, addressOf, plainAddress, queryOf } from '../list-filters.ts';
import { namedRecords } from '../named-records.ts';
import type { Show } from '../own-page.ts';
import { accountsIn, withPeople } from '../people-named.ts';
import { type Reader, readerOf } from '../reader.ts';
import { moment, wordsOf } from '../words.ts';
import { workbookAnswer } from '../workbook.ts';

export interface Shelf extends Omit<Columns, 'caption' | 'each'> {
  readonly path: string;
  readonly operation: string;
  readonly title: string;
  /** What the list is, and by which article. */
  readonly about: string;
  /** What can be done with a row. */
  each?(call: PageCall, row: Readonly<Record<string, unknown>>): Html | '';
  /** What the page asks of the operation beside its filters. */
  readonly asks?: Readonly<Record<string, string>>;
  /** In which order the list stands; said beside its title. */
  readonly order?: string;
  /** True where it says how many there are, and is had as a workbook at its path with `/export`. */
  readonly counted?: true;
  /** Below the list. */
  after?(call: PageCall, reader: Reader): Html | Promise<Html>;
}

/** The page of a list, with the filters that its operation takes. */
export function shelf({ path, operation, title, about, each, after, asks, order, counted, ...columns }: Shelf): Show {
  return async (call, reader) => {
    const route = call.operation(operation);
    const plain = plainAddress(path, call.query as Address, route);
    if (plain !== null) return { title, content: html``, elsewhere: plain };
    const found = await filtered(call, route, null, () => ({ params: call.params, ...(asks && { query: asks }) }));
    const { filters, body } = found;
    const item = itemSchema((await route.answers[200]?.schema?.()) as never);
    const records = await namedRecords(call, recordsIn(item, body.items));
    const known = { ...reader.names, org: call.params.org ?? reader.names.org, records };
    const names = await withPeople(call, known, accountsIn(z.array(item), body.items));
    const table = tableOf(item, body.items, names, {
      ...columns,
      caption: order ? `${title}，${order}` : title,
      ...(each && { each: (row) => each(call, row) }),
    });
    const more =
      counted &&
      html`<a href="${addressOf(`${path}/export`, { ...filters, cursor: undefined })}">${icon('sheet')}导出 Excel</a><a href="${addressOf(path, filters)}" data-print hidden>${icon('print')}打印</a>`;
    const count = counted ? ` ${await countOf(call, operation, found)}` : '';
    const content = html`<h1>${title}${count}${order && html` <span class="soft">${order}</span>`}</h1><p class="soft">${about}</p>
${counted && html`<p class="paper">${reader.orgName}　${call.actor.name} 打印于 ${moment(formatInstant(reader.facts.now))}</p>`}${route.query && filterForm(path, route, found, reader, more || '')}
${table}${furtherOf(path, filters, body.next)}${await after?.(call, reader)}`;
    return { title, content };
  };
}

/** How many its filters find: of more than a page as far as `COUNTED`. */
async function countOf(call: PageCall, operation: string, { asked, body, query }: Filtered): Promise<string> {
  if (query.cursor === undefined && body.next === null) return `${body.items.length} 件`;
  const { cursor: _cursor, ...rest } = asked.query ?? {};
  let found = 0;
  let cursor: string | undefined;
  do {
    const { body: page } = await ask(call, operation, { ...asked, query: { ...rest, limit: '200', cursor } });
    found += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found < COUNTED);
  return `${found} 件${cursor === undefined ? '' : '以上'}`;
}

const COUNTED = 1000;

/** The same list as a workbook, all that its filters find. */
export function shelfExport({ path, operation, title, asks, fields }: Shelf): (call: PageCall) => Promise<Answer> {
  return async (asked) => {
    const call = { ...asked, desk: deskInSteps(asked.desk) };
    const route = call.operation(operation);
    const { cursor: _cursor, ...query } = queryOf(call.query as Address, route, call.actor, null);
    const [reader, schema] = await Promise.all([readerOf(call, ''), route.answers[200]?.schema?.()]);
    const { lines, whole } = await allLines(call, operation, { ...query, ...asks });
    const item = itemSchema(schema as never);
    const further = furtherColumns(item, lines, fields, reader.names);
    const head = [...fields.map((field) => headOf(item, field)), ...further.head];
    const rows = lines.map((line) => {
      const names = typeof line.org === 'string' ? { ...reader.names, org: line.org } : reader.names;
      const cells = fields.map((path) => {
        const field = fieldAt(item, path);
        return field ? wordsOf(field, valueAt(line, path), names) : '';
      });
      return [...cells, ...further.cells(line)];
    });
    const day = formatInstant(reader.facts.now).slice(0, 10);
    const sheet = {
      sheet: title,
      title: titleOf(call, reader, title, lines.length, whole),
      head,
      rows,
      onPaper: fields.length,
    };
    return workbookAnswer(sheet, { plain: path.split('/').at(-1) ?? 'list', name: `${title}-${day}` });
  };
}

/** A button that does something by itself. */
export function button(call: PageCall, action: string, words: string, look = 'second'): Html {
  return html`<form method="post" action="${action}">${tokenField(call.session)}<input type="hidden" name="key" value="${newKey(call.platform.ports.random)}"><button class="${look}">${words}</button></form>`;
}
