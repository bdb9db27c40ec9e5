/**
 * The caution letter in the words of an official letter: what the circular had of the organisation, and what is to be
 * done.
 */
import { citeWithin } from '../citing.ts';
import { orgName } from '../county.ts';
import type { LetterPart, OfficialLetter } from '../documents/official-letter.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { quarterName } from '../time.ts';
import type { CautionBody } from './body.ts';

/** What it is, as long as it has not been sent. */
const MARKS: Readonly<Record<string, string>> = { drafted: '（待签发）', dropped: '（不予提醒，未签发）' };
const HIDDEN = '（内容已隔离）';

export function cautionLetter(caution: Exchange<CautionBody>, facts: Facts): OfficialLetter {
  const { body, from, state, createdAt, quarantined } = caution;
  const { county } = facts;
  const name = (org: string): string => orgName(county, org);
  const hidden = quarantined && body.sentAt !== null;
  const issuer = name(from);
  const quarter = quarterName(body.quarter);
  return {
    issuer,
    documentNumber: body.documentNumber ?? (hidden ? HIDDEN : null),
    signedBy: body.signedBy ?? (hidden ? HIDDEN : null),
    mark: MARKS[state] ?? '',
    title: [`${issuer}关于${quarter}`, '审管互动信息超期认领情况的提醒函'],
    addressee: name(body.org),
    opening: `根据${citeWithin(county, '23 提醒')}的规定，现就贵单位${quarter}审管互动信息认领情况提醒如下。`,
    parts: [situation(body), rectifying(caution)],
    sentAt: body.sentAt,
    asOf: createdAt,
  };
}

function situation({ quarter, circular, figures }: CautionBody): LetterPart {
  const source = circular === null ? `${quarterName(quarter)}通报` : `${quarterName(quarter)}通报（${circular}）`;
  const rate = figures.onTimeRatePercent === null ? '' : `，按期认领率${figures.onTimeRatePercent.toFixed(1)}%`;
  return {
    heading: '一、超期认领情况',
    paragraphs: [
      `${source}显示，贵单位接收的信息共${figures.received}条，其中超期视为认领${figures.deemedClaimed}条${rate}，超期认领情况严重。有关数据如下：`,
    ],
    figures: [
      ['接收（条）', String(figures.received)],
      ['按期认领（条）', String(figures.claimedInTime)],
      ['超期视为认领（条）', String(figures.deemedClaimed)],
      ['退回（条）', String(figures.returned)],
      ['撤回（条）', String(figures.withdrawn)],
      ['已采纳的更正（条）', String(figures.corrected)],
      ['尚未确认责任人（条）', String(figures.notNamed)],
      ['按期认领率', figures.onTimeRatePercent === null ? '—' : `${figures.onTimeRatePercent.toFixed(1)}%`],
      ['名次', figures.rank === null ? '未排名' : String(figures.rank)],
    ],
  };
}

function rectifying({ clock }: Exchange<CautionBody>): LetterPart {
  const [year, month, day] = clock?.by.split('-').map(Number) ?? [];
  const until = clock === null ? '在规定的整改期限内' : `于${year}年${month}月${day}日前（含当日）`;
  return {
    heading: '二、整改要求',
    paragraphs: [
      `请贵单位查明原因，${until}完成整改，并登录审管互动平台报告整改情况；视为认领后尚未确认责任人的，请一并确认。`,
      '期满未报告或者整改不力的，由县政府办公室进行约谈。',
    ],
  };
}
