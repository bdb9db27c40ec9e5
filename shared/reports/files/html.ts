/**
 * The circular as the body of a mail, which is also the page behind `.html`. Tables with inline styles: what mail
 * programs agree on. Everything is escaped; nothing is fetched but the picture whose address the caller gives.
 */
import { html } from 'hono/html';
import { dateText, xmlText } from '../../documents/text.ts';
import { framed, type Html, LAYOUT } from '../../mail/frame.ts';
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures, PushNames } from '../circular.ts';
import { statementsOf } from './body.ts';
import { chartAlt, chartSize } from './chart.ts';
import { annex, corrections, errata, heading, ranking } from './html-tables.ts';
import { countText, issuerOf, notesOf, previousText, rankText, rateText, titleOf } from './words.ts';

const WIDTH = 760;

/**
 * @param forOrg the organisation that it is mailed to, whose own figures come first
 * @param names what the pushes it names are called
 * @param chart the picture's address: `cid:…` in a mail, `data:…` in a page; without one the picture is left out
 */
export function renderHtml(
  circular: Circular,
  forOrg: string | null,
  names: PushNames,
  chart: string | null = null,
): string {
  const own = circular.organisations.find(({ org }) => org === forOrg);
  const title = titleOf(circular);
  const content = html`<h1 style="font-size:22px;line-height:1.4;margin:0 0 8px;text-align:center;text-wrap:balance">${title}</h1>
<p style="margin:0 0 16px;text-align:center;color:#4b5563;font-size:14px">${lineUnderTitle(circular)}</p>
${own ? ownFigures(own, circular) : ''}
${statementsOf(circular).map(
  (statement) => html`<p style="margin:0 0 12px">${statement}</p>
`,
)}
${chart === null ? '' : picture(circular, chart)}
${heading('各单位情况')}${ranking(circular, forOrg)}
${heading('其他超期情况（不参与排名）')}${annex(circular, forOrg)}
${heading('更正')}${corrections(circular, names)}
${errata(circular, names)}
${heading('指标说明')}<ul style="margin:0;padding-left:20px;font-size:14px;color:#4b5563">
${notesOf(circular).map(
  (note) => html`<li style="margin:0 0 4px">${note}</li>
`,
)}</ul>
`;
  return xmlText(String(framed(title, WIDTH, content)));
}

function lineUnderTitle(circular: Circular): string {
  const { documentNumber, issuedAt } = circular;
  const parts = [issuerOf(circular), documentNumber, issuedAt === null ? null : dateText(issuedAt)];
  return parts.filter((part) => part !== null).join('　');
}

/** What the reader looks for first: where do we stand, and is there something to do. */
function ownFigures(own: OrganisationFigures, { quarter }: Circular): Html {
  const rows: [string, string][] = [
    ['按期认领率', rateText(own.onTimeRatePercent)],
    ['名次', rankText(own.rank)],
    ['上季度', previousText(own)],
    ['接收', countText(own.received)],
    ['按期认领', countText(own.claimedInTime)],
    ['视为认领（超期）', countText(own.deemedClaimed)],
    ['退回 / 撤回', `${own.returned} / ${own.withdrawn}`],
    ['尚未确认责任人', countText(own.notNamed)],
    ['已采纳更正', countText(own.corrected)],
  ];
  const serious = html`<p style="margin:8px 0 0;font-weight:bold">本单位超期认领情况严重，将按规定予以提醒。</p>`;
  return html`<table ${LAYOUT} width="100%" style="margin:0 0 20px"><tr><td style="border:2px solid #1f2937;padding:12px 16px">
<h2 style="font-size:18px;margin:0 0 8px">${own.name}${quarterName(quarter)}情况</h2>
<table ${LAYOUT} width="100%" style="font-size:14px">
${rows.map(
  ([
    label,
    value,
  ]) => html`<tr><td style="padding:3px 12px 3px 0;color:#4b5563">${label}</td><td style="padding:3px 0;font-weight:bold;text-align:right">${value}</td></tr>
`,
)}</table>
${own.serious ? serious : ''}
</td></tr></table>`;
}

function picture(circular: Circular, address: string): Html {
  const { width } = chartSize(circular, 'screen');
  return html`<p style="margin:16px 0"><img src="${address}" alt="${chartAlt(circular)}" width="${width}" style="width:100%;max-width:${width}px;height:auto;border:0"></p>
`;
}
