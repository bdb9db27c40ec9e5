/**
 * The filters of a list, from the query that its API route takes: they stand in the address, are kept on the way back, and
 * each can be taken away. What a page begins with (its own open work, of one's own sections) stands there, too.
 */
import { html } from 'hono/html';
import type * as z from 'zod';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { type Field, fieldsOf } from './fields.ts';
import { icon } from './icons.ts';
import type { Reader } from './reader.ts';
import { inputOf } from './reading.ts';

/** What the address of a list says. */
export type Address = Readonly<Record<string, string>>;

/** Filters that no control asks for: tabs, pages, and what machines ask by. */
const APART = new Set(['box', 'standing', 'org', 'limit', 'cursor', 'updatedSince', 'detail', 'order']);
/** What a filter says that is to be none: it stands in the address, so that the page does not begin anew. */
const ALL = 'all';

/** The query of the API's route that an address means, with what the page begins with. */
export function queryOf(address: Address, route: Route, actor: Actor, kind: AnyKind | null): Record<string, string> {
  const known = new Set(Object.keys(queryShape(route)));
  const said = Object.fromEntries(
    Object.entries({ ...beginning(address, actor, kind, known), ...address }).filter(
      ([name, value]) => known.has(name) && typeof value === 'string' && value.trim() !== '' && value !== ALL,
    ),
  );
  const typed = inputOf(
    filterFields(route).filter(({ shape }) => shape !== 'section' && shape !== 'choice'),
    new URLSearchParams(said),
  );
  return {
    ...said,
    ...(Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)])) as Address),
  };
}

/** Open work, and of whoever has some sections alone that of those. */
function beginning(address: Address, { sections }: Actor, kind: AnyKind | null, known: Set<string>): Address {
  const { box = 'in', standing, status } = address;
  if (box !== 'in') return {};
  const sends = kind !== null && standing === undefined && status === undefined && known.has('standing');
  return { ...(sends && { standing: 'open' }), ...(sections !== 'all' && known.has('section') && { section: 'mine' }) };
}

/** What a page asks of a list beside its filters: whole records, where it may choose, and one side of it. */
export function wholeOf(route: Route, { box = 'in' }: Address = {}): Record<string, string> {
  const shape = queryShape(route);
  return { ...('detail' in shape && { detail: 'whole' }), ...('box' in shape && { box }) };
}

/** The form of the filters, and a chip to take away each that is set. `path`: of the page. */
export function filterForm(path: string, route: Route, query: Address, reader: Reader, more: Html | '' = ''): Html {
  const fields = filterFields(route);
  const simple = fields.filter(({ shape }) => shape === 'choice' || shape === 'section');
  const typed = fields.filter(({ shape }) => shape !== 'choice' && shape !== 'section');
  const kept = ['box', 'standing'].flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]] as const]));
  const isSet = typed.some(({ name }) => query[name] !== undefined);
  return html`<div class="filters"><details class="fold"><summary>${icon('list')}筛选与导出</summary><form action="${path}" aria-label="筛选">${kept.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${simple.map((field) => filterControl(field, query, reader))}${
    typed.length > 0 &&
    html`<details${isSet ? html` open` : ''}><summary>更多条件</summary><div class="side">${typed.map((field) => filterControl(field, query, reader))}</div></details>`
  }<button class="second">筛选</button><span class="side">${more}</span></form></details></div>${chips(path, fields, query, reader)}`;
}

/** Every filter that is set, with a way to be without it. */
function chips(path: string, fields: readonly Field[], query: Address, reader: Reader): Html {
  const set = fields.filter(({ name }) => query[name] !== undefined);
  if (set.length === 0) return html``;
  return html`<ul class="chips"><li class="soft">已筛选：</li>${set.map((field) => {
    const without = addressOf(path, { ...query, [field.name]: ALL });
    return html`<li><a href="${without}">${field.title}：${wordsOf(field, query[field.name] ?? '', reader)} <span aria-hidden="true">×</span><span class="unseen">，去掉</span></a></li>`;
  })}</ul>`;
}

function filterControl(field: Field, query: Address, reader: Reader): Html {
  const { name, title } = field;
  const chosen = query[name] ?? '';
  const id = `by-${name}`;
  const pairs =
    field.shape === 'section'
      ? sectionsOf(reader)
      : field.shape === 'choice'
        ? Object.entries(field.words ?? {})
        : null;
  if (!pairs)
    return html`<div><label for="${id}">${title}</label><input type="text" id="${id}" name="${name}" value="${chosen}"></div>`;
  const options = pairs.map(
    ([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`,
  );
  return html`<div><label for="${id}">${title}</label><select id="${id}" name="${name}"><option value="${ALL}">不限</option>${options}</select></div>`;
}

function sectionsOf({ choices: { county, own } }: Reader): [string, string][] {
  const mine = county.organisations.find(({ code }) => code === own)?.sections ?? [];
  return [['mine', '我的科室'], ...mine.map(({ code, name }): [string, string] => [code, name])];
}

function wordsOf(field: Field, value: string, reader: Reader): string {
  if (field.shape === 'section') return sectionsOf(reader).find(([code]) => code === value)?.[1] ?? value;
  return field.words?.[value] ?? value;
}

/** An address with its query; what is not said is left out. */
export function addressOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value);
  return search.size === 0 ? path : `${path}?${search}`;
}

function filterFields(route: Route): readonly Field[] {
  return fieldsOf(route.query?.() as never).filter(({ name }) => !APART.has(name));
}

/** The fields of the query that a route takes. */
export function queryShape(route: Route): Readonly<Record<string, z.ZodType>> {
  const query = route.query?.() as unknown as { shape: Readonly<Record<string, z.ZodType>> } | undefined;
  return query?.shape ?? {};
}
