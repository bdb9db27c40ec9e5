/** What a circular says in sentences, and in which order it lists: the same in mail and Word. */
import { citeWithin } from '../../citing.ts';
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures } from '../circular.ts';
import { endText, issuerOf, rateText } from './words.ts';

/** Ranked ones by rank, then those that are listed without one; within equals the circular's own order. */
export function organisationsOf({ organisations }: Circular): OrganisationFigures[] {
  const place = ({ rank }: OrganisationFigures): number => rank ?? Number.POSITIVE_INFINITY;
  return organisations.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** What it rests on; the county's total; who is serious; how to object. */
export function statementsOf(circular: Circular): string[] {
  return [basisOf(circular), totalOf(circular), seriousOf(circular), ...reviewOf(circular)];
}

export function basisOf({ rules, quarter }: Circular): string {
  return `根据${rules?.circular ?? citeWithin({}, '23')}的规定，现将${quarterName(quarter)}审管互动信息认领情况通报如下。`;
}

export function totalOf({ totals }: Circular): string {
  const { received, claimedInTime, deemedClaimed, returned, withdrawn, notNamed, corrected } = totals;
  const parts = [
    `本季度接收的信息共${received}条`,
    `其中按期认领${claimedInTime}条`,
    `超期视为认领${deemedClaimed}条`,
    `退回${returned}条`,
    `撤回${withdrawn}条`,
  ];
  const rate = totals.onTimeRatePercent === null ? '' : `按期认领率${rateText(totals.onTimeRatePercent)}。`;
  return `${parts.join('，')}。${rate}视为认领后尚未确认责任人的${notNamed}条，已采纳更正${corrected}条。`;
}

/** Who is serious, and what article 23 says of them; nobody reminds itself. */
export function seriousOf(circular: Circular): string {
  const { rules, organisations } = circular;
  const issuer = issuerOf(circular);
  const names = organisations.filter(({ serious }) => serious).map(({ name }) => name);
  if (names.length === 0) return '本季度没有超期认领情况严重的单位。';
  const byOffice = names.includes(issuer) ? `，其中${issuer}由政府办公室提醒` : '';
  const rule = rules?.caution ?? citeWithin({}, '23');
  return `超期认领情况严重的单位：${names.join('、')}。根据${rule}的规定，对上述单位进行提醒${byOffice}。`;
}

/** Only a draft says how to object. */
export function reviewOf({ stage, reviewEnds }: Circular): string[] {
  if (stage !== 'under-review' || reviewEnds === null) return [];
  return [
    `对所列数据有异议的，请于${endText(reviewEnds)}前登录审管互动平台，对有关推送提出更正并说明理由；逾期不再受理。`,
  ];
}
