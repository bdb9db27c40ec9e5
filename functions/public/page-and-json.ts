/** One thing under two paths: where it is, browsers get a page and programs JSON; with `.json` everybody gets JSON. */
import type * as z from 'zod';
import type { Checked } from '../../shared/lazily.ts';
import { asksForHtml } from '../http/accept.ts';
import { type Answer, type Call, publicRoute, type Route } from '../http/route.ts';

interface Declared<Q extends () => z.ZodType> {
  readonly path: string;
  /** Of the route where browsers get the page, and of the other. */
  readonly ids: readonly [page: string, json: string];
  /** Chinese: what it is. */
  readonly summary: string;
  readonly query: Q;
  readonly answer: Route['answers'][number];
  /** What it answers beside 200. */
  readonly others?: Route['answers'];
  handle(call: Call<unknown, Checked<Q>>, asPage: boolean): Promise<Answer>;
}

export function pageAndJson<Q extends () => z.ZodType>(declared: Declared<Q>): readonly Route[] {
  const { path, ids, summary, query, answer, others, handle } = declared;
  const common = { method: 'GET', tag: '公开信息', query } as const;
  return [
    publicRoute({
      ...{ ...common, path, id: ids[0], summary: `${summary}（浏览器打开的为网页）` },
      answers: { 200: { ...answer, files: ['text/html'] }, ...others },
      handle: async (call) => {
        const made = await handle(call as Call<unknown, Checked<Q>>, asksForHtml(call.headers.accept));
        return { ...made, headers: { ...made.headers, vary: 'Accept' } };
      },
    }),
    publicRoute({
      ...{ ...common, path: `${path}.json`, id: ids[1], summary: `${summary}（JSON）` },
      answers: { 200: answer, ...others },
      handle: (call) => handle(call as Call<unknown, Checked<Q>>, false),
    }),
  ];
}
