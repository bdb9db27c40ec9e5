/** 说明: one page a flow. An example comes before the rule; lengths are the county's own, as they hold today. */
import type { ClockName } from '../../../shared/clocks/clocks.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';

/** A way from the help to where the thing is done. */
export interface Way {
  readonly href: string;
  readonly label: string;
  /** Who may see that page; everybody where left out. */
  readonly roles?: readonly Role[];
}

export interface Flow {
  /** Of `HELP_WAYS`, which has its title. */
  readonly slug: string;
  /** When one needs this page, in a line. */
  readonly about: string;
  /** What somebody did, step by step. */
  readonly example: readonly string[];
  /** What holds, each with its article or as a convention (°). */
  readonly rules: readonly string[];
  readonly ways: readonly Way[];
}

/** Working days of a clock in this county today. */
export type Days = (clock: ClockName) => number;

export type Flows = (days: Days) => readonly Flow[];
