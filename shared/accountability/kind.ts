/**
 * Accountability (责任追究, art. 24). Limb one: 相关行业主管部门对上级新要求、新政策推送或抄送不及时，造成不良后果的，由有关部门承担责任: the responsibility is
 * attributed, after the organisation has been heard. Limb two: 对审管互动过程中不作为乱作为，造成不良后果的，移交纪检部门严肃处理: the matter is
 * referred to discipline inspection, which sees it and its evidence from then on, and nothing else. Each stands on
 * recorded harm, on evidence, and on a named approver.
 */

import * as z from 'zod';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { text } from '../fields.ts';
import { filesOf } from '../files/named.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type AccountabilityBody, type AccountabilityState, accountabilityBody, LIMBS } from './body.ts';
import { disciplineOf } from './discipline.ts';
import { heard, hearing, hearingOver, isToBeHeard, state, withParty } from './hearing.ts';
import { opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'accountability-attributed': 'accountability';
    'accountability-referred': 'accountability';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'not-approved': true;
    'already-approved': true;
    'wrong-limb': true;
    'no-discipline': true;
  }
}

type Act<Input> = PersonAct<AccountabilityBody, AccountabilityState, Input>;

const OFFICE = { by: 'participant', roles: ['government-office'] } as const;
const WRONG_LIMB = {
  'late-forwarding': '转送不及时的，由有关部门承担责任，请使用“认定责任”；移交纪检机关只适用于不作为、乱作为。',
  misconduct: '不作为、乱作为的，应移交纪检机关，请使用“移交纪检”；认定责任只适用于转送不及时。',
} as const;
const UNHEARD = '只能认定已经通知陈述的责任单位。应由其他单位承担责任的，请办结本案，对该单位另行提出责任追究。';

const approveInput = lazily(() => z.strictObject({ approver: accountabilityBody().shape.approver.unwrap() }));
const attributeInput = lazily(() =>
  z.strictObject({
    org: accountabilityBody().shape.responsibleOrg.unwrap(),
    responsibility: accountabilityBody().shape.responsibility.unwrap(),
  }),
);
const referInput = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));
const closeInput = lazily(() => z.strictObject({ outcome: accountabilityBody().shape.outcome.unwrap() }));

const approve: Act<Checked<typeof approveInput>> = {
  ...OFFICE,
  label: '批准',
  article: '24',
  from: ['proposed'],
  otherwise: { closed: 'already-done', '*': 'already-approved' },
  to: 'approved',
  input: approveInput,
  apply: (found, { approver }, facts) => ({
    ...(found.body.limb === 'late-forwarding' && hearing(found, facts)),
    body: { ...found.body, approver, approvedAt: facts.now },
  }),
};

/** Limb one: 由有关部门承担责任. No organisation bears it that could not state its side in this case. */
const attribute: Act<Checked<typeof attributeInput>> = {
  ...OFFICE,
  label: '认定责任',
  article: '24',
  from: ['approved'],
  otherwise: { proposed: 'not-approved', '*': 'already-done' },
  to: 'attributed',
  input: attributeInput,
  concerns: (found) => ({ only: [heard(found)] }),
  begins: (found) => ({ org: heard(found) }),
  refuses: ['wrong-limb', 'not-heard'],
  refuse: (found, { org }) =>
    limbRefusal(found.body, 'late-forwarding') ??
    (org === heard(found) ? null : { code: 'not-heard', detail: UNHEARD }),
  barred: (found) =>
    limbRefusal(found.body, 'late-forwarding') ??
    (isToBeHeard(found) ? { code: 'not-heard', ...(found.clock && { from: found.clock.deadline }) } : null),
  apply: (found, { org, responsibility }) => ({
    set: { participants: withParty(found, org) },
    body: { ...found.body, responsibleOrg: org, responsibility },
    also: [{ do: 'mail', org, section: null, type: 'accountability-attributed' }],
  }),
};

/** Limb two: 移交纪检部门严肃处理. Discipline inspection becomes the addressee, and so finds it in its own list. */
const refer: Act<Checked<typeof referInput>> = {
  ...OFFICE,
  label: '移交纪检',
  article: '24',
  from: ['approved'],
  otherwise: { proposed: 'not-approved', '*': 'already-done' },
  to: 'referred',
  danger: true,
  hint: '移交后由纪检监察机关处理，不能撤回；其人员可以查看本记录和所列证据。',
  input: referInput,
  refuses: ['wrong-limb', 'no-discipline'],
  barred: ({ body }, _actor, { county }) =>
    limbRefusal(body, 'misconduct') ??
    (disciplineOf(county)
      ? null
      : { code: 'no-discipline', detail: '单位名录中没有纪检监察机关，请先由县行政审批服务局管理员登记。' }),
  apply: (found, _input, { now, county }) => {
    const to = disciplineOf(county)?.code as string;
    return {
      set: { to, participants: found.to === null ? found.participants : withParty({ ...found, to }, found.to) },
      body: { ...found.body, referredAt: now },
      also: [{ do: 'mail', org: to, section: null, type: 'accountability-referred' }],
    };
  },
};

const close: Act<Checked<typeof closeInput>> = {
  ...OFFICE,
  label: '办结',
  article: '24',
  from: ['proposed', 'approved', 'attributed', 'referred'],
  otherwise: { '*': 'already-done' },
  to: 'closed',
  input: closeInput,
  apply: ({ body }, { outcome }) => ({ body: { ...body, outcome } }),
};

/** By whoever proposed it, and the government office; never by the organisation that is to bear the responsibility. */
const quarantine = quarantineBy<AccountabilityBody, AccountabilityState>({
  by: 'participant',
  roles: ['bureau-admin', 'government-office'],
  barred: ({ from }, actor) =>
    actor.org === from || actor.roles.includes('government-office')
      ? null
      : { code: 'not-allowed', detail: '只有提出责任追究的单位和县政府办公室可以隔离。' },
});

export const accountability = declareKind<'accountability', AccountabilityBody, AccountabilityState>({
  kind: 'accountability',
  label: '责任追究',
  article: '24',
  path: 'accountability',
  menu: {
    under: 'reports',
    of: [...SIDES, 'government-office', 'discipline'],
    daily: ['government-office', 'discipline'],
    comes: '对有关单位提出的责任追究。',
  },
  // Mostly the government office is addressee or proposer: whose doing it was tells several apart.
  columns: [
    { title: '责任单位', fields: ['org'], link: true },
    { title: '事项', fields: ['heading'] },
    { title: '提出单位', fields: ['from.org'] },
    { title: '产生时间', fields: ['createdAt'] },
  ],
  ...keeps(accountabilityBody),
  mails: () => import('./mails.ts'),
  states: {
    proposed: { label: '待批准', open: true },
    approved: { label: '已批准', open: true },
    attributed: { label: '已认定责任', open: true, waits: null },
    referred: { label: '已移交纪检机关', open: true, waits: null },
    closed: { label: '已办结', open: false },
  },
  opening,
  clock: { approved: 'hearing-over' },
  awaits: (found) => (isToBeHeard(found) ? [heard(found)] : []),
  // All its steps but the statement are the government office's, be it the addressee, the proposer or neither any more.
  waits: () => null,
  finds: (found) => found.state !== 'closed' && !isToBeHeard(found),
  files: ({ statementAttachments = [] }) => filesOf(statementAttachments),
  acts: { approve, state, 'hearing-over': hearingOver, attribute, refer, close, quarantine },
  codes: {
    'not-approved': { meaning: '责任追究尚未批准', detail: '该责任追究尚未批准，请先批准。' },
    'already-approved': { meaning: '责任追究已经批准', detail: '该责任追究已经批准，请认定责任或移交纪检。' },
    'not-heard': {
      meaning: '责任单位尚未陈述，期限未满；或者该单位不是本案通知陈述的责任单位',
      detail: '责任单位尚未陈述和申辩，期限也未满，不能认定责任。请等待其陈述，或期满后再办理。',
    },
    'wrong-limb': { meaning: '该处理方式不适用于这一追责情形', detail: '该处理方式不适用于这一追责情形。' },
    'no-discipline': {
      meaning: '平台没有登记纪检监察机关',
      detail: '单位名录中没有纪检监察机关，请先由县行政审批服务局管理员登记。',
    },
  },
  restsOn: ({ body }) => body.evidence.map(({ record }) => record),
  referred: ({ body }) => body.referredAt !== null,
  title: ({ body }) => `责任追究：${LIMBS[body.limb]}`,
});

function limbRefusal({ limb }: AccountabilityBody, wanted: AccountabilityBody['limb']) {
  return limb === wanted ? null : ({ code: 'wrong-limb', detail: WRONG_LIMB[limb] } as const);
}
