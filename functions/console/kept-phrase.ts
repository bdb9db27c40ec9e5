/** 存为常用语: what stands in a text field is kept among one's own phrases, and the form comes back as it was. */

import { html } from 'hono/html';
import { addPhrase } from '../../shared/drafts/phrases.ts';
import { Problem } from '../../shared/errors.ts';
import type { Html } from '../public/layout.ts';
import type { FormCall } from './call.ts';
import { ownerOf } from './owner.ts';

const nameOf = (at: string): string => `kept:${at}`;

/** The button, with what came of it where it has just been pressed. It comes back at the field (`id`). */
export function keepPhrase(at: string, id: string, sent: URLSearchParams): Html {
  const told = sent.get(nameOf(at));
  return html`<button class="second" name="keep" value="${at}" formaction="#${id}">存为常用语</button>${told !== null && html` <span class="soft" role="status">${told}</span>`}`;
}

/** What was sent by that button, to be shown again; null where the form was sent to be acted on. */
export async function withKeptPhrase(call: FormCall): Promise<URLSearchParams | null> {
  const at = call.form.get('keep');
  if (at === null) return null;
  const values = new URLSearchParams(call.form);
  values.delete('keep');
  values.set(nameOf(at), await kept(call, values.get(at) ?? ''));
  return values;
}

async function kept(call: FormCall, text: string): Promise<string> {
  try {
    await addPhrase(call.platform.ports.store, ownerOf(call), text.replaceAll(/\s*\r?\n\s*/g, ' '));
    return '已存入您的常用语。';
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error;
    return error.errors?.[0]?.detail ?? error.message;
  }
}
