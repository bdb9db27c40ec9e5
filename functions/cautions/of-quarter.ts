/** The caution letters and talks that follow a circular (art. 23), as far as the caller may see them. */
import { wholeQuery } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('../exchanges/follow-up-answers.ts');

const ofQuarter = route({
  method: 'GET',
  path: '/reports/quarters/{quarter}/cautions',
  id: 'listCautionsOfQuarter',
  summary: '一期通报之后的提醒和约谈',
  description:
    '县政府办公室看到全部；签发单位看到本单位待签发、已签发和决定不予提醒的；被提醒单位看到已签发给本单位的。',
  tag: '提醒函',
  query: wholeQuery,
  answers: {
    200: { description: '每个被提醒单位一条', schema: async () => (await answers()).cautionsOfQuarterAnswer },
  },
  handle: async (call) => (await import('./listed.ts')).listed(call),
});

export const cautionRoutes: readonly Route[] = [ofQuarter];
