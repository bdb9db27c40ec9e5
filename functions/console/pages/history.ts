/** The history of what is administered, from its audit chain: who changed what, from what to what. */
import { html } from 'hono/html';
import type * as z from 'zod';
import { ACT_WORDS } from '../../../shared/audit/acts.ts';
import { ROOMS_OF } from '../../../shared/audit/rooms.ts';
import type { Html } from '../../public/layout.ts';
import type { Names } from '../answer-parts.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { comparedTable, differing } from '../compared.ts';
import { withPeople } from '../people-named.ts';
import { moment } from '../words.ts';

type Value = Readonly<Record<string, unknown>>;

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly act: keyof typeof ACT_WORDS;
  readonly detail: unknown;
}

/** Who is nobody with an account. */
const BESIDE: Readonly<Record<string, string>> = { system: '平台', operator: '运维人员' };
const SHOWN = 20;
const READERS = Object.keys(ROOMS_OF);

/** True for those who are shown the audit. */
export function readsAudit({ actor }: PageCall): boolean {
  return actor.roles.some((role) => READERS.includes(role));
}

/**
 * The last changes of a thing, such as `settings`; nothing for whoever is shown no audit. `schema`: of what it
 * consists; `start`: what it was before anybody had changed it.
 */
export async function historyOf(
  call: PageCall,
  thing: string,
  schema: z.ZodType,
  names: Names,
  start: Value = {},
): Promise<Html> {
  if (!readsAudit(call)) return html``;
  const { body } = await ask(call, 'listAudit', { query: { thing, limit: String(SHOWN + 1) } });
  const all = body.items as Entry[];
  const entries = all.slice(0, SHOWN);
  const { people } = await withPeople(
    call,
    names,
    entries.map(({ by }) => by),
  );
  const lines = entries.map(
    (
      { at, by, act, detail },
      i,
    ) => html`<li><strong>${ACT_WORDS[act]}</strong>　<time class="number" datetime="${at}">${moment(at)}</time>　${people.get(by) ?? BESIDE[by] ?? by}
${changedIn(schema, detail, all[i + 1] ? all[i + 1]?.detail : start, names)}</li>
`,
  );
  const more = `/console/audit?${new URLSearchParams({ thing })}`;
  return html`<section class="screen"><h2>变更记录</h2>
${entries.length === 0 ? html`<p class="empty">没有变更。</p>` : html`<ol class="time">${lines}</ol><p><a href="${more}">在审计记录中查看</a></p>`}</section>`;
}

/** From an entry that says before and after, or from it and the one before. */
function changedIn(schema: z.ZodType, detail: unknown, older: unknown, names: Names): Html {
  if (!isObject(detail)) return html``;
  if ('after' in detail) return changed(schema, partOf(detail.before), partOf(detail.after), names);
  return changed(schema, partOf(older), detail, names);
}

/** The fields that differ, as they were and as they are. */
export function changed(schema: z.ZodType, before: Value, after: Value, names: Names): Html {
  const known = typeof after.code === 'string' ? { ...names, org: after.code } : names;
  const lines = differing(schema, { value: before, names: known }, { value: after, names: known });
  if (lines.length === 0) return html``;
  return comparedTable(lines, { caption: '变更的内容', before: '原为', after: '改为' });
}

function partOf(value: unknown): Value {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
