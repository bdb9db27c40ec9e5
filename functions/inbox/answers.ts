/** The inbox as answered. */
import * as z from 'zod';
import { dateOut, from, idOut, instantOut, late, pageOf, to } from '../http/answer-fields.ts';

const waiting = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    kind: z.string().meta({ title: '种类' }),
    path: z.string().meta({ title: '路径', description: '该记录在 `/<路径>/{id}`' }),
    title: z.string().meta({ title: '标题' }),
    from,
    to: to.nullable(),
    due: dateOut.nullable().meta({ title: '办理期限', description: '最后一日；没有期限的为 null' }),
    deadline: instantOut.nullable().meta({ title: '截止时间' }),
    status: z.string().meta({ title: '状态' }),
    late,
    provisional: z.boolean().meta({ title: '期限暂定' }),
  })
  .meta({ id: 'Waiting' });

export const inboxAnswer = pageOf(waiting);
