/** The record of a visit (勘验记录): where, who came, what was found, with a line for the party's signature. */
import { organisationOf } from '../county.ts';
import { numberedParts, type OfficialLetter, whenAndWhere } from '../documents/official-letter.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { RESULTS, type SurveyBody, type SurveyState, TYPES } from './body.ts';

const HIDDEN = '（内容已隔离）';

export function surveyDocument(survey: Exchange<SurveyBody, SurveyState>, { county }: Facts): OfficialLetter {
  const { body, from, createdAt, subject } = survey;
  const name = (org: string): string => organisationOf(county, org)?.name ?? org;
  const where = [body.site?.township, body.site?.address].filter((part) => part).join(' ');
  const came = body.attendance.map(({ org, people }) => `${name(org)}：${people.join('、')}`);
  const points = body.items.map((item, i) => `${i + 1}. ${item}`);
  const result =
    body.result === null ? [] : [`结论：${RESULTS[body.result]}。`, ...(body.conclusion ?? HIDDEN).split(/\n+/)];
  const rectify = body.rectifyBy === null ? [] : [`整改期限：${body.rectifyBy}。`];
  return {
    ...{ issuer: name(from), documentNumber: null, signedBy: body.signedBy, addressee: null },
    mark: body.concludedAt === null ? '（尚未作出结论）' : '',
    title: [`${TYPES[body.type]}记录`, body.mattersText],
    opening: whenAndWhere(body.startsAt, where || '（未填写）'),
    parts: numberedParts([
      { heading: '相对人', paragraphs: subject?.party ? [subject.party.name] : [] },
      { heading: '到场人员', paragraphs: came },
      { heading: '检查要点', paragraphs: points },
      { heading: '情况和结论', paragraphs: [...result, ...rectify] },
    ]),
    signatures: [...body.attendance.map(({ org }) => `${name(org)}签字`), '相对人（或其代理人）签字及日期'],
    sentAt: body.concludedAt,
    asOf: createdAt,
  };
}
