/** A deadline of two working days: ours, against `chinese-days` and against a bare look-up in a table. */
import chineseDays from 'chinese-days';
import { deadlineOf } from '../shared/calendar/deadline.ts';
import { calendarAt } from '../shared/calendar/table.ts';
import { civilDateOf, DAY, type Instant, startOfDay } from '../shared/time.ts';
import { best, type Figures, ratio } from './measure.ts';

const FIRST = startOfDay('2019-01-01');
const DAYS = 7 * 365;

export function benchDeadline(): Figures {
  const calendar = calendarAt([], 0, 2026);
  const starts = Array.from(
    { length: 4096 },
    (_, i): Instant => FIRST + ((i * 7919) % DAYS) * DAY + (i % 24) * 3_600_000,
  );
  const dates = starts.map(civilDateOf);
  const bare = new Int32Array(DAYS + 1).map((_, i) => i + 2);
  let sink = 0;
  const ours = best(200_000, (i) => {
    sink += deadlineOf(calendar, starts[i & 4095] as Instant, 2).deadline;
  });
  const theirs = best(5_000, (i) => {
    sink += chineseDays.findWorkday(2, dates[i & 4095] as string).length;
  });
  const table = best(2_000_000, (i) => {
    sink += bare[Math.floor(((starts[i & 4095] as Instant) - FIRST) / DAY)] as number;
  });
  if (Number.isNaN(sink)) throw new Error('nothing was counted');
  return {
    'deadline, ns': ours,
    'chinese-days, ns': theirs,
    'bare table, ns': table,
    'chinese-days / ours': ratio(theirs, ours),
    'ours / bare table': ratio(ours, table),
  };
}
