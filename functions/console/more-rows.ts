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

/** Shapes whose controls have buttons of their own: for more rows, or to keep what was written as a phrase. */
const WITH_BUTTONS: readonly Field['shape'][] = ['rows', 'entries', 'matters', 'text'];

/** The first button of a form is what Enter presses: it must be the act itself, not one within its fields. */
export function pressedByEnter(fields: readonly Field[]): Html {
  return hasButtons(fields) ? html`<button class="unseen" tabindex="-1" aria-hidden="true"></button>` : html``;
}

function hasButtons(fields: readonly Field[]): boolean {
  return fields.some(({ shape, fields: inside = [] }) => WITH_BUTTONS.includes(shape) || hasButtons(inside));
}

function nameOf(at: string): string {
  return `more:${at}`;
}
