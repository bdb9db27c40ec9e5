/**
 * `GET /public/guided-matters`: the matters that need the department's guidance (art. 5), each with its reason and on
 * which days departments were consulted. They are the rows of the list in force whose `guidance` is set, no second
 * list.
 */
import { html } from 'hono/html';
import type { Opinions } from '../../shared/boundary/changes.ts';
import type { Matter } from '../../shared/boundary/matter.ts';
import { readOpinions } from '../../shared/boundary/opinions.ts';
import { orgName } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import { keeping } from '../../shared/kept.ts';
import type { Platform } from '../../shared/platform.ts';
import { unlessKnown } from '../http/conditional.ts';
import { type Answer, type Call, publicRoute, type Route } from '../http/route.ts';
import { basisLink } from './basis.ts';
import { named, type PublicList, publicList } from './boundary-list.ts';
import { csvOf } from './csv.ts';
import { elsewhereOf, linkTo } from './elsewhere.ts';
import { type Html, pageAnswer } from './layout.ts';
import { etagOf } from './version.ts';
import { workbookOf, XLSX } from './xlsx.ts';

const answers = () => import('../boundary/answers.ts');
const AT = '/public/guided-matters';
const TITLE = '需主管部门共同指导的事项清单';

type Format = 'html' | 'json' | 'csv' | 'xlsx';

/** The four formats of some counties. */
const kept = keeping<Answer>(8);

interface Guided {
  list: PublicList;
  items: Matter[];
  opinions: Opinions;
}

async function guided(desk: Desk): Promise<Guided> {
  const list = await publicList(desk, { version: null, q: null });
  const { value: opinions } = await readOpinions(desk.ports.store, desk.jurisdiction);
  return { list, items: list.items.filter(({ guidance }) => guidance !== null), opinions };
}

function consulted({ code }: Matter, opinions: Opinions): { org: string; on: string }[] {
  return Object.entries(opinions[code] ?? {}).map(([org, { on }]) => ({ org, on }));
}

function jsonOf({ list, items, opinions }: Guided): Answer {
  const shown = items.map((row) => {
    const { code, name, powerType, department, section, candidates, guidance } = row;
    return { code, name, powerType, department, section, candidates, ...guidance, consulted: consulted(row, opinions) };
  });
  return { status: 200, body: { version: list.version, validFrom: list.validFrom, items: shown } };
}

const COLUMNS = [
  ...[
    { title: '事项编码', width: 18 },
    { title: '事项名称', width: 28 },
    { title: '权力类型', width: 14 },
  ],
  ...[
    { title: '监管单位', width: 24 },
    { title: '责任科室', width: 22 },
    { title: '需指导的原因', width: 20 },
  ],
  ...[
    { title: '指导说明', width: 50 },
    { title: '征求意见', width: 30 },
  ],
];

function lineOf({ list: { county }, opinions }: Guided, row: Matter): string[] {
  const names = named(county, row);
  const asked = consulted(row, opinions).map(({ org, on }) => `${orgName(county, org)} ${on}`);
  return [
    ...[row.code, row.name, row.powerType, names.department ?? names.candidates.join('、'), names.section ?? ''],
    ...[names.guidance ?? '', row.guidance?.explanation ?? '', asked.join('、')],
  ];
}

function pageOf(found: Guided, elsewhere: string | null): Html {
  const { county, version, validFrom } = found.list;
  const file = (format: string): string => linkTo(`${AT}.${format}`, elsewhere);
  return html`<h1>${county.name}${TITLE}</h1>
<p>边界清单版本 <code>${version}</code>，自 <time datetime="${validFrom}">${validFrom}</time> 起施行。依据${basisLink({ county, elsewhere })}，下列事项专业性较强或后续监管风险较大，确需行业主管部门共同指导；其他事项原则上由行政审批服务局独立办结。</p>
<p class="screen">共 ${found.items.length} 项。下载：<a href="${file('xlsx')}">XLSX 表格</a>　<a href="${file('csv')}">CSV</a>　<a href="${file('json')}">JSON</a></p>
<table class="cards">
<thead><tr>${COLUMNS.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${found.items.map((row) => html`<tr>${lineOf(found, row).map((cell, i) => html`<td data-label="${COLUMNS[i]?.title}">${cell}</td>`)}</tr>`)}</tbody>
</table>`;
}

async function made(format: Format, found: Guided, platform: Platform): Promise<Answer> {
  const { county, version, validFrom } = found.list;
  if (format === 'json') return jsonOf(found);
  const heading = `${county.name}审管互动平台`;
  if (format === 'html') {
    const elsewhere = elsewhereOf(county, platform);
    return pageAnswer({
      title: `${county.name}${TITLE}`,
      heading,
      content: pageOf(found, elsewhere),
      here: AT,
      elsewhere,
    });
  }
  const lines = found.items.map((row) => lineOf(found, row));
  const title = `${county.name}${TITLE}（边界清单版本 ${version}，自 ${validFrom} 起施行）`;
  const disposition = `attachment; filename="guided-matters-${county.jurisdiction}.${format}"`;
  const headers = { 'content-disposition': disposition };
  if (format === 'xlsx') {
    return { status: 200, content: { type: XLSX, data: await workbookOf(TITLE, title, COLUMNS, lines) }, headers };
  }
  const data = csvOf([COLUMNS.map((column) => column.title), ...lines]);
  return { status: 200, content: { type: 'text/csv; charset=utf-8; header=present', data }, headers };
}

function guidedRoute(format: Format, id: string, answer: Route['answers'][number]): Route {
  return publicRoute({
    method: 'GET',
    path: format === 'html' ? AT : `${AT}.${format}`,
    id,
    summary: `${TITLE}（${format === 'html' ? '网页' : format.toUpperCase()}）`,
    tag: '公开信息',
    answers: {
      200: answer,
      304: { description: '与您已有的相同（If-None-Match）' },
      404: { description: '没有现行的清单' },
    },
    handle: async ({ desk, headers, platform }: Call) => {
      const found = await guided(desk);
      const etag = etagOf('guided', format, found.list.county, found.list.version, found.opinions);
      // A page tells where it is shown.
      const name = `${etag} ${platform.settings.jurisdiction}`;
      return unlessKnown(headers, etag, () => kept(name, () => made(format, found, platform)));
    },
  });
}

export const guidedRoutes: readonly Route[] = [
  guidedRoute('html', 'readGuidedMattersPage', { description: '网页，可打印', contentType: 'text/html' }),
  guidedRoute('json', 'readGuidedMatters', {
    description: '今日施行的清单中需指导的事项',
    schema: async () => (await answers()).guidedMattersAnswer,
  }),
  guidedRoute('csv', 'readGuidedMattersCsv', { description: 'UTF-8，含字节顺序标记', contentType: 'text/csv' }),
  guidedRoute('xlsx', 'readGuidedMattersXlsx', { description: '工作簿', contentType: XLSX }),
];
