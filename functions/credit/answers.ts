/** Answers about somebody's credit. */
import * as z from 'zod';
import { EFFECTS, listedShape } from '../../shared/credit-queries/body.ts';
import { choice } from '../../shared/fields.ts';
import { dateOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';

const listed = z.strictObject(answersOf(listedShape() as never));

export const creditAnswer = z
  .strictObject({
    query: idOut.meta({ title: '查询编号', description: '该记录在 `/credit/queries/{id}`' }),
    creditCode: z.string().meta({ title: '统一社会信用代码' }),
    asOf: instantOut.meta({ title: '名单截至' }),
    degraded: z.boolean().meta({ title: '未连通信用平台', description: '所据为最近导入的名单' }),
    incentives: z.array(listed).meta({ title: '激励' }),
    punishments: z.array(listed).meta({ title: '惩戒' }),
    records: z
      .array(
        z.strictObject({
          id: idOut.nullable().meta({ title: '信用记录编号', description: '其他单位的记录为 null' }),
          type: z.string().meta({ title: '类型' }),
          decidedOn: dateOut.meta({ title: '决定日期' }),
          documentNumber: z.string().nullable().meta({ title: '文书号' }),
          authority: z.string().nullable().meta({ title: '决定机关' }),
          content: z.string().nullable().meta({ title: '内容' }),
          publishUntil: dateOut.nullable().meta({ title: '公示至' }),
          published: z.boolean().meta({ title: '已公示' }),
        }),
      )
      .meta({ title: '信用记录', description: '公示期内的；未公示的只给作出单位，附办件编号查询的，也给审批局' }),
  })
  .meta({ id: 'Credit' });

export const listAnswer = z
  .strictObject({
    list: z.string().meta({ title: '名单' }),
    at: instantOut.meta({ title: '导入时间' }),
    count: z.int().meta({ title: '条数' }),
  })
  .meta({ id: 'CreditList' });

export const listsAnswer = pageOf(listAnswer);

export const ticketAnswer = z
  .strictObject({
    url: z.string().meta({ title: '页面地址', description: '只能打开一次' }),
    expiresAt: instantOut.meta({ title: '有效期至' }),
  })
  .meta({ id: 'CreditTicket' });

/** The effects of entries, for forms and documents. */
export const effect = choice(EFFECTS);
