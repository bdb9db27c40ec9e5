/**
 * The problem (问题快速处理, art. 21): opened by a second return, by a dispute, or by hand. The bureau handles it, or the
 * government office where the bureau is a party; those concerned reply; it ends in a resolution or a transfer.
 */
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { digest } from '../keys.ts';
import { PARTICIPANTS, reply, resolve, transfer } from './acts.ts';
import { beside } from './beside.ts';
import { type ProblemBody, type ProblemOpening, type ProblemState, problemBody } from './body.ts';
import { opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    problem: ProblemOpening;
  }
  interface MailTypes {
    'problem-participates': 'problem';
  }
}

/**
 * Of what a push led to, everybody who takes part may have written in it; what was raised by hand is its raiser's, so
 * that nobody whom it concerns takes a complaint from sight.
 */
const quarantine = quarantineBy<ProblemBody, ProblemState>({
  by: 'participant',
  roles: PARTICIPANTS,
  refuse: ({ body, from }, _input, { org }) =>
    body.why === 'raised' && org !== from
      ? { code: 'not-allowed', detail: '该问题由其他单位提出，只能由提出单位隔离。请与提出单位联系。' }
      : null,
});

export const problem = declareKind<'problem', ProblemBody, ProblemState>({
  kind: 'problem',
  label: '问题',
  article: '21',
  path: 'problems',
  ...keeps(problemBody, beside),
  mails: () => import('./mails.ts'),
  states: { open: { label: '处理中', open: true }, resolved: { label: '已办结', open: false } },
  opening,
  open: ({ id, push, why, from, to, sender, reason, suggestedOrg }) => ({
    id,
    from,
    to,
    section: null,
    handler: null,
    participants: [sender].filter((org) => org !== from && org !== to),
    source: 'system',
    reference: `${push}/${why}`,
    state: 'open',
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: { push, why, reason, suggestedOrg, outcome: null, resolution: null, transferredTo: null },
    content: digest({ push, why }),
  }),
  // The addressee is told by its arrival; who takes part in what was raised by hand hears of it likewise.
  opens: ({ participants, body }) =>
    body.why === 'raised'
      ? participants.map((org) => ({ do: 'mail', org, section: null, type: 'problem-participates' }))
      : [],
  acts: { reply, resolve, transfer, quarantine },
  title: ({ body }) => `问题：${body.title ?? WHY[body.why]}`,
});

const WHY: Readonly<Record<ProblemBody['why'], string>> = {
  returned: '推送两次被退回',
  disputed: '认领异议',
  raised: '',
};
