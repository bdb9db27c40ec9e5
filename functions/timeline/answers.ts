/** The timeline as answered. */
import * as z from 'zod';
import { STAGES } from '../../shared/exchange/kind.ts';
import { choice } from '../../shared/fields.ts';
import { dateOut, from, idOut, instantOut, late, pageOf, to } from '../http/answer-fields.ts';

const event = z
  .strictObject({
    at: instantOut.meta({ title: '时间' }),
    stage: choice(STAGES).meta({ title: '环节' }),
    kind: z.string().meta({ title: '种类' }),
    id: idOut.meta({ title: '编号' }),
    path: z.string().meta({ title: '路径', description: '该记录在 `/<路径>/{id}`' }),
    label: z.string().meta({ title: '种类名称' }),
    status: z.string().meta({ title: '状态' }),
    from,
    to: to.nullable(),
    due: dateOut.nullable().meta({ title: '办理期限' }),
    late,
    text: z.string().nullable().meta({ title: '内容', description: '已隔离的为 null' }),
    number: z.string().nullable().meta({ title: '文书号或证照编号', description: '没有的为 null' }),
    party: z.string().nullable().meta({ title: '相对人', description: '该记录写明的名称；没有的为 null' }),
  })
  .meta({ id: 'TimelineEvent' });

export const timelineAnswer = pageOf(event);
