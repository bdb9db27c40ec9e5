/**
 * What the record of a participation keeps: when and where, who comes, and what the organisation reported afterwards.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, choice, line, person, text, whole, yesNo } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { POSITIONS } from '../position.ts';
import { moment } from '../record-fields.ts';

export type PartState =
  | 'invited'
  | 'accepted'
  | 'declined'
  | 'attended'
  | 'absent'
  | 'reported'
  | 'unreported'
  | 'cancelled';

export const CASES = { meeting: '会议', survey: '联合踏勘、评审' } as const;
const FINDINGS = { pass: '符合', fail: '不符合', 'n/a': '不涉及' } as const;

/** One point of a checklist, as found on the spot. */
export const finding = lazily(() =>
  z.strictObject({
    point: line(500).meta({ title: '检查要点' }),
    result: choice(FINDINGS).meta({ title: '结果' }),
    comment: text(1000).nullable().meta({ title: '说明' }),
    files: z.array(fileAlong()).max(20).meta({ title: '照片和附件' }),
  }),
);

export const partBody = lazily(() => {
  const names = (title: string) => z.array(person()).meta({ title });
  return z.strictObject({
    of: choice(CASES).meta({ title: '事由类别' }),
    title: said(line(200).meta({ title: '标题' })),
    startsAt: moment().meta({ title: '开始时间' }),
    place: said(line(200).meta({ title: '地点' })),
    opinions: yesNo().meta({ title: '需反馈意见', description: '参加后须反馈意见' }),
    wanted: whole(1, 20).meta({ title: '请派人数' }).nullable(),
    asked: said(names('邀请的人员')),
    people: said(names('拟参加人员')),
    attended: said(names('到场人员')),
    reason: said(text(500).meta({ title: '不参加的理由' })),
    position: choice(POSITIONS).meta({ title: '意见' }).nullable(),
    text: said(text(5000).meta({ title: '意见内容' })),
    problems: said(text(5000).meta({ title: '发现的问题' })),
    items: said(z.array(finding()).meta({ title: '逐项结果' })),
    signedBy: said(person().meta({ title: '签字人' })),
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    reportedBy: said(account().meta({ title: '反馈人' })),
    reportedAt: moment().meta({ title: '反馈时间' }).nullable(),
  });
});
export type PartBody = Checked<typeof partBody>;

/** A participation of which nothing has been reported. */
export const UNREPORTED = {
  ...{ position: null, text: null, problems: null, items: [], signedBy: null, attachments: [] },
  ...{ reportedBy: null, reportedAt: null },
};
