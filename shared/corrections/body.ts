/** What the record of a correction keeps. Its digests outlive the texts, and with them whatever was sealed over them. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { hash, moment, recordId } from '../record-fields.ts';

export const correctionBody = lazily(() =>
  z.strictObject({
    push: recordId().meta({ title: '推送' }),
    org: organisation().meta({ title: '单位', description: '数据所属的单位，即推送的接收单位' }),
    reason: said(text(500).meta({ title: '更正理由' })),
    reasonDigest: hash().meta({ title: '更正理由的摘要' }),
    decision: said(text(500).meta({ title: '决定理由' })),
    decisionDigest: hash().meta({ title: '决定理由的摘要' }).nullable(),
    decidedAt: moment().meta({ title: '决定时间' }).nullable(),
  }),
);

export type CorrectionBody = Checked<typeof correctionBody>;
