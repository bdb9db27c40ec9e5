/** What the owner of a credit record does with it: complete, send, enter what the platform answered, withdraw. */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Verdict } from '../exchange/kind.ts';
import { TAKEN } from '../exchange/quarantine.ts';
import { choice, optional, yesNo } from '../fields.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type CivilDate, startOfDay } from '../time.ts';
import { type CreditRecordBody, type CreditRecordState, creditRecordBody } from './body.ts';
import { missingOf } from './completeness.ts';
import { fieldsInput, fieldsInputOf, type GivenFields } from './fields.ts';
import {
  clockOf,
  filledIn,
  futureDay,
  headOf,
  lateSince,
  OWED_OR_SENT,
  publicAtMost,
  publicUntil,
  stateOf,
  UNSENT,
  wrongIn,
} from './record.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'record-incomplete': true;
    'already-sent': true;
    'already-answered': true;
    'not-sent': true;
    'credit-record-exists': true;
  }
}

type CreditRecord = Exchange<CreditRecordBody, CreditRecordState>;
type Act<Input> = PersonAct<CreditRecordBody, CreditRecordState, Input>;

const OWNERS = { article: '19', by: 'sender', inSection: true, scope: 'credit:write' } as const;

const completeInput = lazily(() => {
  const { publish, publishUntil, severity } = creditRecordBody().shape;
  return z.strictObject({
    fields: fieldsInput(),
    publish: optional(yesNo()).meta({ ...publish.meta(), description: '不填为不变' }),
    publishUntil: optional(publishUntil.unwrap()).meta({ title: '公示至', description: '不填为不变' }),
    severity: optional(severity.unwrap()).meta({ title: '违法情节', description: '仅行政处罚；不填为不变' }),
  });
});
type Complete = Checked<typeof completeInput>;

/** Of its own type alone, with what is missing first. */
function completeAsked({ body: { type, fields } }: CreditRecord): z.ZodType {
  const missing = missingOf(type, fields ?? {}).map(({ field }) => field);
  const own = fieldsInputOf(type, missing).meta({ description: '不改的保持原样；清空的，即从记录中删除' });
  return completeInput()
    .extend({ fields: own })
    .omit(type === 'penalty' ? {} : { severity: true, publishUntil: true });
}

/** The record as a whole after what is said; a day of publication that was only filled in follows the severity. */
function wholeAfter({ body }: CreditRecord, { publish, publishUntil, severity }: Complete) {
  const { type, decidedOn } = body;
  const before = publicAtMost(type, body.severity, decidedOn);
  const kept = severity !== null && body.publishUntil === before ? null : body.publishUntil;
  const whole = { type, decidedOn, publish: publish ?? body.publish, severity: severity ?? body.severity };
  return { ...whole, publishUntil: publishUntil ?? (whole.publish ? kept : null) };
}

const complete: Act<Complete> = {
  ...OWNERS,
  label: '补全字段',
  from: UNSENT,
  otherwise: { sent: 'already-sent', accepted: 'already-sent', retracting: 'already-sent', '*': 'already-done' },
  input: completeInput,
  asked: completeAsked,
  // What lies sealed is shown by its ends alone, and stays where nothing else is written.
  begins: ({ body }) => ({
    fields: Object.fromEntries(Object.entries(body.fields ?? {}).filter(([, value]) => typeof value === 'string')),
  }),
  refuses: ['credit-record-exists'],
  refuse: (record, said) => {
    const [first] = wrongIn(wholeAfter(record, said), said.fields);
    return first ? { code: 'invalid', ...first } : null;
  },
  apply: (record, said, facts) => {
    const { from, body, clock, createdAt } = record;
    const whole = wholeAfter(record, said);
    const given: GivenFields = { ...body.fields, ...saidOf(said.fields) };
    const fields = filledIn(whole, given, from, facts);
    const another = whole.publish !== body.publish && clock !== null && !clock.ended;
    return {
      set: {
        ...{ state: stateOf(whole.type, fields), ...headOf(fields, { licence: record.licence, fields: body.fields }) },
        ...(another && { clock: clockOf(whole, facts, createdAt) }),
      },
      body: { ...body, ...whole, publishUntil: publicUntil(whole), fields },
    };
  },
};

/** What is left out stays; null takes a field back. */
function saidOf(fields: GivenFields): GivenFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const sendInput = lazily(() => {
  const { receipt } = creditRecordBody().shape;
  const channel = choice({ export: '导出文件报送', other: '其他方式' }).meta({ title: '报送方式' });
  return z.strictObject({ channel, receipt: receipt.unwrap() });
});

/** To the credit platform: the record itself, or that it is taken back. */
const send: Act<Checked<typeof sendInput>> = {
  ...OWNERS,
  label: '登记已报送',
  reserve: true,
  from: ['ready', 'retracting'],
  otherwise: {
    ...{ incomplete: 'record-incomplete', rejected: 'record-incomplete' },
    ...{ sent: 'already-sent', accepted: 'already-sent', '*': 'already-done' },
  },
  input: sendInput,
  refuses: ['content-quarantined'],
  // What is public has to be taken back all the same.
  barred: ({ state, body }) => (state === 'ready' && body.fields === null ? TAKEN : null),
  hint: '先导出并在信用平台提交，再在此登记回执。撤下中的记录，登记的是撤下的回执。',
  apply: ({ state, body }, { channel, receipt }, { now, by }) => ({
    // The clock of a record that was sent stands still: where the platform rejects it, it runs on to the same day.
    set: state === 'retracting' ? { state: 'withdrawn', clock: null } : { state: 'sent' },
    body: { ...body, channel, receipt, sentAt: now, sentBy: by },
  }),
};

const answerInput = lazily(() => {
  const { reasons } = creditRecordBody().shape;
  return z.strictObject({
    accepted: yesNo().meta({ title: '信用平台已接收' }),
    // Platforms quote the number that they refuse.
    reasons: optional(reasons.unwrap().overwrite(maskIdentityNumbers)).meta({
      title: '退回原因',
      description: '退回的必填；其中的公民身份号码遮盖后保存',
    }),
  });
});
type Answer = Checked<typeof answerInput>;

const answer: Act<Answer> = {
  ...OWNERS,
  label: '登记信用平台的答复',
  reserve: true,
  from: ['sent'],
  otherwise: {
    ...{ incomplete: 'not-sent', ready: 'not-sent', accepted: 'already-answered', rejected: 'already-answered' },
    '*': 'already-done',
  },
  input: answerInput,
  refuse: (_record, { accepted, reasons }): Verdict => {
    if (accepted && reasons !== null) return [{ pointer: '/reasons', detail: '已接收的没有退回原因，请删除' }];
    return accepted || reasons !== null ? null : [{ pointer: '/reasons', detail: '请填写信用平台退回的原因' }];
  },
  apply: (record, { accepted, reasons }, { now }) => ({
    set: accepted ? { state: 'accepted', clock: null } : { state: 'rejected', ...lateSince(record, now) },
    body: { ...record.body, reasons, answeredAt: now },
    also:
      !accepted && lateSince(record, now).late
        ? [{ do: 'mail', org: record.from, section: record.section, type: 'overdue' }]
        : [],
  }),
};

const withdrawInput = lazily(() => {
  const { withdrawal, withdrawnOn, withdrawalText } = creditRecordBody().shape;
  return z.strictObject({
    reason: withdrawal.unwrap(),
    on: optional(withdrawnOn.unwrap()).meta({
      title: '日期',
      description: '变更、撤销、确认违法或无效的必填：作出该决定之日',
    }),
    text: optional(withdrawalText.unwrap().overwrite(maskIdentityNumbers)).meta({
      title: '说明',
      description: '变更、撤销、确认违法或无效的必填',
    }),
  });
});
type Withdraw = Checked<typeof withdrawInput>;

/**
 * Before it was sent this ends it; after, the platform has to take it back (行政处罚法 48(2): in 3 working days where
 * annulled).
 */
const withdraw: Act<Withdraw> = {
  ...OWNERS,
  label: '撤下',
  reserve: true,
  from: [...OWED_OR_SENT, 'retracting'],
  otherwise: { '*': 'already-done' },
  // What is taken back already for another reason may be annulled since: that has a day of its own.
  offered: ({ state, body }) => state !== 'retracting' || body.withdrawal !== 'annulled',
  input: withdrawInput,
  danger: true,
  // What was wrong has made room for another record of the decision: it is that one that is annulled.
  refuses: ['already-done', 'credit-record-exists'],
  refuse: withdrawErrors,
  apply: ({ state, body }, { reason, on, text }, facts) => ({
    set: UNSENT.includes(state)
      ? { state: 'withdrawn', clock: null }
      : { state: 'retracting', clock: reason === 'annulled' ? fromAnnulment(on as CivilDate, facts) : null },
    body: { ...body, withdrawal: reason, withdrawnOn: on, withdrawalText: text },
  }),
};

function fromAnnulment(on: CivilDate, { log, now }: Facts) {
  return start(log, now, 'credit-withdrawal', startOfDay(on));
}

function withdrawErrors(
  { state, body }: CreditRecord,
  { reason, on, text }: Withdraw,
  _actor: unknown,
  facts: Facts,
): Verdict {
  const annulled = reason === 'annulled';
  const errors = [
    ...(annulled && on === null ? [{ pointer: '/on', detail: '请填写变更、撤销、确认违法或无效之日' }] : []),
    ...(annulled && text === null ? [{ pointer: '/text', detail: '请写明变更、撤销、确认违法或无效的情况' }] : []),
    ...(on === null ? [] : futureDay('/on', on, facts)),
  ];
  if (errors.length > 0) return errors;
  if (state === 'retracting' && (!annulled || body.withdrawal === 'annulled')) return { code: 'already-done' };
  return on !== null && on < body.decidedOn
    ? { code: 'invalid', pointer: '/on', detail: `不能早于决定日期（${body.decidedOn}），请核对` }
    : null;
}

export const acts = { complete, send, answer, withdraw };
