/** `GET /public/boundary-list` and its three files. */

import { html } from 'hono/html';
import * as z from 'zod';
import { shownMatter } from '../../shared/boundary/matter.ts';
import { optional } from '../../shared/fields.ts';
import { keeping } from '../../shared/kept.ts';
import { lazily } from '../../shared/lazily.ts';
import { unlessKnown } from '../http/conditional.ts';
import { type Answer, type Call, ELSEWHERE, publicRoute, type Route } from '../http/route.ts';
import { hasList, type PublicList, publicList } from './boundary-list.ts';
import { COLUMNS, rowsOf } from './columns.ts';
import { csvOf } from './csv.ts';
import { elsewhereOf } from './elsewhere.ts';
import { pageAnswer } from './layout.ts';
import { listPage } from './list-page.ts';
import { etagOf } from './version.ts';
import { XLSX, xlsxOf } from './xlsx.ts';

const answers = () => import('../boundary/answers.ts');

const NONE = { description: '没有现行的清单，或没有该版本' };

const version = lazily(() =>
  optional(z.string({ error: '版本只能给一个' }).max(64, { error: '版本最长 64 位' })).meta({
    title: '版本',
    description: '不填为今日施行的版本',
  }),
);

export const listQuery = lazily(() =>
  z.strictObject({
    version: version(),
    q: optional(z.string({ error: '关键词只能给一个' }).max(100, { error: '关键词最长 100 字' })).meta({
      title: '关键词',
      description: '事项编码、事项名称、权力类型、互动环节、单位和科室的名称、单位代码；空格分开的各词须同时符合',
    }),
  }),
);

/** A workbook takes half a second: it is made once a version, never of a search. */
const workbookQuery = lazily(() => z.strictObject({ version: version() }));

/** The other three formats of a county's list, of some counties or versions. */
const kept = keeping<Answer>(8);
/** Workbooks, of every version that there may be. */
const keptWorkbooks = keeping<Answer>(64);

type ListCall = Call<unknown, { version: string | null; q?: string | null }>;
type Format = 'html' | 'json' | 'csv' | 'xlsx';

/** The JSON: codes of organisations and sections, nothing beside the list itself. */
function jsonOf({ version, validFrom, items }: PublicList): Answer {
  return { status: 200, body: { version, validFrom, items: items.map(shownMatter) } };
}

function pageOf(list: PublicList, call: ListCall): Promise<Answer> {
  const elsewhere = elsewhereOf(list.county, call.platform);
  const title = `${list.county.name}审管互动边界清单`;
  return pageAnswer({
    title,
    heading: `${list.county.name}审管互动平台`,
    content: listPage(list, elsewhere),
    here: '/public/boundary-list',
    elsewhere,
  });
}

/** Before the first list is in force (404): people are told that it is still to come. */
async function nonePage(call: ListCall): Promise<Answer> {
  const { county } = await call.desk.facts();
  const elsewhere = elsewhereOf(county, call.platform);
  const page = await pageAnswer({
    title: `${county.name}审管互动边界清单`,
    heading: `${county.name}审管互动平台`,
    content: html`<h1>${county.name}审管互动边界清单</h1><p>清单尚未发布。发布并施行后在本页公布，可以查找、打印和下载。</p>`,
    here: '/public/boundary-list',
    elsewhere,
  });
  return { ...page, status: 404 };
}

function fileOf(list: PublicList, format: 'csv' | 'xlsx', type: string, data: string | Uint8Array): Answer {
  const { county, version } = list;
  const ascii = `boundary-list-${county.jurisdiction}-${version}.${format}`;
  const chinese = encodeURIComponent(`${county.name}审管互动边界清单-${version}.${format}`);
  const disposition = `attachment; filename="${ascii}"; filename*=UTF-8''${chinese}`;
  return { status: 200, content: { type, data }, headers: { 'content-disposition': disposition } };
}

async function made(format: Format, list: PublicList, call: ListCall): Promise<Answer> {
  if (format === 'json') return jsonOf(list);
  if (format === 'html') return pageOf(list, call);
  if (format === 'xlsx') return fileOf(list, format, XLSX, await xlsxOf(list));
  const rows = [COLUMNS.map((column) => column.title), ...rowsOf(list)];
  return fileOf(list, format, 'text/csv; charset=utf-8; header=present', csvOf(rows));
}

function listRoute(format: Format, id: string, summary: string, answer: Route['answers'][number]): Route {
  return publicRoute({
    method: 'GET',
    path: format === 'html' ? '/public/boundary-list' : `/public/boundary-list.${format}`,
    id,
    summary,
    tag: '公开信息',
    query: format === 'xlsx' ? workbookQuery : listQuery,
    answers: { 200: answer, 303: ELSEWHERE, 304: { description: '与您已有的相同（If-None-Match）' }, 404: NONE },
    handle: async (call) => {
      const { version: asked, q: searched = null } = call.query as ListCall['query'];
      const unpublished = format === 'html' && asked === null && !(await hasList(call.desk));
      if (unpublished) return nonePage(call as ListCall);
      const list = await publicList(call.desk, { version: asked, q: searched });
      const { county, version, standing, versions, q } = list;
      const etag = etagOf(format, county, version, standing, format === 'html' ? versions : null, q);
      const make = (): Promise<Answer> => made(format, list, call);
      // A page tells where it is shown; what somebody searches for is not what everybody reads.
      const tag = `${etag} ${call.platform.settings.jurisdiction}`;
      const keep = format === 'xlsx' ? keptWorkbooks : kept;
      return unlessKnown(call.headers, etag, () => (q === '' ? keep(tag, make) : make()));
    },
  });
}

export const listRoutes: readonly Route[] = [
  listRoute('html', 'readBoundaryListPage', '审管互动边界清单（网页）', {
    description: '网页，可查找、可打印',
    contentType: 'text/html',
  }),
  listRoute('json', 'readBoundaryList', '审管互动边界清单', {
    description: '今日施行的版本，或所查的版本',
    schema: async () => (await answers()).boundaryListAnswer,
  }),
  listRoute('csv', 'readBoundaryListCsv', '审管互动边界清单（CSV）', {
    description: 'UTF-8，含字节顺序标记；首行为中文表头',
    contentType: 'text/csv',
  }),
  listRoute('xlsx', 'readBoundaryListXlsx', '审管互动边界清单（XLSX）', { description: '工作簿', contentType: XLSX }),
];
