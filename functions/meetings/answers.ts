/** The year's trainings as answered. */
import * as z from 'zod';
import { attended } from '../../shared/cases/invite.ts';
import { from, idOut, instantOut, pageOf } from '../http/answer-fields.ts';

const training = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    title: z.string().nullable().meta({ title: '标题', description: '已隔离的为 null' }),
    from,
    startsAt: instantOut.meta({ title: '开始时间' }),
    place: z.string().nullable().meta({ title: '地点' }),
    status: z.string().meta({ title: '状态' }),
    invited: z.int().meta({ title: '受邀单位数' }),
    attendance: z.array(attended()).meta({ title: '到场情况', description: '登记到场之前为空' }),
  })
  .meta({ id: 'Training' });

export const trainingsAnswer = pageOf(training);
