/**
 * The caution letter (提醒, art. 23: 超期认领情况严重的部门，由县行政审批服务局进行提醒). The platform drafts one for each
 * organisation that a circular calls serious; the bureau signs and sends it, or the government office where the bureau
 * itself is the one (art. 25). Until it is sent it has no addressee, so nobody but its sender and the government office
 * can see it; and it may be dropped with a reason (不予提醒°), of which the government office is told. Whether what was wrong
 * has been put right, the government office finds: if not, it talks (约谈).
 */

import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Draft } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { ClockAct, PersonAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect, MailType } from '../exchange/seams.ts';
import { choice, optional, text, whole } from '../fields.ts';
import { derivedId, digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type Quarter, quarterName } from '../time.ts';
import { type CautionBody, type CautionOpening, cautionBody } from './body.ts';
import { talkId } from './talk.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    caution: CautionOpening;
  }
  interface MailTypes {
    'caution-drafted': 'caution';
    'caution-dropped': 'caution';
    'caution-sent': 'caution';
    'caution-reported': 'caution';
    'caution-judged': 'caution';
    'caution-overdue': 'caution';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'not-sent': true;
    'already-sent': true;
    'already-dropped': true;
    'already-reported': true;
    'rectification-running': true;
  }
}

type State = 'drafted' | 'dropped' | 'sent' | 'overdue' | 'rectification-reported' | 'rectified' | 'not-rectified';

const sendInput = lazily(() =>
  z.strictObject({
    documentNumber: cautionBody().shape.documentNumber.unwrap(),
    signedBy: cautionBody().shape.signedBy.unwrap(),
    rectifyDays: optional(whole(1, 60)).meta({ title: '整改期限（工作日）', description: '不填的为规定的期限' }),
  }),
);
const dropInput = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));
const reportInput = lazily(() => z.strictObject({ text: text(2000).meta({ title: '整改情况' }) }));
const judgeInput = lazily(() =>
  z.strictObject({
    outcome: choice({ rectified: '整改到位', 'not-rectified': '整改不力' }).meta({ title: '整改结果' }),
    reason: text(1000).meta({ title: '理由' }),
  }),
);

/** One letter an organisation and circular. */
export function cautionId(jurisdiction: string, quarter: Quarter, org: string): string {
  return derivedId(jurisdiction, 'caution', quarter, org);
}

/** Whoever signs the letter may also decide that there is to be none. */
const SIGNING = {
  article: '23',
  by: 'sender',
  roles: ['bureau-admin', 'government-office'],
  from: ['drafted'],
} as const;

/** Signed and sent; from now on the addressee sees it, and the time for putting it right runs (° 10 working days). */
const send: PersonAct<CautionBody, State, Checked<typeof sendInput>> = {
  ...SIGNING,
  label: '签发',
  otherwise: { dropped: 'already-dropped', '*': 'already-sent' },
  to: 'sent',
  input: sendInput,
  apply: ({ body }, { documentNumber, signedBy, rectifyDays }, { log, now }) => ({
    set: { to: body.org, clock: start(log, now, 'rectification', now, rectifyDays ?? undefined) },
    body: { ...body, documentNumber, signedBy, sentAt: now },
    also: [tell(body.org, 'caution-sent')],
  }),
};

/** 不予提醒 (°): no letter is sent, for the reason given. Its figures stay in the circular, and it is listed with it. */
const drop: PersonAct<CautionBody, State, Checked<typeof dropInput>> = {
  ...SIGNING,
  label: '不予提醒',
  article: '°',
  otherwise: { dropped: 'already-dropped', '*': 'already-sent' },
  to: 'dropped',
  input: dropInput,
  apply: ({ body, from }, { reason }, { now, county }) => {
    const office = governmentOfficeOf(county).code;
    return {
      body: { ...body, dropReason: reason, droppedAt: now },
      also: office === from ? [] : [tell(office, 'caution-dropped')],
    };
  },
};

/** What was done about it; late is better than never, and stays late in the record. */
const report: PersonAct<CautionBody, State, Checked<typeof reportInput>> = {
  label: '报告整改情况',
  article: '23',
  by: 'addressee',
  roles: ['officer', 'section-head', 'bureau-admin'],
  from: ['sent', 'overdue'],
  otherwise: { 'rectification-reported': 'already-reported', '*': 'already-done' },
  to: 'rectification-reported',
  input: reportInput,
  apply: ({ body }, input, { now, county }) => ({
    body: { ...body, rectification: input.text, reportedAt: now },
    also: [tell(governmentOfficeOf(county).code, 'caution-reported')],
  }),
};

/** 整改不力的，由县政府办公室进行约谈: whether it is so, the government office finds, and gives its reasons. */
const judge: PersonAct<CautionBody, State, Checked<typeof judgeInput>> = {
  label: '认定整改结果',
  article: '23',
  by: 'participant',
  roles: ['government-office'],
  from: ['rectification-reported', 'overdue'],
  otherwise: {
    ...{ drafted: 'not-sent', dropped: 'already-dropped', sent: 'rectification-running' },
    '*': 'already-done',
  },
  input: judgeInput,
  apply: (caution, { outcome, reason }, { now, county }) => {
    const { body, id } = caution;
    const { org, quarter, circular } = body;
    const due = outcome === 'not-rectified';
    const input = { caution: id, org, quarter, circular, letter: body.documentNumber, reason };
    return {
      set: { state: outcome },
      body: { ...body, finding: reason, judgedAt: now, talk: due ? talkId(county.jurisdiction, id) : null },
      also: [tell(org, 'caution-judged'), ...(due ? [{ do: 'open', kind: 'talk', input } as const] : [])],
    };
  },
};

/** The time for putting it right has passed: ready for the finding, and for a talk. */
const expire: ClockAct<CautionBody, State> = {
  label: '整改期满',
  article: '23',
  by: 'clock',
  from: ['sent'],
  to: 'overdue',
  apply: ({ body }, _input, { now, county }) => ({
    body: { ...body, overdueAt: now },
    also: [tell(governmentOfficeOf(county).code, 'caution-overdue')],
  }),
};

/**
 * By whoever signs, reports or judges; the addressee only once it has reported. The talk stays: only the government
 * office writes in it, and takes it from sight itself.
 */
const quarantine = quarantineBy<CautionBody, State>({
  by: 'participant',
  roles: ['officer', 'section-head', 'bureau-admin', 'government-office'],
  refuse: ({ to, body }, _input, actor) =>
    actor.org === to && body.reportedAt === null
      ? { code: 'not-allowed', detail: '本单位在该提醒函中尚未写有内容，不能隔离。请联系签发单位。' }
      : null,
  apply: (_caution, { reason }) => ({ set: { quarantined: true }, detail: { reason } }),
});

export const caution = declareKind<'caution', CautionBody, State>({
  kind: 'caution',
  label: '提醒函',
  article: '23',
  path: 'cautions',
  ...keeps(cautionBody),
  mails: async () => ({ mails: (await import('./mails.ts')).cautionMails }),
  states: {
    drafted: { label: '待签发', open: true, waits: 'sender' },
    dropped: { label: '不予提醒', open: false },
    sent: { label: '整改中', open: true },
    overdue: { label: '整改期满未报告', open: true },
    'rectification-reported': { label: '已报告整改，待认定', open: true, waits: null },
    rectified: { label: '整改到位', open: false },
    'not-rectified': { label: '整改不力', open: false },
  },
  clock: { sent: 'expire' },
  open: draftOf,
  opens: (drafted) => [tell(drafted.from, 'caution-drafted')],
  acts: { send, drop, report, judge, expire, quarantine },
  title: ({ body }) => `提醒函：${quarterName(body.quarter)}通报`,
  document: async (letter, facts) => (await import('./letter.ts')).cautionLetter(letter, facts),
  codes: {
    'not-sent': { meaning: '提醒函尚未签发', detail: '该提醒函尚未签发，不能进行此操作。请等待签发。' },
    'already-sent': {
      meaning: '提醒函已经签发',
      detail: '该提醒函已经签发，不能再次签发，也不能改为不予提醒。请查看整改情况。',
    },
    'already-dropped': {
      meaning: '提醒函已经决定不予提醒',
      detail: '该提醒函已经决定不予提醒，不能再办理。请查看不予提醒的理由。',
    },
    'already-reported': { meaning: '整改情况已经报告', detail: '整改情况已经报告，等待县政府办公室认定。' },
    'rectification-running': {
      meaning: '整改期限未满，且尚未报告整改情况',
      detail: '整改期限未满，且尚未报告整改情况，不能认定整改结果。',
    },
  },
});

function draftOf({ org, quarter, circular, figures }: CautionOpening, { county }: Facts): Draft<CautionBody, State> {
  const [bureau, office] = [bureauOf(county).code, governmentOfficeOf(county).code];
  const from = org === bureau ? office : bureau;
  const unsigned = { documentNumber: null, signedBy: null, sentAt: null, dropReason: null, droppedAt: null };
  return {
    id: cautionId(county.jurisdiction, quarter, org),
    from,
    to: null,
    section: null,
    handler: null,
    participants: [office].filter((party) => party !== from),
    source: 'system',
    reference: `${quarter}/${org}`,
    state: 'drafted',
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: {
      ...{ org, quarter, circular, figures, ...unsigned, rectification: null, reportedAt: null },
      ...{ overdueAt: null, finding: null, judgedAt: null, talk: null },
    },
    content: digest({ org, quarter, circular, figures }),
  };
}

function tell(org: string, type: MailType): Effect {
  return { do: 'mail', org, section: null, type };
}
