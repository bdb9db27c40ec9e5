/** A feedback record (监管反馈): what the department did about a licence on its register; the bureau may read it. */

import * as z from 'zod';
import { bureauOf } from '../county.ts';
import { keeps, said } from '../exchange/body.ts';
import { coversSection } from '../exchange/capacity.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Opening } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { choice, civilDate, identifier, text, toSealNumber } from '../fields.ts';
import { sortable } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { edition, sealedWhereNeeded } from '../record-fields.ts';
import { isSealed } from '../seal.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import { creditRecordOf, DECIDED } from './credit.ts';
import { type RegisterEntry, shownSubject } from './register.ts';

export const RESULTS = {
  compliant: '符合要求',
  rectified: '已整改',
  'rectification-ordered': '责令整改',
  penalised: '已处罚',
  'not-found': '查无下落',
  closed: '已停业',
  other: '其他',
} as const;

export const feedbackBody = lazily(() =>
  z.strictObject({
    entry: edition().meta({ title: '台账条目', description: '其编号' }),
    result: choice(RESULTS).meta({ title: '监管结果' }),
    day: civilDate().meta({ title: '日期', description: '检查或处理的日期，不晚于今日' }),
    detail: said(text(1000).meta({ title: '情况说明' })),
    documentNumber: said(
      sealedWhereNeeded(identifier(100)).meta({ title: '文书号', description: '仅已处罚、责令整改的填写' }).optional(),
    ),
  }),
);

export type FeedbackBody = Checked<typeof feedbackBody>;

const kept = keeps(feedbackBody, {
  fields: lazily(() => ({
    matterName: z.string().nullable().meta({ title: '事项', description: '单件查看时给出，取自监管台账' }),
  })),
  of: () => ({ matterName: null }),
});

/**
 * Whom and what it is about, as the register has it now: none of it stays in the feedback, so that a quarantine of the
 * push that said it takes it from here too.
 */
function subjectOf(record: Exchange<FeedbackBody>, { found }: Facts): Record<string, unknown> {
  const entry = record.quarantined ? null : found?.registerEntry;
  return entry ? shownSubject(entry) : {};
}

const feedbackInput = lazily(() => {
  const { result, day, detail, documentNumber } = feedbackBody().shape;
  const number = documentNumber.unwrap();
  return z.strictObject({
    ...{ result, day, detail: detail.unwrap() },
    documentNumber: toSealNumber(identifier(100))
      .nullish()
      .transform((value) => value ?? undefined)
      .meta(number.meta() ?? {}),
  });
});

type Feedback = Checked<typeof feedbackInput>;

export type FeedbackState = 'recorded';

/** The partition of what a department has recorded about one entry of its register: nobody else's records lie there. */
export function feedbackPartition(jurisdiction: string, org: string, entry: string): string {
  return `${jurisdiction}#${org}#feedback#${entry}`;
}

/**
 * By whoever supervises the entry; the bureau may read it. Found by its entry: no number of the licence stays in it.
 */
const opening: Opening<FeedbackBody, FeedbackState, Feedback> = {
  label: '登记监管反馈',
  hint: '结果为已处罚、责令整改的，同时为本单位登记一条信用记录，须按期补全并报送信用平台；没有文书号、当日已有该证照的信用记录的，不再另记。',
  path: '/register/{id}/feedback',
  roles: ['officer', 'section-head'],
  scope: 'register:write',
  input: feedbackInput,
  reads: ({ result, day, documentNumber }, { actor: { org }, params: { id = '' } }) => ({
    registerEntry: { org, id },
    ...(DECIDED.includes(result) && documentNumber === undefined && { creditRecordOfDay: { org, entry: id, day } }),
  }),
  refuse: ({ day, result, documentNumber }, { actor, found, now }) => {
    const entry = found?.registerEntry;
    if (!entry) return { code: 'not-found', detail: '该台账条目' };
    if (day > civilDateOf(now)) return [{ pointer: '/day', detail: '日期不能晚于今日，请在检查或处理之后填写' }];
    if (documentNumber !== undefined && !DECIDED.includes(result)) {
      return [{ pointer: '/documentNumber', detail: '只有已处罚、责令整改的才填写文书号，请删除' }];
    }
    if (!actsIn(entry, actor)) return { code: 'not-your-section', detail: OTHER_SECTION };
    if (entry.until === null || day < civilDateOf(entry.until)) return null;
    return { code: 'invalid', pointer: '/day', detail: goneDetail(civilDateOf(entry.until)) };
  },
  drafts: (said, { county, actor, found, params }) => {
    const bureau = bureauOf(county).code;
    const entry = found?.registerEntry?.id ?? (params.id as string);
    return [
      { to: bureau === actor.org ? null : bureau, source: actor.org, state: 'recorded', body: { entry, ...said } },
    ];
  },
  causes: (said, { found, idOf }) => {
    const entry = found?.registerEntry;
    return entry ? creditRecordOf(idOf(0), said, entry, found?.creditRecordOfDay ?? false) : [];
  },
  content: (said, { found, params }) => {
    const { id = params.id, section = null } = found?.registerEntry ?? {};
    return { entry: id, section, ...said };
  },
};

const OTHER_SECTION = '该台账条目属于其他科室。请由所属科室登记，或请科室负责人登记。';

/** Whoever has the licence by then does what is to be done, and it is on its register that this has to stand. */
function goneDetail(day: CivilDate): string {
  return `该条目已于 ${day} 移交其他单位，当日起的监管由接收单位登记。请填写移交之前的日期，或请接收单位登记`;
}

/** An officer acts in the sections that he has; the section-head in all of the organisation. */
function actsIn({ section }: RegisterEntry, actor: Actor): boolean {
  const everywhere = actor.scopes !== null || actor.roles.includes('section-head');
  return section === null || everywhere || coversSection(actor, section);
}

export const feedback = declareKind<'feedback', FeedbackBody, FeedbackState>({
  kind: 'feedback',
  label: '监管反馈',
  article: '17',
  path: 'feedback',
  menu: {
    under: 'supervision',
    of: SIDES,
    comes: '在监管台账上登记的监管反馈。',
  },
  ...kept,
  asks: ({ from, body }) => ({ registerEntry: { org: from, id: body.entry } }),
  present: (record, _reader, facts) => ({ ...kept.present(record), ...subjectOf(record, facts) }),
  mails: () => import('./mails.ts'),
  states: { recorded: { label: '已记录', open: false } },
  opening,
  acts: { quarantine: quarantineBy<FeedbackBody, FeedbackState>({ by: 'sender', scope: 'register:write' }) },
  places: ({ jurisdiction, from, createdAt, body }) => ({
    register: { partition: feedbackPartition(jurisdiction, from, body.entry), sort: sortable(createdAt) },
  }),
  title: ({ body }) => `监管反馈：${RESULTS[body.result]}`,
  wholeTo: ({ from, to, body }, { org }) => isSealed(body.documentNumber) && (org === from || org === to),
});
