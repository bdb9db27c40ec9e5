/** What other records do to a credit record: they tell of the same decision, or take back what they told. */
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import type { CivilDate } from '../time.ts';
import type { CreditRecordBody, CreditRecordState } from './body.ts';
import type { KeptFields } from './fields.ts';
import { clockOf, filledIn, lateSince, OWED_OR_SENT, publicAtMost, stateOf, UNSENT, type Whole } from './record.ts';

type CreditRecord = Exchange<CreditRecordBody, CreditRecordState>;

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'credit-record.join': { about: readonly string[]; decidedOn: CivilDate; fields: KeptFields };
    /** `by`: what corrects it, and may tell of the same decision. */
    'credit-record.end': { reason: keyof typeof TAKEN_BACK; by?: string };
  }
}

/**
 * Another record tells of the same decision: it is one of what this is about; the earlier day counts. What the credit
 * platform has not answered yet takes nothing but the day; what it has taken, or has to take back, stays as it has it.
 */
export const join: SystemAct<CreditRecordBody, CreditRecordState, SystemActs['credit-record.join']> = {
  label: '并入同一决定',
  article: '19',
  by: 'system',
  from: ['*'],
  apply: (record, { about, decidedOn, fields }, facts) => {
    const { body, state, from, clock } = record;
    const warnings = [
      { code: 'credit-record-exists' as const, detail: '同一单位就同一相对人、同一文书号只有一条记录，已并入本记录。' },
    ];
    const all = [...new Set([...(record.about ?? []), ...about])].slice(0, 20);
    const set = all.length > 0 ? { about: all } : {};
    const sent = state === 'sent';
    if (!(sent || UNSENT.includes(state)) || body.fields === null) return { set, body: { ...body, warnings } };
    const earlier = decidedOn < body.decidedOn;
    const whole = { ...body, decidedOn: earlier ? decidedOn : body.decidedOn };
    const last = publicAtMost(whole.type, whole.severity, whole.decidedOn);
    const until = last !== null && whole.publishUntil !== null && whole.publishUntil > last ? last : whole.publishUntil;
    const kept = filledIn({ ...whole, publishUntil: until }, { ...(!sent && fields), ...body.fields }, from, facts);
    return {
      set: {
        ...set,
        ...((state === 'incomplete' || state === 'ready') && { state: stateOf(body.type, kept) }),
        ...(earlier && !clock?.ended && runningFrom(record, whole, facts)),
      },
      body: { ...whole, publishUntil: until, fields: kept, warnings },
    };
  },
};

/** The clock of the earlier day; what was sent after its end was sent late, which comes to light now. */
function runningFrom({ body: { sentAt }, state, createdAt }: CreditRecord, whole: Whole, facts: Facts) {
  const clock = clockOf(whole, facts, createdAt);
  const sentLate = state === 'sent' && clock !== null && sentAt !== null && sentAt >= clock.deadline;
  return sentLate ? lateSince({ clock }, facts.now) : { clock };
}

/** What told of the decision was taken back by its sender. */
const TAKEN_BACK = {
  withdrawn: '所依据的推送已撤回，本记录随之撤下。',
  corrected: '所依据的推送已更正，本记录随之撤下；更正后的推送涉及处理决定的，另有记录。',
} as const;

/** What nobody tells of any more is wrong: it is sent to nobody, and what was sent is to be taken back. */
export const end: SystemAct<CreditRecordBody, CreditRecordState, SystemActs['credit-record.end']> = {
  label: '随来源撤下',
  article: '19',
  by: 'system',
  from: OWED_OR_SENT,
  refuse: ({ about }, { by }) => (by !== undefined && about?.includes(by) ? { code: 'already-done' } : null),
  apply: ({ state, body }, { reason }) => ({
    set: { state: UNSENT.includes(state) ? 'withdrawn' : 'retracting', clock: null },
    body: { ...body, withdrawal: 'wrong', withdrawnOn: null, withdrawalText: TAKEN_BACK[reason] },
  }),
};
