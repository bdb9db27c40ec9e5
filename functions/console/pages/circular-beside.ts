/** What stands beside a circular: its 签发, corrections, 提醒函 and 约谈, figures by matter, the year, the weights. */

import { html } from 'hono/html';
import { invalid, Problem } from '../../../shared/errors.ts';
import { FIGURES, type Figure } from '../../../shared/exchange/figures.ts';
import { comparable } from '../../../shared/identifier.ts';
import { countedItems } from '../../../shared/reports/counted-items.ts';
import { COUNTED_AS } from '../../../shared/reports/evidence.ts';
import { allReports } from '../../../shared/reports/history.ts';
import { inQuestion, type Objection, objectionRefusal } from '../../../shared/reports/objecting.ts';
import { type Quarter, quarterName } from '../../../shared/time.ts';
import type { Html } from '../../public/layout.ts';
import { OBJECTORS } from '../../reports/seen.ts';
import { fieldAt } from '../answer-parts.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { unless } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { figureChanges } from '../corrected.ts';
import { fieldsOf } from '../fields.ts';
import type { Line } from '../kinds.ts';
import { addressOf } from '../list-filters.ts';
import { namedRecords } from '../named-records.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import type { Reader } from '../reader.ts';
import { summary } from '../shown.ts';
import { rateBar } from './bar.ts';
import { historyOf } from './history.ts';
import { othersNamed } from './others-named.ts';

const SECTION = '/console/reports';
const at = ({ params }: PageCall): string => `${SECTION}/${params.quarter}`;

/**
 * 签发: number, signer, and the confirmation that the button is. What is signed is told above it, and a number that
 * another circular bears is refused: both are frozen and sent, and letters cite them by it.
 */
export const issuing = operationForm({
  ...{ operation: 'issueCircular', title: '签发通报', roles: ['bureau-admin'], section: SECTION },
  ...{ button: '确认签发', danger: true, back: at, done: (_told, call) => `${at(call)}?issued` },
  // What a restore took back is issued as it was by two fields more, for which hardly anybody ever asks.
  fields: (call) =>
    fieldsOf(call.operation('issueCircular').body?.() as never).flatMap((field) => {
      if (field.name !== 'issuedAt' && field.name !== 'contentHash') return [field];
      // To the millisecond, which a field for times does not take.
      return isAgain(call) ? [{ ...field, shape: 'line' as const }] : [];
    }),
  after: async (call) =>
    isAgain(call)
      ? html``
      : html`<p class="soft">恢复备份以后重新签发已经印发过的通报：<a href="${at(call)}/issue?again">按首次印发的时间和摘要签发…</a></p>`,
  before: async (call) => {
    const quarter = call.params.quarter ?? '';
    const [{ body }, before] = await Promise.all([
      answered(call, 'readCircular', { params: { quarter } }),
      issuedNumbers(call),
    ]);
    const serious = (body.organisations as Line[]).filter(({ serious }) => serious).map(({ name }) => String(name));
    const open = (body.corrections as Line[]).filter(({ state }) => state === 'open').length;
    const last = [...before.keys()].filter((one) => one < quarter).at(-1);
    return html`<p>${quarterName(quarter)}通报</p>
<ul><li>超期认领情况严重的单位：${serious.length === 0 ? '无' : `${serious.length} 个（${serious.join('、')}），签发后各有一份提醒函待签发`}</li>
<li>更正 ${(body.corrections as Line[]).length} 件，${open > 0 ? html`<strong>其中 ${open} 件尚未决定，决定后方可签发</strong>` : '均已作出决定'}</li>
${last && html`<li>上一期（${quarterName(last)}）的文号：${before.get(last)}</li>`}</ul>
<p class="note care">签发后不再变动，并以邮件发送至各单位；以后发现的错误列入下期勘误。请核对文号和签发人。</p>`;
  },
  prepare: async (input, call) => {
    const number = comparable(String(input.documentNumber ?? ''));
    const used = [...(await issuedNumbers(call))].find(
      ([quarter, one]) => quarter !== call.params.quarter && comparable(one) === number,
    );
    if (used) {
      const detail = `该文号已用于${quarterName(used[0])}通报，请核对并填写新的文号`;
      throw invalid([{ pointer: '/documentNumber', detail }]);
    }
    return input;
  },
});

function isAgain({ query }: PageCall): boolean {
  return 'again' in (query as object);
}

/** The numbers of the circulars that are issued, by quarter, oldest first. */
async function issuedNumbers({ desk }: PageCall): Promise<ReadonlyMap<Quarter, string>> {
  const reports = [...(await allReports(desk, await desk.facts()))];
  return new Map(
    reports.flatMap(([quarter, { issued }]) => (issued ? [[quarter, issued.documentNumber] as const] : [])),
  );
}

/** 提出更正, of one push. */
export const objecting = operationForm({
  ...{ operation: 'objectToCircular', title: '对征求意见稿提出更正', section: SECTION, button: '提出更正' },
  ...{ roles: OBJECTORS, back: at, linked: true },
  closed: async ({ desk, params }) => {
    const facts = await desk.facts();
    const report = (await allReports(desk, facts)).get(params.quarter as Quarter) ?? null;
    return objectionRefusal(report, facts)?.message ?? null;
  },
  fields: (call) =>
    fieldsOf(call.operation('objectToCircular').body?.() as never).map((field) =>
      field.shape === 'record' ? { ...field, hint: '从上面选择后已经填好；其他的，打开该件，把网址粘贴在这里' } : field,
    ),
  prepare: async (input, call) => {
    await inQuestion(call.desk, call.params.quarter as Quarter, input as unknown as Objection, call.actor).catch(
      (error: unknown) => {
        if (!(error instanceof Problem) || error.status !== 404) throw error;
        throw invalid([{ pointer: input.push === undefined ? '/record' : '/push', detail: error.message }]);
      },
    );
    return input;
  },
  before: async (call, reader, sent) =>
    html`<p class="note">一个单位对一件提出一次。理由随通报发至各单位，请勿填写个人信息。</p>
${await ownCounted(call)}
${await wouldChange(call, reader, sent)}`,
  done: ({ body }) => `/console/records/${body.id}`,
});

/** What counts for the reader's organisation, each with the way to object to it. */
async function ownCounted(call: PageCall): Promise<Html> {
  const quarter = call.params.quarter as Quarter;
  const report = (await allReports(call.desk, await call.desk.facts())).get(quarter);
  if (!report) return html``;
  const items = await countedItems(call.desk, report, call.actor.org);
  const names = await namedRecords(
    call,
    items.map(({ id }) => id),
  );
  const rows = items.map((item) => {
    const [as, said] = 'category' in item ? ['push', COUNTED_AS[item.category]] : ['record', FIGURES[item.figure]];
    const query = { [as]: item.id, ...('figure' in item && { figure: item.figure }) };
    return html`<tr><td data-label="推送或记录"><a class="t" href="/console/records/${item.id}">${names.get(item.id) ?? '该件'}</a></td><td class="keep" data-label="计为">${said}</td><td class="keep" data-label="期限">${item.by}</td><td data-label="操作"><a href="${addressOf(`${at(call)}/objection`, query)}">对本件提出更正</a></td></tr>
`;
  });
  const table = html`<table class="cards"><caption class="unseen">本单位计入的各件</caption><thead><tr><th scope="col">推送或记录</th><th scope="col">计为</th><th scope="col">期限</th><th scope="col">操作</th></tr></thead><tbody>${rows}</tbody></table>`;
  return html`<details${Object.keys(call.query as object).length === 0 && !call.form ? html` open` : ''}><summary>本单位计入的 ${rows.length} 件：视为认领、退回和附表各项超期</summary>
${rows.length > 0 ? table : html`<p class="empty">没有视为认领、退回或超期计入的。</p>`}</details>`;
}

/** What accepting it would change, once the form names something that the reader may object to. */
async function wouldChange(call: PageCall, reader: Reader, sent: URLSearchParams): Promise<Html> {
  const said = (name: string): string | undefined => sent.get(name)?.trim() || undefined;
  const objection = { push: said('push'), record: said('record'), figure: said('figure') as Figure | undefined };
  if (!objection.push && !objection.record) return html``;
  const quarter = call.params.quarter as Quarter;
  // What does not fit the form says by itself when it is sent.
  const refused = [403, 404, 409, 422];
  const found = await unless(refused, inQuestion(call.desk, quarter, { ...objection, reason: '' }, call.actor));
  if (!found) return html``;
  const { subject, org } = found;
  const id = 'push' in subject ? subject.push : subject.record;
  const called = (await namedRecords(call, [id])).get(id);
  return html`<p>提出更正的：<a href="/console/records/${id}">${called ?? '该件'}</a></p>
${await figureChanges(call, reader, { quarter, ...subject, org })}`;
}

/** The weights of the year's assessment. */
export const weights = operationForm({
  ...{ operation: 'putAssessmentWeights', reads: 'readAssessmentWeights', title: '年度考核的计分权重' },
  ...{ roles: ['government-office'], section: SECTION, button: '保存' },
  back: () => SECTION,
  body: (input) => Object.fromEntries(Object.entries(input).map(([name, value]) => [name, Number(value)])),
  after: async (call, { names }) => {
    const { schema } = await answered(call, 'readAssessmentWeights');
    return historyOf(call, 'weights', schema, names);
  },
});

/** 提醒函 and 约谈 after a circular, as far as the reader sees them. */
export const cautions: Show = async (call, { names }) => {
  const quarter = call.params.quarter ?? '';
  const { body, schema } = await answered(call, 'listCautionsOfQuarter', { params: { quarter } });
  const item = itemSchema(schema);
  const of = (field: string) => (body.items as Line[]).flatMap((one) => (one[field] ? [one[field] as Line] : []));
  const table = (field: string, whom: string, title: string, none: string) => {
    const inner = fieldAt(item, field) as never;
    return tableOf(inner, of(field), names, {
      ...{ fields: [whom, 'status', 'due'], caption: title, none },
      link: ({ id }) => `/console/records/${id}`,
    });
  };
  const title = `${quarterName(quarter)}通报之后的提醒函和约谈`;
  const content = html`<p class="crumb"><a href="${at(call)}">← 返回通报</a></p><h1>${title}</h1>
<h2>提醒函</h2>${table('caution', 'org', '提醒函', '没有您可以查看的提醒函。')}<h2>约谈</h2>${table('talk', 'to.org', '约谈', '没有您可以查看的约谈。')}
<p><a href="/console/accountability">责任追究</a></p>`;
  return { title, content };
};

/** Figures by matter. */
export const matters: Show = async (call, { names }) => {
  const quarter = call.params.quarter ?? '';
  const { body, schema } = await answered(call, 'readMatterFigures', { params: { quarter } });
  const item = itemSchema(schema);
  const fields = ['name', 'matter', 'granted', 'medianWorkingHoursToPush', 'medianWorkingDaysToCertificate'];
  const title = `${quarterName(quarter)}分事项统计`;
  const isBusy = (row: Line): boolean => Number(row.granted) > 0 || Number(row.gatekeeping) > 0;
  const [busy, idle] = [(body.items as Line[]).filter(isBusy), (body.items as Line[]).filter((row) => !isBusy(row))];
  const content = html`<p class="crumb"><a href="${at(call)}">← 返回通报</a></p><h1>${title}</h1>
${tableOf(item, busy, names, { fields: [...fields, 'gatekeeping', 'unlisted'], caption: title, none: '没有您可以查看的、有办件的事项。' })}
${idle.length > 0 && html`<details><summary>另有 ${idle.length} 个事项没有准予和专业把关的办件</summary><p>${idle.map(({ name }) => name).join('、')}</p></details>`}`;
  return { title, content };
};

/** The year: what counts for the assessment. */
export const year: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readYearOfCirculars', { params: { year: call.params.year ?? '' } });
  const all = (body.organisations as Line[]).toSorted((a, b) => Number(a.rank ?? 999) - Number(b.rank ?? 999));
  const counts = ['received', 'claimedInTime', 'deemedClaimed', 'seriousQuarters'];
  const late = ['pushedLate', 'readdressedLate', 'notNamed', 'corrected'];
  const isCounted = (row: Line): boolean => [...counts, ...late].some((field) => Number(row[field]) > 0);
  const title = `${body.year} 年通报汇总`;
  const quarters = body.quarters as string[];
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回定期通报</a></p><h1>${title}</h1>
<p>已印发：${quarters.length === 0 ? '尚无' : quarters.map((one) => html`<a href="${SECTION}/${one}">${quarterName(one)}</a>　`)}</p>
${quarters.length < 4 && html`<p class="note">本年四期通报尚未全部印发，得分和名次只按已印发的计算，不是全年结果。</p>`}
${tableOf(itemSchema(schema, 'organisations'), all.filter(isCounted), names, {
  ...{ fields: ['name', 'rank', 'score', ...counts, ...late] },
  ...{ caption: title, none: '本年尚无已印发的通报。', eachTitle: '按期认领率' },
  each: (row) => rateBar(row.onTimeRatePercent as number | null),
})}
${othersNamed(
  all.filter((row) => !isCounted(row)),
  '本年没有应当认领的推送',
)}
<h2>计分权重</h2>${summary(fieldAt(schema, 'weights') as never, body.weights, names)}`;
  return { title, content };
};
