/**
 * What a credit record keeps (art. 19): the decision's fields, what was sent to the credit platform and what that
 * answered.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, labelsOf, line, text } from '../fields.ts';
import { IDENTITY_NUMBER } from '../identity-warnings.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';
import { keptFields } from './fields.ts';
import { RECORD_TYPES, SEVERITIES } from './table.ts';

export type CreditRecordState = 'incomplete' | 'ready' | 'sent' | 'accepted' | 'rejected' | 'retracting' | 'withdrawn';

const CHANNELS = { export: '导出文件报送', other: '其他方式', feed: '平台自动报送' } as const;

const WITHDRAWAL_REASONS = {
  repaired: '信用修复',
  'not-public': '依法不予公示',
  wrong: '记录有误',
  annulled: '变更、撤销、确认违法或无效',
} as const;

const warning = lazily(() =>
  z.strictObject({
    code: choice({ 'credit-record-exists': '同一决定已有记录', ...IDENTITY_NUMBER }).meta({ title: '提醒代码' }),
    pointer: z.string().meta({ title: '位置' }).optional(),
    detail: z.string().meta({ title: '说明' }),
  }),
);

export const creditRecordBody = lazily(() =>
  z.strictObject({
    type: choice(RECORD_TYPES).meta({ title: '类型' }),
    decidedOn: civilDate().meta({
      title: '决定日期',
      description: '检查结果、处理决定或者许可、处罚决定作出之日；期限自此起算',
    }),
    publish: z.boolean({ error: '应为 true 或 false' }).meta({ title: '是否公示' }),
    publishUntil: civilDate().meta({ title: '公示至', description: '行政处罚不得超过法定的最长公示期' }).nullable(),
    severity: choice(labelsOf(SEVERITIES))
      .meta({ title: '违法情节', description: '仅行政处罚；决定最长公示期' })
      .nullable(),
    fields: said(keptFields()),
    channel: choice(CHANNELS).meta({ title: '报送方式' }).nullable(),
    receipt: said(line(200).meta({ title: '回执', description: '信用平台的回执或批次编号' })),
    sentAt: moment().meta({ title: '报送时间' }).nullable(),
    sentBy: said(account().meta({ title: '报送人' })),
    reasons: said(text(2000).meta({ title: '退回原因', description: '信用平台退回的原因' })),
    answeredAt: moment().meta({ title: '信用平台答复时间' }).nullable(),
    withdrawal: choice(WITHDRAWAL_REASONS).meta({ title: '撤下原因' }).nullable(),
    withdrawnOn: civilDate().meta({ title: '原因发生之日', description: '变更、撤销、确认违法或无效之日' }).nullable(),
    withdrawalText: said(text(1000).meta({ title: '撤下说明' })),
    warnings: z.array(warning()).meta({ title: '提醒' }).optional(),
  }),
);

export type CreditRecordBody = Checked<typeof creditRecordBody>;
