/**
 * The controls of a form, from its fields: native ones alone, each with its label, its hint and what is wrong with it.
 * What was typed stands in them again.
 */
import { html } from 'hono/html';
import { hasOneOf } from '../../shared/exchange/exchange.ts';
import type { Html } from '../public/layout.ts';
import { none, oneOf, options, select, someOf } from './choosing.ts';
import type { Field } from './fields.ts';
import { files, oneFile } from './file-controls.ts';
import { keepPhrase } from './kept-phrase.ts';
import { described, type FormState, fieldset, hint, idOf, must, why, wrongAt } from './labelled.ts';
import { matterInput, matters, proposedMatters } from './matter-controls.ts';
import { moreOf, moreRows } from './more-rows.ts';
import { wallClock } from './plain-reading.ts';
import { rowsIn } from './reading.ts';

/** Rows that stand ready to be filled in, beyond those that are. */
const SPARE_ROWS = 2;
/** More entries than these are folded away until they are asked for. */
const FOLDED_FROM = 2;

/** All controls of a form, with the lists that they propose from. */
export function controls(fields: readonly Field[], state: FormState): Html {
  const asksPerson = fields.some(({ shape }) => shape === 'person');
  const handles = fields.some(({ handles }) => handles);
  const people = handles ? handlersAmong(state.choices.people) : state.choices.people;
  return html`${fields.map((field) => control(field, state, field.name))}${
    asksPerson &&
    html`<datalist id="people">${people.map(({ account, name }) => html`<option value="${account}">${name}</option>`)}</datalist>`
  }${proposedMatters(state.choices)}`;
}

/** Those to whom work can be given; all where their roles are not known. */
function handlersAmong(people: FormState['choices']['people']): FormState['choices']['people'] {
  return people.filter(({ roles }) => roles === undefined || hasOneOf(roles, ['officer', 'section-head']));
}

function control(field: Field, state: FormState, at: string): Html {
  const { shape, fields = [] } = field;
  if (field.carried) return carried(state, at);
  if (shape === 'group') return group(field, fields, state, at);
  if (shape === 'rows' || shape === 'entries') return rows(field, fields, state, at);
  if (shape === 'yes-no') return yesNo(field, state, at);
  if (TICKED.includes(shape)) return someOf(field, state, at);
  if (shape === 'matters') return matters(field, state, at);
  if (shape === 'lines' && field.all) return allOrLines(field, field.all, state, at);
  if (shape === 'files') return files(field, state, at);
  if (shape === 'records') return records(field, state, at);
  const wrong = wrongAt(state, at, true);
  const id = idOf(at);
  return html`<div class="field${wrong.length > 0 ? ' wrong' : ''}"><label class="label" for="${id}">${field.title}${must(field)}</label>${hint(field, id)}${why(wrong, id)}${input(field, state, at)}</div>`;
}

/** What is wrong with it is said in its place; sent again, it is filled in anew. */
function carried(state: FormState, at: string): Html {
  const wrong = wrongAt(state, at, true);
  if (wrong.length > 0)
    return html`<div class="field wrong" id="${idOf(at)}" tabindex="-1">${why(wrong, idOf(at))}</div>`;
  const value = state.sent.get(at) ?? '';
  return html`${value !== '' && html`<input type="hidden" name="${at}" value="${value}">`}`;
}

const TICKED: readonly Field['shape'][] = ['choices', 'organisations', 'sections', 'targets'];

function input(field: Field, state: FormState, at: string): Html {
  const value = state.sent.get(at) ?? '';
  const { shape } = field;
  const about = described(field, state, at);
  switch (shape) {
    case 'text':
      return html`<textarea id="${idOf(at)}" name="${at}" rows="4"${about}>${value}</textarea>${phrases(field, state, at)}`;
    case 'lines':
      return html`<textarea id="${idOf(at)}" name="${at}" rows="3"${about}>${value}</textarea>`;
    case 'choice':
    case 'whether':
    case 'organisation':
    case 'section':
    case 'target':
      return oneOf(field, state, at, about);
    case 'date':
      return html`<input type="date" class="short" id="${idOf(at)}" name="${at}" value="${value}"${about}>`;
    case 'time':
      return html`<input type="datetime-local" id="${idOf(at)}" name="${at}" value="${wallClock(value)}"${about}>`;
    case 'whole':
      return html`<input type="text" class="short" inputmode="numeric" id="${idOf(at)}" name="${at}" value="${value}"${about}>`;
    case 'file':
      return oneFile(field, state, at);
    case 'record':
      return recordInput(field, state, at);
    case 'matter':
      return matterInput(idOf(at), at, value, about);
    case 'person':
      return html`<input type="text" class="middle" list="people" id="${idOf(at)}" name="${at}" value="${value}"${about}>`;
    default:
      return html`<input type="text" class="${shape === 'line' ? 'long' : 'middle'}" id="${idOf(at)}" name="${at}" value="${value}"${about}>`;
  }
}

/** A choice among the records of the kinds that are meant; where any may be, one that waits, or an address pasted. */
function recordInput({ kinds, required, ...field }: Field, state: FormState, at: string): Html {
  const value = state.sent.get(at) ?? '';
  const about = described({ ...field, required }, state, at);
  const given = state.choices.offered;
  const known = given ?? offeredOf({ kinds, offers: field.offers }, state);
  if (!kinds && !given) {
    const list = `${idOf(at)}-known`;
    return html`${calledNow(state, value)}<input type="text" class="long" id="${idOf(at)}" name="${at}" list="${list}" value="${value}"${about}><datalist id="${list}">${known.map(({ id, words }) => html`<option value="${id}">${words}</option>`)}</datalist>`;
  }
  // What is named and no longer offered stays named.
  const other = { id: value, words: state.choices.called?.get(value) ?? value };
  const offered = value === '' || known.some(({ id }) => id === value) ? known : [other, ...known];
  const pairs = offered.map(({ id, words }): [string, string] => [id, words]);
  return select(at, about, [none(required), ...options(pairs, value)]);
}

/** What the records are called that stand in a box as ids or addresses: nobody knows them by these. */
function calledNow({ choices: { called } }: FormState, value: string): Html {
  const names = (value.match(/[0-9a-f]{32}/g) ?? []).flatMap((id) => called?.get(id) ?? []);
  return html`${names.length > 0 && html`<span class="hint">已填：${names.join('；')}</span>`}`;
}

/** Several: those that are offered, by name, and whatever else by the address of its page. */
function records(field: Field, state: FormState, at: string): Html {
  const offered = offeredOf(field, state);
  const said = state.sent.getAll(at);
  const isOffered = (value: string): boolean => offered.some(({ id }) => id === value);
  const boxes = offered.map(
    ({ id, words }) =>
      html`<label><input type="checkbox" name="${at}" value="${id}"${said.includes(id) ? html` checked` : ''}>${words}</label>`,
  );
  const others = said.filter((value) => !isOffered(value)).join('\n');
  const id = `${idOf(at)}-lines`;
  const tall = boxes.length > 8 ? ' tall' : '';
  const chosen = said.some(isOffered);
  return fieldset(
    field,
    state,
    at,
    html`${
      boxes.length > 0 &&
      html`<details${chosen ? html` open` : ''}><summary>从${field.kinds ? '本单位的记录' : '待办的记录'}中选择（${boxes.length}）</summary><div class="choices${tall}">${boxes}</div></details>`
    }<label class="hint" for="${id}">其他的，打开该记录，把网址粘贴在这里，每行一个</label>${calledNow(state, others)}<textarea id="${id}" name="${at}" rows="2"${described(field, state, at)}>${others}</textarea>`,
  );
}

function offeredOf({ kinds = [''], offers }: Pick<Field, 'kinds' | 'offers'>, { choices }: FormState) {
  const all = kinds.flatMap((kind) => choices.records?.get(kind) ?? []);
  return offers ? all.filter(({ line }) => line !== undefined && offers(line, choices.own)) : all;
}

/** What stands in the box counts; where nothing does, the phrase that was chosen. */
function phrases({ title }: Field, { choices, sent }: FormState, at: string): Html {
  if (!choices.phrases) return html``;
  const { own, county } = choices.phrases;
  const name = `phrase:${at}`;
  const chosen = sent.get(name) ?? '';
  const others = county.filter((phrase) => !own.includes(phrase));
  const group = (label: string, known: readonly string[]): Html | '' =>
    known.length === 0
      ? ''
      : html`<optgroup label="${label}">${options(
          known.map((phrase) => [phrase, phrase]),
          chosen,
        )}</optgroup>`;
  return html`<span><select name="${name}" aria-label="${title}：选用常用语" data-phrases="${idOf(at)}"><option value="">选用常用语</option>${group('我的常用语', own)}${group('全县常用语', others)}</select> ${keepPhrase(at, idOf(at), sent)}</span>`;
}

function yesNo(field: Field, state: FormState, at: string): Html {
  const wrong = wrongAt(state, at, true);
  const id = idOf(at);
  const ticked = state.sent.get(at) !== null ? html` checked` : '';
  return html`<div class="field${wrong.length > 0 ? ' wrong' : ''}">${why(wrong, id)}<label><input type="checkbox" id="${id}" name="${at}"${ticked}${described(field, state, at)}>${field.title}</label>${hint(field, id)}</div>`;
}

/** A tick that means all, or one value a line. */
function allOrLines(field: Field, [all, words]: readonly [string, string], state: FormState, at: string): Html {
  const said = state.sent.getAll(at);
  const ticked = said.includes(all) ? html` checked` : '';
  const lines = said.find((value) => value !== all) ?? '';
  const id = `${idOf(at)}-lines`;
  return fieldset(
    field,
    state,
    at,
    html`<label><input type="checkbox" name="${at}" value="${all}"${ticked}>${words}</label><br><label class="hint" for="${id}">或者逐个填写，每行一个</label><textarea id="${id}" name="${at}" rows="3"${described(field, state, at)}>${lines}</textarea>`,
  );
}

const WHOLE = '可以全部不填；填写了其中一项的，“必填”的都要填写';

function group(field: Field, fields: readonly Field[], state: FormState, at: string): Html {
  // What may be left out as a whole has to be whole where it is not.
  const optional = !field.required && fields.some(({ required }) => required);
  const said = optional ? [field.hint, WHOLE].filter(Boolean).join('。') : field.hint;
  return fieldset({ ...field, hint: said }, state, at, html`${inside(fields, state, at)}`);
}

function rows(field: Field, fields: readonly Field[], state: FormState, at: string): Html {
  if (field.fixed) return fixedRows(field, field.fixed, fields, state, at);
  const known = rowsIn(at, state.sent);
  const more = moreOf(state.sent, at);
  // What is set already is mostly changed, and rarely added to: the button adds rows.
  const spare =
    more + (known.length === 0 ? (field.required ? 1 : SPARE_ROWS) : field.shape === 'entries' ? 0 : SPARE_ROWS);
  const from = (known.at(-1) ?? -1) + 1;
  const all = [...known, ...Array.from({ length: Math.min(spare, 20) }, (_, i) => from + i)];
  const each = all.map(
    (row, i) =>
      html`<fieldset class="row"><legend>${field.title} ${i + 1}</legend>${inside(fields, state, `${at}/${row}`)}</fieldset>`,
  );
  const note = html`<p class="hint">没有填写的行不会提交，“必填”只对填写的行而言。</p>`;
  const shown = html`${each}${note}${moreRows(at, idOf(at), more)}`;
  const settled = field.shape === 'entries' && known.length > FOLDED_FROM && more === 0;
  if (settled && wrongAt(state, at, true).length === 0) {
    const folded = html`<details><summary>已有 ${known.length} 条，展开修改</summary>${shown}</details>`;
    return fieldset(field, state, at, folded);
  }
  const unneeded = !field.required && known.length === 0 && more === 0 && wrongAt(state, at, true).length === 0;
  return fieldset(
    field,
    state,
    at,
    unneeded ? html`<details><summary>添加${field.title}</summary>${shown}</details>` : shown,
  );
}

/**
 * Rows of which each is about something that is known: what is written stands at its own, also where others were left
 * out.
 */
function fixedRows(
  field: Field,
  fixed: NonNullable<Field['fixed']>,
  [first, ...others]: readonly Field[],
  state: FormState,
  at: string,
): Html {
  const name = first?.name.split('/').at(-1);
  const sent = rowsIn(at, state.sent);
  let next = (sent.at(-1) ?? -1) + 1;
  const rows = fixed.map(({ key, title }) => {
    const row = sent.find((one) => state.sent.get(`${at}/${one}/${name}`) === key) ?? next++;
    return html`<fieldset class="row"><legend>${title}</legend><input type="hidden" name="${at}/${row}/${name}" value="${key}">${inside(others, state, `${at}/${row}`)}</fieldset>`;
  });
  return fieldset(field, state, at, html`${rows}`);
}

function inside(fields: readonly Field[], state: FormState, at: string): Html[] {
  return fields.map((field) => control(field, state, `${at}/${field.name.split('/').at(-1)}`));
}
