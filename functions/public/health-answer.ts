/** `GET /health`. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { instantOut } from '../http/answer-fields.ts';

export const healthAnswer = z
  .strictObject({
    status: choice({ ok: '正常' }).meta({ title: '状态' }),
    now: instantOut.meta({ title: '平台的当前时间' }),
    version: z.string().meta({ title: '平台的版本', example: '0.1.0' }),
  })
  .meta({ id: 'Health' });
