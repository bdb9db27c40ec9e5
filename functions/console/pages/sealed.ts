/** 密封留存的证据: what a quarantine took and others rest on; opened by those who decide, and each opening is logged. */
import { html } from 'hono/html';
import { orgName } from '../../../shared/county.ts';
import { notFound } from '../../../shared/errors.ts';
import type { Html } from '../../public/layout.ts';
import type { Names } from '../answer-parts.ts';
import { answered } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { type Line, recordSchema } from '../kinds.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { pathOf } from '../paths.ts';
import { withPeople } from '../people-named.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';
import { type History, timeline } from '../timeline.ts';
import { moment } from '../words.ts';

const SECTION = '/console/sealed';
const at = ({ params }: PageCall): string => `${SECTION}/${params.id}`;
const READERS = ['government-office', 'discipline'] as const;

interface Named {
  readonly id: string;
  readonly path: string;
}

interface Held {
  readonly id: string;
  readonly state: 'held' | 'destroyed' | 'restored';
  readonly at: string;
  readonly by: string;
  readonly org: string | null;
  readonly records: readonly (Named & { readonly files: readonly string[] })[];
  readonly named: readonly Named[];
}

interface Opened extends Held {
  readonly contents: readonly { readonly id: string; readonly content: Line; readonly history: History }[] | null;
  readonly history: readonly { readonly at: string; readonly by: string; readonly act: string }[];
  readonly verified: boolean;
}

const STATES = { held: '密封留存，待决定', destroyed: '已销毁', restored: '已恢复' } as const;
const ACTS: Readonly<Record<string, string>> = { read: '打开', confirm: '销毁', restore: '恢复' };
const WHO =
  '被责任追究、更正或问题引用的记录，以及已移交纪检监察机关的责任追究，隔离后内容密封留存。县政府办公室可以打开和决定；纪检监察机关只限已移交的。每次打开都记入日志。';

/** For those who decide: how much of it still waits for that. Whoever took it from sight decides nothing about it. */
export async function waitingSealed(call: PageCall): Promise<Html> {
  if (!READERS.some((role) => call.actor.roles.includes(role))) return html``;
  const { items } = (await ask(call, 'listSealed')).body as { items: Held[] };
  const waiting = items.filter((held) => waitsForReader(call, held));
  return html`${waiting.length > 0 && html`<p class="note"><a href="${SECTION}">密封留存的证据 ${waiting.length} 件</a>待决定：确认销毁，或者恢复。</p>`}`;
}

function waitsForReader({ actor }: PageCall, { state, by }: Held): boolean {
  return state === 'held' && by !== actor.account;
}

/** What lies sealed, without its content. */
export const sealed: Show = async (call, { names }) => {
  const { body } = await answered(call, 'listSealed');
  const rows = (body.items as Held[]).map(
    (
      held,
    ) => html`<tr><td data-label="隔离时间"><time class="number" datetime="${held.at}">${moment(held.at)}</time></td><td data-label="隔离单位">${whose(held, names)}</td><td data-label="被隔离的记录">${kindsOf(call, held.records)}</td><td data-label="引用它们的记录">${links(call, held.named)}</td><td data-label="状态">${STATES[held.state]}</td><td data-label="操作"><a href="${SECTION}/${held.id}">${held.state === 'held' ? '打开（记入日志）' : '查看（记入日志）'}</a></td></tr>
`,
  );
  const content = html`<h1>密封留存的证据</h1><p class="soft">${WHO}</p>
${
  rows.length === 0
    ? html`<p class="empty">没有密封留存的证据。</p>`
    : html`<table class="cards"><caption class="unseen">密封留存的证据</caption><thead><tr><th scope="col">隔离时间</th><th scope="col">隔离单位</th><th scope="col">被隔离的记录</th><th scope="col">引用它们的记录</th><th scope="col">状态</th><th scope="col">操作</th></tr></thead><tbody>${rows}</tbody></table>`
}`;
  return { title: '密封留存的证据', content };
};

/** One of them with its content; to ask for this page is to open it. */
export const opened: Show = async (call, reader) => {
  const { body } = await answered(call, 'readSealed', { params: call.params });
  const held = body as Opened;
  const decides = waitsForReader(call, held);
  const { people } = await withPeople(
    call,
    reader.names,
    held.history.map(({ by }) => by),
    { shown: true },
  );
  const contents = await Promise.all((held.contents ?? []).map((one) => contentOf(call, reader, held, one)));
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回密封留存的证据</a></p><h1>密封留存的证据</h1>
<p class="note care">您本次打开已经记入日志。${held.state === 'held' ? '内容只供决定销毁还是恢复，不得复制、外传。' : `该内容${STATES[held.state]}。`}</p>
<p>${whose(held, reader.names)}于 ${moment(held.at)} 隔离；引用它的记录：${links(call, held.named)}</p>
${decides && html`<div class="acts"><a class="button" href="${at(call)}/restore">恢复…</a></div>`}
${contents}
<h2>打开和决定的记录</h2><p>${held.verified ? html`<span class="verified">已验证 ✓</span> <span class="soft">哈希链完整</span>` : html`<span class="lamp late">验证未通过，请立即联系系统管理员</span>`}</p>
<ol class="time">${held.history.toReversed().map(
    (
      entry,
    ) => html`<li><strong>${ACTS[entry.act] ?? entry.act}</strong>　<time class="number" datetime="${entry.at}">${moment(entry.at)}</time>　${people.get(entry.by) ?? `账号 ${entry.by}`}</li>
`,
  )}</ol>
${decides && html`<div class="acts apart"><span class="soft">不能撤销的操作：</span><a class="button danger" href="${at(call)}/destroy">销毁…</a></div>`}`;
  return { title: '密封留存的证据', content, upright: true };
};

const APART = ['id', 'status', 'due', 'deadline', 'provisional', 'late', 'quarantined', 'acts', 'warnings', 'claimBy'];

async function contentOf(
  call: PageCall,
  { names }: Reader,
  held: Opened,
  { id, content, history }: NonNullable<Opened['contents']>[number],
): Promise<Html> {
  const record = held.records.find((one) => one.id === id);
  const kind = [...call.desk.kinds.values()].find(({ path }) => path === record?.path);
  if (!kind) return html``;
  const to = (content.to as Line | null)?.org;
  const known: Names = { ...names, org: typeof to === 'string' ? to : null, sealed: held.id };
  const shown = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== false));
  return html`<section><h2>${[kind.label, content.heading].filter(Boolean).join('：')}</h2>
${summary(await recordSchema(call, kind), shown, known, APART)}
${timeline(kind, history, known)}</section>`;
}

function kindsOf({ desk }: PageCall, records: readonly Named[]): string {
  const labels = records.map(({ path }) => [...desk.kinds.values()].find((kind) => kind.path === path)?.label ?? path);
  return [...new Set(labels)].join('、');
}

function links({ desk }: PageCall, named: readonly Named[]): Html {
  return html`${named.map(({ id, path }) => {
    const kind = [...desk.kinds.values()].find((one) => one.path === path);
    return kind && html`<a href="${pathOf(kind)}/${id}">${kind.label}</a> `;
  })}`;
}

function whose({ org }: Held, { county }: Names): string {
  return org === null ? '平台' : orgName(county, org);
}

/** Throws 404 of what is not there for the reader. The list is no opening: nothing of this is logged. */
async function mustBeThere(call: PageCall): Promise<void> {
  const items = (await ask(call, 'listSealed')).body.items as Held[];
  if (!items.some(({ id }) => id === call.params.id)) throw notFound('该密封留存的内容');
}

const deciding = { roles: READERS, section: SECTION, back: at } as const;

export const restoring = operationForm({
  ...deciding,
  ...{ operation: 'restoreSealed', title: '恢复密封留存的内容', button: '确认恢复' },
  before: async (call) => {
    await mustBeThere(call);
    return html`<p>各条记录恢复隔离时的内容和附件，办理记录增加一条，摘要与隔离前一致。</p>`;
  },
});

export const destroying = operationForm({
  ...deciding,
  ...{ operation: 'confirmSealed', title: '销毁密封留存的内容', button: '确认销毁', danger: true },
  before: async (call) => {
    await mustBeThere(call);
    return html`<p class="note care">销毁后不可恢复：记录的摘要保留，文件内容随后删除。</p>`;
  },
});
