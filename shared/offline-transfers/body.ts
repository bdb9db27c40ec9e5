/**
 * What the record of an offline transfer keeps: the fact that something was sent outside the platform, by which way,
 * and that it arrived. Never what it says; of the confidential channel not even what it is called.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, identifier, line, sha256Hex, text, whole, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment, sealedWhereNeeded } from '../record-fields.ts';

export type TransferState = 'sent' | 'received' | 'not-received';

/** 机要: of what goes this way nothing is written here that tells what it is. */
export const CONFIDENTIAL = 'confidential';

export const CHANNELS = {
  'official-document': '公文系统',
  [CONFIDENTIAL]: '机要',
  person: '专人送达',
  post: '邮寄',
} as const;

/** One thing that was handed over. */
export const itemFields = lazily(() => ({
  name: line(200).meta({ title: '名称' }),
  sha256: sha256Hex().meta({ title: '文件的 SHA-256', description: '64 位十六进制' }),
  copies: whole(1, 1000).meta({ title: '份数' }),
}));

export const sentFields = lazily(() => ({
  channel: choice(CHANNELS).meta({ title: '传送渠道' }),
  documentNumber: identifier(100).meta({ title: '文号' }),
  title: line(200).meta({ title: '标题' }),
  sentOn: civilDate().meta({ title: '发出日期', description: '不晚于今天' }),
  copies: whole(1, 1000).meta({ title: '份数', description: '仅机要渠道填写；其他渠道在各件中填写' }),
}));

export const transferBody = lazily(() => {
  const { channel, documentNumber, title, sentOn, copies } = sentFields();
  const { name, sha256, copies: each } = itemFields();
  const item = z.strictObject({ name, sha256: sha256.nullable(), copies: each });
  return z.strictObject({
    channel,
    documentNumber: said(sealedWhereNeeded(documentNumber).meta({ title: '文号' })),
    title: said(title),
    sentOn,
    items: said(z.array(item).meta({ title: '各件' })),
    copies: copies.nullable(),
    receivedOn: civilDate().meta({ title: '收到日期' }).nullable(),
    receivedBy: said(line(50).meta({ title: '签收人' })),
    matches: yesNo().meta({ title: '与清单相符' }).nullable(),
    reason: said(text(500).meta({ title: '理由', description: '未收到的说明' })),
    answeredBy: said(account().meta({ title: '登记人' })),
    answeredAt: moment().meta({ title: '登记时间' }).nullable(),
  });
});

export type TransferBody = Checked<typeof transferBody>;

/** A transfer of which the addressee has said nothing yet. */
export const UNANSWERED = {
  ...{ receivedOn: null, receivedBy: null, matches: null, reason: null },
  ...{ answeredBy: null, answeredAt: null },
};
