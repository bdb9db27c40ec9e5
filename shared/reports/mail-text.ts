/** The text part of a circular's mail, for whoever does not see the other: own figures first, then everybody's. */

import type { RunningClock } from '../calendar/types.ts';
import { citeWithin, MEASURES } from '../citing.ts';
import { lastMoment } from '../mail/words.ts';
import { quarterName } from '../time.ts';
import type { Circular, OrganisationFigures } from './circular.ts';
import { rateText } from './files/words.ts';

export function subjectOf({ county, quarter, stage, documentNumber }: Circular): string {
  const title = `${county}${quarterName(quarter)}审管互动信息认领情况通报`;
  return stage === 'issued'
    ? `【审管互动】${title}（${documentNumber}）`
    : `【审管互动】${title}（征求意见稿，请核对）`;
}

/** `review` is the clock for objections while it runs; null afterwards. */
export function textOf(circular: Circular, org: string, review: RunningClock | null, address: string): string {
  const own = circular.organisations.find((one) => one.org === org);
  const blocks = [
    [subjectOf(circular)],
    own ? [`${own.name}：`, ...ownLines(own)] : [],
    review ? objecting(review) : [],
    ['各单位情况：', ...circular.organisations.map(lineOf)],
    [
      `${circular.stage === 'issued' ? '附件为通报全文。' : '附件为通报的征求意见稿。'}登录平台查看：${address}/console/reports/${circular.quarter}`,
    ],
    [
      `依据：${circular.rules?.circular ?? citeWithin({}, '23')}。`,
      `${address}${MEASURES}?jurisdiction=${circular.jurisdiction}`,
    ],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function ownLines(own: OrganisationFigures): string[] {
  const { received, claimedInTime, deemedClaimed, returned, withdrawn, notNamed, corrected, previous } = own;
  return [
    `接收 ${received} 条，按期认领 ${claimedInTime} 条，视为认领（超期）${deemedClaimed} 条，退回 ${returned} 条，撤回 ${withdrawn} 条`,
    `按期认领率 ${rateText(own.onTimeRatePercent)}，${rank(own.rank)}；上季度 ${previous ? `${rateText(previous.onTimeRatePercent)}，${rank(previous.rank)}` : '无'}`,
    `视为认领后尚未确认责任人 ${notNamed} 条，已采纳更正 ${corrected} 条`,
    ...(own.serious ? ['本单位超期认领情况严重，将按规定予以提醒。'] : []),
  ];
}

function objecting(review: RunningClock): string[] {
  return [
    `对所列数据有异议的，请于 ${lastMoment(review)} 前登录审管互动平台，对有关推送提出更正并说明理由；逾期不再受理。`,
  ];
}

function lineOf(one: OrganisationFigures): string {
  const place = one.rank === null ? '—' : String(one.rank);
  return `${place}　${one.name}　按期认领率 ${rateText(one.onTimeRatePercent)}　接收 ${one.received}　视为认领 ${one.deemedClaimed}`;
}

function rank(place: number | null): string {
  return place === null ? '未排名' : `第 ${place} 名`;
}
