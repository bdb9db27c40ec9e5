/**
 * The participation: what each organisation that is invited to a meeting or a survey has of its own, so that each has
 * one clock and one inbox (arts. 2, 6, 10, 11, 15, 21). Opinions may be late; nobody's is deemed.
 */
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { sectionOf } from '../exchange/known.ts';
import { SUPERVISORS } from '../exchange/menu.ts';
import { quotedAgain } from '../exchange/quarantine.ts';
import { filesOf } from '../files/named.ts';
import { derivedId, digest } from '../keys.ts';
import { lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import { accept, attend, cancel, decline, end, join, miss, move, quarantine, report } from './acts.ts';
import { CASES, type PartBody, type PartState, partBody, UNREPORTED } from './body.ts';
import { heard, succeeded } from './succeeding.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    participation: ParticipationOpening;
  }
  interface MailTypes {
    'case-moved': 'participation';
    'case-cancelled': 'participation';
    'participation-declined': 'participation';
    'participation-reported': 'participation';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-reported': true;
    'not-attended': true;
    'not-reported': true;
  }
}

/** What a case says when it invites an organisation. */
export interface ParticipationOpening {
  case: string;
  of: PartBody['of'];
  /** The convenor. */
  from: string;
  org: string;
  section: string | null;
  asked: string[];
  wanted: number | null;
  title: string | null;
  startsAt: number;
  place: string | null;
  opinions: boolean;
}

const beside: Beside<PartBody> = {
  fields: lazily(() => ({
    case: recordId().meta({ title: '所属事项', description: '邀请本单位的会议或联合踏勘、评审' }).nullable(),
  })),
  of: ({ case: of }) => ({ case: of ?? null }),
};

/** The id of an organisation's participation in a case. */
function participationId(caseId: string, org: string): string {
  return derivedId(caseId, 'part', org);
}

export const participation = declareKind<'participation', PartBody, PartState>({
  kind: 'participation',
  label: '参加事项',
  article: '2, 6, 11, 21',
  path: 'participations',
  menu: {
    under: 'consulting',
    daily: [...SUPERVISORS, 'township'],
    comes: '请本单位参加的会议、联合踏勘、评审，在这里答复是否参加、反馈意见。',
  },
  columns: [
    { title: '事项', fields: ['heading'], link: true },
    { title: '开始时间', fields: ['startsAt'] },
    { title: '地点', fields: ['place'] },
    { title: '召集单位', fields: ['from.org'] },
    { title: '科室', fields: ['to.section'] },
    { title: '经办人', fields: ['to.handler'] },
  ],
  ...keeps(partBody, beside),
  own: UNREPORTED,
  states: {
    invited: { label: '待答复是否参加', open: true },
    accepted: { label: '将参加', open: true, waits: null, reminds: true },
    declined: { label: '不参加', open: false },
    attended: { label: '已到场', open: true },
    absent: { label: '未到场', open: false },
    reported: { label: '已反馈意见', open: false },
    unreported: { label: '未反馈意见', open: false },
    cancelled: { label: '已取消', open: false },
  },
  clock: { attended: { annex: 'repliesLate' } },
  unreadable: true,
  settable: true,
  mails: () => import('./mails.ts'),
  open: ({ case: of, org, section, from, asked, wanted, title, startsAt, place, opinions, of: kind }, { county }) => ({
    ...{ id: participationId(of, org), case: of, from, to: org, section: sectionOf(county, org, section) },
    ...{ handler: null, participants: [], source: 'system', reference: `${of}/${org}`, state: 'invited' },
    ...{ claimBy: null, clock: null, party: null, licence: null },
    body: {
      ...{ of: kind, title, startsAt, place, opinions, wanted, asked, people: [], attended: [], reason: null },
      ...UNREPORTED,
    },
    content: digest({ of, org }),
  }),
  files: ({ attachments, items }) => [
    ...filesOf(attachments),
    ...items.flatMap(({ files }, i) => files.map(({ file }, n) => ({ file, pointer: `/items/${i}/files/${n}/file` }))),
  ],
  acts: { ...{ accept, decline, report, move, attend, miss, end, cancel, join }, quarantine },
  codes: {
    'already-reported': { meaning: '已经反馈', detail: '意见已经反馈，不能再次反馈。请查看已反馈的意见。' },
    'not-attended': {
      meaning: '不需要反馈',
      detail: '该事项尚未举行，或者本单位没有到场，或者该事项已经结束、取消。此刻不能反馈意见。',
    },
    'not-reported': { meaning: '尚未反馈', detail: '本单位尚未反馈意见。' },
  },
  requotes: ({ case: of, to, body: { reportedAt, position, text } }) =>
    reportedAt === null ? [] : quotedAgain(of, { org: to as string, position, text }),
  heard,
  succeeded,
  over: ({ state, body }) => state === 'attended' && !body.opinions,
  waits: ({ state, body }) => (state === 'invited' || (state === 'attended' && body.opinions) ? 'addressee' : null),
  stage: ({ body }) => (body.of === 'survey' ? 'during' : 'before'),
  // A survey's title says what it is.
  title: ({ body }) => (body.of === 'survey' && body.title ? body.title : `${CASES[body.of]}：${body.title ?? ''}`),
});
