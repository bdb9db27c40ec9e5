/** What becomes of a caution letter: signed and sent or dropped, answered by a report, judged, or past its day. */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { governmentOfficeOf, heirOf } from '../county.ts';
import type { ClockAct, PersonAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect, MailType } from '../exchange/seams.ts';
import { choice, optional, text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type CautionBody, cautionBody } from './body.ts';
import { talkId } from './talk.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-sent': true;
    'already-sent': true;
    'already-dropped': true;
    'already-reported': true;
    'rectification-running': true;
  }
}

export type CautionState =
  | 'drafted'
  | 'dropped'
  | 'sent'
  | 'overdue'
  | 'rectification-reported'
  | 'rectified'
  | 'not-rectified';

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

/** Whoever signs the letter may also decide that there is to be none. */
const SIGNING = {
  article: '23',
  by: 'sender',
  roles: ['bureau-admin', 'government-office'],
  from: ['drafted'],
} as const;

/** Signed and sent; from now on the addressee sees it, and the time for putting it right runs (° 10 working days). */
export const send: PersonAct<CautionBody, CautionState, Checked<typeof sendInput>> = {
  ...SIGNING,
  label: '签发',
  otherwise: { dropped: 'already-dropped', '*': 'already-sent' },
  to: 'sent',
  input: sendInput,
  apply: ({ body }, { documentNumber, signedBy, rectifyDays }, { log, now, county }) => {
    // Where the organisation has ended since, its successor rectifies.
    const to = heirOf(county, body.org, civilDateOf(now));
    return {
      set: { to, clock: start(log, now, 'rectification', now, rectifyDays ?? undefined) },
      body: { ...body, documentNumber, signedBy, sentAt: now },
      also: [tell(to, 'caution-sent')],
    };
  },
};

/** 不予提醒 (°): no letter is sent, for the reason given. Its figures stay in the circular, and it is listed with it. */
export const drop: PersonAct<CautionBody, CautionState, Checked<typeof dropInput>> = {
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
export const report: PersonAct<CautionBody, CautionState, Checked<typeof reportInput>> = {
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

/** Where the government office has to find whether it was put right: once it was reported, or its time is over. */
export const FOUND_IN: readonly CautionState[] = ['rectification-reported', 'overdue'];

/** 整改不力的，由县政府办公室进行约谈: whether it is so, the government office finds, and gives its reasons. */
export const judge: PersonAct<CautionBody, CautionState, Checked<typeof judgeInput>> = {
  label: '认定整改结果',
  article: '23',
  by: 'participant',
  roles: ['government-office'],
  from: FOUND_IN,
  otherwise: {
    ...{ drafted: 'not-sent', dropped: 'already-dropped', sent: 'rectification-running' },
    '*': 'already-done',
  },
  input: judgeInput,
  apply: (caution, { outcome, reason }, { now, county }) => {
    const { body, id, to } = caution;
    const { org, quarter, circular } = body;
    const due = outcome === 'not-rectified';
    const input = { caution: id, org, quarter, circular, letter: body.documentNumber, reason };
    return {
      set: { state: outcome },
      body: { ...body, finding: reason, judgedAt: now, talk: due ? talkId(county.jurisdiction, id) : null },
      // The talk's own mail says that nothing was put right: one mail of one moment.
      also: [due ? ({ do: 'open', kind: 'talk', input } as const) : tell(to as string, 'caution-judged')],
    };
  },
};

/** The time for putting it right has passed: ready for the finding, and for a talk. */
export const expire: ClockAct<CautionBody, CautionState> = {
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
export const quarantine = quarantineBy<CautionBody, CautionState>({
  by: 'participant',
  roles: ['officer', 'section-head', 'bureau-admin', 'government-office'],
  barred: ({ to, body }, actor) =>
    actor.org === to && body.reportedAt === null
      ? { code: 'not-allowed', detail: '本单位在该提醒函中尚未写有内容，不能隔离。请联系签发单位。' }
      : null,
  apply: (_caution, { reason }) => ({ set: { quarantined: true }, detail: { reason } }),
});

/** A mail of this letter. */
export function tell(org: string, type: MailType): Effect {
  return { do: 'mail', org, section: null, type };
}
