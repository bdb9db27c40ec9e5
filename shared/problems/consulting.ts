/**
 * Whom the handler of a problem asks (art. 21): in writing by letters, or by a special meeting or roundtable that it
 * calls.
 */
import * as z from 'zod';
import { invited, inviteErrors, organisationsAsked } from '../cases/invite.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import { inherited } from '../exchange/keyed.ts';
import type { Change, PersonAct, Refusal } from '../exchange/kind.ts';
import type { Effect, Succession } from '../exchange/seams.ts';
import { choice, instant, line, listOf, optional, text } from '../fields.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { PARTICIPANTS } from './acts.ts';
import type { ProblemBody, ProblemState } from './body.ts';

type Problem = Exchange<ProblemBody, ProblemState>;
type Act<Input> = PersonAct<ProblemBody, ProblemState, Input>;

const HANDLER = {
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: { '*': 'already-done' },
} as const;

/** Those who were asked to take part when it was raised and have not said a word yet. */
export function awaited({ state, body, participants, quarantined }: Problem): readonly string[] {
  return state !== 'open' || body.why !== 'raised' || quarantined ? [] : saidNothing(body, participants);
}

/** Those of whom there is no word in the problem. */
export function saidNothing(body: ProblemBody, participants: readonly string[]): readonly string[] {
  const asked = body.asked?.map(({ org }) => org) ?? [];
  const others = [...(body.heard ?? []), ...asked, ...(body.escalatedFrom === undefined ? [] : [body.escalatedFrom])];
  return participants.filter((org) => !others.includes(org));
}

/** Whoever is asked later on gives an opinion; the problem is between those whom it was raised with. */
function withConsulted(body: ProblemBody, joined: readonly string[]): ProblemBody {
  return joined.length === 0 ? body : { ...body, consulted: [...(body.consulted ?? []), ...joined] };
}

/** Why somebody who was merely asked for an opinion cannot do more than give it. */
export function consultedBar({ body, from, to }: Problem, { org }: Actor): Refusal | null {
  if (org === from || org === to || !body.consulted?.includes(org)) return null;
  const detail = '本单位在该问题中仅被征求意见，请答复意见；其他事项由提出单位、参与单位或受理单位办理。';
  return { code: 'not-allowed', detail };
}

/**
 * Whoever takes the place of one that has said its word need not say it again; of one that takes part, or takes part
 * itself, it was not merely asked for an opinion.
 */
export function takenOver(
  { body, from, to, participants }: Problem,
  { org, by }: Succession,
): Change<ProblemBody, ProblemState> {
  const { consulted = [], heard = [] } = body;
  const stood = [from, to, ...participants].filter((one) => one === org || one === by);
  const said = participants.includes(org) && !saidNothing(body, participants).includes(org);
  const others = consulted.filter((one) => one !== org && one !== by);
  const asked = stood.every((one) => consulted.includes(one as string)) ? [...others, by] : others;
  return {
    body: { ...body, ...(said && { heard: [...heard, by] }), ...(body.consulted && { consulted: asked }) },
  };
}

const ASKED = ['approval-bureau', 'department', 'enforcement-agency', 'government-office'] as const;

const consultInput = lazily(() =>
  z.strictObject({
    to: organisationsAsked(ASKED, '不接收函件，请删除').meta({ title: '协商的单位' }),
    text: text(5000).meta({ title: '协商的内容' }),
  }),
);

/** One letter each from whoever handles it; nobody is asked twice by the same. Whoever is asked reads the problem. */
export const consult: Act<Checked<typeof consultInput>> = {
  ...HANDLER,
  label: '书面协商',
  input: consultInput,
  refuses: ['already-asked'],
  refuse: (problem, { to }, actor) => {
    const errors = to.flatMap(({ org }, i) => {
      const pointer = `/to/${i}/org`;
      if (org === actor.org) return [{ pointer, detail: '不能发给本单位，请删除' }];
      return to.findIndex((one) => one.org === org) < i ? [{ pointer, detail: '单位重复，请删除' }] : [];
    });
    if (errors.length > 0) return errors;
    const asked = new Set(problem.body.asked?.map(({ letter }) => letter));
    return to.some(({ org }) => asked.has(letterTo(org, problem))) ? { code: 'already-asked' } : null;
  },
  apply: (problem, { to, text: said }) => {
    const { id, body, to: handler, participants, from } = problem;
    const before = body.asked ?? [];
    const series = to.length > 1 ? derivedId(id, 'letters', String(before.length)) : null;
    const asked = to.map(({ org }) => ({ org, letter: letterTo(org, problem) }));
    const title = `关于“${body.title ?? '问题'}”的协商函`.slice(0, 200);
    const keys = inherited(problem);
    const letters = to.map(({ org, section: part }, i): Effect => {
      const at = { id: asked[i]?.letter as string, of: id, from: handler as string, to: org, keys };
      const words = { purpose: 'problem' as const, series, title, text: said, ...(part !== null && { section: part }) };
      return { do: 'open', kind: 'letter', input: { ...at, ...words } };
    });
    const joined = to.map(({ org }) => org).filter((org) => org !== from && !participants.includes(org));
    return {
      set: { participants: [...participants, ...joined] },
      body: { ...withConsulted(body, joined), asked: [...before, ...asked] },
      also: letters,
    };
  },
};

/** The letter to somebody. The government office, to which a problem goes up, asks anew whom the bureau had asked. */
function letterTo(org: string, { id, body }: Problem): string {
  return derivedId(id, 'letter', org, ...(body.escalatedAt === undefined ? [] : ['escalated']));
}

const conveneInput = lazily(() =>
  z.strictObject({
    type: choice({ special: '专题会议', roundtable: '座谈会' }).default('special').meta({ title: '类别' }),
    startsAt: instant().meta({ title: '开始时间' }),
    place: line(200).meta({ title: '地点' }),
    agenda: optional(text(5000)).meta({ title: '议程' }),
    invite: listOf(invited(), 30).min(1, { error: '至少邀请一个单位' }).meta({ title: '邀请单位' }),
  }),
);

export const convene: Act<Checked<typeof conveneInput>> = {
  ...HANDLER,
  label: '召集会议',
  input: conveneInput,
  refuse: (_problem, { invite, startsAt }, actor, { now }) => {
    const errors = inviteErrors(invite, actor.org);
    if (errors.length > 0) return errors;
    return startsAt < now ? { code: 'invalid', pointer: '/startsAt', detail: '开始时间不能早于现在' } : null;
  },
  apply: (problem, { type, startsAt, place, agenda, invite }) => {
    const { id, body, to: handler, participants, from, caused } = problem;
    const title = `${body.title ?? '问题'}：${type === 'special' ? '专题会议' : '座谈会'}`.slice(0, 200);
    const asked = { type, title, startsAt, place, agenda, invite, opinions: null, attachments: [] };
    const meeting = derivedId(id, 'meeting', String(caused.length));
    const joined = invite.map(({ org }) => org).filter((org) => org !== from && !participants.includes(org));
    const called = { id: meeting, of: id, from: handler as string, asked, keys: inherited(problem) };
    return {
      set: { participants: [...participants, ...joined] },
      // Invited, they have a participation of their own in their inbox: no further word is waited for.
      body: { ...withConsulted(body, joined), heard: [...new Set([...(body.heard ?? []), ...joined])] },
      also: [{ do: 'open', kind: 'meeting', input: called }],
    };
  },
};
