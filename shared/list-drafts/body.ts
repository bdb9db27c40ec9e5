/** What the record of a draft of the boundary list keeps; its rows lie beside it (`shared/boundary/sheet.ts`). */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { choice, civilDate, identifier, line, organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { count, hash, moment, recordId } from '../record-fields.ts';

export type DraftState = 'editing' | 'confirming' | 'confirmed' | 'published' | 'abandoned';

/** Where the confirmation of one organisation stands. */
const CONFIRMATIONS = {
  asked: '待答复',
  silent: '逾期未答复',
  agreed: '同意',
  objected: '不同意',
  settled: '已裁定',
} as const;

const versionName = () => line(64).meta({ title: '版本' });

const confirmation = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    letter: recordId().meta({ title: '函件' }),
    state: choice(CONFIRMATIONS).meta({ title: '确认情况' }),
    rows: hash().meta({ title: '所涉改动的摘要', description: '再次提交时所涉改动相同的，原答复仍然有效' }),
    askedAt: moment().meta({ title: '发函时间' }),
    repliedAt: moment().meta({ title: '答复时间' }).optional(),
    settledAt: moment().meta({ title: '裁定时间' }).optional(),
    reason: said(text(1000).meta({ title: '裁定理由' }).optional()),
  }),
);
export type Confirmation = Checked<typeof confirmation>;

export const posted = lazily(() =>
  z.strictObject({
    address: line(500)
      .refine((value) => /^https?:\/\/[^\s/]+/.test(value), { error: '应为以 http:// 或 https:// 开头的网址' })
      .meta({ title: '公示网址', example: 'http://gxzwfw.sd.gov.cn/' }),
    on: civilDate().meta({ title: '公示日期', description: '不晚于今日' }),
  }),
);

export const listDraftBody = lazily(() =>
  z.strictObject({
    validFrom: civilDate().meta({ title: '施行日期' }),
    note: said(text(2000).meta({ title: '说明' })),
    base: versionName().nullable().meta({ title: '所依据的版本', description: '草案以该版本为底稿；没有的为 null' }),
    round: count().meta({ title: '提交次数' }),
    count: count().meta({ title: '事项数', description: '最近一次提交时' }).nullable(),
    content: hash().meta({ title: '内容的摘要', description: '最近一次提交的全部事项的 SHA-256' }).nullable(),
    confirmations: z.array(confirmation()).meta({ title: '各单位的确认' }),
    conflicts: z
      .array(matterCode())
      .meta({ title: '冲突的事项', description: '草案与其后施行的上级规定都有改动的事项，已按上级规定处理' })
      .optional(),
    documentNumber: said(identifier(100).meta({ title: '发布文号' }).optional()),
    version: versionName().optional(),
    publishedAt: moment().meta({ title: '发布时间' }).optional(),
    posted: posted().meta({ title: '政务服务网公示' }).optional(),
    reason: said(text(1000).meta({ title: '终止的理由' }).optional()),
  }),
);

export type DraftBody = Checked<typeof listDraftBody>;
