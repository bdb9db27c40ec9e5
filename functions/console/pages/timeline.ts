/** 时间线: all that happened around a party, a licence, an application or a project, as far as the reader may see it. */

import { html } from 'hono/html';
import { notFound, Problem } from '../../../shared/errors.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { kindNamed } from '../../../shared/exchange/run.ts';
import { load } from '../../../shared/exchange/work.ts';
import { containsIdentityNumber, maskIdentityNumbers } from '../../../shared/identity-number.ts';
import { DAY, formatInstant, startOfDay } from '../../../shared/time.ts';
import { bracketed } from '../../public/basis.ts';
import type { Html } from '../../public/layout.ts';
import { answered, furtherOf, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { dueOf, type Line, OPERATIONS } from '../kinds.ts';
import { lamp } from '../lamp.ts';
import { addressOf, queryShape } from '../list-filters.ts';
import type { Show } from '../own-page.ts';
import { slugOf } from '../paths.ts';
import type { Reader } from '../reader.ts';

const PATH = '/console/timeline';
const BY = ['party', 'licence', 'application', 'project'] as const;
const TITLES: Readonly<Record<(typeof BY)[number], string>> = {
  party: '相对人（统一社会信用代码）',
  licence: '证照或文书编号',
  application: '办件编号',
  project: '项目代码',
};

export const timeline: Show = async (call, reader) => {
  const said = call.query as Readonly<Record<string, string | undefined>>;
  const asked = BY.find((name) => name === said.by && said.q?.trim());
  const of = asked ? undefined : said.licenceOf;
  const by = of ? 'licence' : (asked ?? BY.find((name) => said[name]?.trim()));
  const value = of ? await numberOf(call, of) : by && String(asked ? said.q : said[by]).trim();
  const address = of ? { licenceOf: of } : { [by ?? 'party']: value };
  const found = value ? await eventsOf(call, reader, by as (typeof BY)[number], value, address).catch(unfit) : null;
  const events = found instanceof Problem ? null : found;
  // What holds an identity number is shown with stars, and not handed on.
  const shown = value && maskIdentityNumbers(value);
  const called = [events?.party, shown].filter((one) => one !== null && one !== undefined).join('　');
  const title = value ? `时间线：${called}` : '时间线';
  const content = html`<h1>${title}</h1>
<p class="soft">一个企业、一本证照、一次办件或一个项目，从受理、许可到监管、处理的全部记录，只含您可以查看的${bracketed(reader.names, '8')}。</p>
<form class="filters" action="${PATH}"><div class="side"><label>按 <select name="by">${BY.map(
    (name) => html`<option value="${name}"${name === by ? html` selected` : ''}>${TITLES[name]}</option>`,
  )}</select></label><input type="search" class="middle" name="q" maxlength="100" aria-label="编号" value="${shown === value ? (value ?? '') : ''}"><button>查看</button></div></form>
${found instanceof Problem ? misfit(found, by as (typeof BY)[number], String(shown)) : events?.shown}`;
  return { title, content };
};

/** What was typed does not fit: said in the page, which stays what it is. */
function unfit(error: unknown): Problem {
  if (error instanceof Problem && error.status === 422) return error;
  throw error;
}

/** Why, and the way of whoever knows the name alone: the search leads to the record, and that to its timelines. */
function misfit({ errors = [], message }: Problem, by: (typeof BY)[number], typed: string): Html {
  const why = errors.length > 0 ? errors.map(({ detail }) => detail) : [message];
  return html`<div class="alert" role="alert"><h2>没有查</h2><ul class="plain">${why.map((one) => html`<li>${TITLES[by]}：${one}</li>`)}</ul><p>只知道名称的，可以先<a href="${addressOf('/console/search', { q: typed })}">查找“${typed}”</a>，从记录中打开它的时间线。</p></div>`;
}

/** The number of the licence that a record names, as its reader sees it; 404 where there is none for him. */
async function numberOf(call: PageCall, id: string): Promise<string> {
  const record = /^[0-9a-f]{32}$/.test(id) ? await load(call.desk, id) : undefined;
  if (!record) throw notFound('该记录');
  const { body } = await ask(call, OPERATIONS.read(kindNamed(call.desk.kinds, record.kind)), { params: { id } });
  const number = licenceNumberIn(body);
  if (typeof number !== 'string') throw notFound('该证照');
  return number;
}

function licenceNumberIn(record: Readonly<Record<string, unknown>>): string | null | undefined {
  const licence = record.licence as { number?: string | null; documentNumber?: string | null } | null | undefined;
  return licence?.number ?? licence?.documentNumber;
}

/** The events, and of a party what it is called; `address`: what the pages that follow are asked for by. */
async function eventsOf(
  call: PageCall,
  { names, facts }: Reader,
  by: (typeof BY)[number],
  value: string,
  address: Record<string, string | undefined>,
): Promise<{ shown: Html; party: string | null }> {
  const { cursor } = call.query as { cursor?: string };
  const known = queryShape(call.operation('readTimeline'));
  const asked = Object.fromEntries(
    Object.entries({ [by]: value, cursor }).filter(([name, one]) => name in known && one),
  );
  const { body, schema } = await answered(call, 'readTimeline', { query: asked as Record<string, string> });
  const events = body.items as Line[];
  const rows = events.map((event): Line => {
    const kind = kindNamed(call.desk.kinds, String(event.kind));
    const words = kind.states[String(event.status)]?.label;
    return { ...event, state: event.status, status: words, text: event.text ?? '（已隔离）' };
  });
  const fields = [
    'text',
    ...(by === 'party' ? [] : ['party']),
    'number',
    'at',
    'stage',
    'label',
    'status',
    'from',
    'to',
  ];
  const shown = html`${tableOf(itemSchema(schema), rows, names, {
    ...{ fields, caption: '各环节的记录，新的在前', eachTitle: '期限' },
    link: ({ path, id }) => `/console/${slugOf(String(path))}/${id}`,
    each: (row) => dueOfEvent(call, { ...row, status: row.state }, facts),
    none: '没有您可以查看的记录。请核对编号，或换一种编号再查。',
  })}${furtherOf(PATH, address, body.next)}`;
  const party = by === 'party' ? events.find((event) => typeof event.party === 'string')?.party : null;
  return { shown, party: (party as string | undefined) ?? null };
}

/** How near its day is; of what is done the day, and whether it was late. */
function dueOfEvent({ desk }: PageCall, event: Line, facts: Facts): Html | '' {
  const kind = kindNamed(desk.kinds, String(event.kind));
  const { due } = event;
  if (typeof due !== 'string') return '';
  const said = dueOf(kind, { ...event, deadline: formatInstant(startOfDay(due) + DAY) });
  if (said.open) return lamp(said, facts);
  return said.late ? html`<span class="lamp late">▲ 超期 ${due}</span>` : html`${due}`;
}

/** Where the timelines of a record's own keys are; nothing where it has none. */
export function timelinesOf(record: Readonly<Record<string, unknown>>): Html {
  const party = record.party as { creditCode?: string } | null | undefined;
  const keys = {
    party: party?.creditCode,
    licence: licenceNumberIn(record),
    application: record.application,
    project: record.project,
  };
  const links = BY.flatMap((name) => {
    const value = keys[name];
    return typeof value === 'string' && value !== ''
      ? [html`<a href="${addressOf(PATH, keyOf(name, value, record.id))}">${SHORT[name]}</a> `]
      : [];
  });
  return links.length === 0 ? html`` : html`<p class="screen">时间线：${links}</p>`;
}

/** No identity number stands in an address: browsers and proxies keep these. The record is named in its place. */
function keyOf(name: string, value: string, id: unknown): Record<string, string> {
  return containsIdentityNumber(value) ? { licenceOf: String(id) } : { [name]: value };
}

const SHORT: typeof TITLES = { party: '该相对人', licence: '该证照', application: '该办件', project: '该项目' };
