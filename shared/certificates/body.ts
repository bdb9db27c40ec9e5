/** What the record of a certificate to be issued keeps (art. 13). */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, identifier, line, text } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { certificateAfter, END_REASONS, type EndReason } from '../pushes/follow-ups.ts';
import { moment, recordId, sealedText } from '../record-fields.ts';

export { certificateAfter, END_REASONS, type EndReason };
export type CertificateState = 'pending' | 'issued' | 'ended';

export const certificateBody = lazily(() =>
  z.strictObject({
    push: recordId().meta({ title: '推送' }),
    matter: matterCode().meta({ title: '事项编码' }),
    matterName: line(200).meta({ title: '事项名称' }).nullable(),
    number: said(identifier(100).meta({ title: '证照编号' })),
    // Where the number has an identity number in it; `number` then has the form that is shown.
    sealedNumber: said(sealedText().meta({ title: '密封的证照编号', description: '含有身份号码的编号' }).optional()),
    issuedOn: civilDate().meta({ title: '配发日期' }).nullable(),
    deliveredOn: civilDate().meta({ title: '送达日期' }).nullable(),
    method: said(line(100).meta({ title: '送达方式' })),
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    issuedBy: said(account().meta({ title: '办理人' })),
    issuedAt: moment().meta({ title: '录入时间', description: '是否按期以此为准' }).nullable(),
    objection: said(text(500).meta({ title: '异议' })),
    objectedAt: moment().meta({ title: '提出异议的时间' }).nullable(),
    problem: recordId().meta({ title: '问题', description: '因异议形成的问题' }).nullable(),
    endReason: choice(END_REASONS).meta({ title: '终止原因' }).nullable(),
    endedBy: recordId()
      .meta({ title: '使其终止的记录', description: '推送或者问题；其撤回、退回、更正或者另行处理的，恢复' })
      .optional(),
  }),
);
export type CertificateBody = Checked<typeof certificateBody>;

/** Before the department has written anything, and once it has taken that from sight. */
export const UNISSUED = { number: null, method: null, attachments: [], issuedBy: null, objection: null };
