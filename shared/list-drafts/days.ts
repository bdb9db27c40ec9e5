/** From which day a version may be in force (art. 20: announced beforehand). Pure. */
import { start } from '../clocks/clocks.ts';
import type { FieldError } from '../errors.ts';
import type { Facts } from '../exchange/facts.ts';
import { addDays, type CivilDate } from '../time.ts';
import type { Version } from '../versions/versions.ts';
import type { DraftBody } from './body.ts';

/** What is wrong with the day of a draft: it has passed, or a version published earlier begins later. */
export function dayErrors(
  validFrom: CivilDate,
  versions: readonly Pick<Version, 'version' | 'validFrom'>[],
  today: CivilDate,
): FieldError[] {
  if (validFrom < today) return [{ pointer: '/validFrom', detail: '施行日期不能早于今日' }];
  return orderErrors(validFrom, versions);
}

/** No version begins before one that was published earlier. */
export function orderErrors(
  validFrom: CivilDate,
  versions: readonly Pick<Version, 'version' | 'validFrom'>[],
): FieldError[] {
  const later = versions.find((one) => one.validFrom > validFrom);
  if (!later) return [];
  const detail = `已发布的版本 ${later.version} 自 ${later.validFrom} 起施行，施行日期不能早于该日`;
  return [{ pointer: '/validFrom', detail }];
}

/**
 * The first day after the notice that the latest letter gives, counted by the calendar as it is known now; null without
 * letters.
 */
export function earliestDay({ confirmations }: DraftBody, { log, now }: Facts): CivilDate | null {
  if (confirmations.length === 0) return null;
  const latest = Math.max(...confirmations.map(({ askedAt }) => askedAt));
  return addDays(start(log, now, 'change-notice', latest).by, 1);
}
