/** The record of a visit (勘验记录): where, who came, what was found, with a line for the party's signature. */
import { organisationOf } from '../county.ts';
import type { LetterPart, OfficialLetter } from '../documents/official-letter.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { formatInstant } from '../time.ts';
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
  const part = (heading: string, paragraphs: readonly string[]): LetterPart[] =>
    paragraphs.length === 0 ? [] : [{ heading, paragraphs }];
  return {
    ...{ issuer: name(from), documentNumber: null, signedBy: body.signedBy, addressee: null },
    mark: body.concludedAt === null ? '（尚未作出结论）' : '',
    title: [`${TYPES[body.type]}记录`, body.mattersText],
    opening: `时间：${formatInstant(body.startsAt).slice(0, 16).replace('T', ' ')}；地点：${where || '（未填写）'}。`,
    parts: [
      ...part('一、相对人', subject?.party ? [subject.party.name] : []),
      ...part('二、到场人员', came),
      ...part('三、检查要点', points),
      ...part('四、情况和结论', [...result, ...rectify]),
    ],
    signatures: [...body.attendance.map(({ org }) => `${name(org)}签字`), '相对人（或其代理人）签字及日期'],
    sentAt: body.concludedAt,
    asOf: createdAt,
  };
}
