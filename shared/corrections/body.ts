/**
 * What the record of a correction keeps. Its digests outlive the texts, and with them whatever was sealed over them.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { FIGURES } from '../exchange/figures.ts';
import { choice, organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { circularQuarter, hash, moment, recordId } from '../record-fields.ts';

export const correctionBody = lazily(() =>
  z.strictObject({
    push: recordId().meta({ title: '推送', description: '其认领情况有异议的推送' }).optional(),
    record: recordId().meta({ title: '记录', description: '其超期计入附表、有异议的记录' }).optional(),
    figure: choice(FIGURES).meta({ title: '附表项目' }).optional(),
    quarter: circularQuarter().meta({ title: '季度', description: '附表的季度' }).optional(),
    org: organisation().meta({ title: '单位', description: '数据所属的单位' }),
    reason: said(text(500).meta({ title: '更正理由' })),
    reasonDigest: hash().meta({ title: '更正理由的摘要' }),
    decision: said(text(500).meta({ title: '决定理由' })),
    decisionDigest: hash().meta({ title: '决定理由的摘要' }).nullable(),
    decidedAt: moment().meta({ title: '决定时间' }).nullable(),
  }),
);

export type CorrectionBody = Checked<typeof correctionBody>;
