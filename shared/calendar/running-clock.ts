/** A running (or ended) clock as a field of a body; the type is `RunningClock`. */
import * as z from 'zod';
import { civilDate } from '../fields.ts';
import { lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export const runningClock = lazily(() =>
  z.strictObject({
    rule: z.string().meta({ title: '时限' }),
    article: z.string().meta({ title: '条款' }),
    from: moment().meta({ title: '起算时间' }),
    length: z.int().meta({ title: '工作日数' }),
    endOfDay: z.string().meta({ title: '最后一日的截止钟点' }),
    by: civilDate().meta({ title: '最后一日' }),
    deadline: moment().meta({ title: '届满时刻', description: '不含该时刻' }),
    provisional: z.boolean().meta({ title: '暂定' }),
    version: z.int().meta({ title: '计算所依据的日历版本' }),
  }),
);
