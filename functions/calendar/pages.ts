/** The calendar and its explanations for people's browsers: what the JSON says, as a page that can be printed. */
import { html } from 'hono/html';
import type { explain } from '../../shared/calendar/deadline.ts';
import type { yearOf } from '../../shared/calendar/table.ts';
import type { County } from '../../shared/county.ts';
import { weekday } from '../../shared/mail/words.ts';
import type { CivilDate, Instant } from '../../shared/time.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer } from '../http/route.ts';
import { type Html, pageAnswer } from '../public/layout.ts';

type Year = ReturnType<typeof yearOf>;
type Explained = ReturnType<typeof explain>;

const PROVISIONAL = '国务院办公厅尚未发布有关年份的放假通知，以下按法定节假日推算，通知发布后可能变化。';
/** What a page need not name: days that are as the week has them. */
const USUAL: readonly string[] = ['工作日', '周末'];

/** The year by months: how many days are worked, and each day that is not as the week has it. */
export function yearPage(county: County, { year, provisional, days }: Year): Promise<Answer> {
  const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
  const rows = months.map((month) => {
    const worked = days.filter(({ date, working }) => date.slice(5, 7) === month && working).length;
    return html`<tr><th scope="row">${Number(month)} 月</th><td>${worked}</td></tr>`;
  });
  const special = days
    .filter(({ reason }) => !USUAL.includes(reason))
    .map((day) => row(day.date, day.working ? '上班' : '休息', day.reason, day.source));
  return page(
    county,
    `${year} 年工作日安排`,
    html`${provisional && html`<p class="note">${PROVISIONAL}</p>`}
<h2>放假、调休和顺延的日子</h2>
${table(['日期', '安排', '说明', '依据'], special)}
<h2>各月工作日</h2>
${table(['月份', '工作日（天）'], rows)}`,
  );
}

/** Each day from the start to the end of a deadline, counted or not, and why. */
export function explanationPage(county: County, from: Instant, workingDays: number, said: Explained): Promise<Answer> {
  const { by, deadline, provisional, days } = said;
  const rows = days.map((day) => row(day.date, day.counted ? '计入' : '不计入', day.reason, day.source));
  return page(
    county,
    '期限如何计算',
    html`<p>自 ${timeOf(from)} 起 ${workingDays} 个工作日：至 ${by}（${weekday(by)}）止，即 ${timeOf(deadline)} 以前。</p>
${provisional && html`<p class="note">${PROVISIONAL}</p>`}
${table(['日期', '是否计入', '说明', '依据'], rows)}`,
  );
}

function page(county: County, title: string, content: Html): Promise<Answer> {
  const heading = `${county.name}审管互动平台`;
  const headers = { 'cache-control': 'no-store' };
  return pageAnswer({ title, heading, content: html`<h1>${title}</h1>${content}`, headers });
}

function table(heads: readonly string[], rows: readonly Html[]): Html {
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function row(date: CivilDate, what: string, reason: string, source: string): Html {
  return html`<tr><th scope="row">${date} ${weekday(date)}</th><td>${what}</td><td>${reason}</td><td>${source}</td></tr>`;
}

function timeOf(instant: Instant): string {
  return formatInstant(instant).slice(0, 16).replace('T', ' ');
}
