/**
 * `GET /public/standards?matter=`: the standards of a matter that are public (arts. 12, 22): those that hold today and
 * those that have been agreed and begin later. Whoever applies reads here by what the application is measured.
 */
import * as z from 'zod';
import { matterCode } from '../../shared/boundary/matter-code.ts';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { asksForHtml } from '../http/accept.ts';
import { unlessKnown } from '../http/conditional.ts';
import { publicRoute, type Route } from '../http/route.ts';
import { etagOf } from './version.ts';

const answers = () => import('../standards/answers.ts');
const AT = '/public/standards';

const query = lazily(() =>
  z.strictObject({
    matter: optional(matterCode()).meta({ title: '事项编码', description: '不填的不列出标准，网页列出有标准的事项' }),
  }),
);

/** Where a browser gets the page, a program that asks for nothing in particular gets what `.json` answers. */
function standardsRoute(path: string, id: string, summary: string, answer: Route['answers'][number]): Route {
  return publicRoute({
    method: 'GET',
    path,
    id,
    summary,
    tag: '公开信息',
    query,
    answers: { 200: answer, 304: { description: '与您已有的相同（If-None-Match）' } },
    handle: async (call) => {
      const { matter } = call.query as { matter: string | null };
      const { shownOf, jsonOf, pageOf } = await import('./standards-page.ts');
      const asPage = path === AT && asksForHtml(call.headers.accept);
      const found = await shownOf(call, matter, asPage);
      const { county, day, items, matters } = found;
      const state = items.map(({ standard, stood }) => [standard.id, standard.history.at(-1)?.hash, stood.standing]);
      const etag = etagOf('standards', asPage ? 'html' : 'json', county, day, matter, found.name, state, matters);
      return unlessKnown(call.headers, etag, async () => {
        const made = asPage ? await pageOf(found, call.platform) : jsonOf(found);
        return path === AT ? { ...made, headers: { ...made.headers, vary: 'Accept' } } : made;
      });
    },
  });
}

const json = {
  description: '今日施行的和已确认、以后施行的公开标准',
  schema: async () => (await answers()).publicStandardsAnswer,
} as const;

export const standardsRoutes: readonly Route[] = [
  standardsRoute(AT, 'readStandardsPage', '某一事项的标准（浏览器打开的为网页）', { ...json, files: ['text/html'] }),
  standardsRoute(`${AT}.json`, 'readPublicStandards', '某一事项的标准（JSON）', json),
];
