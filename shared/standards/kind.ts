/**
 * The standard (arts. 6, 12, 22, 26): what the bureau and the department of some matters both apply. A county's holds
 * once both sides have confirmed it, a superior's at once; which one holds on a day says `precedence.ts`.
 */
import * as z from 'zod';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { choice, text } from '../fields.ts';
import { filesOf } from '../files/named.ts';
import { IDENTITY_NUMBER } from '../identity-warnings.ts';
import { lazily } from '../lazily.ts';
import { count, recordId } from '../record-fields.ts';
import { isSealed } from '../seal.ts';
import { civilDateOf } from '../time.ts';
import { confirm, object, quarantine, repeal, revise, settle, withdraw } from './acts.ts';
import { awaited, owedBy } from './awaiting.ts';
import { NEEDS_BASIS, type StandardBody, type StandardState, standardBody, TYPES } from './body.ts';
import { follow, ofDepartment } from './following.ts';
import { opening } from './opening.ts';
import { STANDINGS, stoodOn } from './precedence.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'standard-moved': 'standard';
  }
}

const BASIS_MISSING = {
  code: 'basis-missing',
  pointer: '/basis',
  detail: '本县的准入标准、总量控制、审批条件没有写明上位法依据（行政许可法第十六条）',
} as const;

const beside: Beside<StandardBody> = {
  fields: lazily(() => ({
    standing: choice(STANDINGS)
      .nullable()
      .meta({ title: '施行情况', description: '今日；尚未确认、已撤回的为 null。列表中按所查的日期' }),
    by: recordId().nullable().meta({ title: '以何者为准', description: '取代它的标准，或应当适用的上级标准' }),
    used: count().nullable().meta({
      title: '已用数',
      description:
        '总量控制：起算前已用数，加施行日期以来许可的、减已终止的证照；不以证照计数的为 null，办理后的答复中也为 null',
    }),
    warnings: z
      .array(
        z.strictObject({
          code: choice({ 'basis-missing': '缺少上位法依据', ...IDENTITY_NUMBER }).meta({ title: '代码' }),
          pointer: text(200).meta({ title: '字段' }),
          detail: text(500).meta({ title: '说明' }),
        }),
      )
      .meta({ title: '提示' }),
  })),
  of: ({ body: { type, source, basis } }) => {
    const missing = source?.level === 'county' && NEEDS_BASIS.includes(type) && basis.length === 0;
    return { standing: null, by: null, used: null, warnings: missing ? [BASIS_MISSING] : [] };
  },
};

const kept = keeps(standardBody, beside);

export const standard = declareKind<'standard', StandardBody, StandardState>({
  kind: 'standard',
  label: '标准',
  article: '6, 12, 22, 26',
  path: 'standards',
  menu: {
    under: 'standards',
    of: [...SIDES, 'government-office'],
    comes: '审批、监管所依据的标准。',
  },
  ...kept,
  asks: (standard) => ({
    standards: { matters: standard.body.matters },
    ...(standard.body.cap !== undefined && standard.state !== 'withdrawn' && { capUse: standard }),
  }),
  present: (exchange, _reader, { now, found }) => ({
    ...kept.present(exchange),
    ...(found?.standards && stoodOn(civilDateOf(now), exchange, found.standards.of)),
    ...(found?.capUse !== undefined && { used: found.capUse }),
  }),
  states: {
    proposed: { label: '待确认', open: true },
    objected: { label: '有不同意见', open: true, waits: 'sender' },
    confirmed: { label: '已确认', open: false },
    repealing: { label: '拟废止，待确认', open: true },
    withdrawn: { label: '已撤回', open: false },
  },
  clock: {
    proposed: { annex: 'repliesLate', tells: 'government-office' },
    repealing: { annex: 'repliesLate', tells: 'government-office' },
  },
  owed: owedBy,
  // The government office ends a proposal that met with silence: then the silence counts.
  takenBack: ({ state, body }) => state === 'withdrawn' && body.settledAt === null,
  settable: true,
  mails: () => import('./mails.ts'),
  opening,
  files: ({ attachments }) => filesOf(attachments),
  acts: { confirm, object, revise, withdraw, settle, repeal, quarantine, follow },
  codes: {
    'not-confirmed': { meaning: '尚未确认', detail: '该标准尚未确认，不能废止。不再需要的，请撤回。' },
    'repeal-open': { meaning: '已提出废止', detail: '该标准已提出废止，待另一方确认。请等待确认或催办。' },
    'already-repealed': { meaning: '已确定废止', detail: '该标准已确定废止日期，不需要再次提出。请查看废止日期。' },
    'reply-running': {
      meaning: '确认期限未满',
      detail: '另一方的确认期限未满，也没有提出不同意见，不能裁定。请等待答复。',
    },
  },
  waitedFor: awaited,
  waits: (exchange) => {
    if (exchange.state === 'objected') return 'sender';
    if (exchange.state !== 'proposed' && exchange.state !== 'repealing') return null;
    return awaited(exchange) === exchange.from ? 'sender' : 'addressee';
  },
  // Art. 25: an objection, or a silence past its day, is the government office's to settle.
  finds: ({ state, late, clock }) => state === 'objected' || (late !== undefined && clock?.ended === true),
  // Whoever takes a department's place repeals and revises what it stood for.
  livesOn: ({ state }) => state === 'confirmed',
  succeeded: ({ body }, succession) => ({ body: ofDepartment(body, succession) }),
  wholeTo: ({ from, to, body }, { org }) =>
    isSealed(body.source?.documentNumber ?? null) && (org === from || org === to),
  stage: 'before',
  title: ({ body }) => `${TYPES[body.type]}：${body.title ?? '（已隔离）'}`,
});
