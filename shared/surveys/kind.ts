/**
 * The joint survey, review or assessment (联合踏勘、评审、评估, arts. 2, 6): the bureau and the departments look together, each
 * reports, the bureau concludes. Absence and too few people are shown, and stop nothing.
 */
import * as z from 'zod';
import { partsOfCase } from '../cases/acts.ts';
import { CASE_CODES } from '../cases/parts.ts';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { choice, text } from '../fields.ts';
import { filesOf } from '../files/named.ts';
import { IDENTITY_NUMBER } from '../identity-warnings.ts';
import { lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import {
  cancel,
  conclude,
  correctAttendance,
  hold,
  invitationsOf,
  invite,
  move,
  noteDraw,
  quarantine,
  titleOf,
} from './acts.ts';
import { type SurveyBody, type SurveyState, surveyBody } from './body.ts';
import { opening } from './opening.ts';

/** 行政许可法 34(3): two of the bureau's own people or more. */
const TOO_FEW = {
  code: 'too-few',
  pointer: '/attendance',
  detail: '审批部门到场人员不足两人（行政许可法第三十四条第三款）',
} as const;

const beside: Beside<SurveyBody> = {
  fields: lazily(() => ({
    warnings: z
      .array(
        z.strictObject({
          code: choice({ 'too-few': '到场人员不足两人', ...IDENTITY_NUMBER }).meta({ title: '代码' }),
          pointer: text(200).meta({ title: '字段' }),
          detail: text(500).meta({ title: '说明' }),
        }),
      )
      .meta({ title: '提示' }),
  })),
  of: ({ from, body, quarantined }) => {
    const own = body.attendance.find(({ org }) => org === from)?.people.length ?? 0;
    return { warnings: body.heldAt !== null && own < 2 && !quarantined ? [TOO_FEW] : [] };
  },
};

export const survey = declareKind<'survey', SurveyBody, SurveyState>({
  kind: 'survey',
  label: '联合踏勘、评审',
  article: '2, 6',
  path: 'surveys',
  menu: {
    under: 'consulting',
    of: [...SIDES, 'township'],
    daily: ['approval-bureau'],
    comes: '本单位组织的联合踏勘、评审；请本单位参加的在“参与的”中。',
  },
  columns: [
    { title: '事项', fields: ['heading'], link: true },
    { title: '开始时间', fields: ['startsAt'] },
    { title: '地点', fields: ['site.township', 'site.address'] },
    { title: '结论', fields: ['result'] },
  ],
  ...keeps(surveyBody, beside),
  states: {
    scheduled: { label: '已安排', open: true, waits: 'sender' },
    held: { label: '已进行，待意见', open: true, waits: 'sender' },
    concluded: { label: '已作出结论', open: false },
    cancelled: { label: '已取消', open: false },
  },
  opening,
  opens: ({ id, from, body }) => invitationsOf(id, from, body),
  unaddressed: true,
  convenes: true,
  foundBy: 'participation',
  files: ({ attachments, conclusionAttachments, experts = [] }) => [
    ...filesOf(attachments, conclusionAttachments),
    ...experts.flatMap(({ file }, i) => (file ? [{ file, pointer: `/experts/${i}/file` }] : [])),
  ],
  acts: {
    invite,
    move,
    hold,
    'correct-attendance': correctAttendance,
    conclude,
    cancel,
    quarantine,
    'note-draw': noteDraw,
  },
  codes: {
    ...CASE_CODES,
    'not-rectify': { meaning: '不需复勘', detail: '只有结论为限期整改的踏勘、评审才能复勘。请核对，或另行安排。' },
    'already-held': { meaning: '已经进行或取消', detail: '踏勘、评审已经进行或取消，不能再办理此事。请查看最新情况。' },
    'not-held': { meaning: '尚未进行', detail: '尚未登记到场情况，不能作出结论。请先登记到场情况。' },
  },
  // What can be done depends on what those who came have said.
  asks: partsOfCase,
  document: async (exchange, facts, reader) => (await import('./document.ts')).surveyDocument(exchange, facts, reader),
  documents: ({ id, body: { draws = [] } }) => ({ parts: id, drawn: draws }),
  chosenDay: ({ from, state, body: { startsAt, rectifyBy } }) => {
    const day = state === 'scheduled' ? civilDateOf(startsAt) : rectifyBy;
    return day === null ? null : { day, by: from };
  },
  stage: 'during',
  title: ({ body }) => titleOf(body.type, body.mattersText),
});
