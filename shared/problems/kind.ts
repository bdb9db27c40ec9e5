/**
 * The problem (问题快速处理, art. 21): opened by a second return, by a dispute, or by hand. The bureau handles it, or the
 * government office where the bureau is a party; those concerned reply; it ends in a resolution or a transfer.
 */
import { start } from '../clocks/clocks.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { digest } from '../keys.ts';
import { withCompany } from '../party.ts';
import { reply, resolve, transfer } from './acts.ts';
import { affect, withApplicants } from './affected.ts';
import { beside } from './beside.ts';
import { type ProblemBody, type ProblemOpening, type ProblemState, problemBody } from './body.ts';
import { awaited, consult, convene, takenOver } from './consulting.ts';
import { escalate, owedBy } from './escalation.ts';
import { opening } from './opening.ts';
import { quarantine } from './quarantine.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    problem: ProblemOpening;
  }
  interface MailTypes {
    'problem-escalated': 'problem';
    'problem-participates': 'problem';
  }
}

const kept = keeps(problemBody, beside);

export const problem = declareKind<'problem', ProblemBody, ProblemState>({
  kind: 'problem',
  label: '问题',
  article: '21',
  path: 'problems',
  menu: {
    under: 'letters',
    daily: [...SIDES, 'government-office', 'township'],
    comes: '本单位提出的、请本单位处理的审管衔接问题，包括认领异议。',
  },
  ...kept,
  refilled: (now, before) => withApplicants(kept.refilled(now, before), before),
  mails: () => import('./mails.ts'),
  states: { open: { label: '处理中', open: true }, resolved: { label: '已办结', open: false } },
  opening,
  clock: {
    open: { annex: 'repliesLate', tells: 'government-office', tellsIf: ({ body }) => body.repliedAt !== undefined },
  },
  settable: true,
  awaits: awaited,
  owed: owedBy,
  open: ({ id, push, why, certificate, from, to, sender, reason, suggestedOrg, subject, keys }, { log, now }) => ({
    id,
    ...(subject && { subject }),
    from,
    to,
    section: null,
    handler: null,
    participants: [sender].filter((org) => org !== from && org !== to),
    source: 'system',
    reference: `${certificate ?? push}/${why}`,
    state: 'open',
    claimBy: null,
    clock: start(log, now, 'reply', now),
    ...keys,
    body: {
      ...{ push, why, reason, suggestedOrg, outcome: null, resolution: null, transferredTo: null },
      ...(certificate !== undefined && { certificate }),
    },
    content: digest({ push, why, certificate }),
  }),
  // The addressee is told by its arrival; who takes part in what was raised by hand hears of it likewise.
  opens: ({ participants, body }) =>
    body.why === 'raised'
      ? participants.map((org) => ({ do: 'mail', org, section: null, type: 'problem-participates' }))
      : [],
  acts: { reply, consult, convene, affect, escalate, resolve, transfer, quarantine },
  codes: {
    'already-asked': { meaning: '已经征求过', detail: '其中有单位已经征求过意见，或是提出单位。请删除后再提交。' },
    'already-escalated': {
      meaning: '已由县政府办公室处理',
      detail: '该问题已由县政府办公室处理，不能再次提请。请等待其处理，或向其答复意见。',
    },
    'reply-running': {
      meaning: '期限未满',
      detail: '该问题的办理期限未满，参与单位还不能提请县政府办公室处理。请等待，或催办。',
    },
    'remedies-open': {
      meaning: '受影响的申请人尚无补救',
      detail: '还有受影响的申请人没有填写补救，不能办结。请先补充每一申请人的补救。',
    },
    'nothing-written': {
      meaning: '本单位在其中没有写过内容',
      detail: '本单位在该问题中没有写过答复，没有可以隔离的内容。问题和处理意见请联系提出单位或办理单位隔离。',
    },
  },
  succeeded: takenOver,
  restsOn: ({ body, about = [] }) => [...(body.push === null ? [] : [body.push]), ...about],
  title: ({ body, subject }) => withCompany(`问题：${body.title ?? WHY[body.why]}`, subject?.party),
});

const WHY: Readonly<Record<ProblemBody['why'], string>> = {
  returned: '推送两次被退回',
  disputed: '认领异议',
  certificate: '配发证照异议',
  raised: '',
};
