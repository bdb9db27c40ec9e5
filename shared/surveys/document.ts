/**
 * The record of a visit (勘验记录): where, who came, what was found, what experts and departments said as far as the reader
 * may see it, with a line for the party's signature.
 */
import { partsOf } from '../cases/parts.ts';
import { organisationOf, orgName } from '../county.ts';
import { numberedParts, type OfficialLetter, whenAndWhere } from '../documents/official-letter.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { sightOf } from '../exchange/sight.ts';
import { POSITIONS } from '../position.ts';
import { RESULTS, type SurveyBody, type SurveyState, TYPES } from './body.ts';

const HIDDEN = '（内容已隔离）';
const ELSEWHERE = '其他参加单位的意见由组织单位保存，本件从略。';

type Survey = Exchange<SurveyBody, SurveyState>;

export function surveyDocument(survey: Survey, facts: Facts, reader: Actor | null): OfficialLetter {
  const { county } = facts;
  const { body, from, createdAt, subject } = survey;
  const name = (org: string): string => orgName(county, org);
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
      { heading: '专家意见', paragraphs: expertOpinions(survey, facts, reader) },
      { heading: '参加单位意见', paragraphs: reportedOpinions(survey, facts, reader) },
      { heading: '情况和结论', paragraphs: [...result, ...rectify] },
    ]),
    signatures: [...body.attendance.map(({ org }) => `${name(org)}签字`), '相对人（或其代理人）签字及日期'],
    sentAt: body.concludedAt,
    asOf: createdAt,
  };
}

/** `陈三（主任医师，某医院）：可行`; what is quarantined has no words left. */
function expertOpinions({ body, quarantined }: Survey, facts: Facts, reader: Actor | null): string[] {
  if (quarantined) return body.draws === undefined ? [] : [HIDDEN];
  const { drawn } = facts.found ?? {};
  const names = reader === null ? undefined : drawn?.namesTo(reader);
  const said = body.experts ?? [];
  const others = (drawn?.experts ?? [])
    .filter((id) => !said.some(({ expert }) => expert === id))
    .map((id) => ({ expert: id, opinion: '（没有记录意见）' }));
  return [...said, ...others].map(({ expert, opinion }) => `${names?.get(expert) ?? '抽中的专家'}：${opinion}`);
}

/** What those who came reported, and that others' reports are left out where the reader does not see them. */
function reportedOpinions({ body }: Survey, facts: Facts, reader: Actor | null): string[] {
  const reported = partsOf(facts).filter(({ body: { reportedAt } }) => reportedAt !== null);
  const seen = reported.filter((part) => reader !== null && sightOf(part as unknown as Exchange, reader) !== null);
  const name = (org: string | null): string => organisationOf(facts.county, org ?? '')?.name ?? org ?? '';
  const lines = seen.flatMap(({ to, body: { position, text, problems, signedBy }, quarantined }) => {
    if (quarantined) return [`${name(to)}：${HIDDEN}`];
    const said = [position && POSITIONS[position], text, problems && `发现的问题：${problems}`].filter(Boolean);
    return [`${name(to)}：${said.join('。')}${signedBy ? `（${signedBy}）` : ''}`];
  });
  const missing = body.withoutReply ? ['有到场单位期满未反馈意见。'] : [];
  return [...lines, ...missing, ...(seen.length < reported.length ? [ELSEWHERE] : [])];
}
