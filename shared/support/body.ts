/** What the record of a support request keeps: what is asked, where it was referred to, what was answered. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, identifier, line, text } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export type SupportState = 'open' | 'answered';

export const CATEGORIES = { fault: '系统故障', function: '功能需求', data: '数据问题' } as const;

export const supportBody = lazily(() => {
  const referred = '转上级平台办理的填写';
  return z.strictObject({
    category: choice(CATEGORIES).meta({ title: '类别' }),
    text: said(text(5000).meta({ title: '内容' })),
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    platform: said(line(100).meta({ title: '上级平台', description: referred })),
    number: said(identifier(100).meta({ title: '上级平台的受理编号', description: referred })),
    on: civilDate().meta({ title: '转办日期', description: referred }).nullable(),
    answer: said(text(5000).meta({ title: '答复' })),
    answeredBy: said(account().meta({ title: '答复人' })),
    answeredAt: moment().meta({ title: '答复时间' }).nullable(),
  });
});

export type SupportBody = Checked<typeof supportBody>;

export const UNANSWERED = { answer: null, answeredBy: null, answeredAt: null };
