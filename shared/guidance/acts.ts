/** What the bureau does with a guidance: ask, convene, conclude, hand over, close. Its first step stops the clock. */
import * as z from 'zod';
import { invited, inviteErrors, organisationsAsked } from '../cases/invite.ts';
import { organisationOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Refusal } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { civilDate, instant, line, listOf, optional, text, yesNo } from '../fields.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, formatInstant } from '../time.ts';
import { type GuidanceBody, type GuidanceState, guidanceBody } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-asked': true;
    'nobody-asked': true;
    'not-concluded': true;
  }
}

type Guidance = Exchange<GuidanceBody, GuidanceState>;
type Act<Input> = PersonAct<GuidanceBody, GuidanceState, Input>;
const BUREAU = { article: '11', by: 'addressee', scope: 'cases:write' } as const;
const WHILE_OPEN = { from: ['open'], otherwise: { '*': 'already-done' } } as const;

const parts = ({ id }: Guidance) => ({ parts: id });

const askInput = lazily(() =>
  z.strictObject({
    to: organisationsAsked().meta({ title: '征求意见的单位' }),
    text: optional(text(5000)).meta({ title: '征求意见的内容', description: '不填的为情况说明' }),
  }),
);

/** One letter each, in writing (内部会商); nobody is asked twice. */
export const ask: Act<Checked<typeof askInput>> = {
  ...{ ...BUREAU, ...WHILE_OPEN },
  label: '征求意见',
  input: askInput,
  refuses: ['already-asked'],
  refuse: (guidance, { to }, actor, { county }) => {
    const errors = to.flatMap(({ org }, i) => {
      const pointer = `/to/${i}/org`;
      const type = organisationOf(county, org)?.type ?? '';
      if (org === actor.org) return [{ pointer, detail: '不能发给本单位，请删除' }];
      if (to.findIndex((one) => one.org === org) < i) return [{ pointer, detail: '单位重复，请删除' }];
      return ['department', 'enforcement-agency', 'government-office'].includes(type)
        ? []
        : [{ pointer, detail: '该单位不参加事前业务指导，请删除' }];
    });
    if (errors.length > 0) return errors;
    return to.some(({ org }) => isAsked(guidance, org)) ? { code: 'already-asked' } : null;
  },
  apply: (guidance, { to, text: said }) => {
    const { id, body, to: bureau, participants, from } = guidance;
    const series = to.length > 1 ? derivedId(id, 'letters', String(body.asked.length)) : null;
    const asked = to.map(({ org }) => ({ org, letter: derivedId(id, 'letter', org) }));
    const letters = to.map(({ org, section: part }, i): Effect => {
      const letter = asked[i]?.letter as string;
      const words = {
        title: `关于${body.projectName ?? '项目'}征求意见的函`.slice(0, 200),
        text: said ?? body.text ?? '',
      };
      const at = { id: letter, of: id, from: bureau as string, to: org, ...(part !== null && { section: part }) };
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
  refuse: (_guidance, { invite, startsAt }, actor, { now }) => {
    const errors = inviteErrors(invite, actor.org);
    if (errors.length > 0) return errors;
    const pointer = '/startsAt';
    return startsAt < now ? { code: 'invalid', pointer, detail: '开始时间不能早于现在' } : null;
  },
  apply: ({ id, body, to: bureau, participants, from, caused }, { startsAt, place, agenda, invite }) => {
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
    return {
      set: { clock: null, participants: [...participants, ...joined] },
      also: [{ do: 'open', kind: 'meeting', input: { id: meeting, of: id, from: bureau as string, asked: plan } }],
    };
  },
};

const concludeInput = lazily(() => {
  const { feasibility, problems, opinion, signedBy } = guidanceBody().shape;
  return z.strictObject({
    feasibility: feasibility.unwrap(),
    problems: optional(problems.unwrap()).meta({ title: '可预见的问题' }),
    opinion: opinion.unwrap(),
    signedBy: signedBy.unwrap(),
    withoutReply: yesNo().default(false).meta({ title: '未获意见', description: '期满未获意见，径行形成综合意见' }),
  });
});

/** The comprehensive opinion; with it all who were asked see what the others said. */
export const conclude: Act<Checked<typeof concludeInput>> = {
  ...{ ...BUREAU, ...WHILE_OPEN },
  label: '形成综合意见',
  to: 'concluded',
  input: concludeInput,
  reads: parts,
  refuses: ['nobody-asked', 'opinions-open'],
  refuse: (guidance, { withoutReply }, _actor, facts) => refusalOf(guidance, withoutReply, facts),
  apply: (guidance, { withoutReply: _, ...said }, facts) => ({
    set: { clock: null },
    body: {
      ...{ ...guidance.body, ...said, concludedAt: facts.now },
      opinions: lettersOf(guidance, facts).flatMap(({ to, body: { position, reply } }) =>
        reply === null && position === null ? [] : [{ org: to as string, position, text: reply }],
      ),
      withoutReply: lettersOf(guidance, facts).some(({ state }) => state === 'pending'),
    },
    also: lettersOf(guidance, facts).map(({ id }) => ({
      do: 'act',
      on: id,
      act: 'letter.end',
      input: { unanswered: 'concluded' },
    })),
  }),
};

function refusalOf(guidance: Guidance, withoutReply: boolean, facts: Facts): Refusal | null {
  const { body, from, to } = guidance;
  const meetings = partsOf(facts).filter((part) => !isLetter(guidance, part));
  if (body.asked.length === 0 && meetings.length === 0 && from === to) return { code: 'nobody-asked' };
  const pending = lettersOf(guidance, facts).filter(({ state }) => state === 'pending');
  const running = meetings.some(({ state }) => state === 'announced' || state === 'held');
  if (running) return { code: 'opinions-open' };
  if (pending.length === 0) return null;
  return withoutReply && pending.every(({ late }) => late) ? null : { code: 'opinions-open' };
}

/** The letters of a guidance, with what was replied. */
function lettersOf(guidance: Guidance, facts: Facts) {
  type Replied = { position: GuidanceBody['opinions'][number]['position']; reply: string | null };
  return partsOf(facts).filter((part) => isLetter(guidance, part)) as unknown as Exchange<Replied>[];
}

/** Letters and meetings: all that the guidance has caused. */
function partsOf({ found }: Facts): readonly Exchange[] {
  return found?.parts ?? [];
}

function isLetter({ body }: Guidance, { id }: Exchange): boolean {
  return body.asked.some(({ letter }) => letter === id);
}

const handOverInput = lazily(() => {
  const { handedOverTo, handedOverBy } = guidanceBody().shape;
  return z.strictObject({
    on: civilDate().meta({ title: '交付日期' }),
    to: handedOverTo.unwrap(),
    method: handedOverBy.unwrap(),
  });
});

export const handOver: Act<Checked<typeof handOverInput>> = {
  ...BUREAU,
  label: '交付项目单位',
  from: ['concluded'],
  otherwise: { open: 'not-concluded', '*': 'already-done' },
  to: 'handed-over',
  input: handOverInput,
  refuse: ({ body }, { on }, _actor, { now }) => {
    const pointer = '/on';
    if (on > civilDateOf(now)) return [{ pointer, detail: '交付日期不能晚于今天' }];
    const concluded = body.concludedAt === null ? null : civilDateOf(body.concludedAt);
    return concluded !== null && on < concluded
      ? {
          code: 'invalid',
          pointer,
          detail: `交付日期不能早于形成综合意见之日（${formatInstant(body.concludedAt as number).slice(0, 10)}）`,
        }
      : null;
  },
  apply: ({ body }, { on, to, method }) => ({
    body: { ...body, handedOverOn: on, handedOverTo: to, handedOverBy: method },
  }),
};

const closeInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '终止理由' }) }));

/** What was asked ends with it: letters that nobody has replied to and a meeting not yet held are taken back. */
export const close: Act<Checked<typeof closeInput>> = {
  ...{ ...BUREAU, ...WHILE_OPEN },
  label: '终止',
  to: 'closed',
  input: closeInput,
  reads: parts,
  danger: true,
  apply: (guidance, { reason }, facts) => ({
    set: { clock: null },
    body: { ...guidance.body, reason },
    also: partsOf(facts).map(
      (part): Effect =>
        isLetter(guidance, part)
          ? { do: 'act', on: part.id, act: 'letter.end', input: { unanswered: 'withdrawn' } }
          : { do: 'act', on: part.id, act: 'meeting.end', input: { reason } },
    ),
  }),
};

/** The bureau takes the whole from sight, with what it asked; the opener where it is another. */
export const quarantine = quarantineBy<GuidanceBody, GuidanceState>({
  by: 'participant',
  roles: ['officer', 'section-head'],
  scope: BUREAU.scope,
  refuses: ['not-yours'],
  refuse: ({ from, to }, _input, { org }) =>
    org === from || org === to
      ? null
      : { code: 'not-yours', detail: '该事项由其他单位启动，不能隔离。请隔离本单位的复函，或联系审批部门。' },
});
