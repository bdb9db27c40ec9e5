/** Rule sets: what the clocks' rules are now, and another county's or a superior's numbers. */
import * as z from 'zod';
import { officeHoursOn } from '../../shared/calendar/office-hours.ts';
import { calendarNow } from '../../shared/calendar/table.ts';
import type { OfficeSpan, RuleChange } from '../../shared/calendar/types.ts';
import { articleOf, CLOCKS, type ClockName, ruleOn } from '../../shared/clocks/clocks.ts';
import { THRESHOLDS, thresholdsOn } from '../../shared/clocks/thresholds.ts';
import type { FieldError } from '../../shared/errors.ts';
import { choice, civilDate, labelsOf, line, listOf, optional, whole, yesNo } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { mustFit } from '../http/input.ts';
import { type Route, route } from '../http/route.ts';
import { enterEntry, retimingAnswers } from './retiming.ts';
import { tag } from './year.ts';

const answers = () => import('./answers.ts');

/** What is left out is not there, so that a rule set of before says the same. */
function left<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const endOfDay = lazily(() =>
  z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '应为 HH:MM 或 24:00' })
    // Midnight at which a day begins is the end of the day before.
    .refine((time) => time !== '00:00', { error: '最后一日的午夜请填 24:00' })
    .meta({ example: '17:30' }),
);
const rule = lazily(() =>
  z.strictObject({
    article: left(line(50)).meta({ title: '条款', description: '不填的不变' }),
    length: whole(0, 250).meta({ title: '工作日数' }),
  }),
);

const timeOfDay = lazily(() =>
  z
    .string({ error: '请填写时刻' })
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '作息时间应为 HH:MM' })
    .meta({ example: '08:30' }),
);
const officeHours = lazily(() =>
  listOf(
    z.strictObject({
      opens: timeOfDay().meta({ title: '开始' }),
      closes: timeOfDay().meta({ title: '结束' }),
    }),
    4,
  )
    .min(1, { error: '作息时间至少一段' })
    .refine((spans) => spans.every(({ opens, closes }) => opens < closes), { error: '作息时间每段的开始应早于结束' })
    .refine((spans) => spans.every(({ opens }, i) => i === 0 || (spans[i - 1] as OfficeSpan).closes <= opens), {
      error: '作息时间各段应由早到晚，不重叠',
    }),
);
/** A whole number; what is wrong names it. */
function numberOf(label: string, least: number, most: number) {
  const error = `“${label}”应为 ${least} 至 ${most} 的整数`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const thresholds = lazily(() =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(THRESHOLDS).map(([name, { label, usual, least, most }]) => [
        name,
        left(numberOf(label, least, most)).meta({ title: label, description: `不填的不变；默认 ${usual}` }),
      ]),
    ),
  ),
);

const rulesInput = lazily(() =>
  z
    .strictObject({
      source: line(300).meta({ title: '依据', description: '文件的标题和文号' }),
      from: civilDate().meta({ title: '施行日期' }),
      superior: yesNo()
        .default(false)
        .meta({ title: '上级规定', description: '也适用于正在计算的期限，另行设定工作日数的除外；不填为否' }),
      replaces: optional(line(300)).meta({ title: '所代替的规则', description: '其依据' }),
      endOfDay: optional(endOfDay()).meta({ title: '最后一日的截止钟点', description: '不填的不变' }),
      officeHours: left(officeHours()).meta({
        title: '作息时间',
        description: '工作日的办公时段；自施行日起，录入之前的日子不变。不填的不变',
      }),
      thresholds: left(thresholds()).meta({
        title: '各项标准',
        description: '排名和情况严重的标准按季度最后一日的规则，季度结束后录入的不改变该季度；不填的不变',
      }),
      clocks: z
        .partialRecord(choice(labelsOf(CLOCKS)).meta({ title: '时限' }), rule(), { error: '应为时限名称到规则的对照' })
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
  description:
    '现行的每一时限：条款（° 为本系统约定）、起算、工作日数、届满后果，作息时间和各项标准；以及历次录入的规则。',
  tag,
  answers: { 200: { description: '现行时限与历次规则', schema: async () => (await answers()).ruleSetsAnswer } },
  handle: async ({ desk }) => {
    const { county, log, now } = await desk.facts();
    const today = civilDateOf(now);
    const clocks = Object.entries(CLOCKS).map(([name, { label, startsFrom, atItsEnd }]) => {
      const rule = ruleOn(log, name as ClockName, today);
      return { name, label, startsFrom, atItsEnd, ...rule, article: articleOf(county, { ...rule, rule: name }) };
    });
    const items = log.flatMap((entry) => (entry.type === 'rules' ? [{ ...entry, at: formatInstant(entry.at) }] : []));
    const officeHours = officeHoursOn(calendarNow({ log, now }), today);
    return { status: 200, body: { asOf: today, clocks, officeHours, thresholds: thresholdsOn(log, today), items } };
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
  handle: async (call) => {
    mustFit(saysSomething(call.body) ? [] : [NO_RULE]);
    return enterEntry(call, (at, by) => ({ type: 'rules', at, by, ...ruleSetOf(call.body) }));
  },
});

function ruleOf({ article, length }: { article?: string | undefined; length: number }): RuleChange {
  return { length, ...(article !== undefined && { article }) };
}

const NO_RULE: FieldError = {
  pointer: '',
  detail: '没有任何规则。请至少填写截止钟点、作息时间、各项标准、各时限中的一项',
};

function saysSomething({ endOfDay, officeHours, thresholds, clocks }: Checked<typeof rulesInput>): boolean {
  const given = Object.values(thresholds ?? {}).some((value) => value !== undefined);
  return endOfDay !== null || officeHours !== undefined || given || Object.keys(clocks).length > 0;
}

/** Whatever is left out is absent from the log. */
function ruleSetOf({ officeHours, thresholds, clocks, ...rules }: Checked<typeof rulesInput>) {
  const given = Object.entries(thresholds ?? {}).filter(([, value]) => value !== undefined);
  return {
    ...{ ...rules, clocks: Object.fromEntries(Object.entries(clocks).map(([name, rule]) => [name, ruleOf(rule)])) },
    ...(officeHours && { officeHours }),
    ...(given.length > 0 && { thresholds: Object.fromEntries(given) as Record<string, number> }),
  };
}

export const ruleRoutes: readonly Route[] = [readRules, enterRules];
