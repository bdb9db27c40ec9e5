/** What a circular says in sentences, and in which order it lists: the same in mail and Word. */
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures } from '../circular.ts';
import { endText, rateText } from './words.ts';

/** Ranked ones by rank, then those that are listed without one; within equals the circular's own order. */
export function organisationsOf({ organisations }: Circular): OrganisationFigures[] {
  const place = ({ rank }: OrganisationFigures): number => rank ?? Number.POSITIVE_INFINITY;
  return organisations.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** What it rests on; the county's total; who is serious; how to object. */
export function statementsOf(circular: Circular): string[] {
  return [basisOf(circular), totalOf(circular), seriousOf(circular), ...reviewOf(circular)];
}

export function basisOf({ county, quarter }: Circular): string {
  return `根据${ruleOf(county)}“建立信息认领定期通报制度”的规定，现将${quarterName(quarter)}审管互动信息认领情况通报如下。`;
}

function ruleOf(county: string): string {
  return `《${county}强化审管互动工作暂行办法》第二十三条`;
}

export function totalOf({ totals }: Circular): string {
  const { received, claimedInTime, deemedClaimed, returned, withdrawn, notNamed, corrected } = totals;
  const parts = [
    `本季度应认领的信息共${received}条`,
    `其中按期认领${claimedInTime}条`,
    `超期视为认领${deemedClaimed}条`,
    `退回${returned}条`,
    `撤回${withdrawn}条`,
  ];
  const rate = totals.onTimeRatePercent === null ? '' : `按期认领率${rateText(totals.onTimeRatePercent)}。`;
  return `${parts.join('，')}。${rate}视为认领后尚未确认责任人的${notNamed}条，已采纳更正${corrected}条。`;
}

/** Who is serious, and what article 23 says of them. */
export function seriousOf({ county, organisations }: Circular): string {
  const names = organisations.filter(({ serious }) => serious).map(({ name }) => name);
  if (names.length === 0) return '本季度没有超期认领情况严重的单位。';
  const rule = `${ruleOf(county)}“超期认领情况严重的部门，由县行政审批服务局进行提醒，整改不力的，由县政府办公室进行约谈”`;
  return `超期认领情况严重的单位：${names.join('、')}。根据${rule}的规定，对上述单位进行提醒。`;
}

/** Only a draft says how to object. */
export function reviewOf({ stage, reviewEnds }: Circular): string[] {
  if (stage !== 'under-review' || reviewEnds === null) return [];
  return [
    `对所列数据有异议的，请于${endText(reviewEnds)}前登录审管互动平台，对有关推送提出更正并说明理由；逾期不再受理。`,
  ];
}
