/** Controls for matters of the boundary list: a box that proposes them, one or several. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';
import { type Choices, described, type FormState, fieldset, idOf } from './labelled.ts';
import { moreOf, moreRows } from './more-rows.ts';

/** Matters that a form proposes; of more the field itself searches (`matters.ts`). */
const PROPOSED = 600;
/** Boxes that stand ready beyond those that are filled in. */
const SPARE = 2;

/** What the boxes propose. */
export function proposedMatters({ matters = [] }: Choices): Html {
  if (matters.length === 0 || matters.length > PROPOSED) return html``;
  return html`<datalist id="matters">${matters.map(({ code, name }) => html`<option value="${code} ${name}"></option>`)}</datalist>`;
}

/** Several matters, a box each; a tick beside them where a word means all. */
export function matters(field: Field, state: FormState, at: string): Html {
  const { all } = field;
  const said = state.sent.getAll(at).filter((value) => value.trim() !== '');
  const ticked = all && said.includes(all[0]) ? html` checked` : '';
  const known = said.filter((value) => value !== all?.[0]).flatMap((value) => value.split(/\r?\n/));
  const spare = moreOf(state.sent, at) + SPARE;
  const boxes = [...known, ...Array.from({ length: spare }, () => '')].map((value, i) => {
    const about = html` aria-label="${field.title} ${i + 1}"${described(field, state, at)}`;
    return html`<p>${matterInput(`${idOf(at)}-${i}`, at, value, about)}</p>`;
  });
  const every =
    all &&
    html`<label><input type="checkbox" name="${at}" value="${all[0]}"${ticked}>${all[1]}</label><p>或者逐个填写：</p>`;
  return fieldset(field, state, at, html`${every}${boxes}${moreRows(at, idOf(at), moreOf(state.sent, at))}`);
}

/** One box. */
export function matterInput(id: string, at: string, value: string, about: Html): Html {
  return html`<input type="text" class="long" list="matters" id="${id}" name="${at}" value="${value}"${about}>`;
}
