/** The problem document (RFC 9457), as every refusal is answered. */
import * as z from 'zod';
import { instantOut } from './answer-fields.ts';

const fieldError = z.strictObject({
  pointer: z
    .string()
    .meta({ title: '位置', description: '请求体中的位置（RFC 6901），或 ?参数名', example: '/party/creditCode' }),
  detail: z.string().meta({ title: '说明', description: '哪里不对、应如何填写' }),
});

export const problemAnswer = z
  .looseObject({
    type: z.string().meta({ title: '类型', example: 'urn:shenguan:problem:invalid' }),
    title: z.string().meta({ title: '标题' }),
    status: z.int().meta({ title: '状态码' }),
    detail: z.string().meta({ title: '说明', description: '中文说明：下一步怎么办' }),
    code: z.string().meta({ title: '错误码', description: '稳定的错误码，程序据此判断', example: 'invalid' }),
    errors: z.array(fieldError).optional().meta({ title: '不符之处', description: '422 时全部不符之处' }),
    claimedAt: instantOut.nullish().meta({ title: '认领时间', description: '推送被认领（或视为认领）的时间' }),
    claimedBy: z.string().nullish().meta({ title: '认领人', description: '视为认领的为 null' }),
    allow: z.string().optional().meta({ title: '支持的方法', description: '405 时该地址支持的方法' }),
  })
  .meta({ id: 'Problem' });
