/** Mail that could not be sent. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { MAIL_STATES } from '../../shared/mail/outgoing.ts';
import { idOut, instantOut, orgOut, pageOf, sectionOut } from '../http/answer-fields.ts';

export const mailAnswer = z
  .strictObject({
    id: z.string().meta({ title: '编号' }),
    type: z.string().meta({ title: '种类' }),
    org: orgOut.meta({ title: '收件单位' }),
    section: sectionOut.nullable().meta({ title: '收件科室' }),
    about: idOut.nullable().meta({ title: '所通知的记录', description: '每日提醒为 null' }),
    state: choice(MAIL_STATES).meta({ title: '状态' }),
    attempts: z.int().meta({ title: '已尝试次数' }),
    lastError: z.string().nullable().meta({ title: '最近一次失败的原因' }),
    createdAt: instantOut.meta({ title: '产生时间' }),
    due: instantOut.meta({ title: '发送时间', description: '应于何时发送' }),
    sentAt: instantOut.nullable().meta({ title: '已发送时间' }),
  })
  .meta({ id: 'Notice' });

export const mailPage = pageOf(mailAnswer).meta({ id: 'NoticePage' });

export const resentAnswer = z
  .strictObject({
    count: z.int().meta({ title: '重新等待发送的件数' }),
    more: z.boolean().meta({ title: '是否还有未处理的' }),
  })
  .meta({ id: 'NoticesResent' });
