/**
 * The problem (问题快速处理, art. 21): opened by a second return, by a dispute, or by hand. The bureau handles it, or the
 * government office where the bureau is a party; those concerned reply; it ends in a resolution or a transfer.
 */
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { presentHead } from '../exchange/present.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { digest } from '../keys.ts';
import { formatInstant } from '../time.ts';
import { PARTICIPANTS, reply, resolve, transfer } from './acts.ts';
import type { ProblemBody, ProblemOpening, ProblemState } from './body.ts';
import { opening, TYPES } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    problem: ProblemOpening;
  }
}

/** Everybody who takes part may have written in it. */
const quarantine = quarantineBy<ProblemBody, ProblemState>({ by: 'participant', roles: PARTICIPANTS });

export const problem = declareKind<'problem', ProblemBody, ProblemState>({
  kind: 'problem',
  label: '问题',
  article: '21',
  path: 'problems',
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
  acts: { reply, resolve, transfer, quarantine },
  title: ({ body }) => `问题：${body.title ?? WHY[body.why]}`,
  present: (problem) => ({ ...presentHead(problem), ...presentBody(problem.body), replies: repliesOf(problem) }),
  blank: ({ title: _title, text: _text, affected: _affected, ...body }) => ({
    ...body,
    reason: null,
    resolution: null,
  }),
});

const WHY: Readonly<Record<ProblemBody['why'], string>> = {
  returned: '推送两次被退回',
  disputed: '认领异议',
  raised: '',
};

/** What people raise by hand has a type, title and text; what a push led to has its reason. Absent is null. */
function presentBody({ type, title, text, matter, affected, ...body }: ProblemBody): Record<string, unknown> {
  const raised = { type: type ?? null, title: title ?? null, text: text ?? null, matter: matter ?? null };
  return { ...body, ...raised, typeName: type ? TYPES[type] : null, affected: affected ?? [] };
}

/** Replies stand in the history alone: said once, provable, gone from sight with a quarantine. */
function repliesOf(problem: Exchange<ProblemBody>): { at: string; by: string; text: string | null }[] {
  return problem.history
    .filter((entry) => entry.act === 'reply')
    .map(({ at, by, detail }) => ({
      at: formatInstant(at),
      by,
      text: (detail as { text: string } | null)?.text ?? null,
    }));
}
