/** `GET /query-log`: the queries under grants, of whoever asked and of whoever was asked (art. 18). */
import * as z from 'zod';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { choice, optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { queriedIn, SIDES, walkQueries } from '../../shared/sharing/query-log.ts';
import { formatInstant } from '../../shared/time.ts';
import { listed } from '../exchanges/filters.ts';
import { pagingQuery } from '../http/paging.ts';
import { listedOrg } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('./query-answers.ts');

const query = lazily(() =>
  z.strictObject({
    side: optional(choice(SIDES)).meta({ title: '哪一方', description: '不填为查询本单位的（given）' }),
    org: listed(),
    ...pagingQuery(),
  }),
);

export const queryLog: Route = route({
  method: 'GET',
  path: '/query-log',
  id: 'readQueryLog',
  summary: '授权查询的日志',
  description: '新的在前。每次查询一条，各条的哈希连成一链（previousHash），改动、删除都能发现。',
  tag: '共享权限',
  query,
  answers: { 200: { description: '一页', schema: async () => (await answers()).logAnswer } },
  handle: async ({ desk, actor, query: { side: asked, org: of, cursor, limit } }) => {
    const [org, side] = [listedOrg(actor, of), asked ?? 'given'];
    const owner = [actor.account, org, 'query-log', side];
    const after = cursor === null ? undefined : readCursor(cursor, owner).entry;
    const items: Record<string, unknown>[] = [];
    let last = after;
    for await (const { place, entry } of walkQueries(desk.ports.store, desk.jurisdiction, { side, org }, after)) {
      if (items.length >= limit) {
        const next = last ? writeCursor({ partition: 'query-log', entry: last }, owner) : null;
        return { status: 200, body: { items, next } };
      }
      const { by, hash, previousHash } = entry;
      items.push({ at: formatInstant(entry.at), by, ...(queriedIn(entry) ?? NOTHING), hash, previousHash });
      last = place;
    }
    return { status: 200, body: { items, next: null } };
  },
});

/** Of a line whose words have been taken from sight. */
const NOTHING = { org: null, giver: null, grant: null, over: null, purpose: null, parameters: null, count: null };
