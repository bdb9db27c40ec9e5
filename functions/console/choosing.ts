/** Controls in which one of several is chosen from a list, or some are ticked. */
import { html } from 'hono/html';
import { isActive, type Organisation, organisationOf } from '../../shared/county.ts';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';
import { type FormState, fieldset, idOf } from './labelled.ts';

/** One of several, or none where it may be left out. */
export function oneOf(field: Field, state: FormState, at: string, about: Html): Html {
  const value = state.sent.get(at) ?? '';
  if (field.shape === 'whether') return select(at, about, whether(field, value));
  return select(at, about, [none(field.required), ...optionsOf(field, state, value)]);
}

function optionsOf(field: Field, state: FormState, value: string): Html[] {
  if (field.shape === 'choice') return options(Object.entries(field.words ?? {}), value);
  if (field.shape === 'section') return sections(state, value);
  const organisations = named(field, state);
  const shown = (some: readonly Organisation[]): Html[] =>
    field.shape === 'target'
      ? targets(some, value)
      : options(
          some.map(({ code, name }): [string, string] => [code, name]),
          value,
        );
  return likelyFirst(organisations, state, shown);
}

export function select(at: string, about: Html, inside: readonly Html[]): Html {
  return html`<select id="${idOf(at)}" name="${at}"${about}>${inside}</select>`;
}

export function none(required: boolean): Html {
  return html`<option value="">${required ? '请选择' : '（不填）'}</option>`;
}

export function options(pairs: readonly (readonly [string, string])[], chosen: string): Html[] {
  return pairs.map(([value, words]) => option(value, words, value === chosen));
}

/** What holds where nothing is said is chosen already. */
function whether({ preset, required }: Field, said: string): Html[] {
  const chosen = said === '' && preset ? 'yes' : said;
  return [...(preset ? [] : [none(required)]), ...options(WHETHER, chosen)];
}

const WHETHER = [
  ['yes', '是'],
  ['no', '否'],
] as const;

function option(value: string, words: string, chosen: boolean): Html {
  return html`<option value="${value}"${chosen ? html` selected` : ''}>${words}</option>`;
}

/** Organisations that can be named: those that there are, without one's own where it cannot be. */
function named({ other, types }: Field, { choices: { county, own, concerned } }: FormState): readonly Organisation[] {
  const { only } = concerned ?? {};
  return county.organisations.filter(
    (org) =>
      isActive(org) &&
      !(other && org.code === own) &&
      (only?.includes(org.code) ?? true) &&
      (types?.includes(org.type) ?? true),
  );
}

/** Those that are most likely meant stand above the others, in a group of their own. */
function likelyFirst(
  organisations: readonly Organisation[],
  { choices: { concerned } }: FormState,
  shown: (some: readonly Organisation[]) => Html[],
): Html[] {
  const likely = (concerned?.first ?? []).flatMap((code) => organisations.find((org) => org.code === code) ?? []);
  if (likely.length === 0) return shown(organisations);
  const first = likely.map(({ code, name }) => ({ code, name, sections: [] }) as unknown as Organisation);
  return [html`<optgroup label="最可能的">${shown(first)}</optgroup>`, ...shown(organisations)];
}

/** One's own sections; those of all where the field stands beside no organisation of its own is the form's business. */
function sections({ choices: { county, own } }: FormState, chosen: string): Html[] {
  const mine = organisationOf(county, own)?.sections ?? [];
  return options(
    mine.map(({ code, name }) => [code, name]),
    chosen,
  );
}

function targets(organisations: readonly Organisation[], chosen: string): Html[] {
  return organisations.map(({ code, name, sections }) =>
    sections.length === 0
      ? option(code, name, code === chosen)
      : html`<optgroup label="${name}">${option(code, name, code === chosen)}${options(
          sections.map((section) => [`${code}/${section.code}`, `${name} · ${section.name}`]),
          chosen,
        )}</optgroup>`,
  );
}

/** Several of a set, as boxes; those of organisations with their sections folded away. */
export function someOf(field: Field, state: FormState, at: string): Html {
  const chosen = new Set(state.sent.getAll(at));
  const box = (value: string, words: string): Html =>
    html`<label><input type="checkbox" name="${at}" value="${value}"${chosen.has(value) ? html` checked` : ''}>${words}</label>`;
  const inside = [...(field.all ? [box(...field.all)] : []), ...boxesOf(field, state, box, chosen)];
  const tall = inside.length > 8 ? ' tall' : '';
  return fieldset(field, state, at, html`<div class="choices${tall}">${inside}</div>`);
}

function boxesOf(
  field: Field,
  state: FormState,
  box: (value: string, words: string) => Html,
  chosen: Set<string>,
): Html[] {
  const { shape, words = {} } = field;
  const { county, own } = state.choices;
  if (shape === 'choices') return Object.entries(words).map(([value, said]) => box(value, said));
  if (shape === 'sections')
    return (organisationOf(county, own)?.sections ?? []).map(({ code, name }) => box(code, name));
  // What is ticked stands first: in a long list it would be out of sight.
  const isTicked = ({ code, sections }: Organisation): boolean =>
    chosen.has(code) || sections.some((section) => chosen.has(`${code}/${section.code}`));
  const [ticked, others] = [true, false].map((is) => named(field, state).filter((org) => isTicked(org) === is));
  return [...(ticked ?? []), ...(others ?? [])].map((org) =>
    shape === 'targets' ? treeOf(org, box, chosen) : box(org.code, org.name),
  );
}

function treeOf(
  { code, name, sections }: Organisation,
  box: (value: string, words: string) => Html,
  chosen: Set<string>,
): Html {
  const open = sections.some((section) => chosen.has(`${code}/${section.code}`));
  return html`<div>${box(code, name)}${
    sections.length > 0 &&
    html`<details${open ? html` open` : ''}><summary class="soft">指定科室</summary>${sections.map((section) => box(`${code}/${section.code}`, section.name))}</details>`
  }</div>`;
}
