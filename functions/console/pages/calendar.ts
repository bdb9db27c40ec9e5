/** 日历: a year by months, and the next year's notice: pasted, checked, looked at, entered. */

import { html } from 'hono/html';
import { checkYear, type EnteredDay, unusual } from '../../../shared/calendar/check-year.ts';
import { type NoticeText, readNotice } from '../../../shared/calendar/notice-text.ts';
import { calendarNow } from '../../../shared/calendar/table.ts';
import type { LogEntry, NoticeDay } from '../../../shared/calendar/types.ts';
import { invalid } from '../../../shared/errors.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { yearOfInstant } from '../../../shared/time.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { answered } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { withDone } from '../done.ts';
import { type Filled, keptFields } from '../kept-form.ts';
import { mustHave } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { type Page, pageAnswer, seeOther } from '../page.ts';
import { framed, type Reader, readerOf } from '../reader.ts';
import { months, type ShownDay } from './months.ts';
import { lastRecount, wouldMove } from './recount.ts';

const PATH = '/console/calendar';
const ROLES = ['bureau-admin'] as const;
const TITLE = '录入放假安排';

/** This year, for an address that names none. */
export async function thisYear({ desk }: PageCall): Promise<Answer> {
  return seeOther(`${PATH}/${yearOfInstant((await desk.facts()).now)}`);
}

export const calendar: Show = async (call, reader) => {
  const { body } = await answered(call, 'readCalendarYear', { params: call.params });
  const year = Number(body.year);
  const title = `${year} 年日历${body.provisional ? '（暂定）' : ''}`;
  const enters = call.actor.roles.includes('bureau-admin');
  const { firstDay, lastDay } = calendarNow(reader.facts);
  const content = html`<h1>${title}</h1>
${body.provisional && html`<p class="note care">国务院办公厅尚未发布该年通知，按法定节假日推算；录入通知之后，期限随即重新计算。</p>`}
<p class="side">${firstDay < `${year}` && html`<a href="${PATH}/${year - 1}">← ${year - 1} 年</a>`}${
    lastDay > `${year + 1}` && html`<a href="${PATH}/${year + 1}">${year + 1} 年 →</a>`
  }${
    enters && html`<a class="button" href="${PATH}/${year}/notice">${TITLE}…</a>`
  }<a href="/console/explain">试算期限</a><a href="/console/extensions">期限顺延</a><a href="/console/rule-sets">时限规则</a></p>
<p class="soft">“休”为休息日，“班”为周末上班；日期下方为事由。</p>
${restsOn(body.days)}
${await lastRecount(call, reader)}
${months(body.days)}`;
  return { title, content };
};

/** The notices that the year rests on: a county's clerk quotes the document number. */
function restsOn(days: readonly { source?: string | null }[]): Html {
  const sources = [...new Set(days.flatMap(({ source }) => source ?? []))];
  return html`${sources.length > 0 && html`<p>依据：${sources.join('；')}</p>`}`;
}

/** The form: a text that is pasted; then, with what was read of it, the button that enters it. */
export async function showNotice(call: PageCall, filled: Filled | null): Promise<Page> {
  mustHave(call, ROLES, TITLE);
  const year = call.params.year ?? '';
  const [reader, { body, etag }] = await Promise.all([
    readerOf(call, PATH),
    answered(call, 'readCalendarYear', { params: call.params }),
  ]);
  const text = filled?.values.get('text') ?? '';
  const { problem = null } = filled ?? {};
  // Of a year that changed meanwhile the form comes back with the tag of now: its preview is of now, too.
  const tag = problem?.code === 'precondition-failed' ? etag : (filled?.values.get('tag') ?? etag);
  const wrong = problem ? (problem.errors?.map(({ detail }) => detail) ?? [problem.message]) : [];
  const title = `${TITLE}：${year} 年`;
  const content = html`<p class="crumb"><a href="${PATH}/${year}">← 返回 ${year} 年日历</a></p>
${wrong.length > 0 && html`<div class="alert" role="alert"><h2>没有录入</h2><ul class="plain">${wrong.map((one) => html`<li>${one}</li>`)}</ul></div>`}
<h1>${title}</h1>
<form class="form" method="post" novalidate>${keptFields(call, filled)}<input type="hidden" name="tag" value="${tag ?? ''}">
<div class="field"><label class="label" for="f-text">通知全文</label><p class="soft">粘贴国务院办公厅通知的标题、文号和正文。没有读懂的句子，请另起一行按“春节：1月31日至2月2日放假。”或“春节：2月1日上班。”的写法补充。</p><textarea id="f-text" name="text" rows="10">${text}</textarea></div>
<div class="acts"><button class="${text.trim() === '' ? '' : 'second'}">预览</button><a href="${PATH}/${year}">取消</a></div>
${text.trim() === '' ? '' : await preview(call, reader, body.days, text)}
</form>`;
  return framed(call, reader, { title, content, here: `${PATH}/${year}/notice` });
}

/** Why the notice cannot be entered as it was read; empty where it can. */
function hindrances({ year, days, errors }: NoticeText, wanted: string): readonly string[] {
  if (days.length === 0) return ['没有读到放假或上班的日期。请粘贴通知全文。'];
  const other = year !== null && String(year) !== wanted ? [`通知是 ${year} 年的，本页录入 ${wanted} 年的`] : [];
  if (other.length > 0) return [...other, ...errors];
  return [...errors, ...checkYear(Number(wanted), days).map(({ detail }) => detail)];
}

async function preview(call: PageCall, { facts }: Reader, days: readonly ShownDay[], text: string): Promise<Html> {
  const { year = '' } = call.params;
  const read = readNotice(text);
  const wrong = hindrances(read, year);
  const said = new Map(read.days.map((day) => [day.date, day]));
  const shown = days.map((day) => {
    const one = said.get(day.date);
    return one ? shownAs(one) : day;
  });
  // A notice may touch the December before.
  const beyond = read.days.filter(({ date }) => !date.startsWith(year)).map(shownAs);
  const list = (lines: readonly string[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  const off = read.days.filter(({ working }) => !working).length;
  const odd = wrong.length > 0 ? null : unusual(Number(year), read.days);
  return html`<h2>预览：${read.documentNumber ?? '没有读到文号'}，放假 ${off} 日，调休上班 ${read.days.length - off} 日</h2>
${wrong.length > 0 && html`<div class="alert"><h3>有 ${wrong.length} 处不符，更正后再预览</h3>${list(wrong)}</div>`}
${read.unread.length > 0 && html`<div class="note care"><p>以下句子含有日期，没有读懂，请核对是否需要补充：</p>${list(read.unread)}</div>`}
${wrong.length === 0 && (await wouldMove(call, facts, entryOf(call, facts, read)))}
${months([...beyond.toSorted((a, b) => a.date.localeCompare(b.date)), ...shown])}
${wrong.length === 0 && odd !== null && html`<div class="note care"><p>${odd}，明显多于往年。</p><label><input type="checkbox" name="confirm" value="1"> 已核对各日，无误</label></div>`}
${wrong.length === 0 && html`<input type="hidden" name="previewed" value="${text}"><div class="acts"><button class="danger sure" name="enter" value="1">核对无误，录入</button><span class="soft">录入后，尚未届满的期限即刻重新计算。</span></div>`}`;
}

/** As it would stand in the calendar's log. */
function entryOf({ params, actor }: PageCall, { now }: Facts, read: NoticeText): LogEntry {
  const source = sourceOf(params.year ?? '', read);
  const days = read.days.map((day): NoticeDay => ({ ...day, source }));
  return { type: 'notice', at: now, by: actor.account, year: Number(params.year), source, days };
}

function sourceOf(year: string, { documentNumber }: NoticeText): string {
  return `国务院办公厅关于${year}年部分节假日安排的通知${documentNumber === null ? '' : `（${documentNumber}）`}`;
}

function shownAs({ date, working, name }: EnteredDay): ShownDay {
  return { date, working, reason: name, changed: true };
}

/** Looks again, or enters what was looked at: a text that changed since is looked at first. */
export async function enterNotice(call: FormCall): Promise<Answer> {
  mustHave(call, ROLES, TITLE);
  const { form, params } = call;
  const text = form.get('text') ?? '';
  if (text.trim() === '') throw invalid([{ pointer: '/text', detail: '请粘贴通知全文' }]);
  const read = readNotice(text);
  const same = lines(text) === lines(form.get('previewed') ?? '');
  if (form.get('enter') === null || !same || hindrances(read, params.year ?? '').length > 0) {
    return pageAnswer(await showNotice(call, { values: form, problem: null, keptAt: null }));
  }
  const source = sourceOf(params.year ?? '', read);
  const headers = { 'if-match': form.get('tag') ?? '' };
  const body = { source, days: read.days, ...(form.get('confirm') !== null && { confirm: true }) };
  await ask(call, 'putCalendarYear', { params, body, key: call.key, headers });
  return seeOther(withDone(`${PATH}/${params.year}`, 'putCalendarYear'));
}

/** Browsers send line ends of their own. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
