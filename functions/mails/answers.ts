/** Mail that could not be sent. */
import * as z from 'zod';
import { codeOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';

export const mailAnswer = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    org: codeOut,
    section: codeOut.nullable(),
    about: idOut.nullable().meta({ description: '所通知的记录；每日提醒为 null' }),
    state: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: instantOut,
    due: instantOut,
    sentAt: instantOut.nullable(),
  })
  .meta({ id: 'Notice' });

export const mailPage = pageOf(mailAnswer).meta({ id: 'NoticePage' });
