/** What has been done with a record, newest first, with who and when; and that nobody has changed it since. */
import { html } from 'hono/html';
import * as z from 'zod';
import type { Named } from '../../shared/accounts/named.ts';
import { type AnyKind, isPersons } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import { type Names, type Object$, recordsIn } from './answer-parts.ts';
import { icon } from './icons.ts';
import { summary } from './shown.ts';
import { moment } from './words.ts';

/** The answer to `GET /<path>/{id}/history`. */
export interface History {
  readonly items: readonly {
    at: string;
    by: string;
    /** The account for which a deputy acted. */
    standsFor?: string;
    act: string;
    detail: unknown;
    hash: string;
  }[];
  readonly verified: boolean;
  /** Who the accounts are. */
  readonly people?: readonly Named[];
}

export function timeline(kind: AnyKind, { items, verified }: History, names: Names): Html {
  const proof = verified
    ? html`<span class="verified">${icon('proof')}已验证 ✓</span> <span class="soft">哈希链完整，记录未被改动</span>`
    : html`<span class="lamp late">${icon('warn')}验证未通过：记录可能被改动，请立即联系系统管理员</span>`;
  const entries = items.toReversed().map(
    (entry) => html`<li>${doneBy(kind, entry, names)}${told(kind, entry.act, entry.detail, names)}</li>
`,
  );
  return html`<section><h2>办理记录</h2><p>${proof}</p><ol class="time">${entries}</ol></section>`;
}

/** The records that were named in what was done. */
export function recordsDone(kind: AnyKind, { items }: History): string[] {
  return items.flatMap(({ act: name, detail }) => {
    const schema = saidBy(kind, name);
    return schema && isObject(detail) ? recordsIn(schema, detail) : [];
  });
}

/** What was done last, by whom and when: `办结，张三，2026-09-28 09:05`. */
export function lastDone(kind: AnyKind, { items }: History, names: Names): string {
  const last = items.at(-1);
  return last ? `${actWords(kind, last.act)}，${whose(kind, last.act, last.by, names)}，${moment(last.at)}` : '';
}

/** What was done, when, and by whom. */
export function doneBy(kind: AnyKind, { at, by, standsFor, act }: History['items'][number], names: Names): Html {
  return html`<strong>${actWords(kind, act)}</strong>　<time class="number" datetime="${at}">${moment(at)}</time>　${whose(kind, act, by, names)}${standsFor && html`（代 ${nameOf(standsFor, names)}）`}`;
}

/** What the platform does by itself, in words. */
const BY_ITSELF: Readonly<Record<string, string>> = {
  open: '产生',
  overdue: '期限届满，记为超期',
  spared: '放假安排补录，超期撤销',
  retimed: '期限随日历调整',
  'day-off': '所定日期经日历调整成为非工作日',
  confirmed: '期限经通知确认',
};

/** What an entry of the history is called. */
function actWords(kind: AnyKind, act: string): string {
  const words = kind.acts[act]?.label ?? BY_ITSELF[act] ?? act;
  return act === 'open' ? (kind.opening?.label ?? words) : words;
}

/** Whose doing it was: what the calendar has moved nobody let lapse. */
function whose(kind: AnyKind, act: string, by: string, names: Names): string {
  if (by === 'system') return '平台';
  if (by !== 'clock') return nameOf(by, names);
  return kind.acts[act] || act === 'overdue' ? '期限届满' : '平台';
}

function nameOf(account: string, { people, placed }: Names): string {
  return placed?.get(account) ?? people.get(account) ?? `账号 ${account}`;
}

/**
 * What was said with it, by the titles of the form that it was said in; what has been taken from sight is not there.
 */
function told(kind: AnyKind, name: string, detail: unknown, names: Names): Html {
  const schema = saidBy(kind, name);
  return schema && isObject(detail) ? summary(schema, detail, names) : html``;
}

/** What people fill in for it, or what the platform tells of what it moves. */
function saidBy(kind: AnyKind, name: string): z.ZodType | null {
  const act = kind.acts[name];
  if (act && isPersons(act)) return act.input();
  return name === 'retimed' ? MOVED : null;
}

function isObject(detail: unknown): detail is Object$ {
  return typeof detail === 'object' && detail !== null;
}

const MOVED = z.object({
  from: z.string().meta({ title: '原截止时刻', format: 'date-time' }),
  to: z.string().meta({ title: '现截止时刻', format: 'date-time' }),
  source: z.string().meta({ title: '依据' }),
});
