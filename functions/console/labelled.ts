/** What stands around a control: its label, its hint, and what is wrong with it. */
import { html } from 'hono/html';
import type { County } from '../../shared/county.ts';
import type { FieldError } from '../../shared/errors.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';

export interface OfferedRecord {
  readonly id: string;
  readonly words: string;
  /** The record as its list answers it; absent of what waits. */
  readonly line?: Readonly<Record<string, unknown>>;
}

/** Whom and what a form lets choose from. */
export interface Choices {
  readonly county: County;
  /** The organisation of the reader, whose sections and people stand first. */
  readonly own: string;
  readonly people: readonly { readonly account: string; readonly name: string; readonly roles?: readonly Role[] }[];
  /** MB that a file may have which the script sends by itself. */
  readonly megabytes?: number;
  /** Files that the reader has uploaded and no record names yet. */
  readonly files?: readonly { readonly id: string; readonly name: string; readonly words: string }[];
  /** 常用语: the reader's own, and the county's. Absent where the form cannot keep any. */
  readonly phrases?: { readonly own: readonly string[]; readonly county: readonly string[] };
  /** Of the boundary list in force, where the form asks for matters. */
  readonly matters?: readonly { readonly code: string; readonly name: string }[];
  /**
   * Of one's own organisation, by kind, where the form asks for records of it; what waits, under `''`, for any kind.
   */
  readonly records?: ReadonlyMap<string, readonly OfferedRecord[]>;
  /** Those that the act itself offers, in place of them. */
  readonly offered?: readonly { readonly id: string; readonly words: string }[] | undefined;
  /** What the records are called that the form names already, by id, as far as the reader may see them. */
  readonly called?: ReadonlyMap<string, string>;
  /** Organisations that the form is about: none but `only`; `first` stand above the others. */
  readonly concerned?: { readonly only?: readonly string[]; readonly first?: readonly string[] };
}

export interface FormState {
  /** What was typed, or what the form begins with. */
  readonly sent: URLSearchParams;
  readonly errors: readonly FieldError[];
  readonly choices: Choices;
}

export function fieldset(field: Field, state: FormState, at: string, content: Html): Html {
  const inside = field.shape === 'group' || field.shape === 'rows';
  const wrong = wrongAt(state, at, !inside);
  const id = idOf(at);
  const bare = inside || field.shape === 'entries' ? '' : ' bare';
  return html`<fieldset class="field${bare}${wrong.length > 0 ? ' wrong' : ''}" id="${id}" tabindex="-1"><legend>${field.title}${must(field)}</legend>${hint(field, id)}${why(wrong, id)}${content}</fieldset>`;
}

export function must({ required }: Field): Html {
  return required ? html` <span class="must">必填</span>` : html``;
}

export function hint({ hint }: Field, id: string): Html {
  return hint === null ? html`` : html`<span class="hint" id="${id}-hint">${hint}</span>`;
}

/** Of what is wrong at one control. */
const NAMED = 10;

export function why(wrong: readonly string[], id: string): Html {
  return wrong.length === 0
    ? html``
    : html`<span class="why" id="${id}-why">${wrong.slice(0, NAMED).join('；')}${wrong.length > NAMED && ` 等 ${wrong.length} 处`}</span>`;
}

/** What assistive technology reads with a control. */
export function described(field: Field, state: FormState, at: string): Html {
  const wrong = wrongAt(state, at, true).length > 0;
  const id = idOf(at);
  const by = [...(field.hint === null ? [] : [`${id}-hint`]), ...(wrong ? [`${id}-why`] : [])];
  return html`${by.length > 0 ? html` aria-describedby="${by.join(' ')}"` : ''}${wrong ? html` aria-invalid="true"` : ''}`;
}

/** What is wrong at a control; `within`: also what is wrong inside it, where it has no controls for that. */
export function wrongAt({ errors }: FormState, at: string, within: boolean): string[] {
  const place = `/${at}`;
  // A target's section is asked for by the control of its organisation.
  const beside = at.endsWith('org') ? [`${place.slice(0, -3)}section`] : [];
  return errors
    .filter(
      ({ pointer }) => pointer === place || beside.includes(pointer) || (within && pointer.startsWith(`${place}/`)),
    )
    .map(({ detail }) => detail);
}

/** The id of the control of that name. */
export function idOf(at: string): string {
  return `f-${at.replaceAll('/', '-')}`;
}
