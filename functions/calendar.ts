/** The calendar: what each day is, why a deadline is what it is, and what the bureau enters. */
import * as z from 'zod';
import { checkYear } from '../shared/calendar/check-year.ts';
import { explain } from '../shared/calendar/deadline.ts';
import { enter } from '../shared/calendar/store.ts';
import { FIRST_YEAR, yearOf } from '../shared/calendar/table.ts';
import type { LogEntry, NoticeDay } from '../shared/calendar/types.ts';
import { CLOCKS, type ClockName, ruleOn } from '../shared/clocks/clocks.ts';
import { invalid, notFound, Problem } from '../shared/errors.ts';
import type { Actor } from '../shared/exchange/exchange.ts';
import type { Facts } from '../shared/exchange/kind.ts';
import { requestOf } from '../shared/exchange/shell.ts';
import { choice, civilDate, instant, line, listOf, optional, text, whole } from '../shared/fields.ts';
import { digest } from '../shared/keys.ts';
import { calendarNow } from '../shared/notices/notice.ts';
import { retime } from '../shared/retiming/retime.ts';
import { type CivilDate, civilDateOf, formatInstant, yearOfInstant } from '../shared/time.ts';
import { calendarYearAnswer, explanationAnswer, retimedAnswer, ruleSetsAnswer } from './answers/calendar.ts';
import { mustBe } from './permission.ts';
import { type Answer, type KnownCall, publicRoute, type Route, route } from './route.ts';

const tag = '工作日与期限';

const noticeInput = z
  .strictObject({
    source: line(300),
    days: listOf(
      z.strictObject({
        date: civilDate,
        working: z.boolean({ error: '应为 true 或 false' }),
        name: line(50),
        source: optional(line(300)),
      }),
      120,
    ),
  })
  .meta({ id: 'YearNotice' });

const extensionInput = z
  .strictObject({ from: civilDate, to: civilDate, documentNumber: line(100), reason: text(500) })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < 367 * 86_400_000, {
    path: ['to'],
    error: '一次顺延最多一年',
  })
  .meta({ id: 'Extension' });

const rulesInput = z
  .strictObject({
    source: line(300),
    from: civilDate,
    superior: z.boolean({ error: '应为 true 或 false' }).default(false),
    replaces: optional(line(300)),
    endOfDay: optional(z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '应为 HH:MM 或 24:00' })),
    clocks: z
      .partialRecord(
        choice(Object.keys(CLOCKS) as [ClockName, ...ClockName[]]),
        z.strictObject({ article: line(50), length: whole(0, 250) }),
        { error: '应为时限名称到规则的对照' },
      )
      .default({}),
  })
  .meta({ id: 'RuleSet' });

/** A `+` that was not percent-encoded arrives as a blank: `2026-09-28T09:00:00 08:00` is meant with `+08:00`. */
const instantInQuery = z.preprocess((value) => (typeof value === 'string' ? value.replace(' ', '+') : value), instant);

const explainQuery = z.strictObject({
  from: instantInQuery,
  workingDays: z
    .string({ error: '请填写工作日数' })
    .regex(/^\d{1,3}$/, { error: '应为 0 至 250 的整数' })
    .transform(Number)
    .refine((n) => n <= 250, { error: '应为 0 至 250 的整数' }),
});

const readYear = publicRoute({
  method: 'GET',
  path: '/calendar/{year}',
  id: 'readCalendarYear',
  summary: '某年逐日的工作日安排',
  description: 'provisional 为 true 表示国务院办公厅尚未发布该年通知，按法定节假日推算。',
  tag,
  answers: {
    200: { description: '该年每一天', schema: calendarYearAnswer, headers: { etag: '录入该年安排时以 If-Match 携带' } },
  },
  handle: async ({ desk, params }) => {
    const facts = await desk.facts();
    const year = yearIn(params.year as string, facts);
    const body = yearOf(calendarNow(facts), year);
    return { status: 200, body, headers: { etag: etagOf(facts.log, year) } };
  },
});

const explainDeadline = publicRoute({
  method: 'GET',
  path: '/calendar/explain',
  id: 'explainDeadline',
  summary: '期限如何计算：逐日说明',
  tag,
  query: explainQuery,
  answers: { 200: { description: '从起算到届满的每一天，计入与否及依据', schema: explanationAnswer } },
  handle: async ({ desk, query }) => {
    const facts = await desk.facts();
    const { endOfDay } = ruleOn(facts.log, 'claim-approval', civilDateOf(query.from));
    const { by, deadline, provisional, days } = explain(calendarNow(facts), query.from, query.workingDays, endOfDay);
    return { status: 200, body: { by, deadline: formatInstant(deadline), provisional, endOfDay, days } };
  },
});

const putYear = route({
  method: 'PUT',
  path: '/calendar/{year}',
  id: 'putCalendarYear',
  summary: '录入某年放假安排',
  description: '以 If-Match 携带该年 GET 所得的 ETag。整体替换该年通知的内容，可含上一年 12 月的日期。',
  tag,
  body: noticeInput,
  ifMatch: true,
  answers: { 200: { description: '已生效；重新计算的、不变的、本可免于视为认领的', schema: retimedAnswer } },
  handle: enterYear,
});

const extend = route({
  method: 'POST',
  path: '/calendar/extensions',
  id: 'extendDeadlines',
  summary: '期限顺延',
  description: '平台故障或突发事件期间，整日不计入期限。对已经届满的期限没有作用。',
  tag,
  body: extensionInput,
  idempotent: true,
  answers: { 200: { description: '已生效；重新计算的、不变的、本可免于视为认领的', schema: retimedAnswer } },
  handle: (call) => enterEntry(call, (at, by) => ({ type: 'extension', at, by, ...call.body })),
});

const readRules = route({
  method: 'GET',
  path: '/rule-sets',
  id: 'listRuleSets',
  summary: '时限规则',
  description: '现行的每一时限：条款（° 为本系统约定）、起算、工作日数、届满后果；以及历次录入的规则。',
  tag,
  answers: { 200: { description: '现行时限与历次规则', schema: ruleSetsAnswer } },
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
    '依据（source）、施行日（from）、所代替的规则；superior 为上级规定，也适用于正在计算的期限（办法第二十六条）。',
  tag,
  body: rulesInput,
  idempotent: true,
  answers: { 200: { description: '已生效；重新计算的、不变的、本可免于视为认领的', schema: retimedAnswer } },
  handle: (call) =>
    enterEntry(call, (at, by) => ({ type: 'rules', at, by, ...call.body, clocks: call.body.clocks as LogClocks })),
});

type LogClocks = Extract<LogEntry, { type: 'rules' }>['clocks'];

export const calendarRoutes: readonly Route[] = [readYear, explainDeadline, putYear, extend, readRules, enterRules];

async function enterYear(call: KnownCall<z.output<typeof noticeInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, headers } = call;
  const year = yearIn(params.year as string, await desk.facts());
  const errors = checkYear(year, body.days);
  if (errors.length > 0) throw invalid(errors);
  mayAdministrate(actor);
  const match = headers['if-match'];
  if (match === undefined) {
    const detail = '请先读取该年日历，并以 If-Match 请求头携带其 ETag 再提交，以免覆盖他人的录入。';
    throw new Problem('precondition-required', detail);
  }
  const { source } = body;
  const days = body.days.map((day): NoticeDay => ({ ...day, source: day.source ?? source }));
  return enterEntry(
    call,
    (at, by) => ({ type: 'notice', at, by, year, source, days }),
    (log) => {
      if (match !== '*' && match !== etagOf(log, year)) {
        throw new Problem('precondition-failed', '该年日历在您读取之后已被他人更新。请重新读取、核对后再提交。');
      }
    },
  );
}

async function enterEntry(
  { desk, actor, key, body, params }: KnownCall<unknown, unknown>,
  entryOf: (at: number, by: string) => LogEntry,
  check?: (log: readonly LogEntry[]) => void,
): Promise<Answer> {
  mayAdministrate(actor);
  const entry = entryOf(desk.ports.clock.now(), actor.account);
  const request = requestOf(desk, actor.account, `${entry.type} ${params.year ?? ''}`, key);
  const log = await enter(desk.ports.store, desk.jurisdiction, entry, { request, said: digest(body) }, check);
  const headers = entry.type === 'notice' ? { etag: etagOf(log, entry.year) } : undefined;
  return { status: 200, body: await retime(desk, log), headers };
}

function mayAdministrate(actor: Actor): void {
  mustBe(actor, ['bureau-admin']);
}

/** A year that the calendar covers: 2019 to two years ahead. */
function yearIn(param: string, facts: Facts): number {
  const year = /^\d{4}$/.test(param) ? Number(param) : 0;
  if (year < FIRST_YEAR || year > yearOfInstant(facts.now) + 2) throw notFound(`${param} 年的日历`);
  return year;
}

/** Changes with every entry that says something about the year. */
function etagOf(log: readonly LogEntry[], year: number): string {
  const within = (date: CivilDate): boolean => date.startsWith(`${year}-`);
  const touches = (entry: LogEntry): boolean =>
    entry.type === 'notice'
      ? entry.year === year || entry.days.some((day) => within(day.date))
      : entry.type === 'extension' && entry.from.slice(0, 4) <= `${year}` && entry.to.slice(0, 4) >= `${year}`;
  return `"${year}.${log.findLastIndex(touches) + 1}"`;
}
