/** A year's notice, and whole days that do not count: entered by the bureau, both with what follows from them. */
import * as z from 'zod';
import { checkYear } from '../../shared/calendar/check-year.ts';
import type { NoticeDay } from '../../shared/calendar/types.ts';
import { invalid } from '../../shared/errors.ts';
import { civilDate, identifier, line, listOf, optional, text, yesNo } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { mustMatch, mustNameState } from '../http/conditional.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { enterEntry, mayAdministrate, retimingAnswers } from './retiming.ts';
import { etagOf, tag, yearIn } from './year.ts';

/** A year and the December before. */
const MOST_DAYS = 397;

const noticeInput = lazily(() =>
  z
    .strictObject({
      source: line(300).meta({ title: '依据', description: '通知的标题和文号' }),
      days: listOf(
        z.strictObject({
          date: civilDate().meta({ title: '日期' }),
          working: yesNo().meta({ title: '工作日' }),
          name: line(50).meta({ title: '节日或调休的名称' }),
          source: optional(line(300)).meta({ title: '本日的依据', description: '不填的，同整体的依据' }),
        }),
        MOST_DAYS,
      ).meta({ title: '通知列明的各日' }),
    })
    .meta({ id: 'YearNotice' }),
);

const extensionInput = lazily(() =>
  z
    .strictObject({
      from: civilDate().meta({ title: '起日' }),
      to: civilDate().meta({ title: '止日' }),
      documentNumber: identifier(100).meta({ title: '文号' }),
      reason: text(500).meta({ title: '事由' }),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日' })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < 367 * 86_400_000, {
      path: ['to'],
      error: '一次顺延最多一年',
    })
    .meta({ id: 'Extension' }),
);

const putYear = route({
  method: 'PUT',
  path: '/calendar/{year}',
  id: 'putCalendarYear',
  summary: '录入某年放假安排',
  description: '以 If-Match 携带该年 GET 所得的 ETag。整体替换该年通知的内容，可含上一年 12 月的日期。',
  tag,
  body: noticeInput,
  ifMatch: 'always',
  answers: retimingAnswers,
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
  answers: retimingAnswers,
  handle: (call) => enterEntry(call, (at, by) => ({ type: 'extension', at, by, ...call.body })),
});

export const enteringRoutes: readonly Route[] = [putYear, extend];

async function enterYear(call: KnownCall<Checked<typeof noticeInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, headers } = call;
  const year = yearIn(params.year as string, await desk.facts());
  const errors = checkYear(year, body.days);
  if (errors.length > 0) throw invalid(errors);
  mayAdministrate(actor);
  const what = `${year} 年的日历`;
  mustNameState(headers, what);
  const { source } = body;
  const days = body.days.map((day): NoticeDay => ({ ...day, source: day.source ?? source }));
  return enterEntry(
    call,
    (at, by) => ({ type: 'notice', at, by, year, source, days }),
    (log) => etagOf(log, year),
    (log) => mustMatch(headers, etagOf(log, year), what),
  );
}
