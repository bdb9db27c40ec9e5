/** The tables of the mail: inline styles throughout, every cell escaped. */
import { html, raw } from 'hono/html';
import type { Html } from '../../mail/frame.ts';
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures, PushNames } from '../circular.ts';
import { organisationsOf } from './body.ts';
import {
  annexOf,
  CORRECTION_STATES,
  countText,
  hoursText,
  namesOf,
  previousText,
  rankText,
  rateText,
  subjectText,
  TYPED,
  typedIn,
} from './words.ts';

const TABLE = raw(
  'width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;font-size:14px"',
);
const CELL = 'border:1px solid #c9ced6;padding:6px 8px';
const HEAD = `${CELL};background-color:#eef1f5;text-align:left;font-weight:bold;min-width:3em`;
const NUMBER = `${CELL};text-align:right;white-space:nowrap`;
export function heading(text: string): Html {
  return html`<h2 style="font-size:18px;margin:24px 0 8px">${text}</h2>
`;
}

export function ranking(circular: Circular, forOrg: string | null): Html {
  const head = [
    '名次',
    '单位',
    '按期认领率',
    '接收',
    '按期认领',
    '视为认领',
    '退回',
    '撤回',
    '用时中位数（小时）',
    '上季度',
  ];
  const cells = (found: OrganisationFigures): string[] => [
    rateText(found.onTimeRatePercent),
    ...[found.received, found.claimedInTime, found.deemedClaimed, found.returned, found.withdrawn].map(countText),
    hoursText(found.medianWorkingHoursToClaim),
    previousText(found),
  ];
  return table(
    head,
    organisationsOf(circular).map((found) => row(rankText(found.rank), found, forOrg, cells(found))),
  );
}

export function annex(circular: Circular, forOrg: string | null): Html {
  const figures = annexOf(circular);
  const head = ['单位', ...figures.map(([, label]) => label)];
  return table(
    head,
    organisationsOf(circular).map((found) =>
      row(
        null,
        found,
        forOrg,
        figures.map(([key]) => countText(found.annex[key] ?? null)),
      ),
    ),
  );
}

function row(first: string | null, found: OrganisationFigures, forOrg: string | null, cells: string[]): Html {
  const own = found.org === forOrg ? ';background-color:#fff8db;font-weight:bold' : '';
  const name = found.serious ? `${found.name}（超期严重）` : found.name;
  const number = (text: string): Html => html`<td style="${NUMBER}${own}">${text}</td>`;
  return html`<tr>${first === null ? '' : number(first)}<td style="${CELL};min-width:7em${own}">${name}</td>${cells.map(number)}</tr>
`;
}

/** Wide tables are pushed sideways on a phone, within themselves. */
function table(head: string[], rows: Html[]): Html {
  if (rows.length === 0)
    return html`<p style="margin:0 0 12px">本季度没有应列入通报的单位。</p>
`;
  return html`<div style="overflow-x:auto"><table ${TABLE}>
<tr>${head.map((title) => html`<th style="${HEAD}">${title}</th>`)}</tr>
${rows}</table></div>
`;
}

export function corrections(circular: Circular, names: PushNames): Html {
  const name = namesOf(circular);
  if (circular.corrections.length === 0)
    return html`<p style="margin:0 0 12px">本期没有更正申请。</p>
`;
  const rows = circular.corrections.map(({ id, org, state, ...line }) => {
    const said = TYPED.map((which) => typedIn(circular, id, which, line[which]));
    return textRow([name(org), subjectText(names, line), CORRECTION_STATES[state] ?? state, ...said]);
  });
  return table(['单位', '推送或记录', '结果', '申请理由', '决定理由'], rows);
}

export function errata(circular: Circular, names: PushNames): Html | string {
  const name = namesOf(circular);
  if (circular.errata.length === 0) return '';
  const rows = circular.errata.map(({ quarter, org, correction, decision, ...subject }) =>
    textRow([
      quarterName(quarter),
      name(org),
      subjectText(names, subject),
      typedIn(circular, correction, 'decision', decision),
    ]),
  );
  return html`${heading('对以往通报的勘误')}${table(['通报', '单位', '推送或记录', '说明'], rows)}`;
}

function textRow(cells: string[]): Html {
  return html`<tr>${cells.map((cell) => html`<td style="${CELL};min-width:5em;word-break:break-word">${cell}</td>`)}</tr>
`;
}
