/** How the bureau asks others for a guidance: by letters, or in a joint review meeting. */
import * as z from 'zod';
import { invited, inviteErrors, organisationsAsked } from '../cases/invite.ts';
import { partsOf } from '../cases/parts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { inherited } from '../exchange/keyed.ts';
import type { PersonAct } from '../exchange/kind.ts';
import type { Effect } from '../exchange/seams.ts';
import { instant, line, listOf, optional, text } from '../fields.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { GuidanceBody, GuidanceState } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-asked': true;
  }
}

export type Guidance = Exchange<GuidanceBody, GuidanceState>;
export type Act<Input> = PersonAct<GuidanceBody, GuidanceState, Input>;
/** Of every act of the bureau. */
export const BUREAU = { article: '11', by: 'addressee', scope: 'cases:write' } as const;
export const WHILE_OPEN = { from: ['open'], otherwise: { '*': 'already-done' } } as const;

/** What it has caused, with what those invited to its joint reviews reported. */
export const partsAndReports = ({ id, caused, body }: Guidance) => {
  const letters = body.asked.map(({ letter }) => letter);
  return { parts: [id, ...caused.filter((one) => !letters.includes(one))] };
};

/**
 * Of whom an opinion has been asked, be it by a letter or for a joint review: nobody is asked twice. Who does not come,
 * and from whom the letter was taken back, is free.
 */
function askedIn({ body }: Guidance, facts: Facts): readonly (string | null)[] {
  const asks = (id: string): boolean => body.asked.some(({ letter }) => letter === id);
  const letters = (facts.found?.parts ?? []).filter(({ id, state }) => asks(id) && state !== 'withdrawn');
  const came = partsOf(facts).filter(({ state, body: { opinions } }) => opinions && !FREE.includes(state));
  return [...letters, ...came].map(({ to }) => to);
}

const FREE: readonly string[] = ['declined', 'absent', 'cancelled'];

const ASKED = ['department', 'enforcement-agency', 'government-office'] as const;

const askInput = lazily(() =>
  z.strictObject({
    to: organisationsAsked(ASKED, '不参加事前业务指导，请删除').meta({ title: '征求意见的单位' }),
    text: optional(text(5000)).meta({ title: '征求意见的内容', description: '不填的为情况说明' }),
  }),
);

/** One letter each, in writing (内部会商); nobody is asked twice. */
export const ask: Act<Checked<typeof askInput>> = {
  ...{ ...BUREAU, ...WHILE_OPEN },
  label: '征求意见',
  input: askInput,
  refuses: ['already-asked'],
  reads: partsAndReports,
  refuse: (guidance, { to }, actor, facts) => {
    const errors = to.flatMap(({ org }, i) => {
      const pointer = `/to/${i}/org`;
      if (org === actor.org) return [{ pointer, detail: '不能发给本单位，请删除' }];
      return to.findIndex((one) => one.org === org) < i ? [{ pointer, detail: '单位重复，请删除' }] : [];
    });
    if (errors.length > 0) return errors;
    const asked = askedIn(guidance, facts);
    return to.some(({ org }) => isAsked(guidance, org) || asked.includes(org)) ? { code: 'already-asked' } : null;
  },
  apply: (guidance, { to, text: said }) => {
    const { id, body, to: bureau, participants, from } = guidance;
    const series = to.length > 1 ? derivedId(id, 'letters', String(body.asked.length)) : null;
    const asked = to.map(({ org }) => ({ org, letter: derivedId(id, 'letter', org) }));
    const keys = inherited(guidance);
    const letters = to.map(({ org, section: part }, i): Effect => {
      const letter = asked[i]?.letter as string;
      const words = {
        title: `关于${body.projectName ?? '项目'}征求意见的函`.slice(0, 200),
        text: said ?? body.text ?? '',
      };
      const at = { id: letter, of: id, from: bureau as string, to: org, ...(part !== null && { section: part }), keys };
      return { do: 'open', kind: 'letter', input: { ...at, purpose: 'guidance', series, ...words } };
    });
    const joined = to.map(({ org }) => org).filter((org) => org !== from && !participants.includes(org));
    return {
      set: { clock: null, participants: [...participants, ...joined] },
      body: { ...body, asked: [...body.asked, ...asked] },
      also: letters,
    };
  },
};

function isAsked({ body, from, to }: Guidance, org: string): boolean {
  return body.asked.some((one) => one.org === org) || (org === from && from !== to);
}

const conveneInput = lazily(() =>
  z.strictObject({
    startsAt: instant().meta({ title: '开始时间' }),
    place: line(200).meta({ title: '地点' }),
    agenda: optional(text(5000)).meta({ title: '议程' }),
    invite: listOf(invited(), 30).min(1, { error: '至少邀请一个单位' }).meta({ title: '邀请单位' }),
  }),
);

/** A joint review meeting (联审会), whose participations are asked for their opinions as any are. */
export const convene: Act<Checked<typeof conveneInput>> = {
  ...{ ...BUREAU, ...WHILE_OPEN },
  label: '召集联审会',
  input: conveneInput,
  refuses: ['already-asked'],
  reads: partsAndReports,
  refuse: (guidance, { invite, startsAt }, actor, facts) => {
    const errors = inviteErrors(invite, actor.org);
    if (errors.length > 0) return errors;
    const pointer = '/startsAt';
    if (startsAt < facts.now) return { code: 'invalid', pointer, detail: '开始时间不能早于现在' };
    const asked = askedIn(guidance, facts);
    return invite.some(({ org }) => asked.includes(org)) ? { code: 'already-asked' } : null;
  },
  apply: (guidance, { startsAt, place, agenda, invite }) => {
    const { id, body, to: bureau, participants, from, caused } = guidance;
    const title = `${body.projectName ?? '项目'}联审会`.slice(0, 200);
    const plan = {
      type: 'joint-review' as const,
      title,
      startsAt,
      place,
      agenda,
      invite,
      opinions: true,
      attachments: [],
    };
    const meeting = derivedId(id, 'meeting', String(caused.length));
    const joined = invite.map(({ org }) => org).filter((org) => org !== from && !participants.includes(org));
    const called = { id: meeting, of: id, from: bureau as string, asked: plan, keys: inherited(guidance) };
    return {
      set: { clock: null, participants: [...participants, ...joined] },
      also: [{ do: 'open', kind: 'meeting', input: called }],
    };
  },
};
