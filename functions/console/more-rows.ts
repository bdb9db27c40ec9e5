/** 再加几行: a form whose field takes rows comes back with more of them, filled in as it was, without a script. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';

/** Rows that one press of the button adds. */
const ADDED = 3;

/** How many rows were asked for at a field beside those that it begins with. */
export function moreOf(sent: URLSearchParams, at: string): number {
  return Number(sent.get(nameOf(at)) ?? 0);
}

/** The button, which sends the form to where it is and comes back at the field (`id`). */
export function moreRows(at: string, id: string, more: number): Html {
  return html`<input type="hidden" name="${nameOf(at)}" value="${more}"><button class="second" name="more" value="${at}" formaction="#${id}">再加几行</button>`;
}

/** What was sent by that button, to be shown with more rows; null where the form was sent to be acted on. */
export function withMoreRows(sent: URLSearchParams): URLSearchParams | null {
  const at = sent.get('more');
  if (at === null) return null;
  const values = new URLSearchParams(sent);
  values.delete('more');
  values.set(nameOf(at), String(moreOf(sent, at) + ADDED));
  return values;
}

/** The first button of a form is what Enter presses: it must be the act itself, not one that adds rows. */
export function pressedByEnter(fields: readonly Field[]): Html {
  const hasRows = fields.some(({ shape, fields: inside = [] }) =>
    [shape, ...inside.map((one) => one.shape)].some((one) => one === 'rows' || one === 'entries' || one === 'matters'),
  );
  return hasRows ? html`<button class="unseen" tabindex="-1" aria-hidden="true"></button>` : html``;
}

function nameOf(at: string): string {
  return `more:${at}`;
}
