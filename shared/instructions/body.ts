/**
 * What the record of an instruction keeps: what is to be done, what was reported of it, and what the office said to
 * that.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, line, text, whole } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export type InstructionState = 'assigned' | 'reported' | 'closed' | 'withdrawn';

/** What the government office says. */
export const assignedFields = lazily(() => ({
  title: line(200).meta({ title: '标题' }),
  task: text(5000).meta({ title: '交办事项' }),
  workingDays: whole(1, 60).meta({ title: '办理期限（工作日）', description: '自交办之日起计算' }),
}));

export const instructionBody = lazily(() => {
  const { title, task, workingDays } = assignedFields();
  const files = (title: string) => z.array(fileAlong()).meta({ title });
  return z.strictObject({
    title: said(title),
    task: said(task),
    workingDays,
    attachments: said(files('附件')),
    report: said(text(5000).meta({ title: '办理情况' })),
    reportAttachments: said(files('办理情况附件')),
    reportedBy: said(account().meta({ title: '报告人' })),
    reportedAt: moment().meta({ title: '报告时间' }).nullable(),
    reason: said(text(1000).meta({ title: '理由', description: '退回重办或撤回的理由' })),
    closedAt: moment().meta({ title: '办结时间' }).nullable(),
  });
});

export type InstructionBody = Checked<typeof instructionBody>;

/** An instruction of which nothing has been reported yet. */
export const UNREPORTED = { report: null, reportAttachments: [], reportedBy: null, reportedAt: null };
