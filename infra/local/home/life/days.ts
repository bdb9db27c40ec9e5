/** The days of the story: working days before today, and those of the two quarters whose circulars it tells of. */
import { nextWorkingDay } from '../../../../shared/calendar/office-hours.ts';
import { type Calendar, isWorking, workingDaysAfter } from '../../../../shared/calendar/table.ts';
import { CLOCKS } from '../../../../shared/clocks/clocks.ts';
import { draftInstant, firstDayOf } from '../../../../shared/reports/quarters.ts';
import {
  addDays,
  type CivilDate,
  civilDateOf,
  type Instant,
  instantAt,
  previousQuarter,
  type Quarter,
  quarterOf,
} from '../../../../shared/time.ts';

export interface Days {
  /** `count` working days before today, at `HH:MM`; today itself, or the working day before it, where it is 0. */
  back(count: number, time: string): Instant;
  /** The `count`th working day after a day. */
  after(day: CivilDate, count: number, time: string): Instant;
  /** The quarter whose circular is issued, and the one after it, whose circular is under review. */
  readonly issued: Quarter;
  readonly reviewed: Quarter;
  /** Working days after its draft for which the circular is reviewed until after today; null: the usual ones do. */
  readonly reviewDays: number | null;
  /** When the circular of a quarter is drafted. */
  draftOf(quarter: Quarter): Instant;
}

/** `now`: the moment at which the story ends. */
export function daysUntil(now: Instant, calendar: Calendar): Days {
  const today = civilDateOf(now);
  const ended = previousQuarter(quarterOf(today));
  const reviewed = draftInstant(calendar, ended) <= now ? ended : previousQuarter(ended);
  return {
    back(count, time) {
      let day = today;
      for (let left = count; ; day = addDays(day, -1)) {
        if (!isWorking(calendar, day)) continue;
        if (left === 0) return instantAt(day, time);
        left -= 1;
      }
    },
    after(day, count, time) {
      let found = day;
      for (let n = 0; n < count; n++) found = nextWorkingDay(calendar, found);
      return instantAt(found, time);
    },
    reviewDays: untilAfter(today, civilDateOf(draftInstant(calendar, reviewed)), calendar),
    issued: previousQuarter(reviewed),
    reviewed,
    draftOf: (quarter) => draftInstant(calendar, quarter),
  };
}

const USUAL_REVIEW = CLOCKS['circular-correction'].length;
/** Working days after today on which corrections can still be asked for. */
const LEFT = 2;

function untilAfter(today: CivilDate, drafted: CivilDate, calendar: Calendar): number | null {
  const since = workingDaysAfter(calendar, drafted, today);
  return since < USUAL_REVIEW ? null : since + LEFT;
}

/** The day on which the story begins. */
export function beginningOf({ issued }: Days): CivilDate {
  return firstDayOf(issued);
}
