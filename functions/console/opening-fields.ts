/**
 * What the form of an opening asks: first what decides the rest, where there is such a thing; what few need, folded
 * away.
 */
import { html } from 'hono/html';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import { controls } from './controls.ts';
import { type Field, fieldsOf } from './fields.ts';
import { isTouched } from './form-state.ts';
import type { FormState } from './labelled.ts';
import { type Address, addressOf } from './list-filters.ts';

type Opening = NonNullable<AnyKind['opening']>;

export interface OpeningFields {
  /** All that is sent. */
  readonly fields: readonly Field[];
  /** What has to be chosen before the form can be shown; null where it has been, or nothing has to. */
  readonly first: Field | null;
  /** The name of what was chosen first, which the form carries along. */
  readonly carried: string | null;
  /** The names of what is folded away. */
  readonly folded: readonly string[];
}

/** Of an act, or of whatever asks for all of it at once. */
export function plainFields(fields: readonly Field[]): OpeningFields {
  return { fields, first: null, carried: null, folded: [] };
}

/** What organisations of that type may choose first. */
export function offeredFirst(
  { asksFirst }: Opening,
  first: Field,
  type: Parameters<NonNullable<NonNullable<Opening['asksFirst']>['offers']>>[1],
): Field {
  const words = Object.entries(first.words ?? {}).filter(([value]) => asksFirst?.offers?.(value, type) ?? true);
  return { ...first, words: Object.fromEntries(words) };
}

/** The fields, once `values` (of a form or an address) say what is asked first. */
export function openingFields(opening: Opening, values: URLSearchParams): OpeningFields {
  const { asksFirst } = opening;
  const whole = fieldsOf(opening.input());
  const folded: readonly string[] = opening.keys?.() ?? [];
  if (!asksFirst) return { fields: whole, first: null, carried: null, folded };
  const first = whole.find(({ name }) => name === asksFirst.field) as Field;
  const value = values.get(asksFirst.field) ?? '';
  if (!Object.hasOwn(first.words ?? {}, value)) return { fields: whole, first, carried: null, folded };
  const others = whole.filter(({ name }) => folded.includes(name));
  return { fields: [...fieldsOf(asksFirst.input(value)), ...others], first: null, carried: asksFirst.field, folded };
}

/** The fields with those choices alone that organisations of that type make. */
export function offeredTo(
  { offers }: Opening,
  fields: readonly Field[],
  type: Parameters<NonNullable<Opening['offers']>>[2],
): readonly Field[] {
  if (!offers) return fields;
  return fields.map((field) => {
    const words = Object.entries(field.words ?? {}).filter(([value]) => offers(field.name, value, type));
    return field.words ? { ...field, words: Object.fromEntries(words) } : field;
  });
}

/** One link for each thing that can be chosen first; `kept`: what else the address goes on saying. */
export function choicesOf({ name, title, words = {} }: Field, path: string, kept: Address = {}): Html {
  return html`<p>请先选择${title}：</p><ul class="plain">${Object.entries(words).map(
    ([value, label]) =>
      html`<li><a class="button second" href="${addressOf(path, { ...kept, [name]: value })}">${label}</a></li>`,
  )}</ul>`;
}

/** What was chosen first, in words, with the way back to the choice. */
function chosen(fields: readonly Field[], carried: string | null, { sent }: FormState): Html {
  const field = fields.find(({ name }) => name === carried);
  if (!field) return html``;
  const value = sent.get(field.name) ?? '';
  return html`<p>${field.title}：<strong>${field.words?.[value]}</strong>　<a href="?${field.name}=">重新选择</a></p><input type="hidden" name="${field.name}" value="${value}">`;
}

/** The controls: what was chosen goes along unseen, and what is folded lies open where something stands in it. */
export function openingControls({ fields, carried, folded }: OpeningFields, state: FormState): Html {
  const far = fields.filter(({ name }) => folded.includes(name));
  const near = fields.filter(({ name }) => name !== carried && !folded.includes(name));
  return html`${chosen(fields, carried, state)}${controls(near, state)}${
    far.length > 0 &&
    html`<details class="field"${isTouched(folded, state) ? html` open` : ''}><summary>关联的记录、相对人、证照、办件或项目（选填）</summary>${controls(far, state)}</details>`
  }`;
}
