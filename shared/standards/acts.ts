/** What both sides and the government office do with a standard: confirm, object, revise, withdraw, settle, repeal. */
import * as z from 'zod';
import { inBrackets } from '../citing.ts';
import { start } from '../clocks/clocks.ts';
import { governmentOfficeOf } from '../county.ts';
import type { Exchange, Role } from '../exchange/exchange.ts';
import type { Change, PersonAct, Refusal } from '../exchange/kind.ts';
import { quarantineBy, TAKEN } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { choice, civilDate, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { awaited, otherThan, silence } from './awaiting.ts';
import { OF_DEPARTMENT, type StandardBody, type StandardState } from './body.ts';
import { contentErrors, contentFields, relationErrors } from './opening.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-confirmed': true;
    'repeal-open': true;
    'already-repealed': true;
  }
}

type Act<Input> = PersonAct<StandardBody, StandardState, Input>;

/** The department speaks by its administrators and heads of sections, the bureau by its own administrators alone. */
const speakers = ({ body }: Exchange<StandardBody, StandardState>, org?: string): readonly Role[] =>
  org === body.department ? ['org-admin', 'section-head'] : ['bureau-admin'];

const BY_BOTH = { article: '6, 12, 26', by: 'participant', rolesOf: speakers } as const;
const BY_PROPOSER = { ...BY_BOTH, by: 'sender' } as const;

const nothing = lazily(() => z.strictObject({}));
const withReason = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));
const withdrawInput = lazily(() => z.strictObject({ reason: optional(text(1000)).meta({ title: '理由' }) }));

function told(org: string | null): Effect[] {
  return org === null ? [] : [{ do: 'mail', org, section: null, type: 'standard-moved' }];
}

/** Whoever proposes something confirms it by no word of its own. */
const BY_AWAITED = {
  ...BY_BOTH,
  rolesOf: (exchange: Exchange<StandardBody, StandardState>, org?: string): readonly Role[] =>
    org === awaited(exchange) ? speakers(exchange, org) : [],
} as const;

export const confirm: Act<object> = {
  ...BY_AWAITED,
  label: '确认',
  reserve: true,
  from: ['proposed', 'repealing'],
  otherwise: { '*': 'already-done' },
  to: 'confirmed',
  input: nothing,
  refuses: ['content-quarantined'],
  barred: ({ state, body }) => (state === 'proposed' && body.title === null ? TAKEN : null),
  apply: (standard, _input, { now, by, org }) => ({
    set: { clock: null },
    body:
      standard.state === 'repealing'
        ? { ...standard.body, repealedFrom: standard.body.repealFrom }
        : { ...standard.body, confirmedAt: now, confirmedBy: by },
    also: told(otherThan(standard, org)),
  }),
};

export const object: Act<Checked<typeof withReason>> = {
  ...BY_AWAITED,
  label: '不同意',
  reserve: true,
  from: ['proposed', 'repealing'],
  otherwise: { '*': 'already-done' },
  input: withReason,
  apply: (standard, { reason }, { org, county }) => {
    const repealing = standard.state === 'repealing';
    const office = repealing ? [] : told(governmentOfficeOf(county).code);
    return {
      set: { clock: null, state: repealing ? 'confirmed' : 'objected' },
      body: {
        ...standard.body,
        objection: reason,
        ...(repealing && { ...silence(standard), repealFrom: null, repealBy: null }),
      },
      also: [...told(otherThan(standard, org)), ...office],
    };
  },
};

const reviseInput = lazily(() => z.strictObject(contentFields()).meta({ id: 'StandardRevision' }));

/** The proposer says it anew, and the other side has its whole time again; a lateness of before stays. */
export const revise: Act<Checked<typeof reviseInput>> = {
  ...BY_PROPOSER,
  label: '修改后重新提出',
  from: ['proposed', 'objected'],
  otherwise: { '*': 'already-done' },
  to: 'proposed',
  input: reviseInput,
  reads: (_standard, { besides }) => ({ records: besides }),
  refuse: ({ body }, input, actor, { found }) => {
    const errors = [
      ...contentErrors(body.type, input),
      ...relationErrors({ ...body, ...input, replaces: null }, { found: found as never, actor }),
    ];
    if (input.source.level !== 'county') {
      errors.push({ pointer: '/source/level', detail: '上级的标准请另行录入，不能由本县的标准修改而成' });
    }
    return errors;
  },
  apply: (standard, { cap, ...said }, { log, now }) => {
    const { cap: _, ...body } = standard.body;
    return {
      set: { clock: start(log, now, 'reply', now) },
      body: { ...body, ...said, ...(cap !== null && { cap }), objection: null },
      also: told(standard.to),
    };
  },
};

/** A superior's holds without the other side: who entered it by mistake takes it back before its day. */
export const withdraw: Act<Checked<typeof withdrawInput>> = {
  ...BY_PROPOSER,
  label: '撤回',
  from: ['proposed', 'objected', 'confirmed'],
  offered: (standard) => standard.state !== 'confirmed' || isSuperior(standard),
  refuses: ['already-done'],
  refuse: (standard, _input, _actor, { now }) =>
    standard.state === 'confirmed' && (!isSuperior(standard) || civilDateOf(now) >= standard.body.validFrom)
      ? { code: 'already-done' }
      : null,
  otherwise: { '*': 'already-done' },
  danger: true,
  to: 'withdrawn',
  input: withdrawInput,
  apply: (standard, { reason }) => ({
    set: { clock: null },
    body: { ...standard.body, reason },
    also: told(standard.to),
  }),
};

function isSuperior({ body }: Exchange<StandardBody, StandardState>): boolean {
  return body.source !== null && body.source.level !== 'county';
}

const settleInput = lazily(() =>
  z.strictObject({
    standing: choice({ confirmed: '予以施行', withdrawn: '不予施行' }).meta({ title: '裁定' }),
    reason: text(1000).meta({ title: '裁定理由' }),
  }),
);

/** Art. 25: an objection, or a silence past its day. What art. 6 gives the department is not settled against it. */
export const settle: Act<Checked<typeof settleInput>> = {
  label: '裁定',
  article: '25, 26',
  // Neither side's: whoever of them asks is told so.
  by: 'participant',
  rolesOf: () => [],
  roles: ['government-office'],
  alsoBy: ['government-office'],
  from: ['proposed', 'objected', 'repealing'],
  otherwise: { '*': 'already-done' },
  input: settleInput,
  refuses: ['reply-running', 'content-quarantined'],
  barred: settledLater,
  refuse: (standard, { standing }, _actor, { county }) => {
    const barred = settledLater(standard);
    if (barred) return barred;
    if (standing === 'confirmed' && standard.state !== 'repealing' && standard.body.title === null) return TAKEN;
    if (OF_DEPARTMENT.includes(standard.body.type) && standing === againstDepartment(standard)) {
      const detail = `行业规划、准入标准、总量控制由主管部门负责${inBrackets(county, '6')}，不能作出与主管部门意见相反的裁定`;
      return { code: 'invalid', pointer: '/standing', detail };
    }
    return null;
  },
  apply: (standard, { standing, reason }, { now, by, county }): Change<StandardBody, StandardState> => {
    const { body, state } = standard;
    const common = { ...body, settlement: reason, settledAt: now };
    const also = [
      ...told(standard.from),
      ...told(standard.to === governmentOfficeOf(county).code ? null : standard.to),
    ];
    if (state === 'repealing') {
      const kept = { ...silence(standard), repealFrom: null, repealBy: null };
      const ended = standing === 'withdrawn' ? { repealedFrom: body.repealFrom } : kept;
      return { set: { state: 'confirmed', clock: null }, body: { ...common, ...ended }, also };
    }
    const agreed = standing === 'confirmed' ? { confirmedAt: now, confirmedBy: by } : {};
    return { set: { state: standing, clock: null }, body: { ...common, ...agreed }, also };
  },
};

/** Silence is settled once its day has passed. */
function settledLater({ state, late, clock }: Exchange<StandardBody, StandardState>): Refusal | null {
  if (state === 'objected' || late) return null;
  return { code: 'reply-running', ...(clock && { from: clock.deadline }) };
}

/** What would go against what the department has said; null where it has said nothing. */
function againstDepartment({
  state,
  from,
  body,
}: Exchange<StandardBody, StandardState>): 'confirmed' | 'withdrawn' | null {
  const { department } = body;
  if (state === 'repealing') return body.repealBy === department ? 'confirmed' : null;
  if (department === from) return 'withdrawn';
  return state === 'objected' ? 'confirmed' : null;
}

const repealInput = lazily(() =>
  z.strictObject({
    from: civilDate().meta({ title: '废止日期', description: '明日或以后；自该日起不再施行' }),
    reason: text(1000).meta({ title: '理由' }),
  }),
);

export const repeal: Act<Checked<typeof repealInput>> = {
  ...BY_BOTH,
  label: '提出废止',
  from: ['confirmed'],
  otherwise: { proposed: 'not-confirmed', objected: 'not-confirmed', repealing: 'repeal-open', '*': 'already-done' },
  to: 'repealing',
  danger: true,
  input: repealInput,
  refuses: ['already-repealed'],
  refuse: (_standard, { from }, _actor, { now }) => {
    return from <= civilDateOf(now) ? { code: 'invalid', pointer: '/from', detail: '废止日期应为明日或以后' } : null;
  },
  barred: ({ body }) => (body.repealedFrom === null ? null : { code: 'already-repealed' }),
  apply: (standard, { from, reason }, { log, now, org = null }) => ({
    set: { clock: start(log, now, 'reply', now) },
    body: { ...standard.body, repealFrom: from, repealBy: org, reason },
    also: told(otherThan(standard, org ?? undefined)),
  }),
};

/** Its proposer takes it from sight; what nobody can read holds no longer. */
export const quarantine = quarantineBy<StandardBody, StandardState>({
  by: 'sender',
  rolesOf: speakers,
});
