/** What the convenor does with a meeting: invite, move, hold, minutes, cancel. */
import * as z from 'zod';
import { attendanceErrors, attended, invited, invitedAlready } from '../cases/invite.ts';
import { cancelled, ended, heldBy, invitations, isWithoutReply, movedTo, opinionsRefusal } from '../cases/parts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PersonAct, SystemAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { instant, listOf, optional, text, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type MeetingBody, type MeetingState, meetingBody, meetingFields } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
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

const parts = ({ id }: Exchange<MeetingBody, MeetingState>) => ({ parts: id });

const inviteInput = lazily(() => invited());

export const invite: Act<Checked<typeof inviteInput>> = {
  ...CONVENOR,
  label: '增加邀请',
  from: ['announced'],
  otherwise: { '*': 'already-held' },
  input: inviteInput,
  refuse: ({ from, participants }, asked) =>
    participants.length >= 60
      ? { code: 'invalid', pointer: '/org', detail: '最多邀请 60 个单位' }
      : invitedAlready(asked, from, participants),
  apply: ({ id, from, body, participants }, asked) => ({
    set: { participants: [...participants, asked.org] },
    body: { ...body, invited: [...body.invited, asked] },
    also: invitations([asked], invitationOf(id, from, body)),
  }),
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
  ...CONVENOR,
  label: '改期',
  from: ['announced'],
  otherwise: { '*': 'already-held' },
  input: moveInput,
  reads: parts,
  refuse: (_meeting, { startsAt }, _actor, { now }) =>
    startsAt < now ? { code: 'invalid', pointer: '/startsAt', detail: '新的开始时间不能早于现在' } : null,
  apply: ({ body }, { startsAt, place, reason }, facts) => {
    const where = place ?? body.place ?? '';
    return { body: { ...body, startsAt, place: where, reason }, also: movedTo(startsAt, where, facts) };
  },
};

const holdInput = lazily(() =>
  z.strictObject({ attendance: listOf(attended(), 61).meta({ title: '到场情况', description: '含召集单位的人员' }) }),
);

export const hold: Act<Checked<typeof holdInput>> = {
  ...CONVENOR,
  label: '登记到场情况',
  from: ['announced'],
  otherwise: { '*': 'already-held' },
  input: holdInput,
  reads: parts,
  refuses: ['not-begun'],
  refuse: (meeting, { attendance }, _actor, { now }) => {
    const errors = attendanceErrors(attendance, meeting);
    if (errors.length > 0) return errors;
    return now < meeting.body.startsAt ? { code: 'not-begun' } : null;
  },
  apply: ({ body }, { attendance }, facts) => ({
    // Where no opinions are asked for, nothing is waited for: minutes may follow all the same.
    set: { state: body.opinions ? 'held' : 'closed' },
    body: { ...body, attendance, heldAt: facts.now },
    also: heldBy(attendance, facts),
  }),
};

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
  reads: parts,
  refuses: ['opinions-open', 'already-done'],
  refuse: ({ body }, { withoutReply }, _actor, facts) =>
    body.minutesAt !== null ? { code: 'already-done' } : opinionsRefusal(withoutReply, facts),
  apply: ({ body }, { text: said, decisions, signedBy, attachments }, facts) => ({
    body: {
      ...{ ...body, minutes: said, decisions, signedBy, minutesAttachments: attachments, minutesAt: facts.now },
      withoutReply: isWithoutReply(facts),
    },
    also: body.opinions ? ended(facts) : [],
  }),
};

const cancelInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

export const cancel: Act<Checked<typeof cancelInput>> = {
  ...CONVENOR,
  label: '取消',
  from: ['announced'],
  otherwise: { '*': 'already-held' },
  to: 'cancelled',
  input: cancelInput,
  reads: parts,
  danger: true,
  apply: ({ body }, { reason }, facts) => ({ body: { ...body, reason }, also: cancelled(facts) }),
};

/** The case that called it has been closed: what was announced does not take place. */
export const end: SystemAct<MeetingBody, MeetingState, SystemActs['meeting.end']> = {
  label: '随原事项取消',
  article: CONVENOR.article,
  by: 'system',
  from: ['announced'],
  to: 'cancelled',
  reads: parts,
  apply: ({ body }, { reason }, facts) => ({ body: { ...body, reason }, also: cancelled(facts) }),
};

/** The convenor takes the whole from sight, with what it caused. */
export const quarantine = quarantineBy<MeetingBody, MeetingState>({
  by: 'sender',
  roles: CONVENOR.roles,
  scope: CONVENOR.scope,
});
