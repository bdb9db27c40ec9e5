/** The year's figures for the annual assessment, and the weights they are scored with. */

import * as z from 'zod';
import { notFound } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import { WEIGHTS } from '../../shared/reports/assessment.ts';
import { runningQuarter } from '../../shared/reports/history.ts';
import { formatInstant } from '../../shared/time.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mayRead, mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');
const weights = () => import('../../shared/reports/weights.ts');

const tag = '定期通报';
const POINTS = '应为 0 至 1000 的数，最多一位小数';

const points = lazily(() =>
  z
    .number({ error: POINTS })
    .min(0, { error: POINTS })
    .max(1000, { error: POINTS })
    .refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-6, { error: POINTS }),
);

const weightsInput = lazily(() =>
  z
    .strictObject({
      onTimeRate: points().meta({ title: WEIGHTS.onTimeRate }),
      seriousQuarter: points().meta({ title: WEIGHTS.seriousQuarter }),
      lateItem: points().meta({ title: WEIGHTS.lateItem }),
      notNamed: points().meta({ title: WEIGHTS.notNamed }),
    })
    .meta({ id: 'WeightsInput' }),
);

const readOneYear = route({
  method: 'GET',
  path: '/reports/years/{year}',
  id: 'readYearOfCirculars',
  summary: '年度汇总',
  description:
    '已印发的各季度通报汇总，供全年政务服务考核使用（审管互动制度关于定期通报的规定）；已采纳的更正（含列入以后各期勘误的）均已扣除。计分权重为本系统约定，可以配置。',
  tag,
  answers: { 200: { description: '汇总', schema: async () => (await answers()).yearAnswer } },
  handle: async ({ desk, actor, params }) => {
    const facts = await desk.facts();
    const year = params.year as string;
    const [first, last] = [facts.county.since.slice(0, 4), runningQuarter(facts).slice(0, 4)];
    if (!/^\d{4}$/.test(year) || year < first || year > last) throw notFound('该年度的汇总');
    mayRead(actor);
    const { readYear } = await import('../../shared/reports/year.ts');
    return { status: 200, body: { ...(await readYear(desk, facts, year)), asOf: formatInstant(facts.now) } };
  },
});

const getWeights = route({
  method: 'GET',
  path: '/reports/weights',
  id: 'readAssessmentWeights',
  summary: '年度考核的计分权重',
  tag,
  answers: { 200: { description: '现行权重', schema: async () => (await answers()).weightsAnswer, headers: READ_TAG } },
  handle: async ({ desk, actor }) => {
    mayRead(actor);
    const body = await (await weights()).readWeights(desk);
    return { status: 200, body, headers: { etag: tagOf(body) } };
  },
});

const setWeights = route({
  method: 'PUT',
  path: '/reports/weights',
  id: 'putAssessmentWeights',
  summary: '设置年度考核的计分权重',
  description: '由县政府办公室设置（本系统约定）。',
  tag,
  body: weightsInput,
  ifMatch: 'always',
  answers: { 200: { description: '现行权重', schema: async () => (await answers()).weightsAnswer } },
  handle: async ({ desk, actor, body, headers }) => {
    mustBe(actor, ['government-office']);
    const { putWeights } = await weights();
    await putWeights(desk, body, actor.account, (before) => mustMatch(headers, tagOf(before), '计分权重'));
    return { status: 200, body, headers: { etag: tagOf(body) } };
  },
});

export const yearRoutes: readonly Route[] = [readOneYear, getWeights, setWeights];
