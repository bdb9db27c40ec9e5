/** The shapes that calendar, clocks and records share. All civil time is Asia/Shanghai. */
import type { CivilDate, Instant } from '../time.ts';

/** One day as a notice of the State Council (or an extension) has it. */
export interface NoticeDay {
  date: CivilDate;
  working: boolean;
  name: string;
  /** Title and document number; where a year had several notices, each day names its own. */
  source: string;
}

/** `24:00`, or the offices' closing time such as `17:30` where the jurisdiction decides so (民法典 203(2)). */
export type EndOfDay = string;

/** A time of day during which offices are open (`HH:MM`); at the closing time they no longer are. */
export interface OfficeSpan {
  opens: string;
  closes: string;
}

/** What a rule set says of one clock. */
export interface ClockRule {
  /** Article of the regulation, or `°` for a convention of this system. */
  article: string;
  /** Working days. */
  length: number;
}

/** The same in a rule set: an article that it leaves out stays what it was. */
export type RuleChange = Pick<ClockRule, 'length'> & Partial<ClockRule>;

/**
 * What has been entered after the built-in notices, in order. The version of the calendar is the number of entries;
 * each running clock remembers the version it was counted with.
 */
export type LogEntry =
  | { type: 'notice'; at: Instant; by: string; year: number; source: string; days: NoticeDay[] }
  | Extension
  /** Takes back an extension, which is named by the version that the calendar had after it. */
  | { type: 'revocation'; at: Instant; by: string; extension: number; reason: string }
  | {
      type: 'rules';
      at: Instant;
      by: string;
      /** The document that decides it. */
      source: string;
      /** The day from which it holds. */
      from: CivilDate;
      /** A superior rule also moves clocks that are already running (art. 26). */
      superior: boolean;
      /** The source of the rule set that this one replaces, if any. */
      replaces: string | null;
      endOfDay: EndOfDay | null;
      clocks: Record<string, RuleChange>;
      /** 作息时间, from `from` on but never for days before the entry; absent where the rule set leaves them. */
      officeHours?: readonly OfficeSpan[];
      /**
       * By name as `THRESHOLDS` has them (`shared/clocks/thresholds.ts`); absent where the rule set leaves all of them.
       */
      thresholds?: Readonly<Record<string, number>>;
    };

/** 期限顺延: whole days that do not count. */
export interface Extension {
  type: 'extension';
  at: Instant;
  by: string;
  from: CivilDate;
  to: CivilDate;
  documentNumber: string;
  reason: string;
  /**
   * An outage of the platform's own: what ended with its last day in it stays, is listed, and a correction opened for
   * each.
   */
  outage?: true;
}

/** A running (or ended) clock, as a record keeps it. */
export interface RunningClock {
  /** The name of the clock in the table of clocks, such as `claim-approval`. */
  rule: string;
  article: string;
  from: Instant;
  length: number;
  /** True where the length is no rule's: a sender, the office or the matter set it. No superior rule changes it. */
  set?: true;
  /** True where it is counted back from the day on which it starts, and ends as that many working days begin. */
  back?: true;
  endOfDay: EndOfDay;
  /** The last civil day. */
  by: CivilDate;
  /** The instant at which it ends, exclusive. */
  deadline: Instant;
  provisional: boolean;
  /** The calendar's version that the deadline was counted with. */
  version: number;
  /**
   * Versions of superiors' rules about it that have been entered and do not hold yet: each moves it when its day comes.
   * Absent where there is none.
   */
  ahead?: readonly number[];
  /** True once its end has had its consequence and the record goes on; absent before. */
  ended?: true;
}
