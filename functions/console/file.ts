/** `/console/files/{id}`: a file that a record names, for whoever may read the record. */
import type { Route } from '../http/route.ts';
import { ask } from './ask.ts';
import { type PageCall, page } from './declare.ts';

export const filePage: Route = page({
  path: '/console/files/{id}',
  id: 'pageFile',
  summary: '下载文件',
  handle: async (call) => {
    const { record } = call.query as { record?: string };
    return ask(call as PageCall, 'getFileContent', { params: { id: call.params.id ?? '' }, query: { record } });
  },
});
