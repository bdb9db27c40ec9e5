/**
 * `GET /public/standards?matter=`: the standards of a matter that are public (arts. 12, 22): those that hold today and
 * those that have been agreed and begin later. Whoever applies reads here by what the application is measured.
 */
import * as z from 'zod';
import { matterCode } from '../../shared/boundary/matter-code.ts';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { unlessKnown } from '../http/conditional.ts';
import type { Route } from '../http/route.ts';
import { pageAndJson } from './page-and-json.ts';
import { etagOf } from './version.ts';

const query = lazily(() =>
  z.strictObject({
    matter: optional(matterCode()).meta({ title: '事项编码', description: '不填的不列出标准，网页列出有标准的事项' }),
    q: optional(z.string({ error: '只能给一个' }).max(100, { error: '最长 100 字' })).meta({
      title: '查找',
      description: '事项编码或名称中的几个字；只有一个事项相符的，列出其标准，有几个的，网页列出各事项',
    }),
  }),
);

export const standardsRoutes: readonly Route[] = pageAndJson({
  path: '/public/standards',
  ids: ['readStandardsPage', 'readPublicStandards'],
  summary: '某一事项的标准',
  query,
  answer: {
    description: '今日施行的和已确认、以后施行的公开标准',
    schema: async () => (await import('../standards/answers.ts')).publicStandardsAnswer,
  },
  others: { 304: { description: '与您已有的相同（If-None-Match）' } },
  handle: async (call, asPage) => {
    const { matter } = call.query;
    const q = call.query.q?.trim() || null;
    const { shownOf, jsonOf, pageOf } = await import('./standards-page.ts');
    const found = await shownOf(call, { matter, q }, asPage);
    const { county, day, items, matters } = found;
    const state = items.map(({ standard, stood }) => [standard.id, standard.history.at(-1)?.hash, stood.standing]);
    const etag = etagOf(
      'standards',
      asPage ? 'html' : 'json',
      county,
      day,
      found.matter,
      q,
      found.name,
      state,
      matters,
    );
    return unlessKnown(call.headers, etag, () => (asPage ? pageOf(found, call.platform) : jsonOf(found)));
  },
});
