/** The pages of all kinds, by the path of each. What makes a page is loaded when the first request asks for it. */

import type { Route } from '../http/route.ts';
import { ask } from './ask.ts';
import type { FormCall, PageCall } from './call.ts';
import { formTarget, page } from './declare.ts';
import { keptForm } from './kept-form.ts';
import { ownPage } from './own-page.ts';

const acts = () => import('./act-page.ts');
const batches = () => import('./batch-page.ts');
const records = () => import('./record-page.ts');

type Handle = (call: PageCall) => ReturnType<Route['handle']>;

function loaded(path: string, id: string, summary: string, load: () => Promise<Handle>): Route {
  return page({ path, id, summary, handle: async (call) => (await load())(call as PageCall) });
}

const inbox = async () => (await import('./inbox-page.ts')).inbox;

/** What stands beside the pages of kinds: 工作台, searching, files. */
const besides: readonly Route[] = [
  loaded('/console', 'pageHome', '工作台', inbox),
  loaded('/console/', 'pageHomeWithSlash', '工作台', inbox),
  loaded('/console/inbox', 'pageInbox', '工作台', inbox),
  loaded('/console/search', 'pageSearch', '查找', async () => (await import('./search-page.ts')).search),
  loaded('/console/matters', 'pageMatterNames', '事项的编码和名称', async () => matterNames),
  loaded('/console/records/{id}', 'pageAnyRecord', '按编号查看记录', async () => (await records()).anyRecord),
  loaded('/console/files/{id}', 'pageFile', '下载文件', async () => file),
];

export const kindPages: readonly Route[] = [
  ...besides,
  loaded('/console/{path}', 'pageList', '列表', async () => (await import('./list-page.ts')).list),
  loaded('/console/{path}/export', 'pageExport', '导出 Excel', async () => (await import('./export.ts')).exported),
  loaded('/console/{path}/{id}', 'pageRecord', '查看记录', async () => (await records()).record),
  ownPage({ path: '/console/{path}/{id}/readings', id: 'pageReadings', summary: '查阅记录' }, async () => {
    return (await import('./readings-page.ts')).readings;
  }),
  loaded('/console/{path}/{id}/files/{format}', 'pageRecordFile', '记录的文件', async () => {
    return (await import('./record-files.ts')).recordFile;
  }),
  formTarget({
    ...{ path: '/console/{path}/batch', id: 'pageBatch', summary: '批量办理' },
    stale: async (call) => (await batches()).stale(call as FormCall),
    handle: async (call) => (await batches()).batch(call as FormCall),
  }),
  ...keptForm({
    ...{ path: '/console/{path}/new', id: 'pageOpening', summary: '发起', drafts: true },
    show: async (call, filled) => (await acts()).showOpening(call, filled),
    act: async (call) => (await acts()).doOpening(call),
  }),
  ...keptForm({
    ...{ path: '/console/{path}/{id}/{act}', id: 'pageAct', summary: '办理', drafts: true },
    show: async (call, filled) => (await acts()).showAct(call, filled),
    act: async (call) => (await acts()).doAct(call),
  }),
];

/** What the script lets a box propose: each matter of the list in force as `code name`. */
async function matterNames(call: PageCall): ReturnType<Route['handle']> {
  const { knownMatters } = await import('./matters.ts');
  const names = (await knownMatters(call)).map(({ code, name }) => `${code} ${name}`);
  return { status: 200, body: names, headers: { 'cache-control': 'private, max-age=300' } };
}

/** A file that a record names, for whoever may read the record; with `sealed`, one that lies sealed. */
async function file(call: PageCall): ReturnType<Route['handle']> {
  const { record, sealed } = call.query as { record?: string; sealed?: string };
  return ask(call, 'getFileContent', { params: { id: call.params.id ?? '' }, query: { record, sealed } });
}
