/**
 * 全县情况: what waits in each organisation, and what of it is overdue, for the government office, which leads and
 * coordinates (art. 25). It counts; what is opened from here is read in the organisation's own list, and logged as
 * such.
 */
import { html } from 'hono/html';
import { isActive } from '../../../shared/county.ts';
import { waitingNow } from '../../../shared/exchange/inbox.ts';
import { formatInstant } from '../../../shared/time.ts';
import { mustBe } from '../../http/permission.ts';
import { bracketed } from '../../public/basis.ts';
import type { Html } from '../../public/layout.ts';
import { addressOf } from '../list-filters.ts';
import type { Show } from '../own-page.ts';
import { moment } from '../words.ts';
import { circularsToIssue } from './quarter-standing.ts';

/** Records of an organisation's inbox that are looked at; of more it says so. */
const MOST = 200;
const INBOX = '/console/inbox';

interface Waiting {
  readonly org: string;
  readonly name: string;
  readonly all: number;
  readonly overdue: number;
  readonly more: boolean;
}

export const countyWide: Show = async ({ actor, desk }, { facts, names }) => {
  mustBe(actor, ['government-office']);
  const { county, now } = facts;
  const each = county.organisations.filter(isActive).map(async ({ code, name }): Promise<Waiting> => {
    const found = await waitingNow(desk, facts, code, MOST);
    const overdue = found.filter(({ exchange: { clock } }) => clock !== null && clock.deadline <= now).length;
    return { org: code, name, all: found.length, overdue, more: found.some(({ more }) => more) };
  });
  const busy = (await Promise.all(each)).filter(({ all }) => all > 0);
  const rows = busy.toSorted((a, b) => b.overdue - a.overdue || b.all - a.all);
  const title = '全县情况';
  const content = html`<h1>${title}</h1>
<p class="soft">各单位待办的事项和其中已超期的，超期多者在前${bracketed(names, '25')}。截至 ${moment(formatInstant(now))}。</p>
${await circularsToIssue(desk, facts)}
${rows.length === 0 ? html`<p class="empty">各单位都没有待办事项。</p>` : table(rows)}
<p><a href="/console/timeline">按企业、证照、办件查看时间线</a>　<a href="/console/reports">定期通报</a></p>`;
  return { title, content };
};

function table(rows: readonly Waiting[]): Html {
  const cell = (title: string, count: number, more: boolean, address: string): Html =>
    count === 0
      ? html`<td class="keep" data-label="${title}">0</td>`
      : html`<td class="keep" data-label="${title}"><a href="${address}">${count}${more && '+'}</a></td>`;
  return html`<table class="cards"><caption class="unseen">各单位的待办和超期</caption><thead><tr><th scope="col">单位</th><th scope="col">待办</th><th scope="col">已超期</th></tr></thead><tbody>${rows.map(
    ({
      org,
      name,
      all,
      overdue,
      more,
    }) => html`<tr><td data-label="单位">${name}</td>${cell('待办', all, more, addressOf(INBOX, { org }))}${cell('已超期', overdue, more, addressOf(INBOX, { org, due: 'overdue' }))}</tr>
`,
  )}</tbody></table>`;
}
