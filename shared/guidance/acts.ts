/**
 * What the bureau does with a guidance once it has asked: conclude, hand over, close. Its first step stops the clock.
 */
import * as z from 'zod';
import { opinionsBar, opinionsOwed, reportedIn } from '../cases/parts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Refusal } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { civilDate, optional, text, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, formatInstant } from '../time.ts';
import { type Act, BUREAU, type Guidance, partsAndReports, WHILE_OPEN } from './asking.ts';
import { type GuidanceBody, type GuidanceState, guidanceBody } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'nobody-asked': true;
    'not-concluded': true;
  }
}

const parts = ({ id }: Guidance) => ({ parts: id });
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
  reads: partsAndReports,
  refuses: ['nobody-asked', 'opinions-open'],
  refuse: (guidance, { withoutReply }, _actor, facts) => refusalOf(guidance, withoutReply, facts),
  barred: (guidance, _actor, facts) =>
    facts.found?.parts === undefined
      ? null
      : (askedRefusal(guidance, facts) ?? opinionsBar(pendingIn(guidance, facts))),
  apply: (guidance, { withoutReply: _, ...said }, facts) => ({
    set: { clock: null },
    body: {
      ...{ ...guidance.body, ...said, concludedAt: facts.now },
      opinions: [...repliesIn(guidance, facts), ...reportedIn(facts)],
      withoutReply: pendingIn(guidance, facts).length > 0,
    },
    also: [
      ...lettersOf(guidance, facts).map(
        ({ id }): Effect => ({ do: 'act', on: id, act: 'letter.end', input: { unanswered: 'concluded' } }),
      ),
      // Its minutes may follow; of whoever has not reported no opinion is waited for any more.
      ...meetingsOf(guidance, facts, 'held').map(
        ({ id: on }): Effect => ({ do: 'act', on, act: 'meeting.end', input: { reason: CONCLUDED }, ahead: true }),
      ),
    ],
  }),
};

const CONCLUDED = '业务指导已形成综合意见';

/** A joint review is waited for until its minutes are there, or every opinion is in or past its day. */
function refusalOf(guidance: Guidance, withoutReply: boolean, facts: Facts): Refusal | null {
  const refusal = askedRefusal(guidance, facts);
  if (refusal) return refusal;
  const pending = pendingIn(guidance, facts);
  if (pending.length === 0 && meetingsOf(guidance, facts, 'held').length === 0) return null;
  return withoutReply && pending.every(({ late }) => late) ? null : { code: 'opinions-open' };
}

/** Nobody has been asked, or a meeting for it has not been held yet. */
function askedRefusal(guidance: Guidance, facts: Facts): Refusal | null {
  const { body, from, to } = guidance;
  if (body.asked.length === 0 && meetingsOf(guidance, facts).length === 0 && from === to)
    return { code: 'nobody-asked' };
  return meetingsOf(guidance, facts, 'announced').length > 0 ? { code: 'opinions-open' } : null;
}

/** The meetings for it: all, or those of a state. */
function meetingsOf(guidance: Guidance, facts: Facts, wanted?: 'announced' | 'held'): readonly Exchange[] {
  const meetings = partsOf(facts).filter((part) => part.case === guidance.id && !isLetter(guidance, part));
  return meetings.filter(({ state }) => wanted === undefined || state === wanted);
}

/** Opinions that have not come: of letters, and of whoever came to a meeting. */
function pendingIn(guidance: Guidance, facts: Facts): readonly Pick<Exchange, 'late' | 'clock'>[] {
  return [...lettersOf(guidance, facts).filter(({ state }) => state === 'pending'), ...opinionsOwed(facts)];
}

/** The letters of a guidance, with what was replied. */
function lettersOf(guidance: Guidance, facts: Facts) {
  type Replied = { position: GuidanceBody['opinions'][number]['position']; reply: string | null };
  return partsOf(facts).filter((part) => isLetter(guidance, part)) as unknown as Exchange<Replied>[];
}

type Opinion = GuidanceBody['opinions'][number];

/** What those asked in writing said. */
function repliesIn(guidance: Guidance, facts: Facts): Opinion[] {
  return lettersOf(guidance, facts).flatMap(({ to, body: { position, reply } }) =>
    reply === null && position === null ? [] : [{ org: to as string, position, text: reply }],
  );
}

/** Letters and meetings: all that the guidance has caused; with what was reported in them where that was asked for. */
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

/**
 * What was asked ends with it: letters that nobody has replied to and a meeting not yet held are taken back, one held
 * is closed.
 */
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
          ? { do: 'act', on: part.id, act: 'letter.end', input: { unanswered: 'withdrawn' }, ahead: true }
          : { do: 'act', on: part.id, act: 'meeting.end', input: { reason }, ahead: true },
    ),
  }),
};

/** The bureau takes the whole from sight, with what it asked; the opener where it is another. */
export const quarantine = quarantineBy<GuidanceBody, GuidanceState>({
  by: 'participant',
  roles: ['officer', 'section-head'],
  scope: BUREAU.scope,
  refuses: ['not-yours'],
  barred: ({ from, to }, { org }) =>
    org === from || org === to
      ? null
      : { code: 'not-yours', detail: '该事项由其他单位启动，不能隔离。请隔离本单位的复函，或联系审批部门。' },
});
