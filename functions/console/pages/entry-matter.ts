/** 推送录入, first step: the matter, found among those of the list in force, and the party's credit code. */

import { html } from 'hono/html';
import type { Matter } from '../../../shared/boundary/matter.ts';
import { bureauOf, type County, orgName } from '../../../shared/county.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import type { Schema } from '../answer-parts.ts';
import { ask, unless } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { addressOf } from '../list-filters.ts';
import { pageAnswer, seeOther } from '../page.ts';
import { publicPath } from '../paths.ts';
import { framed, type Reader, readerOf } from '../reader.ts';
import { warningOf } from '../warning.ts';
import { enters, kindsFor, type PushKind, wordsIn } from './entry-fields.ts';

export const ENTRY = '/console/entry';
/** Matters that are shown before anybody has looked for one. */
const SHOWN = 50;

/** What the address says: kind, what was looked for, the credit code, and the push that was entered just now. */
interface Asked {
  readonly kind?: unknown;
  readonly q?: unknown;
  readonly code?: unknown;
  readonly done?: unknown;
}

/** The page, or the form itself where what was typed names one matter alone. */
export async function choosing(call: PageCall): Promise<Answer> {
  const asked = call.query as Asked;
  const reader = await readerOf(call, ENTRY);
  const { county } = reader.facts;
  const kinds = kindsFor(call.actor, county);
  const first = mayEnter(kinds);
  const kind = kinds.find((one) => one === asked.kind) ?? first;
  const done = await entered(call, reader, asked.done);
  const head = html`<h1>推送录入</h1><p class="side"><a href="${ENTRY}/workbook">用 Excel 推送…</a> <a href="${ENTRY}/reconciling">对账：把办结清单与推送核对…</a></p>
${done}
${tabs(call, kinds, kind)}`;
  if (kind === 'document') {
    if (done === '') return seeOther(`${ENTRY}/document`);
    const content = html`${head}<p><a class="button" href="${ENTRY}/document">推送下一份文件</a></p>`;
    return pageAnswer(framed(call, reader, { title: '推送录入', content, here: ENTRY }));
  }
  const [q, code] = [textOf(asked.q), textOf(asked.code)];
  const all = (await mattersFor(call, '')).filter((row) => enters(row, kind, call.actor.org, county));
  const found = q === '' ? all : foundAmong(all, await mattersFor(call, q));
  const [only] = found;
  if (q !== '' && only && found.length === 1) return seeOther(formOf(kind, only.code, code));
  const { sections } = call.actor;
  const mine = (row: Matter): number => (sections !== 'all' && sections.includes(row.approvingSection ?? '') ? 0 : 1);
  const rows = found.toSorted((a, b) => mine(a) - mine(b)).slice(0, SHOWN);
  const content = html`${head}
${form(kind, q, code, all)}
${rows.length === 0 ? none(call, q) : table(rows, county, kind, code)}
${rows.length < found.length && html`<p class="soft">共 ${found.length} 项，这里列出前 ${rows.length} 项。请填写编码或名称查找。</p>`}`;
  return pageAnswer(framed(call, reader, { title: '推送录入', content, here: addressOf(ENTRY, { kind, q, code }) }));
}

/** Throws where the account enters no push; else the kind that its organisation enters most. */
export function mayEnter(kinds: readonly PushKind[]): PushKind {
  const [first] = kinds;
  if (first) return first;
  throw new Problem('not-allowed', '您的账号没有“推送录入”的权限。请由本单位的经办人员或科室负责人录入。');
}

/** The form of a matter; `code`: the party's, where it is known by now. */
function formOf(kind: PushKind, matter: string, code: string): string {
  return addressOf(`${ENTRY}/${kind}/${matter}`, { code });
}

/** The matters of the list in force that the words fit; none where there is no list. */
async function mattersFor(call: PageCall, q: string): Promise<Matter[]> {
  const told = await unless([404], ask(call, 'readBoundaryList', { query: { ...(q !== '' && { q }) } }));
  return (told?.body.items ?? []) as Matter[];
}

/** A code that is typed whole names its matter, also where it begins another. */
function foundAmong(all: readonly Matter[], found: readonly Matter[]): Matter[] {
  const codes = new Set(found.map(({ code }) => code));
  return all.filter(({ code }) => codes.has(code));
}

async function entered(call: PageCall, { names }: Reader, done: unknown): Promise<Html | ''> {
  if (typeof done !== 'string' || !/^[0-9a-f]{32}$/.test(done)) return '';
  const { body } = await ask(call, 'readPush', { params: { id: done } });
  const to = orgName(names.county, body.to.org);
  const day = body.claimBy === null ? '' : `认领期限 ${body.claimBy}。`;
  const { number, title } = body.document ?? {};
  const said = [body.party?.name, body.matterName, number, title].filter(Boolean);
  const about = (said.length > 0 ? said : [body.summary]).join('，');
  return html`<p class="note good" role="status">✓ 已推送至${to}：${about}。${day}<a href="/console/pushes/${done}">查看该推送</a>；下面可以录入下一件。</p>${late(body)}${warned(body, call.operation('createPush').body?.() as never)}`;
}

/** That it was pushed after its day, which the circular's annex counts. */
function late({ pushDue, pushedLate }: Line): Html {
  return pushedLate === true
    ? html`<p class="note care">推送期限为 ${pushDue}，本次推送已超过期限；收到的单位和统计均以实际推送时间为准。</p>`
    : html``;
}

/** What the platform has noticed: the API's callers read it in the answer, people before they enter the next one. */
function warned({ id, kind, matter, warnings }: Line, schema: Schema): Html {
  const told = warnings as readonly { pointer: string; detail: string }[];
  if (told.length === 0) return html``;
  const form = kind === 'document' ? 'document' : `${kind}/${encodeURIComponent(String(matter))}`;
  return html`<div class="note care" role="alert"><p>请核对刚才推送的内容：</p>
<ul>${told.map((one) => html`<li>${warningOf(schema, one)}</li>`)}</ul>
<p>确有错误的，请<a href="${ENTRY}/${form}?corrects=${id}">录入更正</a>，或者<a href="/console/pushes/${id}/withdraw">撤回</a>。</p></div>`;
}

function tabs(call: PageCall, kinds: readonly PushKind[], here: PushKind): Html {
  if (kinds.length < 2) return html``;
  const words = wordsIn(fieldsOf(call.operation('createPush').body?.() as never), 'kind');
  return html`<ul class="tabs">${kinds.map(
    (kind) =>
      html`<li><a href="${ENTRY}?kind=${kind}"${kind === here ? html` aria-current="page"` : ''}>${words[kind]}</a></li>`,
  )}</ul>`;
}

function form(kind: PushKind, q: string, code: string, all: readonly Matter[]): Html {
  return html`<form class="form" action="${ENTRY}" role="search" aria-label="查找事项"><input type="hidden" name="kind" value="${kind}">
<div class="columns"><div class="field"><label class="label" for="q">事项</label><span class="hint" id="q-hint">边界清单的事项编码或名称，可以只填几个字；也可以在下面的表中选择</span><input type="text" class="long" id="q" name="q" value="${q}" list="matters" maxlength="100" autocomplete="off" aria-describedby="q-hint"></div>
<div class="field"><label class="label" for="code">统一社会信用代码</label><span class="hint" id="code-hint">选填。平台有记录的，下一步自动填入名称</span><input type="text" class="middle" id="code" name="code" value="${code}" maxlength="40" autocomplete="off" aria-describedby="code-hint"></div></div>
<div class="acts"><button>下一步</button></div>
<datalist id="matters">${all.map((row) => html`<option value="${row.code} ${row.name}"></option>`)}</datalist></form>`;
}

function none(call: PageCall, q: string): Html {
  return q === ''
    ? html`<p class="empty">现行边界清单中没有本单位可以录入的事项。请联系行政审批服务局核对边界清单。</p>`
    : html`<p class="empty">没有找到与“${q}”有关的事项。请减少字数或换一种写法；<a href="${publicPath(call, '/public/boundary-list')}">查看全部事项</a>。</p>`;
}

function table(rows: readonly Matter[], county: County, kind: PushKind, code: string): Html {
  const named = (row: Matter): string => {
    if (kind === 'supervision') return bureauOf(county).name;
    return row.department === null ? '录入时指定' : orgName(county, row.department);
  };
  const lines = rows.map(
    (
      row,
    ) => html`<tr><td data-label="事项"><a class="t" href="${formOf(kind, row.code, code)}">${row.name}</a></td><td class="keep" data-label="编码">${row.code}</td><td data-label="推送至">${named(row)}</td></tr>
`,
  );
  return html`<table class="cards"><caption class="unseen">可以录入的事项</caption><thead><tr><th scope="col">事项</th><th scope="col">编码</th><th scope="col">推送至</th></tr></thead><tbody>${lines}</tbody></table>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 100) : '';
}
