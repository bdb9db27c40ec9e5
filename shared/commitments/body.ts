/** What the record of a promise to be verified keeps (告知承诺核查, arts. 6, 19). */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, line, text } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { END_REASONS, type EndReason } from '../pushes/follow-ups.ts';
import { moment, recordId } from '../record-fields.ts';

export { END_REASONS, type EndReason };
export type CommitmentState = 'pending' | 'rectifying' | 'kept' | 'broken' | 'ended';

const VERDICTS = { kept: '已履行承诺', 'to-rectify': '限期整改', broken: '未履行承诺' } as const;

export const commitmentBody = lazily(() =>
  z.strictObject({
    push: recordId().meta({ title: '推送' }),
    matter: matterCode().meta({ title: '事项编码' }),
    matterName: line(200).meta({ title: '事项名称' }).nullable(),
    outcome: choice(VERDICTS).meta({ title: '核查结论' }).nullable(),
    on: civilDate().meta({ title: '核查日期' }).nullable(),
    text: said(text(5000).meta({ title: '核查情况' })),
    // What was to be rectified stays beside what came of it.
    order: said(text(5000).meta({ title: '整改要求', description: '限期整改时的核查情况' })),
    rectifyBy: civilDate().meta({ title: '整改期限', description: '限期整改的必填，晚于今天' }).nullable(),
    rectifyOverdue: z.boolean().meta({ title: '整改期满' }),
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    verifiedBy: said(account().meta({ title: '核查人' })),
    verifiedAt: moment().meta({ title: '核查时间' }).nullable(),
    before: recordId()
      .meta({ title: '此前的核查', description: '证照由其他单位移交前的承诺核查，现监管单位可以查看' })
      .optional(),
    endReason: choice(END_REASONS).meta({ title: '终止原因' }).nullable(),
    endedBy: recordId()
      .meta({ title: '使其终止的记录', description: '推送或者问题；其撤回、退回、更正或者另行处理的，恢复' })
      .optional(),
  }),
);
export type CommitmentBody = Checked<typeof commitmentBody>;

/** Before the department has written anything, and once it has taken that from sight. */
export const UNVERIFIED = { text: null, order: null, attachments: [], verifiedBy: null };
