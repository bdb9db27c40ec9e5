/** A year as twelve tables of weeks: what each day is stands in words, colour only underlines it. */
import { html } from 'hono/html';
import type { Html } from '../../public/layout.ts';

/** A day of a calendar; `changed`: by what is being looked at. */
export interface ShownDay {
  readonly date: string;
  readonly working: boolean;
  readonly reason?: string | null;
  readonly changed?: boolean;
}

const WEEK = '一二三四五六日';

/** Days in order; a month of another year than the last one's says its year. */
export function months(days: readonly ShownDay[]): Html {
  const year = days.at(-1)?.date.slice(0, 4) ?? '';
  const names = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  const of = (month: string): ShownDay[] => days.filter(({ date }) => date.startsWith(month));
  return html`<div class="months">${names.map((name) => month(name, of(name), year))}</div>`;
}

function month(name: string, days: readonly ShownDay[], year: string): Html {
  const ofYear = name.startsWith(year) ? '' : `${name.slice(0, 4)} 年 `;
  const before = weekday(`${name}-01`) - 1;
  const places = new Map(days.map((day) => [before + Number(day.date.slice(8)), day]));
  const weeks = [...new Set([...places.keys()].map((place) => Math.floor(place / 7)))].map((week) =>
    Array.from({ length: 7 }, (_, i) => places.get(week * 7 + i) ?? null),
  );
  return html`<table><caption>${ofYear}${Number(name.slice(5))} 月</caption><thead><tr>${[...WEEK].map(
    (day) => html`<th scope="col">${day}</th>`,
  )}</tr></thead><tbody>${weeks.map((week) => html`<tr>${week.map(cell)}</tr>`)}</tbody></table>`;
}

function cell(day: ShownDay | null): Html {
  if (!day) return html`<td></td>`;
  const weekend = weekday(day.date) > 4;
  const word = day.working ? (weekend ? '班' : '') : '休';
  const look = [day.working ? '' : 'off', day.changed ? 'changed' : ''].filter((one) => one !== '').join(' ');
  const reason = day.working === weekend ? day.reason : null;
  return html`<td${look && html` class="${look}"`}>${Number(day.date.slice(8))}<small>${word}</small>${reason && html`<br><small>${reason}</small>`}</td>`;
}

/** Monday is 0. */
function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
