/** ✓: what was done with a record just now, how it stands since, and what that has caused elsewhere, with links. */
import { html } from 'hono/html';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { load } from '../../shared/exchange/work.ts';
import type { Html } from '../public/layout.ts';
import type { PageCall } from './call.ts';
import { noted } from './list-page.ts';
import { namedRecords } from './named-records.ts';

/** Records that one act causes and this names; letters to forty organisations are told by their number. */
const NAMED = 5;

/**
 * `done`: the act's name, as the address says it; `open` where the record was opened just now. `whom`: to whom it
 * was sent, or given, in words.
 */
export async function doneNow(
  call: PageCall,
  kind: AnyKind,
  exchange: Exchange | undefined,
  { done, whom }: { readonly done: string | undefined; readonly whom: string | undefined },
): Promise<Html> {
  const state = exchange && kind.states[exchange.state]?.label;
  const note = noted(kind, done, { state, whom });
  return exchange && String(note) !== '' ? html`${note}${await caused(call, exchange)}` : note;
}

/** Those that the last act opened: written with it, at one instant. */
async function caused(call: PageCall, { id, caused: ids, history }: Exchange): Promise<Html> {
  const at = history.at(-1)?.at;
  const found = await Promise.all(ids.slice(-100).map((one) => load(call.desk, one)));
  const made = found.filter((one) => one?.createdAt === at) as Exchange[];
  const names = await namedRecords(
    call,
    made.map((one) => one.id),
    id,
  );
  const told = made.filter((one) => names.has(one.id));
  if (told.length === 0) return html``;
  const lines = told
    .slice(0, NAMED)
    .map(
      (one) =>
        html`<li><a href="/console/records/${one.id}">${names.get(one.id)}</a>${one.clock && !one.clock.ended && html`（期限 ${one.clock.by}）`}</li>`,
    );
  return html`<div class="note"><p>同时产生：</p><ul class="plain">${lines}</ul>${told.length > NAMED && html`<p>等 ${told.length} 件。</p>`}</div>`;
}
