/**
 * 通报: a quarter's figures with ranks, the last quarter's beside them, the annex, corrections, files; the list of
 * quarters.
 */

import { html } from 'hono/html';
import type * as z from 'zod';
import { thresholdsOn } from '../../../shared/clocks/thresholds.ts';
import { bureauOf } from '../../../shared/county.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';
import { FIGURES } from '../../../shared/exchange/figures.ts';
import type { OrganisationFigures } from '../../../shared/reports/circular.ts';
import {
  endText,
  hoursText,
  minuteText,
  NOTHING,
  previousText,
  rankText,
} from '../../../shared/reports/files/words.ts';
import { pushNames } from '../../../shared/reports/push-names.ts';
import { lastDayOf } from '../../../shared/reports/quarters.ts';
import { readReport } from '../../../shared/reports/report.ts';
import { parseInstant, quarterName } from '../../../shared/time.ts';
import { READERS as CAUTION_READERS } from '../../cautions/readers.ts';
import type { Answer } from '../../http/route.ts';
import { bracketed } from '../../public/basis.ts';
import type { Html } from '../../public/layout.ts';
import { readsMatters } from '../../reports/matters.ts';
import { OBJECTORS, readsEarly } from '../../reports/seen.ts';
import { type Names, recordsIn } from '../answer-parts.ts';
import { answered, inOwnBox, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import type { Line } from '../kinds.ts';
import { lamp } from '../lamp.ts';
import { namedRecords } from '../named-records.ts';
import type { Show } from '../own-page.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';
import { rateBar } from './bar.ts';
import { othersNamed } from './others-named.ts';
import { quarterStandings } from './quarter-standing.ts';

const PATH = '/console/reports';
/** Quarters that are listed in any case; older ones only where they have a circular. */
const LATEST = 4;

/** Every quarter that counts, the latest first. */
export const quarters: Show = async ({ actor, desk }, { facts, names }) => {
  const all = [...(await quarterStandings(desk, facts))].reverse();
  const early = readsEarly(actor, facts.county);
  const years = [...new Set(all.map(([quarter]) => quarter.slice(0, 4)))];
  const office = actor.roles.includes('government-office');
  const near = all.filter(([, { made }], i) => made || i < LATEST);
  const older = all.filter((one) => !near.includes(one));
  const line = ([quarter, { words, made, issue }]: (typeof all)[number]): Html => {
    const name = quarterName(quarter);
    return html`<li>${made || early ? html`<a href="${PATH}/${quarter}">${name}</a>` : name}（${words}）${issue && html` 印发期限：${lamp(issue, facts)}`}</li>
`;
  };
  const content = html`<h1>定期通报</h1>
<p class="soft">每季度首个工作日形成征求意见稿，审核期满后印发${bracketed(names, '23')}。统计中的季度，只有行政审批服务局和县政府办公室可以查看。</p>
<h2>各季度</h2><ul>${near.map(line)}</ul>${older.length > 0 && html`<details><summary>更早的、没有通报的季度</summary><ul>${older.map(line)}</ul></details>`}
<h2>年度汇总</h2><ul>${years.map(
    (year) => html`<li><a href="/console/years/${year}">${year} 年</a></li>
`,
  )}</ul>${office && html`<p><a href="/console/weights">设置年度考核的计分权重</a></p>`}`;
  return { title: '定期通报', content };
};

/** The page of a quarter. */
export const circular: Show = async (call, reader) => {
  const quarter = call.params.quarter ?? '';
  const [{ body, schema }, since] = await Promise.all([
    answered(call, 'readCircular', { params: { quarter } }),
    answered(call, 'listErrata', { params: { quarter } }),
  ]);
  const rows = body.organisations as Line[];
  const listed = recordsIn(schema, { corrections: body.corrections, errata: body.errata });
  const records = await namedRecords(call, [...listed, ...recordsIn(since.schema, since.body)]);
  // What the circular's files tell every organisation, its page tells, too.
  const told = await pushNames(call.desk, {
    corrections: body.corrections,
    errata: [...body.errata, ...since.body.items],
  });
  const names = { ...reader.names, records, told };
  const { words = '没有形成通报', issue } = (await quarterStandings(call.desk, reader.facts)).get(quarter) ?? {};
  const title = `${quarterName(quarter)}通报（${words}）`;
  const apart = ['stage', 'organisations', 'copiedTo', 'corrections', 'errata', 'digests', 'totals', 'annexKinds'];
  const reviewEnds = parseInstant(body.reviewEnds ?? '');
  const content = html`<p class="crumb"><a href="${PATH}">← 返回各季度</a></p>
<h1>${title}</h1>
${issue && html`<p class="state">印发期限：${lamp(issue, reader.facts)}${reviewEnds !== undefined && `　更正期限：${endText(reviewEnds)}前`}</p>`}
${'issued' in (call.query as object) && body.stage === 'issued' && html`<p class="note good" role="status">✓ 已签发，正在发送至各单位。超期认领严重的单位，请继续办理<a href="${PATH}/${quarter}/cautions">提醒函</a>。</p>`}
${await issuedAgain(call, quarter)}
${links(call, reader, quarter, body)}
${figures(rows, body.totals, reader)}
<p class="soft">条形为按期认领率，竖线为上一季度。认领和视为认领合计不足 ${rankedFrom(reader, quarter)} 件的单位以及行政审批服务局不排名。“超期认领严重”的单位列入提醒范围。</p>
<h2>附表：其他超期（不参加排名）</h2>
${annex(itemSchema(schema, 'organisations'), rows, reader)}
<h2>更正</h2>
${corrections(schema, body.corrections, names)}
${body.errata.length > 0 && html`<h2>勘误</h2>${errata(schema, 'errata', body.errata, names)}`}
${since.body.items.length > 0 && html`<h2>印发后的勘误</h2><p class="soft">通报印发后不再变动；下列各项列入下一期通报。</p>${errata(since.schema, 'items', since.body.items, names)}`}
${body.stage !== 'running' && proof(call, quarter)}
<h2>基本情况</h2>
${summary(schema, body, reader.names, ['jurisdiction', 'county', ...apart])}`;
  return { title, content };
};

/**
 * A restore had taken its issuing back: what it says is the first instant, and here stands when it was issued again.
 * Beside the circular, which has to be what people hold.
 */
async function issuedAgain({ desk }: PageCall, quarter: string): Promise<Html> {
  const { issued } = (await readReport(desk, quarter))?.report ?? {};
  if (issued?.first === undefined) return html``;
  return html`<p class="note">因从备份恢复数据，本通报于${minuteText(issued.at)}再次印发（${issued.by} 办理），内容与首次印发时相同。</p>`;
}

/** What of the circular decides what can be done with it. */
interface Stage {
  readonly stage: string;
  readonly corrections: readonly { readonly state: string }[];
  readonly reviewEnds: string | null;
}

function links(
  { actor }: PageCall,
  { facts }: Reader,
  quarter: string,
  { stage, corrections, reviewEnds }: Stage,
): Html {
  const at = `${PATH}/${quarter}`;
  const has = (roles: readonly Role[]): boolean => roles.some((role) => actor.roles.includes(role));
  const issuer = stage === 'under-review' && actor.roles.includes('bureau-admin');
  const open = corrections.filter(({ state }) => state === 'open').length;
  const ended = reviewEnds !== null && (parseInstant(reviewEnds) ?? 0) <= facts.now;
  const issues = issuer && ended && open === 0;
  const objects = stage === 'under-review' && !ended && has(OBJECTORS);
  const waits = stage === 'under-review' && !issuer && has(['government-office']);
  return html`<div class="acts">${issues && html`<a class="button" href="${at}/issue">签发…</a>`}${
    objects && html`<a class="button second" href="${at}/objection">提出更正…</a>`
  }<a href="${at}/files/docx">下载 Word</a><a href="${at}/files/xlsx">下载 Excel</a><a href="${at}/files/html">网页版</a>${
    stage !== 'running' && has(CAUTION_READERS) && html`<a href="${at}/cautions">提醒函和约谈</a>`
  }${readsMatters(actor, facts.county) && html`<a href="${at}/matters">分事项统计</a>`}</div>${
    waits &&
    html`<p class="note">由${bureauOf(facts.county).name}签发${ended ? (open > 0 ? `；有 ${open} 件更正尚未决定，决定后方可签发` : '') : '，更正期限届满后方可签发'}。</p>`
  }${
    issuer &&
    !issues &&
    html`<p class="note">${ended ? html`有 ${open} 件更正尚未决定，<a href="/console/corrections">全部决定</a>后即可签发。` : '更正期限届满后方可签发。'}</p>`
  }`;
}

/** What the figures rest on, who may open it, and that this is logged. */
function proof({ actor }: PageCall, quarter: string): Html {
  const opens = actor.roles.includes('government-office') || actor.roles.includes('discipline');
  return html`<h2>证据</h2>
<p><a href="${PATH}/${quarter}/evidence">逐条依据（CSV）</a>：计入该季度的每一条推送，任何单位可以据此重新计数。来源编号、行政相对人和摘要只对有权查看该推送的单位显示；每次下载记入日志，有关单位可以在记录的“查阅记录”中看到。</p>
${opens && html`<p><a href="/console/sealed">密封留存的证据</a>：更正、责任追究、问题引用的记录被隔离的，内容密封留存，由县政府办公室打开和决定，已移交的由纪检监察机关打开；每次打开记入日志。</p>`}`;
}

const COUNTED = {
  received: '接收',
  claimedInTime: '按期认领',
  deemedClaimed: '视为认领',
  returned: '退回',
  withdrawn: '撤回',
  notNamed: '未确认责任人',
  corrected: '已更正',
} as const;

/** From how many claims and deemed claims on an organisation is ranked. */
function rankedFrom({ facts }: Reader, quarter: string): number {
  return thresholdsOn(facts.log, lastDayOf(quarter)).rankedFrom;
}

function figures(rows: readonly Line[], totals: Line, { names }: Reader): Html {
  const [counted, idle] = [rows.filter(isCounted), rows.filter((row) => !isCounted(row))];
  const ranked = counted.toSorted((a, b) => Number(a.rank ?? 999) - Number(b.rank ?? 999));
  const heads = ['名次', '单位', '按期认领率', '上一季度', ...Object.values(COUNTED), '认领用时（工作小时）'];
  const all = html`<tr><td></td><td data-label="单位"><strong>合计</strong></td><td class="keep" data-label="按期认领率">${rateBar(totals.onTimeRatePercent as number | null)}</td><td class="blank"></td>${countsOf(totals)}<td class="blank"></td></tr>`;
  const caption = '各单位认领情况，按名次';
  const table = html`<table class="cards"><caption class="unseen">${caption}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${ranked.map((row) => rowOf(row as unknown as OrganisationFigures, names))}${all}</tbody></table>`;
  return html`${inOwnBox(caption, table)}${othersNamed(idle, '没有应当认领的推送')}`;
}

function rowOf(row: OrganisationFigures, { org }: Names): Html {
  const { rank, name, serious, onTimeRatePercent, previous } = row;
  const [median, p95] = [row.medianWorkingHoursToClaim, row.p95WorkingHoursToClaim].map(hoursText);
  return html`<tr${row.org === org ? html` class="here"` : ''}><td class="keep" data-label="名次">${rankText(rank)}</td><td data-label="单位">${name}${serious && html` <span class="lamp late">▲ 超期认领严重</span>`}</td><td class="keep" data-label="按期认领率">${rateBar(onTimeRatePercent, previous?.onTimeRatePercent ?? null)}</td><td class="keep" data-label="上一季度">${previousText(row)}</td>${countsOf(row as unknown as Line)}<td class="keep" data-label="认领用时（工作小时）">${median === NOTHING ? NOTHING : `中位数 ${median}，第 95 百分位 ${p95}`}</td></tr>
`;
}

function countsOf(row: Line): Html {
  return html`${Object.entries(COUNTED).map(([field, title]) => html`<td class="keep" data-label="${title}">${row[field]}</td>`)}`;
}

/** Of these a circular has nothing to tell, neither now nor of the last quarter. */
function isCounted({ previous, ...row }: Line): boolean {
  const before = previous as OrganisationFigures['previous'];
  return (before?.onTimeRatePercent ?? null) !== null || Object.keys(COUNTED).some((field) => Number(row[field]) > 0);
}

function annex(schema: z.ZodType, rows: readonly Line[], { names }: Reader): Html {
  const late = rows.filter((row) => Object.values(row.annex as object).some((value) => Number(value) > 0));
  const counted = (rows[0]?.annex ?? {}) as object;
  // In one order: what is issued is frozen with its members sorted.
  const fields = Object.keys(FIGURES).flatMap((name) => (Object.hasOwn(counted, name) ? [`annex.${name}`] : []));
  return tableOf(schema, late, names, {
    ...{ fields: ['name', ...fields], caption: '附表：其他超期', none: '没有其他超期。' },
  });
}

function corrections(schema: z.ZodType, rows: readonly Line[], names: Names): Html {
  const fields = [...subjectsOf(rows), 'org', 'state', 'reason', 'decision'];
  return tableOf(itemSchema(schema, 'corrections'), rows, names, { fields, caption: '更正', none: '没有更正申请。' });
}

function errata(schema: z.ZodType, field: string, rows: readonly Line[], names: Names): Html {
  const named = field === 'items' ? ['namedIn'] : [];
  const fields = [...subjectsOf(rows), 'quarter', 'org', 'decision', ...named];
  return tableOf(itemSchema(schema, field), rows, names, { fields, caption: '勘误' });
}

/** Pushes whose claim is objected to; figures of the annex with the records that they count. */
function subjectsOf(rows: readonly Line[]): string[] {
  const fields = ['push', 'figure', 'record'].filter((field) => rows.some((row) => row[field] != null));
  return fields.length > 0 ? fields : ['push'];
}

/** The circular as a file; the page of it comes under a policy of its own. */
export function file(call: PageCall): Promise<Answer> {
  const { quarter = '', format = '' } = call.params;
  return ask(call, 'readCircular', { params: { quarter: `${quarter}.${format}` } });
}

export function evidence(call: PageCall): Promise<Answer> {
  return ask(call, 'readEvidence', { params: { quarter: call.params.quarter ?? '' } });
}
