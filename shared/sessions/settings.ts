/** How long sessions in the console last, from the words by which a deployment sets it. */
import type { SessionLimits } from '../platform.ts';
import { HOUR, MINUTE } from '../time.ts';

/** Where nothing else is set (本系统约定). */
export const SESSION_LIMITS: SessionLimits = { idle: 60 * MINUTE, absolute: 12 * HOUR };

/** People are told five minutes before the end, and a use is noted every five minutes. */
const [LEAST_MINUTES, MOST_MINUTES] = [15, 720];
const MOST_HOURS = 24;

/**
 * `minutes`: after the last request; `hours`: after signing in. Whole numbers; empty is as the platform has it. Throws
 * where it does not fit.
 */
export function sessionLimits(minutes: string | undefined, hours: string | undefined): SessionLimits {
  return {
    idle: minutes ? within('SESSION_MINUTES', minutes, LEAST_MINUTES, MOST_MINUTES) * MINUTE : SESSION_LIMITS.idle,
    absolute: hours ? within('SESSION_HOURS', hours, 1, MOST_HOURS) * HOUR : SESSION_LIMITS.absolute,
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${name}: a whole number from ${least} to ${most}`);
}
