/** Secrets of machines, and the tokens that they get by them. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { instantOut } from '../http/answer-fields.ts';

export const secretAnswer = z
  .strictObject({
    clientId: z.string().meta({ title: '客户端标识', description: '取得凭证时的客户端标识', example: 'construction' }),
    secret: z.string().nullable().meta({ title: '密钥', description: '只出现这一次；收回之后为 null' }),
    oldUntil: instantOut.nullable().meta({
      title: '旧密钥的期限',
      description: '此前的密钥到何时为止仍可使用；没有的为 null',
    }),
  })
  .meta({ id: 'Secret' });

export const tokenAnswer = z
  .strictObject({
    access_token: z.string().meta({ title: '凭证', description: '不透明的文本' }),
    token_type: choice({ Bearer: 'Bearer 凭证' }).meta({ title: '凭证类型' }),
    expires_in: z.int().meta({ title: '有效期', description: '多少秒内有效', example: 3600 }),
    scope: z
      .string()
      .optional()
      .meta({ title: '权限范围', description: '给予的权限，以空格分隔；没有的不出现', example: 'pushes:read' }),
  })
  .meta({ id: 'Token' });

export const tokenRefusal = z
  .strictObject({
    error: z.string().meta({ title: '错误码', example: 'invalid_client' }),
    error_description: z.string().meta({ title: '说明' }),
  })
  .meta({ id: 'TokenRefusal' });
