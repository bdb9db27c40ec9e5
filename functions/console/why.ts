/** 为什么是这一天: the clock in one sentence, each day from its start, and what moved it. */
import { html } from 'hono/html';
import { basisLink } from '../public/basis.ts';
import type { Html } from '../public/layout.ts';
import type { Names } from './answer-parts.ts';
import { moment } from './words.ts';

/** The answer to `GET /<path>/{id}/deadline`. */
export interface WhyThisDay {
  readonly clock: null | {
    readonly label: string;
    readonly article: string;
    readonly startsFrom: string;
    readonly atItsEnd: string;
    readonly from: string;
    readonly workingDays: number;
    readonly endOfDay: string;
    readonly by: string;
    readonly provisional: boolean;
  };
  readonly days: readonly { date: string; counted: boolean; reason: string; source: string }[];
  readonly moves: readonly { at: string; from: string | null; to: string | null; source: string | null }[];
}

/** `names`: whose measures are cited. */
export function why({ clock, days, moves }: WhyThisDay, names: Pick<Names, 'county' | 'elsewhere'>): Html {
  if (clock === null) return html``;
  const last = days.at(-1)?.date ?? clock.by;
  return html`<details><summary>为什么是这一天</summary>
<p>${clock.label}：依据${basisLink(names, clock.article)}，自${clock.startsFrom}（${moment(clock.from)}）起 ${clock.workingDays} 个工作日，至 ${clock.by} ${clock.endOfDay} 止。届满后${clock.atItsEnd}。${
    clock.provisional && html`涉及尚未发布放假安排的年份，期限为暂定，可能随通知调整。`
  }</p>
${last !== clock.by && html`<p>按现行安排逐日计算为 ${last}；期限只延后、不提前的，仍以 ${clock.by} 为准。</p>`}
${moves.length > 0 && html`<ul>${moves.map((move) => html`<li>${moment(move.at)} 期限由 ${lastDayOf(move.from)} 改为 ${lastDayOf(move.to)}${move.source && html`，依据：${move.source}`}</li>`)}</ul>`}
<table class="days cards"><thead><tr><th scope="col">日期</th><th scope="col">计入</th><th scope="col">事由</th><th scope="col">依据</th></tr></thead><tbody>${counted(days)}</tbody></table>
</details>`;
}

function counted(days: WhyThisDay['days']): Html[] {
  let nth = 0;
  return days.map(({ date, counted, reason, source }, i) => {
    if (counted) nth += 1;
    const look = i === days.length - 1 ? 'last' : counted ? '' : 'off';
    return html`<tr class="${look}"><td class="keep" data-label="日期">${date}</td><td class="keep" data-label="计入">${counted ? `第 ${nth} 个工作日` : '不计'}</td><td data-label="事由">${reason}</td><td data-label="依据">${source}</td></tr>`;
  });
}

/** A deadline's last day, from the instant at which it ends. */
function lastDayOf(end: string | null): string {
  if (end === null) return '（已隔离）';
  const words = moment(end);
  if (!words.endsWith(' 00:00')) return words;
  const day = new Date(`${words.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return `${day.toISOString().slice(0, 10)} 24:00`;
}
