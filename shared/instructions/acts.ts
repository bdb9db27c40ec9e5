/**
 * What both sides do with an instruction: report, send back, close, withdraw. A late report is taken, and stays late.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenWhole } from '../exchange/quarantine.ts';
import { text, whole } from '../fields.ts';
import { filesAlong, foreignFiles } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type InstructionBody, type InstructionState, instructionBody, UNREPORTED } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-reported': true;
  }
}

type Act<Input> = PersonAct<InstructionBody, InstructionState, Input>;

const reportInput = lazily(() =>
  z.strictObject({
    text: instructionBody().shape.report.unwrap(),
    attachments: filesAlong(),
  }),
);
const sendBackInput = lazily(() =>
  z.strictObject({
    reason: text(500).meta({ title: '退回理由' }),
    workingDays: whole(1, 60).meta({ title: '重新办理期限（工作日）', description: '自退回之日起计算' }),
  }),
);
const closeInput = lazily(() => z.strictObject({}));
const withdrawInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

export const report: Act<Checked<typeof reportInput>> = {
  label: '报告办理情况',
  article: '25',
  by: 'addressee',
  inSection: true,
  from: ['assigned'],
  otherwise: { '*': 'already-done' },
  to: 'reported',
  input: reportInput,
  refuse: ({ body }, { attachments }) => foreignFiles(body.attachments, attachments),
  apply: ({ body, from }, { text, attachments }, { now, by }) => ({
    body: { ...body, report: text, reportAttachments: attachments, reportedBy: by, reportedAt: now },
    also: [{ do: 'mail', org: from, section: null, type: 'instruction-reported' }],
  }),
};

/** What does not suffice goes back, with a clock that starts afresh; what was late before stays late. */
export const sendBack: Act<Checked<typeof sendBackInput>> = {
  label: '退回重办',
  article: '25',
  by: 'sender',
  roles: ['government-office'],
  from: ['reported'],
  otherwise: { '*': 'already-done' },
  to: 'assigned',
  input: sendBackInput,
  apply: ({ body, to, section }, { reason, workingDays }, { log, now }) => ({
    set: { clock: start(log, now, 'reply', now, workingDays) },
    body: { ...body, reason, workingDays },
    also: [{ do: 'mail', org: to as string, section, type: 'instruction-sent-back' }],
  }),
};

export const close: Act<Checked<typeof closeInput>> = {
  label: '办结',
  article: '25',
  by: 'sender',
  roles: ['government-office'],
  from: ['reported'],
  otherwise: { assigned: 'not-reported', '*': 'already-done' },
  to: 'closed',
  input: closeInput,
  apply: ({ body }, _input, { now }) => ({ body: { ...body, closedAt: now } }),
};

export const withdraw: Act<Checked<typeof withdrawInput>> = {
  label: '撤回',
  article: '25',
  by: 'sender',
  roles: ['government-office'],
  from: ['assigned'],
  otherwise: { '*': 'already-done' },
  danger: true,
  to: 'withdrawn',
  input: withdrawInput,
  apply: ({ body, to, section }, { reason }) => ({
    body: { ...body, reason },
    also: [{ do: 'mail', org: to as string, section, type: 'instruction-withdrawn' }],
  }),
};

/** The office takes the whole from sight, the organisation what it reported itself. */
export const quarantine = quarantineBy<InstructionBody, InstructionState>({
  by: 'participant',
  roles: ['officer', 'section-head', 'government-office'],
  refuses: ['not-reported'],
  barred: ({ to, body }, { org }) =>
    org === to && body.reportedAt === null
      ? { code: 'not-reported', detail: '本单位在该交办事项中尚未报告，没有可隔离的内容。请联系县政府办公室。' }
      : null,
  apply: (exchange, input, facts) =>
    facts.org === exchange.to
      ? { body: { ...exchange.body, ...UNREPORTED }, detail: input }
      : takenWhole(exchange, input, facts),
  spares: ({ to }, { org }) => (org === to ? (entry) => entry.act !== 'report' : null),
});
