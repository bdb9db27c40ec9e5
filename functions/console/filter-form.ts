/** The filters of a list as people see them: a form above the table, and of each that is set a chip to take it away. */
import { html } from 'hono/html';
import { orgName } from '../../shared/county.ts';
import type { Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';
import type { Filtered } from './filtered.ts';
import { icon } from './icons.ts';
import { ALL, addressOf, filterFields, isSet, without } from './list-filters.ts';
import type { Reader } from './reader.ts';

/** Where the script asks for matters that the browser then proposes. */
export const MATTERS = '/console/matters';

/** Filters, as they stand in the address of a page. */
export type Set = Pick<Filtered, 'filters'> & Partial<Pick<Filtered, 'wrong' | 'called'>>;

/** The form of the filters, and a chip to take away each that is set. `path`: of the page. */
export function filterForm(path: string, route: Route, set: Set, reader: Reader, more: Html | '' = ''): Html {
  const { filters } = set;
  const fields = filterFields(route);
  const simple = fields.filter(({ shape }) => shape === 'choice' || shape === 'section');
  const typed = fields.filter(({ shape }) => shape !== 'choice' && shape !== 'section');
  const kept = ['box', 'standing', 'org'].filter((name) => filters[name] !== undefined);
  const unfolded = typed.some((field) => isSet(filters, field));
  const wrong = set.wrong ?? [];
  return html`<div class="filters"><details class="fold"${wrong.length > 0 ? html` open` : ''}><summary>${icon('list')}筛选与导出</summary><form action="${path}" aria-label="筛选">${kept.map(
    (name) => html`<input type="hidden" name="${name}" value="${filters[name]}">`,
  )}${simple.map((field) => filterControl(field, set, reader))}${
    typed.length > 0 &&
    html`<details${unfolded ? html` open` : ''}><summary>更多条件</summary><div class="side">${typed.map((field) => filterControl(field, set, reader))}</div></details>`
  }<button class="second">筛选</button><span class="side">${more}</span></form></details></div>${
    wrong.length > 0 &&
    html`<div class="alert" role="alert"><h2>筛选条件需要修改</h2><ul class="plain">${wrong.map((one) => html`<li>${wrongWords(fields, one)}</li>`)}</ul></div>`
  }${chips(path, fields, set, reader)}`;
}

/** What does not fit, with a link to its control where it has one. */
function wrongWords(fields: readonly Field[], { pointer, detail }: NonNullable<Set['wrong']>[number]): Html {
  const field = fields.find(({ name }) => pointer === `?${name}`);
  return field ? html`<a href="#by-${field.name}">${field.title}：${detail}</a>` : html`${detail}`;
}

/** Every filter that is set, with a way to be without it. */
function chips(path: string, fields: readonly Field[], { filters, called }: Set, reader: Reader): Html {
  const set = fields.filter((field) => isSet(filters, field));
  const { org } = filters;
  if (set.length === 0 && org === undefined) return html``;
  return html`<ul class="chips"><li class="soft">已筛选：</li>${org !== undefined && html`<li><a href="${addressOf(path, { ...filters, org: undefined })}">单位：${orgName(reader.facts.county, org)} <span aria-hidden="true">×</span><span class="unseen">，去掉</span></a></li>`}${set.map(
    (field) => {
      const { name, title } = field;
      const away = addressOf(path, without(filters, name));
      const value = filters[name] ?? '';
      const words = (field.shape === 'matter' && called?.get(value)) || wordsOf(field, value, reader);
      return html`<li><a href="${away}">${title}：${words} <span aria-hidden="true">×</span><span class="unseen">，去掉</span></a></li>`;
    },
  )}</ul>`;
}

function filterControl(field: Field, { filters, wrong = [], called }: Set, reader: Reader): Html {
  const { name, title, shape } = field;
  const chosen = filters[name] === ALL ? '' : (filters[name] ?? '');
  const id = `by-${name}`;
  const pairs = pairsOf(field, reader);
  if (!pairs) {
    const known = shape === 'matter' ? called?.get(chosen) : undefined;
    const asks =
      shape === 'matter'
        ? html` list="matters" data-matters="${MATTERS}" autocomplete="off" placeholder="编码，或名称中的几个字"`
        : '';
    const kind = shape === 'date' ? 'date' : 'text';
    const isWrong = wrong.some(({ pointer }) => pointer === `?${name}`);
    return html`<div><label for="${id}">${title}</label><input type="${kind}" id="${id}" name="${name}" value="${known ? `${chosen} ${known}` : chosen}"${asks}${isWrong && html` aria-invalid="true"`}></div>`;
  }
  const options = pairs.map(
    ([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`,
  );
  return html`<div><label for="${id}">${title}</label><select id="${id}" name="${name}"><option value="${ALL}">不限</option>${options}</select></div>`;
}

/** What a filter lets choose from; null where it is written. */
function pairsOf({ shape, words = {} }: Field, reader: Reader): [string, string][] | null {
  if (shape === 'choice') return Object.entries(words);
  if (shape === 'section') return sectionsOf(reader);
  const { county, people } = reader.choices;
  if (shape === 'person') return people.map(({ account, name }) => [account, name]);
  return shape === 'organisation' ? county.organisations.map(({ code, name }) => [code, name]) : null;
}

function sectionsOf({ choices: { county, own } }: Reader): [string, string][] {
  const mine = county.organisations.find(({ code }) => code === own)?.sections ?? [];
  return [['mine', '我的科室'], ...mine.map(({ code, name }): [string, string] => [code, name])];
}

function wordsOf(field: Field, value: string, reader: Reader): string {
  return pairsOf(field, reader)?.find(([code]) => code === value)?.[1] ?? value;
}
