/** 标准、大、特大: the size of letters, kept by the browser for a year. */
import type { Route } from '../http/route.ts';
import { openPage } from './declare.ts';
import { seeOther } from './page.ts';
import { targetOf } from './refusal.ts';
import { cookie, SIZE_COOKIE, textSizeOf } from './session.ts';

const YEAR = 365 * 24 * 3600;

export const sizePage: Route = openPage({
  path: '/console/size',
  id: 'pageSize',
  summary: '字号',
  handle: async ({ query }) => {
    const { to, back } = query as { to?: unknown; back?: unknown };
    const size = textSizeOf(typeof to === 'string' ? to : undefined);
    return seeOther(targetOf(back), { cookies: [cookie(SIZE_COOKIE, size, YEAR)] });
  },
});
