/** A year's notice, entered by the bureau, with what follows from it. */
import * as z from 'zod';
import { checkYear, unusual } from '../../shared/calendar/check-year.ts';
import type { NoticeDay } from '../../shared/calendar/types.ts';
import { invalid } from '../../shared/errors.ts';
import { civilDate, line, listOf, optional, yesNo } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { mustMatch, mustNameState } from '../http/conditional.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { extensionRoutes } from './extensions.ts';
import { enterEntry, mayAdministrate, retimingAnswers } from './retiming.ts';
import { etagOf, tag, yearIn, yearOf } from './year.ts';

/** A year and the December before. */
const MOST_DAYS = 397;

/** Yes, or nothing: what is not said is not there, so that a request of before says the same. */
const confirmed = () =>
  yesNo()
    .nullish()
    .transform((value) => value || undefined);

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
      confirm: confirmed().meta({ title: '确认', description: '放假明显多于往年的才需填写：核对各日后，填是' }),
    })
    .meta({ id: 'YearNotice' }),
);

const putYear = route({
  method: 'PUT',
  path: '/calendar/{year}',
  id: 'putCalendarYear',
  summary: '录入某年放假安排',
  description: '以 If-Match 携带该年 GET 所得的 ETag。整体替换该年通知的内容，可含上一年 12 月的日期。',
  tag,
  body: noticeInput,
  wrongBeside: async ({ desk, params }, json) => {
    const days = noticeInput().shape.days.safeParse((json as { days?: unknown } | null)?.days);
    const year = yearOf(params.year as string, await desk.facts());
    return days.success && year !== null ? checkYear(year, days.data) : [];
  },
  ifMatch: 'always',
  answers: retimingAnswers,
  handle: enterYear,
});

export const enteringRoutes: readonly Route[] = [putYear, ...extensionRoutes];

async function enterYear(call: KnownCall<Checked<typeof noticeInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, headers } = call;
  const year = yearIn(params.year as string, await desk.facts());
  const errors = checkYear(year, body.days);
  if (errors.length > 0) throw invalid(errors);
  mayAdministrate(actor);
  const why = body.confirm ? null : unusual(year, body.days);
  if (why !== null) {
    throw invalid([{ pointer: '/confirm', detail: `${why}，请核对各日；无误的，将“确认”填为是后重新提交` }]);
  }
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
