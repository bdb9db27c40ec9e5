/**
 * Accountability (责任追究, art. 24). Limb one: 相关行业主管部门对上级新要求、新政策推送或抄送不及时，造成不良后果的，由有关部门
 * 承担责任: the responsibility is attributed. Limb two: 对审管互动过程中不作为乱作为，造成不良后果的，移交纪检部门严肃处理:
 * the matter is referred to discipline inspection, which sees it and its evidence from then on, and nothing else. Each stands on recorded
 * harm, on evidence, and on a named approver.
 */

import * as z from 'zod';
import { governmentOfficeOf, organisationOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Act, Kind } from '../exchange/kind.ts';
import { presentHead } from '../exchange/present.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { organisation, person, text } from '../fields.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { formatInstantOrNull, type Instant } from '../time.ts';
import { disciplineOf } from './discipline.ts';
import type { AccountabilityOpening, Evidence, LIMBS } from './opening.ts';

export interface AccountabilityBody {
  limb: keyof typeof LIMBS;
  /** Whose doing it was. */
  org: string;
  conduct: string | null;
  harm: string | null;
  evidence: Evidence[];
  approver: string | null;
  approvedAt: Instant | null;
  /** Limb one: who bears the responsibility, and which. */
  responsibleOrg: string | null;
  responsibility: string | null;
  referredAt: Instant | null;
  outcome: string | null;
}

type Case = Exchange<AccountabilityBody>;

const OFFICE = { by: 'participant', roles: ['government-office'] } as const;
const WRONG_LIMB = {
  'late-forwarding': '转送不及时的，由有关部门承担责任，请使用“认定责任”；移交纪检机关只适用于不作为、乱作为。',
  misconduct: '不作为、乱作为的，应移交纪检机关，请使用“移交纪检”；认定责任只适用于转送不及时。',
} as const;

const approveInput = lazily(() => z.strictObject({ approver: person().meta({ title: '批准人' }) }));
const attributeInput = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '承担责任的单位' }),
    responsibility: text(1000).meta({ title: '责任' }),
  }),
);
const referInput = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));
const closeInput = lazily(() => z.strictObject({ outcome: text(1000).meta({ title: '办理结果' }) }));

const approve: Act<AccountabilityBody, Checked<typeof approveInput>> = {
  ...OFFICE,
  label: '批准',
  article: '24',
  from: ['proposed'],
  otherwise: { closed: 'already-done', '*': 'already-approved' },
  to: 'approved',
  input: approveInput,
  apply: ({ body }, { approver }, { now }) => ({ body: { ...body, approver, approvedAt: now } }),
};

/** Limb one: 由有关部门承担责任. Whoever bears it is told, and sees the case from now on. */
const attribute: Act<AccountabilityBody, Checked<typeof attributeInput>> = {
  ...OFFICE,
  label: '认定责任',
  article: '24',
  from: ['approved'],
  otherwise: { proposed: 'not-approved', '*': 'already-done' },
  to: 'attributed',
  input: attributeInput,
  check: ({ org }, { county }) =>
    organisationOf(county, org) ? [] : [{ pointer: '/org', detail: `没有代码为 ${org} 的单位，请从单位名录中选择` }],
  refuse: ({ body }) => limbRefusal(body, 'late-forwarding'),
  apply: (found, { org, responsibility }) => ({
    set: { participants: withParty(found, org) },
    body: { ...found.body, responsibleOrg: org, responsibility },
    also: [{ do: 'notify', org, section: null, type: 'accountability-attributed' }],
  }),
};

/** Limb two: 移交纪检部门严肃处理. Discipline inspection becomes the addressee, and so finds it in its own list. */
const refer: Act<AccountabilityBody, Checked<typeof referInput>> = {
  ...OFFICE,
  label: '移交纪检',
  article: '24',
  from: ['approved'],
  otherwise: { proposed: 'not-approved', '*': 'already-done' },
  to: 'referred',
  input: referInput,
  refuse: ({ body }, _input, _actor, { county }) =>
    limbRefusal(body, 'misconduct') ??
    (disciplineOf(county)
      ? null
      : { code: 'no-discipline', detail: '单位名录中没有纪检监察机关，请先由县行政审批服务局管理员登记。' }),
  apply: (found, _input, { now, county }) => {
    const to = disciplineOf(county)?.code as string;
    return {
      set: { to, participants: found.to === null ? found.participants : withParty(found, found.to) },
      body: { ...found.body, referredAt: now },
      also: [{ do: 'notify', org: to, section: null, type: 'accountability-referred' }],
    };
  },
};

const close: Act<AccountabilityBody, Checked<typeof closeInput>> = {
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
const quarantine = quarantineBy<AccountabilityBody>({
  by: 'participant',
  roles: ['bureau-admin', 'government-office'],
  refuse: ({ from }, _input, actor) =>
    actor === null || actor.org === from || actor.roles.includes('government-office')
      ? null
      : { code: 'not-allowed', detail: '只有提出责任追究的单位和县政府办公室可以隔离。' },
});

export const accountability: Kind<AccountabilityBody, AccountabilityOpening> = {
  kind: 'accountability',
  label: '责任追究',
  article: '24',
  path: 'accountability',
  states: {
    proposed: { label: '待批准', open: true },
    approved: { label: '已批准', open: true },
    attributed: { label: '已认定责任', open: true },
    referred: { label: '已移交纪检机关', open: true },
    closed: { label: '已办结', open: false },
  },
  open: ({ id, from, ...said }, { county }) => {
    const office = governmentOfficeOf(county).code;
    return {
      id,
      from,
      to: from === office ? null : office,
      section: null,
      handler: null,
      participants: [],
      source: from,
      reference: id,
      state: 'proposed',
      claimBy: null,
      clock: null,
      party: null,
      licence: null,
      body: {
        ...{ ...said, approver: null, approvedAt: null, responsibleOrg: null, responsibility: null },
        ...{ referredAt: null, outcome: null },
      },
      content: contentOf(said),
    };
  },
  acts: { approve, attribute, refer, close, quarantine },
  present: (found) => ({
    ...presentHead(found),
    ...found.body,
    approvedAt: formatInstantOrNull(found.body.approvedAt),
    referredAt: formatInstantOrNull(found.body.referredAt),
  }),
  blank: (body) => ({
    ...body,
    ...{ conduct: null, harm: null, approver: null, responsibility: null, outcome: null },
  }),
};

/** The digest of what was said, by which the same request sent again is told from another. */
export function contentOf({ limb, org, conduct, harm, evidence }: Omit<AccountabilityOpening, 'id' | 'from'>): string {
  return digest({ limb, org, conduct, harm, evidence: evidence.map(({ record, hash }) => ({ record, hash })) });
}

function limbRefusal({ limb }: AccountabilityBody, wanted: AccountabilityBody['limb']) {
  return limb === wanted ? null : { code: 'wrong-limb', detail: WRONG_LIMB[limb] };
}

function withParty({ from, participants }: Case, org: string): string[] {
  return org === from || participants.includes(org) ? participants : [...participants, org];
}
