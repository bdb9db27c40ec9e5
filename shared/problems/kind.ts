/**
 * The problem (问题快速处理, art. 21): opened by a second return or by a dispute. The bureau handles it, or the
 * government office where the bureau is a party; those concerned reply; it ends in a resolution or a transfer.
 */

import * as z from 'zod';
import { organisationOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Act, Kind } from '../exchange/kind.ts';
import { presentHead } from '../exchange/present.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { choice, optional, organisation, section, text } from '../fields.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { formatInstant } from '../time.ts';

interface ProblemBody {
  /** The push that it is about. */
  push: string;
  why: 'returned' | 'disputed';
  reason: string | null;
  suggestedOrg: string | null;
  outcome: string | null;
  resolution: string | null;
  transferredTo: string | null;
}

interface Opening {
  id: string;
  push: string;
  why: 'returned' | 'disputed';
  from: string;
  to: string;
  /** Who sent the push: takes part, having sent it does not make it the handler. */
  sender: string;
  reason: string;
  suggestedOrg: string | null;
}

const OUTCOMES = {
  resolution: '形成处理意见',
  'list-change': '调整边界清单',
  'standard-change': '调整标准',
  'policy-document': '制定政策文件',
} as const;
const PARTICIPANTS = ['officer', 'section-head', 'government-office'] as const;
const CLOSED = { '*': 'already-done' };

const replyInput = lazily(() => z.strictObject({ text: text(500).meta({ title: '答复' }) }));
const resolveInput = lazily(() =>
  z.strictObject({
    outcome: choice(OUTCOMES).meta({ title: '处理方式' }),
    resolution: text(1000).meta({ title: '处理意见' }),
  }),
);
const transferInput = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '移交单位' }),
    section: optional(section()).meta({ title: '科室', description: '不填的为该单位的默认科室' }),
    reason: text(500).meta({ title: '理由' }),
  }),
);

const reply: Act<ProblemBody, Checked<typeof replyInput>> = {
  label: '答复',
  article: '21',
  by: 'participant',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  input: replyInput,
};

const resolve: Act<ProblemBody, Checked<typeof resolveInput>> = {
  label: '形成处理意见',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: resolveInput,
  apply: (problem, { outcome, resolution }) => ({ body: { ...problem.body, outcome, resolution } }),
};

/** The matter goes to another organisation: by the same commit the push gets its successor there. */
const transfer: Act<ProblemBody, Checked<typeof transferInput>> = {
  label: '移交其他单位',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: transferInput,
  check: ({ org, section }, { county }) => {
    const found = organisationOf(county, org);
    if (!found) return [{ pointer: '/org', detail: `没有代码为 ${org} 的单位，请从单位名录中选择` }];
    const known = section === null || found.sections.some((s) => s.code === section);
    return known
      ? []
      : [{ pointer: '/section', detail: `${found.name}没有代码为 ${section} 的科室，请从该单位的科室中选择，或留空` }];
  },
  apply: (problem, { org, section, reason }) => ({
    body: { ...problem.body, outcome: 'transfer', resolution: reason, transferredTo: org },
    also: [
      { do: 'act', on: problem.body.push, act: 'transfer', input: { org, section }, orElse: 'already-readdressed' },
    ],
  }),
};

/** Everybody who takes part may have written in it. */
const quarantine = quarantineBy<ProblemBody>({ by: 'participant', roles: PARTICIPANTS });

export const problem: Kind<ProblemBody, Opening> = {
  kind: 'problem',
  label: '问题',
  article: '21',
  path: 'problems',
  states: { open: { label: '处理中', open: true }, resolved: { label: '已办结', open: false } },
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
  present: (problem) => ({ ...presentHead(problem), ...problem.body, replies: repliesOf(problem) }),
  blank: (body) => ({ ...body, reason: null, resolution: null }),
};

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
