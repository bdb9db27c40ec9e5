/** `GET /<path>/{id}/deadline`. */
import * as z from 'zod';
import { dateOut, instantOut } from '../http/answer-fields.ts';

const clock = z.strictObject({
  label: z.string().meta({ title: '时限' }),
  article: z.string().meta({ title: '条款', description: '° 为本系统约定' }),
  startsFrom: z.string().meta({ title: '起算' }),
  atItsEnd: z.string().meta({ title: '届满后果' }),
  from: instantOut.meta({ title: '起算时间' }),
  workingDays: z.int().meta({ title: '工作日数' }),
  endOfDay: z.string().meta({ title: '最后一日的截止钟点', example: '24:00' }),
  by: dateOut.meta({ title: '期限的最后一日' }),
  deadline: instantOut.meta({ title: '截止时刻', description: '不含该时刻' }),
  provisional: z.boolean().meta({ title: '暂定' }),
  ended: z.boolean().meta({ title: '已届满' }),
});

const day = z.strictObject({
  date: dateOut.meta({ title: '日期' }),
  counted: z.boolean().meta({ title: '计入' }),
  reason: z.string().meta({ title: '事由' }),
  source: z.string().meta({ title: '依据' }),
});

const move = z.strictObject({
  at: instantOut.meta({ title: '变动时间' }),
  from: instantOut.nullable().meta({ title: '原截止时刻' }),
  to: instantOut.nullable().meta({ title: '现截止时刻' }),
  source: z.string().nullable().meta({ title: '依据' }),
});

export const deadlineAnswer = z
  .strictObject({
    clock: clock.nullable().meta({ title: '期限', description: '没有期限的为 null' }),
    days: z.array(day).meta({ title: '逐日说明' }),
    moves: z.array(move).meta({ title: '期限的变动' }),
  })
  .meta({ id: 'WhyThisDay' });
