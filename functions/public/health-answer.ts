/** `GET /health`. */
import * as z from 'zod';
import { instantOut } from '../http/answer-fields.ts';

export const healthAnswer = z
  .strictObject({
    status: z.literal('ok'),
    now: instantOut.meta({ description: '平台的当前时间' }),
    version: z.string().meta({ description: '平台的版本', example: '0.1.0' }),
  })
  .meta({ id: 'Health' });
