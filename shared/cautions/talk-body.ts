/** What the record of an admonitory talk keeps. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { civilDate, line, listOf, person, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { circularQuarter, recordId } from '../record-fields.ts';

/** When it begins, Asia/Shanghai. */
export const time = lazily(() =>
  z
    .string({ error: '请填写时间，格式为 HH:MM' })
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: '时间格式应为 HH:MM，例如 09:30' })
    .meta({ title: '约谈时间', example: '09:30' }),
);
export const place = lazily(() => line(200).meta({ title: '约谈地点' }));

export const talkBody = lazily(() =>
  z.strictObject({
    caution: recordId().meta({ title: '提醒函', description: '所依据的提醒函' }),
    letter: said(line(100).meta({ title: '提醒函文号' })),
    quarter: circularQuarter().meta({ title: '季度' }),
    circular: line(100).meta({ title: '通报文号' }).nullable(),
    reason: said(text(1000).meta({ title: '事由', description: '认定整改不力的理由' })),
    date: civilDate().meta({ title: '约谈日期' }).nullable(),
    time: time().optional(),
    place: said(place().optional()),
    participants: said(listOf(person(), 50).meta({ title: '参加人员' })),
    record: said(text(5000).meta({ title: '约谈记录' })),
  }),
);

export type TalkBody = Checked<typeof talkBody>;
