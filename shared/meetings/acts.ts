/** What the convenor does with a meeting: invite, move, hold, minutes, cancel. */
import * as z from 'zod';
import {
  cancelAs,
  correctAttendanceAs,
  holdAs,
  inviteAs,
  noteDrawAs,
  partsOfCase,
  quarantineCase,
} from '../cases/acts.ts';
import { type Invited, invited } from '../cases/invite.ts';
import {
  cancelled,
  ended,
  invitations,
  isWithoutReply,
  movedTo,
  opinionsBar,
  opinionsOwed,
  opinionsRefusal,
} from '../cases/parts.ts';
import { bureauOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PersonAct, SystemAct } from '../exchange/kind.ts';
import { quotedAgain, unquoted } from '../exchange/quarantine.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { instant, optional, text, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type MeetingBody, type MeetingState, meetingBody, meetingFields } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'meeting.note-draw': { draw: string };
    'meeting.end': { reason: string };
  }
}

type Act<Input> = PersonAct<MeetingBody, MeetingState, Input>;
const CONVENOR = {
  article: '10, 11, 15, 20, 21',
  by: 'sender',
  roles: ['officer', 'section-head', 'government-office'],
  scope: 'cases:write',
} as const;

const CONVENING = { ...CONVENOR, from: ['announced'] } as const;

const invites = inviteAs<MeetingBody, MeetingState, Invited>(CONVENING, invited, ({ id, from, body }, asked) =>
  invitations([asked], invitationOf(id, from, body)),
);

/** Where the bureau is invited later, the warning that it is not there is gone. */
export const invite: Act<Invited> = {
  ...invites,
  refuses: [...(invites.refuses ?? []), 'already-asked'],
  // Whom its guidance has asked by a letter is not asked once more.
  reads: ({ case: of, body }) => (of !== undefined && body.opinions ? { parts: of } : {}),
  refuse: (exchange, asked, actor, facts) => {
    const isAsked = facts.found?.parts?.some(({ to, state }) => to === asked.org && state !== 'withdrawn');
    return invites.refuse?.(exchange, asked, actor, facts) ?? (isAsked ? { code: 'already-asked' } : null);
  },
  apply: (exchange, asked, facts) => {
    const { body = exchange.body, ...others } = invites.apply?.(exchange, asked, facts) ?? {};
    return {
      ...others,
      body: { ...body, bureauInvited: body.bureauInvited || asked.org === bureauOf(facts.county).code },
    };
  },
};

/** What every invitation of a meeting says. */
export function invitationOf(id: string, from: string, { title, startsAt, place, opinions }: MeetingBody) {
  return { case: id, of: 'meeting' as const, from, title, startsAt, place, opinions };
}

const moveInput = lazily(() =>
  z.strictObject({
    startsAt: instant().meta({ title: '开始时间' }),
    place: optional(meetingFields().place).meta({ title: '地点', description: '不填的不变' }),
    reason: optional(text(500)).meta({ title: '理由' }),
  }),
);

export const move: Act<Checked<typeof moveInput>> = {
  ...CONVENING,
  label: '改期',
  otherwise: { '*': 'already-held' },
  input: moveInput,
  reads: partsOfCase,
  refuse: (_meeting, { startsAt }, _actor, { now }) =>
    startsAt < now ? { code: 'invalid', pointer: '/startsAt', detail: '新的开始时间不能早于现在' } : null,
  apply: ({ body }, { startsAt, place, reason }, facts) => {
    const where = place ?? body.place ?? '';
    return { body: { ...body, startsAt, place: where, reason }, also: movedTo(startsAt, where, facts) };
  },
};

/** Where no opinions are asked for, nothing is waited for: minutes may follow all the same. */
export const hold = holdAs<MeetingBody, MeetingState>(
  CONVENING,
  '召集单位',
  ({ opinions }) => (opinions ? 'held' : 'closed'),
  'closed',
);

/** Of a meeting that ended with the case which called it, nothing is waited for any more. */
export const correctAttendance = correctAttendanceAs<MeetingBody, MeetingState>(
  CONVENING,
  '召集单位',
  ['held', 'closed'],
  ({ state, body }) => body.minutesAt === null && (state === 'held' || !body.opinions),
);

const minutesInput = lazily(() => {
  const { minutes, decisions, signedBy } = meetingBody().shape;
  return z.strictObject({
    text: minutes.unwrap(),
    decisions: optional(decisions.unwrap()).meta({ title: '议定事项' }),
    signedBy: signedBy.unwrap(),
    attachments: filesAlong(),
    withoutReply: yesNo().default(false).meta({ title: '未获意见', description: '期满未获意见，径行办结' }),
  });
});

export const minutes: Act<Checked<typeof minutesInput>> = {
  ...CONVENOR,
  label: '形成纪要',
  from: ['held', 'closed'],
  otherwise: { announced: 'not-held', '*': 'already-done' },
  to: 'closed',
  input: minutesInput,
  reads: partsOfCase,
  refuses: ['opinions-open', 'already-done'],
  refuse: ({ body }, { withoutReply }, _actor, facts) =>
    body.minutesAt !== null ? { code: 'already-done' } : opinionsRefusal(withoutReply, facts),
  barred: ({ body }, _actor, facts) =>
    body.minutesAt !== null ? { code: 'already-done' } : opinionsBar(opinionsOwed(facts)),
  apply: ({ body }, { text: said, decisions, signedBy, attachments }, facts) => ({
    body: {
      ...{ ...body, minutes: said, decisions, signedBy, minutesAttachments: attachments, minutesAt: facts.now },
      withoutReply: body.withoutReply || isWithoutReply(facts),
    },
    also: body.opinions ? ended(facts) : [],
  }),
};

export const noteDraw = noteDrawAs<MeetingBody, MeetingState>('14', ['announced', 'held']);

export const cancel = cancelAs<MeetingBody, MeetingState>(CONVENING, 'cancelled');

/**
 * The case that called it is over: what was announced does not take place, and of what was held no opinion is waited
 * for any more. Its minutes may follow.
 */
export const end: SystemAct<MeetingBody, MeetingState, SystemActs['meeting.end']> = {
  label: '随原事项终止',
  article: CONVENOR.article,
  by: 'system',
  from: ['announced', 'held'],
  reads: partsOfCase,
  apply: ({ state, body }, { reason }, facts) =>
    state === 'held'
      ? { set: { state: 'closed' }, body: { ...body, withoutReply: isWithoutReply(facts) }, also: ended(facts) }
      : { set: { state: 'cancelled' }, body: { ...body, reason }, also: cancelled(facts) },
};

const taken = quarantineCase<MeetingBody, MeetingState>({ roles: CONVENOR.roles, scope: CONVENOR.scope });

/** The convenor takes the whole from sight, with what it caused, the draws for it, and what a guidance quotes of it. */
export const quarantine: typeof taken = {
  ...taken,
  apply: (meeting, input, facts) => {
    const { also = [], ...change } = taken.apply?.(meeting, input, facts) ?? {};
    return { ...change, also: [...also, ...unquoted(meeting.case, [...meeting.participants])] };
  },
};

/** What becomes of a report goes on to the case that the meeting belongs to. */
const PASSED_ON = {
  article: '°',
  by: 'system',
  from: ['held', 'closed'],
  refuse: ({ case: of, quarantined }: Exchange<MeetingBody, MeetingState>) =>
    of === undefined || quarantined ? ({ code: 'already-done' } as const) : null,
} as const;

/** Whoever called the meeting may quote what was reported in it. */
export const forget: SystemAct<MeetingBody, MeetingState, SystemActs['*.forget']> = {
  label: '随意见隔离',
  ...PASSED_ON,
  apply: ({ case: of }, { orgs }) => ({ also: unquoted(of, orgs) }),
};

/** And it may be put back there. */
export const quote: SystemAct<MeetingBody, MeetingState, SystemActs['*.quote']> = {
  label: '随意见恢复',
  ...PASSED_ON,
  apply: ({ case: of }, quoted) => ({ also: quotedAgain(of, quoted), detail: { org: quoted.org } }),
};
