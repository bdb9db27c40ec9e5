/**
 * Acting on all that a list's filters find, beyond the page: their ids go with the form, by state. What is acted on is
 * what was counted when the page was made, and nothing that came in since.
 */
import { html } from 'hono/html';
import type { AnyPersonAct } from '../../shared/exchange/kind.ts';
import { BATCH_AT_MOST } from '../exchanges/batch.ts';
import type { Html } from '../public/layout.ts';
import type { BatchAct } from './kinds.ts';
import { readdressed } from './list-filters.ts';
import type { Shown } from './list-shown.ts';

/** What the address says for it in `ticked`. */
export const EVERY = 'every';
/** Fields with the ids of a state, and with what is left for later rounds. */
const BY_STATE = 'every/';
export const REST = 'rest';

/** In place of ticks: how many it is about, and what can be done to how many of them. */
export function allChosen({ extent, here, lines }: Shown, acts: readonly BatchAct[]): Html {
  const all = extent.walked?.map(({ id, state, from, to }) => ({ id, status: state, from, to })) ?? [];
  const some = acts.flatMap(({ name, act, fits }) => {
    const count = all.filter(fits).length;
    return count > 0 ? [{ name, words: `${act.label}全部 ${count} 件` }] : [];
  });
  const states = Map.groupBy(
    all.filter((record) => acts.some(({ fits }) => fits(record))),
    ({ status }) => status,
  );
  const ids = [...states].map(
    ([state, records]) =>
      html`<input type="hidden" name="${BY_STATE}${state}" value="${records.map(({ id }) => id).join(',')}">`,
  );
  const beyond = extent.more ? `本条件下不止 ${extent.total} 件，先选前 ${extent.total} 件` : '含其他页的';
  return html`${ids}${some.map(({ name, words }, i) => batchButton(name, words, i > 0))}<a href="${readdressed(here, { ticked: undefined })}">改为在本页勾选</a><span class="soft">已选择本条件下 ${all.length || lines.length} 件（${beyond}）。每次办理 ${BATCH_AT_MOST} 件，其余的接着办理；每件各自成败，结果逐件列出。</span>`;
}

/** The first of several stands out. */
export function batchButton(name: string, words: string, second: boolean): Html {
  return html`<button name="act" value="${name}"${second ? html` class="second"` : ''}>${words}</button>`;
}

/**
 * The ids that a form is about: those that are ticked, all those in a state for the act, and those left from before.
 */
export function idsIn(form: URLSearchParams, act: AnyPersonAct): { round: string[]; rest: string[] } {
  const byState = [...form].flatMap(([name, value]) => {
    const state = name.startsWith(BY_STATE) ? name.slice(BY_STATE.length) : null;
    return state !== null && (act.from.includes('*') || act.from.includes(state)) ? value.split(',') : [];
  });
  const left = form.getAll(REST).flatMap((value) => value.split(','));
  const ids = [...new Set([...form.getAll('ids'), ...byState, ...left])].filter((id) => id !== '');
  return { round: ids.slice(0, BATCH_AT_MOST), rest: ids.slice(BATCH_AT_MOST) };
}
