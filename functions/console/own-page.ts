/**
 * A page that belongs to no kind, in the frame of whoever is signed in. What makes it is loaded when it is asked for.
 */

import { html } from 'hono/html';
import type { Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { FormCall, PageCall } from './call.ts';
import { formTarget, page, staleForm } from './declare.ts';
import { doneNote } from './done.ts';
import { type KeptForm, keptForm } from './kept-form.ts';
import { pageAnswer, seeOther } from './page.ts';
import { framed, type Reader, readerOf } from './reader.ts';

/** What a page shows. */
export interface Shown {
  readonly title: string;
  readonly content: Html;
  /** True for what is printed upright. */
  readonly upright?: boolean;
  /** Another address, to which the page leads in place of showing anything. */
  readonly elsewhere?: string;
}

export type Show = (call: PageCall, reader: Reader) => Promise<Shown>;

interface Declared {
  /** Below `/console`. */
  readonly path: string;
  readonly id: string;
  /** Chinese: the page's name. */
  readonly summary: string;
}

/** A page that shows something. */
export function ownPage(declared: Declared, load: () => Promise<Show>): Route {
  return page({
    ...declared,
    handle: async (plain) => {
      const call = plain as PageCall;
      const [show, reader] = await Promise.all([load(), readerOf(call, sectionOf(declared.path))]);
      const { elsewhere, ...shown } = await show(call, reader);
      if (elsewhere !== undefined) return seeOther(elsewhere);
      const content = html`${doneNote(call)}${shown.content}`;
      return pageAnswer(framed(call, reader, { ...shown, content, here: addressIn(declared.path, call) }));
    },
  });
}

/** A file that a page leads to, such as the circular as a document. */
export function ownFile(
  declared: Declared,
  load: () => Promise<(call: PageCall) => ReturnType<Route['handle']>>,
): Route {
  return page({ ...declared, handle: async (call) => (await load())(call as PageCall) });
}

/** A form: the page with it, and what it is sent to; what is typed can be kept where the form offers it. */
export function ownForm(declared: Declared, load: () => Promise<Pick<KeptForm, 'show' | 'act'>>): readonly Route[] {
  return keptForm({
    ...declared,
    drafts: true,
    show: async (call, filled) => (await load()).show(call, filled),
    act: async (call) => (await load()).act(call),
  });
}

/** A button that does something by itself, under a key of its own; where it cannot, the page says why. */
export function ownButton(
  declared: Declared,
  load: () => Promise<(call: FormCall) => ReturnType<Route['handle']>>,
): Route {
  const act = async (call: FormCall) => (await load())({ ...call, key: call.form.get('key') });
  return formTarget({
    ...declared,
    handle: (call) => act(call as FormCall),
    stale: async () => {
      throw staleForm();
    },
  });
}

/** `/console/reports` of `/console/reports/{quarter}`: what the navigation marks. */
function sectionOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

function addressIn(path: string, { params }: PageCall): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
