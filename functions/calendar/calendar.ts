/** The calendar: what each day is, and why a deadline is what it is. What the bureau enters is in `calendar/`. */
import * as z from 'zod';
import { explain } from '../../shared/calendar/deadline.ts';
import { calendarNow, yearOf } from '../../shared/calendar/table.ts';
import { ruleOn } from '../../shared/clocks/clocks.ts';
import { lazily } from '../../shared/lazily.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { asksForHtml } from '../http/accept.ts';
import { ofCallersCounty } from '../http/own-county.ts';
import { instantInQuery } from '../http/query.ts';
import { publicRoute, READ_TAG, type Route } from '../http/route.ts';
import { enteringRoutes } from './entering.ts';
import { jobRoutes } from './jobs.ts';
import { ruleRoutes } from './rules.ts';
import { etagOf, tag, yearIn } from './year.ts';

const answers = () => import('./answers.ts');
const pages = () => import('./pages.ts');

const explainQuery = lazily(() =>
  z.strictObject({
    from: instantInQuery().meta({ title: '起算时间' }),
    workingDays: z
      .string({ error: '请填写工作日数' })
      .regex(/^\d{1,3}$/, { error: '应为 0 至 250 的整数' })
      .transform(Number)
      .refine((n) => n <= 250, { error: '应为 0 至 250 的整数' })
      .meta({ title: '工作日数' }),
  }),
);

const WHOSE = '一个部署有几个县的，不填 jurisdiction 而带有令牌的，为账号所在的县。';

const readYear = publicRoute({
  method: 'GET',
  path: '/calendar/{year}',
  id: 'readCalendarYear',
  summary: '某年逐日的工作日安排',
  description: `provisional 为 true 表示国务院办公厅尚未发布该年通知，按法定节假日推算。${WHOSE}浏览器得到同样内容的网页。`,
  tag,
  answers: {
    200: {
      description: '该年每一天',
      schema: async () => (await answers()).calendarYearAnswer,
      headers: READ_TAG,
    },
  },
  handle: async ({ desk, params, headers }) => {
    const facts = await desk.facts();
    const year = yearIn(params.year as string, facts);
    const body = yearOf(calendarNow(facts), year);
    if (asksForHtml(headers.accept)) return (await pages()).yearPage(facts.county, body);
    return { status: 200, body, headers: { etag: etagOf(facts.log, year) } };
  },
});

const explainDeadline = publicRoute({
  method: 'GET',
  path: '/calendar/explain',
  id: 'explainDeadline',
  summary: '期限如何计算：逐日说明',
  description: `${WHOSE}浏览器得到同样内容的网页。`,
  tag,
  query: explainQuery,
  answers: {
    200: {
      description: '从起算到届满的每一天，计入与否及依据',
      schema: async () => (await answers()).explanationAnswer,
    },
  },
  handle: async ({ desk, query, headers }) => {
    const facts = await desk.facts();
    const { endOfDay } = ruleOn(facts.log, 'claim-approval', civilDateOf(query.from));
    const said = explain(calendarNow(facts), query.from, query.workingDays, endOfDay);
    const { by, deadline, provisional, days } = said;
    if (asksForHtml(headers.accept)) {
      return (await pages()).explanationPage(facts.county, query.from, query.workingDays, said);
    }
    return { status: 200, body: { by, deadline: formatInstant(deadline), provisional, endOfDay, days } };
  },
});

export const calendarRoutes: readonly Route[] = [
  ofCallersCounty(readYear),
  ofCallersCounty(explainDeadline),
  ...enteringRoutes,
  ...ruleRoutes,
  ...jobRoutes,
];
