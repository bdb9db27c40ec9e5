/**
 * The meeting (arts. 10, 11, 20, 21) and the training (art. 15): a case without addressee. Each organisation invited
 * has a participation of its own; where opinions are asked for, the minutes wait for them or for their day.
 */
import * as z from 'zod';
import { partsOfCase } from '../cases/acts.ts';
import { CASE_CODES, invitations } from '../cases/parts.ts';
import { bureauOf, organisationOf } from '../county.ts';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Inherited } from '../exchange/keyed.ts';
import { choice, text } from '../fields.ts';
import { filesOf } from '../files/named.ts';
import { IDENTITY_NUMBER } from '../identity-warnings.ts';
import { digest } from '../keys.ts';
import { lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import {
  cancel,
  correctAttendance,
  end,
  forget,
  hold,
  invitationOf,
  invite,
  minutes,
  move,
  noteDraw,
  quarantine,
  quote,
} from './acts.ts';
import { type MeetingBody, type MeetingState, meetingBody, TYPES } from './body.ts';
import { announced, type MeetingInput, opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    meeting: MeetingOpening;
  }
}

/** What another case says when it calls a meeting. */
export interface MeetingOpening {
  id: string;
  /** The case that calls it, and the organisation which convenes it. */
  of: string;
  from: string;
  asked: Omit<MeetingInput, 'reference'>;
  /** Those of that case. */
  keys: Inherited;
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-held': true;
    'not-held': true;
  }
}

const NOT_INVITED = {
  code: 'bureau-not-invited',
  pointer: '/invite',
  detail: '未邀请审批部门。涉及审批的会议，请邀请其参加',
} as const;

const beside: Beside<MeetingBody> = {
  fields: lazily(() => ({
    warnings: z
      .array(
        z.strictObject({
          code: choice({ 'bureau-not-invited': '未邀请审批部门', ...IDENTITY_NUMBER }).meta({ title: '代码' }),
          pointer: text(200).meta({ title: '字段' }),
          detail: text(500).meta({ title: '说明' }),
        }),
      )
      .meta({ title: '提示' }),
  })),
  of: () => ({ warnings: [] }),
};
const kept = keeps(meetingBody, beside);

/** A department tells the bureau (art. 20); what others convene among themselves may be none of its matters. */
function warningsOf({ from, body }: Exchange<MeetingBody>, { county }: Facts) {
  const type = organisationOf(county, from)?.type;
  const departments = type === 'department' || type === 'enforcement-agency';
  return departments && !body.bureauInvited ? [NOT_INVITED] : [];
}

export const meeting = declareKind<'meeting', MeetingBody, MeetingState>({
  kind: 'meeting',
  label: '会议、培训',
  article: '10, 11, 15, 20, 21',
  path: 'meetings',
  menu: {
    under: 'consulting',
    comes: '本单位召集的会议、培训；请本单位参加的在“参与的”中。',
  },
  columns: [
    { title: '会议', fields: ['heading'], link: true },
    { title: '开始时间', fields: ['startsAt'] },
    { title: '地点', fields: ['place'] },
    { title: '召集单位', fields: ['from.org'] },
  ],
  ...kept,
  present: (exchange, _reader, facts) => ({ ...kept.present(exchange), warnings: warningsOf(exchange, facts) }),
  states: {
    announced: { label: '已通知', open: true, waits: 'sender' },
    held: { label: '已召开，待意见', open: true, waits: 'sender' },
    closed: { label: '已办结', open: false },
    cancelled: { label: '已取消', open: false },
  },
  opening,
  open: ({ id, of, from, asked, keys }, { county }) => ({
    ...{ id, case: of, from, to: null, section: null, handler: null, source: from, reference: id },
    participants: asked.invite.map(({ org }) => org),
    ...{ state: 'announced', claimBy: null, clock: null, content: digest({ of, asked }), ...keys },
    body: announced(asked, from, bureauOf(county).code),
  }),
  opens: ({ id, from, body }) => invitations(body.invited, invitationOf(id, from, body)),
  unaddressed: true,
  convenes: true,
  foundBy: 'participation',
  files: ({ attachments, minutesAttachments }) => filesOf(attachments, minutesAttachments),
  acts: {
    invite,
    move,
    hold,
    'correct-attendance': correctAttendance,
    minutes,
    cancel,
    end,
    forget,
    quarantine,
    quote,
    'note-draw': noteDraw,
  },
  codes: {
    ...CASE_CODES,
    'already-asked': { meaning: '已经征求过', detail: '该单位已在同一业务指导中书面征求过意见，不再邀请。' },
    'already-held': { meaning: '已经召开或取消', detail: '会议已经召开或取消，不能再办理此事。请查看会议情况。' },
    'not-held': { meaning: '尚未召开', detail: '会议尚未登记到场情况，不能形成纪要。请先登记到场情况。' },
  },
  // What can be done depends on what those who came have said.
  asks: partsOfCase,
  document: async (exchange, facts) => (await import('./document.ts')).minutesDocument(exchange, facts),
  chosenDay: ({ from, state, body }) => (state === 'announced' ? { day: civilDateOf(body.startsAt), by: from } : null),
  stage: 'before',
  title: ({ body }) => `${TYPES[body.type]}：${body.title ?? ''}`,
});
