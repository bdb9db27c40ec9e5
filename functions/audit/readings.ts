/** `GET /<path>/{id}/readings`: who has read a record without handling it, for those who sent and received it. */

import * as z from 'zod';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { lazily } from '../../shared/lazily.ts';
import { common, operation } from '../exchanges/naming.ts';
import { pagingQuery } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { accountAsked } from './account-asked.ts';
import type { Seen } from './listed-readings.ts';

const answers = () => import('./answers.ts');
const listing = () => import('./listed-readings.ts');

const query = lazily(() => z.strictObject({ by: accountAsked().meta({ title: '查阅人（账号）' }), ...pagingQuery() }));

/** The route of a kind. `seen` reads the record for its reader, or throws 404. */
export function readingsRoute(kind: AnyKind, seen: Seen): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}/readings`,
    id: operation('readings', kind.kind),
    summary: `${kind.label}的查阅记录`,
    description:
      '不经办该记录而查看过它的：县政府办公室（统筹协调）、纪检监察机关（因移交）以及逐条数据的下载。发出单位和接收单位可以查看，新者在前；纪检监察机关的查阅，在所移交的事项办结之后列出。',
    query,
    answers: { 200: { description: '一页查阅记录', schema: async () => (await answers()).readingsPage } },
    handle: async (call) => (await listing()).listed(kind, seen, call),
  });
}
