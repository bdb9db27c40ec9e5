/** What those concerned do in a problem (art. 21): reply, resolve, hand the matter to another organisation. */
import * as z from 'zod';

import { start } from '../clocks/clocks.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { ActFacts, Facts } from '../exchange/facts.ts';
import type { Change, PersonAct, Refusal } from '../exchange/kind.ts';
import type { Effect } from '../exchange/seams.ts';
import { sightOf } from '../exchange/sight.ts';
import { choice, listOf, optional, organisation, section, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import { OUTCOMES, type ProblemBody, type ProblemState, problemBody } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'remedies-open': true;
  }
}

export const PARTICIPANTS = ['officer', 'section-head', 'government-office'] as const;
const CLOSED = { '*': 'already-done' } as const;

/** What becomes of a certificate that was objected to. */
const CERTIFICATE = { issue: '照常配发', end: '终止配发' } as const;

const replyInput = lazily(() => z.strictObject({ text: text(500).meta({ title: '答复' }) }));
const resolveInput = lazily(() =>
  z.strictObject({
    outcome: choice(OUTCOMES).meta({ title: '处理方式' }),
    resolution: problemBody().shape.resolution.unwrap(),
    links: listOf(recordId(), 20)
      .nullish()
      // Absent while unset, as the certificate.
      .transform((value) => (value?.length ? value : undefined))
      .meta({
        title: '有关记录',
        description: '调整清单的须有清单草案，调整标准的须有标准，制定政策文件的须有文件推送',
      }),
    certificate: choice(CERTIFICATE)
      .nullish()
      // Absent while unset: what was resolved before there were certificates is the same request still.
      .transform((value) => value ?? undefined)
      .meta({ title: '证照的配发', description: '仅配发证照异议填写，必填' }),
  }),
);
const transferInput = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '移交单位' }),
    section: optional(section()).meta({ title: '科室', description: '不填的为该单位的默认科室' }),
    reason: text(500).meta({ title: '理由' }),
  }),
);

type Problem = Exchange<ProblemBody, ProblemState>;
type Act<Input> = PersonAct<ProblemBody, ProblemState, Input>;

export const reply: Act<Checked<typeof replyInput>> = {
  label: '答复',
  article: '21',
  by: 'participant',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  input: replyInput,
  // By `org` it is told whose words they are.
  apply: (problem, input, facts) => ({ ...heard(problem, facts), detail: { ...input, org: facts.org } }),
};

/**
 * The addressee's first reply begins the time in which the problem is to be resolved; that of one who takes part ends
 * its wait. A problem of before there were clocks has none.
 */
function heard({ body, from, to, clock }: Problem, { org, now, log }: ActFacts): Change<ProblemBody, ProblemState> {
  if (org === to) {
    if (body.repliedAt !== undefined || clock === null) return {};
    return { set: { clock: start(log, now, 'resolution', now) }, body: { ...body, repliedAt: now } };
  }
  const said = body.heard ?? [];
  if (org === undefined || org === from || said.includes(org)) return {};
  return { body: { ...body, heard: [...said, org] } };
}

export const resolve: Act<Checked<typeof resolveInput>> = {
  label: '形成处理意见',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: resolveInput,
  reads: ({ id, body }, { links = [] }) => {
    const records = body.certificate === undefined ? links : [...links, body.certificate];
    return { parts: id, ...(records.length > 0 && { records }) };
  },
  refuses: ['remedies-open'],
  refuse: ({ id, body }, { certificate, outcome, links = [] }, actor, { found }) => {
    if ((body.certificate === undefined) !== (certificate === undefined)) {
      const detail =
        certificate === undefined ? '请填写证照照常配发（issue）还是终止（end）' : '该问题不涉及配发证照，请删除';
      return { code: 'invalid', pointer: '/certificate', detail };
    }
    const idle = certificate && withoutEffect(certificate, found?.records?.get(body.certificate ?? ''), id);
    if (idle) return idle;
    const wrong = linkRefusal(outcome, links, actor, found?.records);
    if (wrong) return wrong;
    const names = (body.affected ?? []).flatMap(({ name, remedy }) => (remedy === null ? [name] : []));
    return names.length === 0 ? null : { code: 'remedies-open', more: { names } };
  },
  apply: (problem, { outcome, resolution, certificate, links }, facts) => {
    const { body } = problem;
    return {
      body: { ...body, outcome, resolution, resolvedAt: facts.now, ...(links && { links }) },
      also: [
        ...(certificate === undefined ? [] : certificateEffects(problem, certificate)),
        ...askedEnds(problem, facts),
      ],
    };
  },
};

/** It ends, or goes on where this problem had ended it before: an escalation may come to the other view. */
function certificateEffects({ id: by, body }: Problem, wanted: keyof typeof CERTIFICATE): Effect[] {
  const { certificate, push } = body;
  if (certificate === undefined || push === null) return [];
  if (wanted === 'end') {
    return [{ do: 'act', on: certificate, act: 'certificate.end', input: { reason: 'objection', by } }];
  }
  const before = body.escalatedAt !== undefined;
  return before ? [{ do: 'act', on: push, act: 'push.resume-follow-ups', input: { by } }] : [];
}

/** Why that can have no effect: it is issued already, or has ended by something else than this problem. */
function withoutEffect(
  wanted: keyof typeof CERTIFICATE,
  certificate: Exchange | undefined,
  problem: string,
): Refusal | null {
  if (!certificate) return null;
  const { endReason, endedBy } = certificate.body as { endReason: string | null; endedBy?: string };
  const wrong = (detail: string): Refusal => ({ code: 'invalid', pointer: '/certificate', detail });
  if (wanted === 'end')
    return certificate.state === 'issued' ? wrong('该证照已经配发，不能终止。请选择照常配发') : null;
  // Where the push went elsewhere it is the other department's certificate.
  if (certificate.state !== 'ended' || endReason === 'readdressed' || endedBy === problem) return null;
  return wrong('该证照已经终止（见证照的终止原因），不能照常配发。请选择终止配发');
}

/** What an outcome must have led to, and the record that shows it. */
const SHOWN_BY: Readonly<Partial<Record<keyof typeof OUTCOMES, { what: string; is(record: Exchange): boolean }>>> = {
  'list-change': { what: '边界清单草案', is: ({ kind }) => kind === 'list-draft' },
  'standard-change': { what: '标准', is: ({ kind }) => kind === 'standard' },
  'policy-document': {
    what: '文件类推送',
    is: ({ kind, body }) => kind === 'push' && (body as { kind: string }).kind === 'document',
  },
};

function linkRefusal(
  outcome: keyof typeof OUTCOMES,
  links: readonly string[],
  actor: Actor,
  found: ReadonlyMap<string, Exchange> | undefined,
): Refusal | null {
  for (const [i, id] of links.entries()) {
    const record = found?.get(id);
    const pointer = `/links/${i}`;
    if (!record || sightOf(record, actor) === null) {
      return { code: 'invalid', pointer, detail: '没有该记录，或者您无权查看，请核对编号' };
    }
    if (links.indexOf(id) < i) return { code: 'invalid', pointer, detail: '记录重复，请删除' };
  }
  const needed = SHOWN_BY[outcome];
  if (!needed || links.some((id) => needed.is(found?.get(id) as Exchange))) return null;
  return { code: 'invalid', pointer: '/links', detail: `该处理方式须写明对应的${needed.what}，请填写其编号` };
}

/**
 * What was asked ends with it: letters not answered are concluded as such, meetings not yet held are cancelled, one
 * held is closed. Where these are more than one commit writes they end before it: whoever resolves it then finds them
 * ended.
 */
function askedEnds({ body }: Problem, { found }: Facts): Effect[] {
  const letters = new Set(body.asked?.map(({ letter }) => letter));
  return (found?.parts ?? []).flatMap(({ id, kind }): Effect[] => {
    if (letters.has(id))
      return [{ do: 'act', on: id, act: 'letter.end', input: { unanswered: 'concluded' }, ahead: true }];
    return kind === 'meeting'
      ? [{ do: 'act', on: id, act: 'meeting.end', input: { reason: '问题已办结' }, ahead: true }]
      : [];
  });
}

/** The matter goes to another organisation: by the same commit the push gets its successor there. */
export const transfer: Act<Checked<typeof transferInput>> = {
  label: '移交其他单位',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: transferInput,
  refuses: ['already-readdressed'],
  offered: ({ body }) => body.push !== null,
  reads: ({ id }) => ({ parts: id }),
  refuse: ({ body }) => (body.push === null ? NOTHING_TO_TRANSFER : null),
  apply: (problem, { org, section, reason }, facts) => ({
    body: { ...problem.body, outcome: 'transfer', resolution: reason, transferredTo: org, resolvedAt: facts.now },
    also: [
      ...askedEnds(problem, facts),
      {
        do: 'act',
        on: problem.body.push as string,
        act: 'push.transfer',
        input: { org, section },
        orElse: 'already-readdressed',
      },
    ],
  }),
};

const NOTHING_TO_TRANSFER = {
  code: 'invalid',
  pointer: '/org',
  detail: '该问题不对应某一推送，没有可以移交的事项。请形成处理意见办结',
} as const;
