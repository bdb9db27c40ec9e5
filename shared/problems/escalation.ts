/**
 * A problem goes up to the government office (art. 21, 25), once: it is then the addressee, and its time starts afresh.
 */
import * as z from 'zod';
import { start, startedAt } from '../clocks/clocks.ts';
import { governmentOfficeOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Refusal } from '../exchange/kind.ts';
import { text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { PARTICIPANTS } from './acts.ts';
import type { ProblemBody, ProblemState } from './body.ts';
import { consultedBar } from './consulting.ts';

type Problem = Exchange<ProblemBody, ProblemState>;

declare module '../errors.ts' {
  interface Conflicts {
    'already-escalated': true;
  }
}

const escalateInput = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));

export const escalate: PersonAct<ProblemBody, ProblemState, Checked<typeof escalateInput>> = {
  label: '提请县政府办公室处理',
  article: '21, 25',
  by: 'participant',
  roles: PARTICIPANTS,
  from: ['open', 'resolved'],
  otherwise: {},
  to: 'open',
  reserve: true,
  input: escalateInput,
  offered: ({ body }) => body.escalatedAt === undefined,
  refuses: ['already-escalated', 'already-done', 'reply-running'],
  barred: (problem, actor, facts) => consultedBar(problem, actor) ?? refusalOf(problem, actor.org, facts),
  apply: (problem, { reason }, { log, now, county, org }) => {
    const office = governmentOfficeOf(county).code;
    const { from, to, participants } = problem;
    const { repliedAt, resolvedAt: _, ...body } = problem.body;
    const joined = to !== null && to !== from && !participants.includes(to) ? [...participants, to] : participants;
    return {
      set: {
        ...{ to: office, section: null, handler: null, clock: start(log, now, 'reply', now) },
        participants: joined.filter((one) => one !== office),
      },
      body: {
        ...{ ...body, outcome: null, resolution: null, transferredTo: null, escalation: reason, escalatedAt: now },
        ...(org !== undefined && { escalatedBy: org }),
        ...(to !== null && { escalatedFrom: to }),
        ...(repliedAt !== undefined && { repliedBefore: repliedAt }),
      },
      also: [{ do: 'mail', org: office, section: null, type: 'problem-escalated' }],
      detail: { reason, org },
    };
  },
};

/** The handler at any time before it resolves; others once a clock is late, or soon after it was resolved. */
function refusalOf({ state, body, to, late, clock }: Problem, org: string, facts: Facts): Refusal | null {
  if (body.escalatedAt !== undefined || to === governmentOfficeOf(facts.county).code)
    return { code: 'already-escalated' };
  if (state === 'open') {
    if (org === to || late) return null;
    return { code: 'reply-running', ...(clock && { from: clock.deadline }) };
  }
  if (org === to || body.outcome === 'transfer' || body.resolvedAt === undefined) return { code: 'already-done' };
  const { deadline } = startedAt(facts, body.resolvedAt, 'problem-reopening', body.resolvedAt);
  return facts.now < deadline ? null : { code: 'already-done' };
}

/** Whose the lateness is: of whoever had to reply first when that day passed. The day for resolving is in no figure. */
export function owedBy({ to, late, body }: Problem): string | null {
  if (!late) return to;
  const { escalatedAt, escalatedFrom = null, repliedAt, repliedBefore } = body;
  const before = escalatedAt !== undefined && late.at <= escalatedAt;
  const replied = before ? repliedBefore : repliedAt;
  if (replied !== undefined && late.at > replied) return null;
  return before ? escalatedFrom : to;
}
