/** Rule sets: what the clocks' rules are now, and another county's or a superior's numbers. */
import * as z from 'zod';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { CLOCKS, type ClockName, ruleOn } from '../../shared/clocks/clocks.ts';
import { choice, civilDate, labelsOf, line, optional, whole, yesNo } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { type Route, route } from '../http/route.ts';
import { enterEntry, retimingAnswers } from './retiming.ts';
import { tag } from './year.ts';

const answers = () => import('./answers.ts');

type LogClocks = Extract<LogEntry, { type: 'rules' }>['clocks'];

const endOfDay = lazily(() =>
  z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '应为 HH:MM 或 24:00' })
    .meta({ example: '17:30' }),
);
const rule = lazily(() =>
  z.strictObject({
    article: line(50).meta({ title: '条款' }),
    length: whole(0, 250).meta({ title: '工作日数' }),
  }),
);

const rulesInput = lazily(() =>
  z
    .strictObject({
      source: line(300).meta({ title: '依据', description: '文件的标题和文号' }),
      from: civilDate().meta({ title: '施行日期' }),
      superior: yesNo().default(false).meta({ title: '上级规定', description: '也适用于正在计算的期限；默认 false' }),
      replaces: optional(line(300)).meta({ title: '所代替的规则', description: '其依据' }),
      endOfDay: optional(endOfDay()).meta({ title: '最后一日的截止钟点', description: '不填的不变' }),
      clocks: z
        .partialRecord(choice(labelsOf(CLOCKS)), rule(), { error: '应为时限名称到规则的对照' })
        .default({})
        .meta({ title: '各时限' }),
    })
    .meta({ id: 'RuleSet' }),
);

const readRules = route({
  method: 'GET',
  path: '/rule-sets',
  id: 'listRuleSets',
  summary: '时限规则',
  description: '现行的每一时限：条款（° 为本系统约定）、起算、工作日数、届满后果；以及历次录入的规则。',
  tag,
  answers: { 200: { description: '现行时限与历次规则', schema: async () => (await answers()).ruleSetsAnswer } },
  handle: async ({ desk }) => {
    const { log, now } = await desk.facts();
    const today = civilDateOf(now);
    const clocks = Object.entries(CLOCKS).map(([name, { label, startsFrom, atItsEnd }]) => {
      return { name, label, startsFrom, atItsEnd, ...ruleOn(log, name as ClockName, today) };
    });
    const items = log.flatMap((entry) => (entry.type === 'rules' ? [{ ...entry, at: formatInstant(entry.at) }] : []));
    return { status: 200, body: { asOf: today, clocks, items } };
  },
});

const enterRules = route({
  method: 'POST',
  path: '/rule-sets',
  id: 'enterRuleSet',
  summary: '录入时限规则',
  description:
    '依据（source）、施行日（from）、所代替的规则；superior 为上级规定，也适用于正在计算的期限（上级有规定的，从其规定）。',
  tag,
  body: rulesInput,
  idempotent: true,
  answers: retimingAnswers,
  handle: (call) =>
    enterEntry(call, (at, by) => ({ type: 'rules', at, by, ...call.body, clocks: call.body.clocks as LogClocks })),
});

export const ruleRoutes: readonly Route[] = [readRules, enterRules];
