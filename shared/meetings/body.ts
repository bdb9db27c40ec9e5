/** What the record of a meeting or a training keeps. */
import * as z from 'zod';
import { attended, keptInvited } from '../cases/invite.ts';
import { said } from '../exchange/body.ts';
import { choice, line, person, text, yesNo } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment, recordId } from '../record-fields.ts';

export type MeetingState = 'announced' | 'held' | 'closed' | 'cancelled';

export const TYPES = {
  'joint-review': '联审会',
  special: '专题会议',
  roundtable: '座谈会',
  policy: '政策会商',
  business: '业务会议',
  training: '业务培训',
} as const;

export const meetingFields = lazily(() => ({
  type: choice(TYPES).meta({ title: '会议类别' }),
  title: line(200).meta({ title: '标题' }),
  place: line(200).meta({ title: '地点' }),
  agenda: text(5000).meta({ title: '议程' }),
}));

export const meetingBody = lazily(() => {
  const { type, title, place, agenda } = meetingFields();
  const files = (name: string) => z.array(fileAlong()).meta({ title: name });
  return z.strictObject({
    type,
    title: said(title),
    startsAt: moment().meta({ title: '开始时间' }),
    place: said(place),
    agenda: said(agenda),
    invited: said(z.array(keptInvited()).meta({ title: '邀请单位' })),
    opinions: yesNo().meta({ title: '需反馈意见', description: '参加单位会后须反馈意见' }),
    attachments: said(files('附件')),
    attendance: said(z.array(attended()).meta({ title: '到场情况' })),
    heldAt: moment().meta({ title: '登记到场的时间' }).nullable(),
    minutes: said(text(20_000).meta({ title: '会议纪要' })),
    decisions: said(text(5000).meta({ title: '议定事项' })),
    signedBy: said(person().meta({ title: '签发人' })),
    minutesAttachments: said(files('纪要附件')),
    withoutReply: yesNo().meta({ title: '未获意见', description: '有到场单位期满未反馈意见，召集单位径行办结' }),
    minutesAt: moment().meta({ title: '纪要形成时间' }).nullable(),
    reason: said(text(500).meta({ title: '改期或取消的理由' })),
    draws: z.array(recordId()).meta({ title: '抽取专家' }).optional(),
    bureauInvited: yesNo().meta({ title: '已邀请审批部门' }),
  });
});
export type MeetingBody = Checked<typeof meetingBody>;
