/**
 * Forms that lose nothing. What was sent and cannot be acted on comes back in the same form, filled in, with why, a
 * fresh token and the same key; it is never acted on unasked. The key is the Idempotency-Key of what the form does:
 * pressed twice, reloaded or sent again, it is done once.
 */

import { html } from 'hono/html';
import { type DraftOf, dropDraft, listDrafts, readDraft } from '../../shared/drafts/draft.ts';
import { Problem } from '../../shared/errors.ts';
import type { Random } from '../../shared/ports.ts';
import type { Instant } from '../../shared/time.ts';
import type { Answer, Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { FormCall, PageCall } from './call.ts';
import { formTarget, page, staleForm } from './declare.ts';
import { withKeptPhrase } from './kept-phrase.ts';
import { withMoreRows } from './more-rows.ts';
import { ownerOf } from './owner.ts';
import { type Page, pageAnswer } from './page.ts';
import type { Session } from './session.ts';

/** What was sent and not acted on, or kept as a draft. */
export interface Filled {
  readonly values: URLSearchParams;
  /** Why not; of 422 with the pointers of its fields. Null for a draft. */
  readonly problem: Problem | null;
  /** When the draft was kept; null for what was sent. */
  readonly keptAt: Instant | null;
}

export interface KeptForm {
  /** Of the page with the form and of what the form is sent to. */
  readonly path: string;
  readonly id: string;
  /** Chinese: what the form does. */
  readonly summary: string;
  /** True where what is typed can be kept as a draft (`draftAddress`). */
  readonly drafts?: true;
  /** The page with the form; `filled`: what was sent, where it came back. `keptFields` go into its form. */
  show(call: PageCall, filled: Filled | null): Promise<Page>;
  /** Does what the form asks, under `call.key`, and leads on (303). Throws the `Problem` that the form then says. */
  act(call: FormCall): Promise<Answer>;
}

/** The page with the form (GET) and what the form is sent to (POST), under one path. */
export function keptForm({ path, id, summary, show, act, drafts }: KeptForm): readonly Route[] {
  const again = (call: FormCall, problem: Problem): Promise<Answer> => shownAgain(call, problem, show);
  return [
    page({
      ...{ path, id, summary },
      handle: async (call) => pageAnswer(await show(call, drafts ? await draftOf(call) : null)),
    }),
    formTarget({
      ...{ path, id: `${id}Sent`, summary, takesFiles: true },
      stale: (call) => again(call, call.unkept ?? staleForm()),
      handle: async (call) => {
        if (call.unkept) return again(call, call.unkept);
        const values = withMoreRows(call.form) ?? (await withKeptPhrase(call));
        if (values) return pageAnswer(await show(call, { values, problem: null, keptAt: null }));
        try {
          const done = await act({ ...call, key: call.form.get('key') });
          if (drafts) await forgetDraft(call, formAddress(call));
          return done;
        } catch (error) {
          // Where it is the form's own record that is not there (404), its page is none either, and says so.
          if (!(error instanceof Problem)) throw error;
          return await again(call, error);
        }
      },
    }),
  ];
}

/** Answers the form as it was sent, with why it was not acted on. */
async function shownAgain(
  call: FormCall,
  problem: Problem,
  show: (call: PageCall, filled: Filled) => Promise<Page>,
): Promise<Answer> {
  const values = new URLSearchParams(call.form);
  // What the key has done already it does not do again; a change is a thing of its own.
  const reused = problem.code === 'idempotency-key-reused';
  if (reused) values.delete('key');
  const shown = await show(call, { values, problem: reused ? doneBefore() : problem, keptAt: null });
  const headers = { ...shown.headers, ...retryHeaders(problem) };
  return pageAnswer({ ...shown, title: `错误：${shown.title}`, status: problem.status, headers });
}

/** The hidden fields of a form that is kept: the session's token, and the key under which it acts. */
export function keptFields(call: PageCall, filled: Filled | null): Html {
  const key = filled?.values.get('key') ?? newKey(call.platform.ports.random);
  return html`${tokenField(call.session)}<input type="hidden" name="key" value="${key}">`;
}

/** Where a form is sent to be kept: by its button, and by the script ten seconds after the last key. */
export function draftAddress(form: string, title: string): string {
  return `/console/drafts?${new URLSearchParams({ form, title })}`;
}

/** In the address of a form: the draft of that key, or `ANEW` for none. */
const KEPT = 'kept';
const ANEW = 'anew';

/** Where a draft is opened. */
export function draftLink({ form, key }: DraftOf): string {
  return key ? withQuery(form, KEPT, key) : form;
}

/** Where a form is opened beside what was kept of it. */
export function anewLink(form: string): string {
  return withQuery(form, KEPT, ANEW);
}

/** The draft that is meant, else the newest of what was kept of the form as it was opened; null where there is none. */
async function draftOf(call: PageCall): Promise<Filled | null> {
  const { store, clock } = call.platform.ports;
  const { [KEPT]: kept } = call.query as { [KEPT]?: unknown };
  if (kept === ANEW) return null;
  const form = formAddress(call);
  const known = (await listDrafts(store, ownerOf(call), clock.now())).filter((one) => one.form === form);
  const named = known.find(({ key }) => key !== undefined && key === kept) ?? known[0];
  const draft = named && (await readDraft(store, ownerOf(call), named, clock.now()));
  if (!draft) return null;
  const values = new URLSearchParams(draft.fields.map(([name, value]): [string, string] => [name, value]));
  return { values, problem: null, keptAt: draft.at };
}

/** The draft of what is done goes. Where it cannot now, it goes by its age: what was done stays done. */
async function forgetDraft(call: FormCall, form: string): Promise<void> {
  const { store, clock, log } = call.platform.ports;
  try {
    await dropDraft(store, ownerOf(call), { form, ...keyIn(call.form) }, clock.now());
  } catch (error) {
    log.error('draft-kept', { requestId: call.requestId }, error);
  }
}

/** Said in the address of a form beside what it is opened with: which draft, the way back, what was done before. */
const BESIDE = [KEPT, 'list', 'done'];

/** The form that a page shows: its path with what stands in the braces, and what it was opened with. */
export function formAddress({ path, params, query }: Pick<PageCall, 'path' | 'params' | 'query'>): string {
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const said = Object.entries(query as Readonly<Record<string, string>>).filter(([name]) => !BESIDE.includes(name));
  return said.length === 0 ? at : `${at}?${new URLSearchParams(said)}`;
}

function withQuery(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`;
}

/** The key that a form was sent with. */
export function keyIn(form: URLSearchParams): Pick<DraftOf, 'key'> {
  const key = form.get('key') ?? '';
  return /^[0-9a-f]{32}$/.test(key) ? { key } : {};
}

export function tokenField(session: Session): Html {
  return html`<input type="hidden" name="token" value="${session.token()}">`;
}

export function newKey(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}

function retryHeaders({ retryAfter, headers }: Problem): Record<string, string> {
  return { ...headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) };
}

/** What the API says of keys in words for whoever has never heard of one. */
function doneBefore(): Problem {
  return new Problem(
    'idempotency-key-reused',
    '该表单已经提交并办理过一次，内容与这次不同，这次没有办理。请先查看已办理的内容；确需再办理一次的，请再次提交。',
  );
}
