/** The figures of the circular's annex (art. 23), and the corrections that may be asked of the lateness they count. */
import { type County, heirsOf } from '../county.ts';
import { derivedId } from '../keys.ts';
import type { Exchange } from './exchange.ts';

/** As they are called in every file and form. */
export const FIGURES = {
  pushedLate: '推送超期',
  readdressedLate: '改派超期',
  creditLate: '信用信息报送超期',
  certificatesLate: '配发证照超期',
  repliesLate: '答复超期',
  forwardedLate: '上级要求转送超期',
  copiesLate: '文件抄送超期',
  commitmentsLate: '承诺核查超期',
} as const;
export type Figure = keyof typeof FIGURES;

/**
 * Of a record's own: several of these may count one push, for whoever sent it. Of all others one figure counts a
 * record.
 */
export const OF_PUSHES = ['pushedLate', 'readdressedLate', 'copiesLate', 'forwardedLate'] as const;

/**
 * In the place of an objector where the platform itself opens a correction beside what the organisation has asked for.
 */
export const PLATFORM = 'system';

/** The id of the first correction of a figure: one a record, figure and objector. */
export function lateCorrectionId(
  jurisdiction: string,
  record: string,
  figure: Figure | null,
  objector: string,
): string {
  const counted = (OF_PUSHES as readonly (Figure | null)[]).includes(figure) ? figure : '';
  return derivedId(jurisdiction, 'correction', 'annex', record, counted as string, objector);
}

/** In as many quarters one figure may count a record: what was sent late may be taken back late. */
const QUARTERS = [2, 3, 4];

/** The ids of the corrections of a record that is no push: the first, and those of further quarters. */
export function lateCorrectionIds(
  jurisdiction: string,
  record: string,
  figure: Figure | null,
  objector: string,
): string[] {
  const first = lateCorrectionId(jurisdiction, record, figure, objector);
  return [first, ...QUARTERS.map((nth) => derivedId(first, String(nth)))];
}

/** Who may object for an organisation: itself, or who has taken its place. */
export function withHeirs(county: County, org: string): string[] {
  return [org, ...heirsOf(county, org)];
}

/** Of a record that was late: the corrections that there may be, whether there are or not. */
export function lateCorrectionsOf(
  { jurisdiction, id, from, to, participants, late }: Exchange,
  county: County,
): string[] {
  const sides =
    late && to !== null ? new Set([to, from, ...participants].flatMap((org) => withHeirs(county, org))) : [];
  return [...sides].flatMap((org) => lateCorrectionIds(jurisdiction, id, null, org));
}
