/** On a record of which a quarantine took what others rest on: that it lies sealed, for those who may open it. */
import { html } from 'hono/html';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Line } from './kinds.ts';

interface Held {
  readonly id: string;
  readonly state: string;
  readonly records: readonly { readonly id: string }[];
  readonly named: readonly { readonly id: string }[];
}

/** What lies sealed of this record, or of one that it rests on, and the way there. */
export async function heldNote(call: PageCall, { restsOn }: AnyKind, record: Line): Promise<Html> {
  const { roles } = call.actor;
  if (!roles.includes('government-office') && !roles.includes('discipline')) return html``;
  // Asked where there can be something alone: the list is read whole.
  if (record.quarantined !== true && !restsOn) return html``;
  const { body } = await ask(call, 'listSealed');
  const found = (body.items as Held[]).filter(
    ({ state, records, named }) => state === 'held' && [...records, ...named].some(({ id }) => id === record.id),
  );
  if (found.length === 0) return html``;
  return html`<div class="note care">${found.map(
    ({ id }) =>
      html`<p>${record.quarantined === true ? '被隔离的内容密封留存。' : '该记录引用的内容已隔离，密封留存。'}<a href="/console/sealed/${id}">打开（记入日志）</a></p>`,
  )}</div>`;
}
