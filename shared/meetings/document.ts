/** The minutes of a meeting (纪要, 公文处理工作条例 art. 8): when, where, who came, what was said and decided. */
import { orgName } from '../county.ts';
import { numberedParts, type OfficialLetter, whenAndWhere } from '../documents/official-letter.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { type MeetingBody, type MeetingState, TYPES } from './body.ts';

const HIDDEN = '（内容已隔离）';

export function minutesDocument(meeting: Exchange<MeetingBody, MeetingState>, { county }: Facts): OfficialLetter {
  const { body, from, createdAt, quarantined } = meeting;
  const name = (org: string): string => orgName(county, org);
  const came = body.attendance.map(({ org, people }) => `${name(org)}：${people.join('、')}`);
  const written = (text: string | null): string[] => (text ?? (quarantined ? HIDDEN : '（尚未形成）')).split(/\n+/);
  return {
    ...{ issuer: name(from), documentNumber: null, signedBy: body.signedBy, addressee: null },
    mark: body.minutesAt === null ? '（纪要尚未形成）' : '',
    title: [`${TYPES[body.type]}纪要`, body.title ?? HIDDEN],
    opening: whenAndWhere(body.startsAt, body.place ?? HIDDEN),
    parts: numberedParts([
      { heading: '参加人员', paragraphs: came },
      { heading: '会议情况', paragraphs: written(body.minutes) },
      { heading: '议定事项', paragraphs: body.decisions === null ? [] : written(body.decisions) },
    ]),
    ...(body.signedBy !== null && { signatures: [`签发（${body.signedBy}）`] }),
    sentAt: body.minutesAt,
    asOf: createdAt,
  };
}
