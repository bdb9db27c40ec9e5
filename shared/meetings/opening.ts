/**
 * Who calls which meeting (arts. 10, 11, 15, 20, 21): joint reviews the bureau, special meetings and roundtables the
 * bureau or the office, others anyone.
 */
import * as z from 'zod';
import { beginningErrors, invited, inviteErrors } from '../cases/invite.ts';
import { bureauOf, organisationOf } from '../county.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, instant, listOf, optional, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type MeetingBody, type MeetingState, meetingFields, TYPES } from './body.ts';

const meetingInput = lazily(() => {
  const { type, title, place, agenda } = meetingFields();
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复召集' }),
      ...{ type, title, place },
      startsAt: instant().meta({ title: '开始时间' }),
      agenda: optional(agenda).meta({ title: '议程' }),
      invite: listOf(invited(), 60).min(1, { error: '至少邀请一个单位' }).meta({ title: '邀请单位' }),
      opinions: optional(yesNo()).meta({ title: '需反馈意见', description: '不填的，联审会为是，其他为否' }),
      attachments: filesAlong(),
    })
    .meta({ id: 'MeetingInput' });
});
export type MeetingInput = Checked<typeof meetingInput>;
type Input = MeetingInput;

/** Types of meeting that not everybody calls. */
const CALLED_BY: Readonly<Partial<Record<Input['type'], readonly string[]>>> = {
  'joint-review': ['approval-bureau'],
  special: ['approval-bureau', 'government-office'],
  roundtable: ['approval-bureau', 'government-office'],
};

export const opening: Opening<MeetingBody, MeetingState, Input> = {
  label: '召集会议、培训',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'cases:write',
  input: meetingInput,
  across: ({ invite = [], startsAt }, { actor, now }) => [
    ...inviteErrors(invite, actor.org),
    ...beginningErrors(startsAt, now),
  ],
  refuse: ({ type }, { actor, county }) => {
    const callers = CALLED_BY[type];
    const own = organisationOf(county, actor.org)?.type ?? '';
    const who = callers?.length === 1 ? bureauOf(county).name : `${bureauOf(county).name}或政府办公室`;
    return callers && !callers.includes(own)
      ? { code: 'not-allowed', detail: `${TYPES[type]}由${who}召集。请与其联系，或选择其他类别。` }
      : null;
  },
  drafts: (input, { actor, county }) => [
    {
      state: 'announced',
      participants: input.invite.map(({ org }) => org),
      body: announced(input, actor.org, bureauOf(county).code),
    },
  ],
};

/** A meeting in which nothing has happened yet. */
export function announced(input: Omit<Input, 'reference'>, convenor: string, bureau: string): MeetingBody {
  const { type, title, place, startsAt, agenda, invite, opinions, attachments } = input;
  return {
    ...{ type, title, place, startsAt, agenda, attachments, invited: invite },
    opinions: opinions ?? type === 'joint-review',
    bureauInvited: convenor === bureau || invite.some(({ org }) => org === bureau),
    ...{ attendance: [], heldAt: null, minutes: null, decisions: null, signedBy: null, minutesAttachments: [] },
    ...{ withoutReply: false, minutesAt: null, reason: null },
  };
}
