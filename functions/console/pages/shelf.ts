/** A list of the API that is no kind's, as a page with the filters that its operation takes. */
import { html } from 'hono/html';
import * as z from 'zod';
import type { Html } from '../../public/layout.ts';
import { recordsIn } from '../answer-parts.ts';
import { type Columns, furtherOf, itemSchema, tableOf } from '../answer-table.ts';
import type { PageCall } from '../call.ts';
import { filterForm } from '../filter-form.ts';
import { filtered } from '../filtered.ts';
import { newKey, tokenField } from '../kept-form.ts';
import { namedRecords } from '../named-records.ts';
import type { Show } from '../own-page.ts';
import { accountsIn, withPeople } from '../people-named.ts';
import type { Reader } from '../reader.ts';

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
  /** Below the list. */
  after?(call: PageCall, reader: Reader): Html | Promise<Html>;
}

/** The page of a list, with the filters that its operation takes. */
export function shelf({ path, operation, title, about, each, after, asks, order, ...columns }: Shelf): Show {
  return async (call, reader) => {
    const route = call.operation(operation);
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
    const content = html`<h1>${title}${order && html` <span class="soft">${order}</span>`}</h1><p class="soft">${about}</p>
${route.query && filterForm(path, route, found, reader)}
${table}${furtherOf(path, filters, body.next)}${await after?.(call, reader)}`;
    return { title, content };
  };
}

/** A button that does something by itself. */
export function button(call: PageCall, action: string, words: string, look = 'second'): Html {
  return html`<form method="post" action="${action}">${tokenField(call.session)}<input type="hidden" name="key" value="${newKey(call.platform.ports.random)}"><button class="${look}">${words}</button></form>`;
}
