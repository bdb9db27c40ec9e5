/**
 * The problem (问题快速处理, art. 21): opened by a second return, by a dispute, or by hand. The bureau handles it, or the
 * government office where the bureau is a party; those concerned reply; it ends in a resolution or a transfer.
 */
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Entry, Exchange } from '../exchange/exchange.ts';
import { quarantineBy, takenWhole } from '../exchange/quarantine.ts';
import { digest } from '../keys.ts';
import { PARTICIPANTS, reply, resolve, transfer } from './acts.ts';
import { beside } from './beside.ts';
import { type ProblemBody, type ProblemOpening, type ProblemState, problemBody } from './body.ts';
import { opening } from './opening.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'nothing-written': true;
  }
}

declare module '../exchange/seams.ts' {
  interface Openings {
    problem: ProblemOpening;
  }
  interface MailTypes {
    'problem-participates': 'problem';
  }
}

type Problem = Exchange<ProblemBody, ProblemState>;

/**
 * Whoever opened it takes the whole from sight; of what a push led to, whoever handles it does so too. All others who take part
 * take what they wrote themselves, their replies, and never the resolution: nobody takes away a complaint that concerns him.
 */
const quarantine = quarantineBy<ProblemBody, ProblemState>({
  by: 'participant',
  roles: PARTICIPANTS,
  refuses: ['nothing-written'],
  refuse: (problem, _input, { org }) => {
    if (takesWhole(problem, org) || problem.history.some((entry) => isReplyOf(entry, org))) return null;
    return problem.body.why === 'raised' ? OTHERS : { code: 'nothing-written' };
  },
  apply: (problem, input, { org }) =>
    org === undefined || takesWhole(problem, org) ? takenWhole(problem, input) : { detail: input },
  spares: (problem, { org }) =>
    org === undefined || takesWhole(problem, org) ? null : (entry) => !isReplyOf(entry, org),
});

const OTHERS = {
  code: 'not-allowed',
  detail: '该问题由其他单位提出，本单位没有写过答复，只能由提出单位隔离。请与提出单位联系。',
} as const;

function takesWhole({ body, from, to }: Problem, org: string): boolean {
  return org === from || (org === to && body.why !== 'raised');
}

function isReplyOf({ act, detail }: Entry, org: string): boolean {
  return act === 'reply' && (detail as { org?: string } | null)?.org === org;
}

export const problem = declareKind<'problem', ProblemBody, ProblemState>({
  kind: 'problem',
  label: '问题',
  article: '21',
  path: 'problems',
  ...keeps(problemBody, beside),
  mails: () => import('./mails.ts'),
  states: { open: { label: '处理中', open: true }, resolved: { label: '已办结', open: false } },
  opening,
  open: ({ id, push, why, certificate, from, to, sender, reason, suggestedOrg }) => ({
    id,
    from,
    to,
    section: null,
    handler: null,
    participants: [sender].filter((org) => org !== from && org !== to),
    source: 'system',
    reference: `${certificate ?? push}/${why}`,
    state: 'open',
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
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
  acts: { reply, resolve, transfer, quarantine },
  codes: {
    'nothing-written': {
      meaning: '本单位在其中没有写过内容',
      detail: '本单位在该问题中没有写过答复，没有可以隔离的内容。问题和处理意见请联系提出单位或办理单位隔离。',
    },
  },
  restsOn: ({ body, about = [] }) => [...(body.push === null ? [] : [body.push]), ...about],
  title: ({ body }) => `问题：${body.title ?? WHY[body.why]}`,
});

const WHY: Readonly<Record<ProblemBody['why'], string>> = {
  returned: '推送两次被退回',
  disputed: '认领异议',
  certificate: '配发证照异议',
  raised: '',
};
